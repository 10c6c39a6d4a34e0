"""Harvesting: reading another portal's DCAT catalogue, and keeping records in step with it."""
