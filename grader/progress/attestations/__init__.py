"""Attestations: the keys of an instance, signed codes, sealed files, and what was issued."""
