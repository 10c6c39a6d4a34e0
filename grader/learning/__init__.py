"""Where a learner stands, what comes back to her, and which question is bad."""
