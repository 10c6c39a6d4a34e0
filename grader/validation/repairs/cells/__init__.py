"""Causes recognised in wrong cells, one family a file."""
