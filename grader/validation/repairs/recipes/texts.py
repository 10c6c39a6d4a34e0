"""Recipes for texts."""

import re


def without_stray_spaces(cell: str) -> str:
    """Take out spaces around a text, and all but one of those that follow each other."""
    return re.sub(r"\s+", " ", cell).strip()
