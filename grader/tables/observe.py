"""What is worth telling about the cells themselves, whatever the schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grader.tables.body import Buffer
from grader.tables.marks import LARGE, STEP, in_threads
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


#: In UTF-8, how « Â », « Ã », « Å » and « â » begin and end.
_FIRST, _SECOND = 0xC3, (0x82, 0x83, 0x85, 0xA2)


def _may_be_mojibake(data: Buffer) -> bool:
    """Tell whether there is one of the letters that mojibake begins with."""
    if data.find(b"\xc3") == -1:
        return False
    whole = np.frombuffer(data, dtype=np.uint8)
    middle = len(whole) // 2 if len(whole) >= LARGE else 0
    spans = [(0, middle)] if middle else []
    return any(in_threads(lambda span: _is_damaged(whole, *span), [*spans, (middle, len(whole))]))


def _is_damaged(whole: NDArray[np.uint8], begin: int, end: int) -> bool:
    for at in range(begin, end, STEP):
        part = whole[at : min(at + STEP, end) + 1]
        second = part[np.flatnonzero(part[:-1] == _FIRST) + 1]
        if any(bool((second == byte).any()) for byte in _SECOND):
            return True
    return False


def _may_be_lost(data: Buffer) -> bool:
    # One byte is sought many times faster than three.
    return data.find(b"\xef") != -1 and data.find(b"\xef\xbf\xbd") != -1


class _Look(NamedTuple):
    """Something to count.

    Attributes:
        code: code of the notice.
        within: tells from the bytes whether there may be any.
        pattern: what such a cell holds, for Python and for polars alike.
    """

    code: str
    within: Callable[[Buffer], bool]
    pattern: re.Pattern[str]


_LOOKS = (
    _Look("lost-characters", _may_be_lost, _LOST),
    _Look("mojibake", _may_be_mojibake, _MOJIBAKE),
    _Look("formula-cells", lambda data: data.find(b"=") != -1, _FORMULA),
    _Look("spreadsheet-errors", lambda data: data.find(b"#") != -1, _SHEET_ERROR),
)


def suspected(data: Buffer) -> frozenset[str]:
    """Give the codes of what cells may hold, by the bytes alone; the rest is surely not there.

    Args:
        data: the bytes of a text, as UTF-8.
    """
    return frozenset(look.code for look in _LOOKS if look.within(data))


def observe(table: Table, suspects: frozenset[str] | None = None) -> list[Notice]:
    """Count damaged letters, formulas and failed calculations.

    Args:
        table: header and data.
        suspects: codes of what its bytes may hold (see ``suspected``); all of them, when not given.
    """
    told: list[Notice] = []
    for look in _LOOKS:
        if suspects is not None and look.code not in suspects:
            continue
        count, line = _counted(table, look.pattern)
        if count:
            told.append(notice(look.code, count, line))
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
