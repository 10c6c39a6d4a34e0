"""Documents on the duties of an authority: pure blocks, written by ``grader.documents``."""
