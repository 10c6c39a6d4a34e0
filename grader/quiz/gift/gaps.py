"""What a declaration misses, held in place until it is known what else is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Gap:
    """A value that the file does not give; ``trial`` stands for it while the rest is tried."""

    trial: Any


def declared(value: Any) -> Any:
    """Give a declaration without what it misses."""
    if isinstance(value, dict):
        return {key: declared(one) for key, one in value.items() if not isinstance(one, Gap)}
    return [declared(one) for one in value] if isinstance(value, list) else value


def tried(value: Any) -> Any:
    """Give a declaration as if nothing was missing."""
    if isinstance(value, Gap):
        return value.trial
    if isinstance(value, dict):
        return {key: tried(one) for key, one in value.items()}
    return [tried(one) for one in value] if isinstance(value, list) else value
