"""The types of items, one file each."""
