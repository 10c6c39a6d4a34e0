"""Positioning, spaced review and statistics of questions, as people use them."""
