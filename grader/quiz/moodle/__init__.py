"""Our items as Moodle thinks of questions: what its text and XML formats both write."""
