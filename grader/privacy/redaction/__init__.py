"""Redaction (occultation) of acts and minutes: reading, hiding for good, proving, scoring."""
