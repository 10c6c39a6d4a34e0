"""Faults told by the lines of the file as dropped, whatever rows were taken out since."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from grader.typography import number
from grader.validation.fault import Fault, FaultColumn, Faults
from grader.validation.repairs.draft import Draft

#: Codes of the faults that speak of another line of the file.
_OF_TWO_LINES = frozenset({"duplicate-key", "primary-key", "unique-error"})


def has_moved(draft: Draft) -> bool:
    """Tell whether rows are elsewhere than in the file as dropped.

    Args:
        draft: the file now.
    """
    n_rows = len(draft.lines)
    return n_rows > 0 and draft.lines[-1] != draft.header_line + n_rows


def as_dropped(faults: Faults, draft: Draft) -> Faults:
    """Give faults with the lines of the file as dropped.

    Args:
        faults: as found in ``draft.table()``.
        draft: the file now.
    """
    if not has_moved(draft):
        return faults
    if isinstance(faults, FaultColumn):
        others = None if faults.others is None else _moved(faults.others, draft)
        return replace(faults, lines=_moved(faults.lines, draft), others=others)
    return replace(faults, found=tuple(fault_as_dropped(fault, draft) for fault in faults.found))


def rows_of(faults: Faults, draft: Draft) -> pl.Series:
    """Give the indexes of the rows that faults stand in; none for the header and above.

    Args:
        faults: as found in ``draft.table()``.
        draft: the file now.
    """
    return draft.rows_of(faults.lines.filter(faults.lines > draft.header_line))


def _moved(lines: pl.Series, draft: Draft) -> pl.Series:
    below = lines > draft.header_line
    if bool(below.all()):
        return draft.lines.gather(draft.rows_of(lines))
    return pl.Series([_line(line, draft) for line in lines.to_list()], dtype=pl.UInt32)


def fault_as_dropped(fault: Fault, draft: Draft) -> Fault:
    """Give a fault with the lines of the file as dropped.

    Args:
        fault: as found in ``draft.table()``.
        draft: the file now.
    """
    if fault.line is None:
        return fault
    words = fault.words
    if fault.code in _OF_TWO_LINES and "other" in words:
        other = "".join(filter(str.isdigit, words["other"]))
        words = {**words, "other": number(_line(int(other), draft))}
    return replace(fault, line=_line(fault.line, draft), words=words)


def _line(line: int, draft: Draft) -> int:
    return int(draft.lines[line - draft.header_line - 1]) if line > draft.header_line else line
