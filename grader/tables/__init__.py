"""Bounded reading of a person's file into a table of texts, plus what was noticed."""
