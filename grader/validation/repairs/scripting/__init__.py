"""The pandas script that does the same repairs to next month's export: its parts."""
