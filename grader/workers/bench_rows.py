"""The rows of a group: the concerned cell among those around it, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from grader.validation.fault import Fault, FaultColumn, Faults
from grader.validation.messages.tell import tell
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.sight import Sight
from grader.workers.bench_lines import fault_as_dropped, rows_of
from grader.workers.bench_model import FaultyRow, FaultyRows

#: Columns shown: the concerned one and those around it.
SHOWN = 5
#: Name of the column in which cells beyond the header are shown.
BEYOND = "Cellules en trop"


def faulty_rows(sight: Sight, parts: Sequence[Faults], offset: int, size: int) -> FaultyRows:
    """Give some rows of a group, in the order of the file.

    Args:
        sight: the file as seen against its schema.
        parts: the faults of the group.
        offset: how many rows come before.
        size: most rows given.
    """
    draft = sight.draft
    found = pl.concat([rows_of(some, draft).cast(pl.UInt32) for some in parts]).unique().sort()
    rows = found[offset : offset + size].to_list()
    first = parts[0]
    beyond = first.code == "extra-cell"
    shown, faulty = _columns(sight, first.column, at_end=beyond)
    names = sight.examined.placement.names
    table = draft.cells.select(str(index) for index in shown)
    told = []
    for row in rows:
        cells: tuple[str | None, ...] = table.row(row)
        if beyond:
            cells = (*cells, " · ".join(draft.extra.get(row, ())))
        message = tell(fault_as_dropped(_fault_at(parts, row, draft), draft)).message
        told.append(FaultyRow(int(draft.lines[row]), cells, faulty, message))
    columns = tuple(names[index] for index in shown)
    return FaultyRows((*columns, BEYOND) if beyond else columns, tuple(told), len(found))


def _columns(sight: Sight, column: str, *, at_end: bool) -> tuple[list[int], tuple[int, ...]]:
    """Choose the columns to show, and say which place among them is at fault."""
    width = len(sight.draft.header)
    if at_end:
        shown = list(range(max(width - SHOWN + 1, 0), width))
        return shown, (len(shown),)
    about = sight.columns.get(column) if column else None
    if about is None:
        return list(range(min(SHOWN, width))), ()
    start = max(min(about - SHOWN // 2, width - SHOWN), 0)
    shown = list(range(start, min(start + SHOWN, width)))
    return shown, (about - start,)


def _fault_at(parts: Sequence[Faults], row: int, draft: Draft) -> Fault:
    """Give the first fault of a row; there is one."""
    line = row + draft.header_line + 1
    for some in parts:
        if isinstance(some, FaultColumn):
            place = int(some.lines.search_sorted(line))
            if place < len(some) and some.lines[place] == line:
                return some.faults([place])[0]
        else:
            for fault in some.found:
                if fault.line == line:
                    return fault
    raise LookupError("no fault stands in that row")
