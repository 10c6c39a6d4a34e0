"""Causes recognised in the whole file: labels, rows, shifts; one family a file."""
