"""What a trainer prints or projects: slides and sheets, from the same text as the lessons."""
