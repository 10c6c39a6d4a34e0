"""The catalogue in DCAT: what is told to other portals, and what is not."""
