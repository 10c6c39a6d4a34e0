"""Use-cases, one file a subject: what a page or a command may ask, and nothing of the web."""
