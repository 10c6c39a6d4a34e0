"""One text read both ways: at the speed of polars, and line by line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from grader.errors import UnusableFileError
from grader.settings import Bounds
from grader.tables import body, dialect, header, read, records, scan, suspicion

#: Where a size is kept, and how small it must be for a text of some lines to be cut by it. The
#: separator is told, and the header sought, within what the quick way sees of a file.
SMALL: tuple[tuple[Any, str, int], ...] = (
    (body, "HEAD_BYTES", 96),
    (read, "HEAD_BYTES", 96),
    (dialect, "_SAMPLE_CHARACTERS", 24),
    (read, "LOOKED_AT", 4),
    (header, "LOOKED_AT", 4),
    (header, "_DEEPEST", 4),
    (suspicion, "STEP", 7),
    (scan, "STEP", 32),
    (scan, "LARGE", 40),
    (records, "_PACK", 3),
    (records, "MOST_LINES", 4),
    (read, "MOST_LINES", 4),
)


def made_small(patch: pytest.MonkeyPatch) -> None:
    """Let borders of chunks fall inside short texts."""
    for module, name, size in SMALL:
        assert isinstance(getattr(module, name), int), f"{name} is no size any more"
        patch.setattr(module, name, size)


def read_both_ways(
    path: Path, expected: Collection[str] = (), bounds: Bounds | None = None, *, small: bool = False
) -> tuple[Any, Any, bool]:
    """Read a file as it is read, then line by line.

    Returns:
        what each way gives (a table laid open, or the code of a refusal), and whether the first
        was the quick way.
    """
    quickly = read._quickly
    taken: list[bool] = []

    def watched(*asked: Any) -> Any:
        reading = quickly(*asked)
        taken.append(reading is not None)
        return reading

    with pytest.MonkeyPatch.context() as patch:
        if small:
            made_small(patch)
        patch.setattr(read, "_quickly", watched)
        first = _laid_open(path, expected, bounds or Bounds())
        patch.setattr(read, "_quickly", lambda *_: None)
        second = _laid_open(path, expected, bounds or Bounds())
    return first, second, any(taken)


def _laid_open(path: Path, expected: Collection[str], bounds: Bounds) -> Any:
    try:
        table = read.read_table(path, bounds, expected=expected)
    except UnusableFileError as refused:
        return refused.code
    assert all(table.row(index) == row for index, row in enumerate(table.rows))
    return {
        "header": table.header,
        "rows": table.rows,
        "lines": table.lines,
        "extra": dict(table.extra),
        "nulls": [column.null_count() for column in table.cells],
        "dialect": table.dialect,
        "notices": table.notices,
    }
