"""The road of a learner's own file: received, mended, anonymised, published, seen."""
