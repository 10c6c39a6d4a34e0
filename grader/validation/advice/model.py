"""What an adviser answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from grader.typography import NO_BREAK


class Advice(NamedTuple):
    """A more precise telling of a fault.

    Attributes:
        variant: key of the telling; "" for the general one.
        words: what fills its braces.
    """

    variant: str = ""
    words: Mapping[str, str] = {}


def quoted(value: str) -> str:
    """Put a value between guillemets, with their no-break spaces."""
    return f"«{NO_BREAK}{value}{NO_BREAK}»"


#: Nothing more precise to say.
GENERAL = Advice()
