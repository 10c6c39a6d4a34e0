"""Attacks on what would be published, run for real: they name the people whom they find."""
