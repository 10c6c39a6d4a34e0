"""Personal data in a file: find it, measure what it gives away, hide it, and try to undo that."""
