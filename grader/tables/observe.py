"""What is worth telling about the cells themselves, whatever the schema."""

from __future__ import annotations

import re

import polars as pl

from grader.tables.model import Notice, Table
from grader.tables.notices import notice

#: What the second bytes of UTF-8 look like when they are read as Windows-1252.
_TAILS = "".join(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0)
)
_MOJIBAKE = re.compile(f"[ÂÃÅ][{re.escape(_TAILS)}]|â€|â[‚„][{re.escape(_TAILS)}]")
_SHEET_ERROR = re.compile(
    r"^\s*#(?:REF|N/A|N/D|NOM|NAME|VALEUR|VALUE|DIV/0|NUL|NULL|NOMBRE|NUM)[!?]?\s*$"
)
_FORMULA = re.compile(r"^\s*=\s*\S")
_LOST = re.compile("\ufffd")


#: By code of the notice: what such a cell holds, for Python and for polars alike.
_LOOKS = {
    "lost-characters": _LOST,
    "mojibake": _MOJIBAKE,
    "formula-cells": _FORMULA,
    "spreadsheet-errors": _SHEET_ERROR,
}


def observe(table: Table, suspects: frozenset[str] | None = None) -> list[Notice]:
    """Count damaged letters, formulas and failed calculations.

    Args:
        table: header and data.
        suspects: codes of what its bytes may hold (see ``suspicion``); all of them, when not given.
    """
    told: list[Notice] = []
    for code, pattern in _LOOKS.items():
        if suspects is not None and code not in suspects:
            continue
        count, line = _counted(table, pattern)
        if count:
            told.append(notice(code, count, line))
    return told


def _counted(table: Table, pattern: re.Pattern[str]) -> tuple[int, int | None]:
    """Count the cells that hold something; give the first line that has one."""
    in_header = sum(1 for label in table.header if pattern.search(label))
    rows = [index for index, cells in table.extra.items() for cell in cells if pattern.search(cell)]
    count = in_header + len(rows)
    first = min(rows, default=None)
    found = table.cells.select(pl.all().str.contains(pattern.pattern).arg_true().implode())
    for column in found:
        places = column[0]
        if len(places):
            count += len(places)
            first = int(places[0]) if first is None else min(first, int(places[0]))
    if in_header:
        return count, table.header_line
    return count, None if first is None else table.lines[first]
