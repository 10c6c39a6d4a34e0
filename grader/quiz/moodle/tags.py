"""The tags that keep, in Moodle, what its questions have no place for.

They are for trainers too: ``objectif:prep-o1`` finds every question of an objective.
"""

from __future__ import annotations

OBJECTIVE, LEVEL, SOURCE, TYPE = "objectif", "niveau", "source", "type"
KINDS = (OBJECTIVE, LEVEL, SOURCE, TYPE)


def tag(kind: str, value: object) -> str:
    """Write one tag."""
    return f"{kind}:{value}"


def read_tags(tags: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Read our tags among others.

    Returns:
        values by kind, the first of each, and the tags that are not ours.
    """
    ours: dict[str, str] = {}
    others = []
    for one in tags:
        kind, colon, value = one.partition(":")
        if colon and kind in KINDS:
            ours.setdefault(kind, value.strip())
        else:
            others.append(one)
    return ours, tuple(others)
