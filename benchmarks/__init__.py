"""Measures, as ratios within one run; figures worth keeping go to ``RESULTS.md``."""
