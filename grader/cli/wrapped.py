"""Sentences cut to the width of a screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from grader.typography import french

_WIDTH = 100


def wrapped(text: str, *, first: str, then: str) -> Iterator[str]:
    """Cut a text that may come from anybody's file into lines of a terminal.

    Args:
        text: typed with ordinary spaces.
        first: put before the first line.
        then: put before the next ones.
    """
    plain = "".join(c if c.isprintable() else ("·" if not c.isspace() else " ") for c in text)
    yield from textwrap.wrap(
        french(plain),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )
