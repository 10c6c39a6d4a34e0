"""Mending never adds a finding: what would show another fault is set apart, to be confirmed.

A cell that is wrong for its type counts as empty (Validata's rule), so that mending it may show
what it hid: a vote that does not add up, a number that was there before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from grader.validation.fault import Faults
from grader.validation.repairs.changes import Change
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.model import Repair
from grader.validation.repairs.sight import Sight
from grader.validation.validate import examine

_PLACE = ("code", "detail", "column", "line")


def guarded(sight: Sight, repairs: Sequence[Repair]) -> Iterator[Repair]:
    """Give the repairs, each without the places where it would show another fault.

    Those come after, apart, and never as sure.

    Args:
        sight: the draft that they were found in.
        repairs: the repairs.
    """
    known = _places(sight.draft, sight.examined.faults)
    # Most files have nothing to hide: all at once is one look in place of twenty. What moves rows
    # is looked at alone: it may take away what another repair would show.
    still = [one for one in repairs if not one.change.moves_rows]
    harmless = not len(_shown(sight, _applied(sight.draft, still), known))
    for repair in repairs:
        if harmless and not repair.change.moves_rows:
            yield repair
            continue
        shown = _shown(sight, repair.change.apply(sight.draft), known)
        if not len(shown):
            yield repair
            continue
        yield from _split(sight, repair, set(shown.to_list()), known)


def _split(sight: Sight, repair: Repair, lines: set[int], known: pl.DataFrame) -> Iterator[Repair]:
    """Set apart the lines of a repair that would show another fault."""
    all_lines = set(sight.draft.lines.to_list())
    clean = repair.change.limited(sight.draft, all_lines - lines)
    if 0 < len(clean) < len(repair.change):
        again = _shown(sight, clean.apply(sight.draft), known)
        if not len(again):
            yield _with(repair, clean)
            yield repair.doubted(repair.change.limited(sight.draft, lines))
            return
    yield repair.doubted(repair.change)


def _with(repair: Repair, change: Change) -> Repair:
    return Repair(repair.cause, repair.column, repair.sure, change, repair.words, repair.recipe)


def _applied(draft: Draft, repairs: Sequence[Repair]) -> Draft:
    for repair in repairs:
        draft = repair.change.apply(draft)
    return draft


def _shown(sight: Sight, after: Draft, known: pl.DataFrame) -> pl.Series:
    """Give the lines of the file where there is a fault that was not there."""
    places = _places(after, examine(after.table(), sight.schema).faults)
    return places.join(known, on=_PLACE, how="anti")["line"]


def _places(draft: Draft, faults: Sequence[Faults]) -> pl.DataFrame:
    """Give where faults are, by lines of the file that was read; 0 for the header and above."""
    types = {"code": pl.String, "detail": pl.String, "column": pl.String, "line": pl.UInt32}
    parts = [pl.DataFrame(schema=types)]
    for some in faults:
        below = some.lines.filter(some.lines > draft.header_line)
        lines = draft.lines.gather(draft.rows_of(below)).cast(pl.UInt32)
        if len(below) < len(some.lines):
            lines = pl.concat([lines, pl.Series([0], dtype=pl.UInt32)])
        # A column that the schema does not have is no other fault under another name.
        column = "" if some.code == "extra-label" else some.column
        parts.append(
            pl.DataFrame(
                {
                    "code": pl.repeat(some.code, len(lines), eager=True),
                    "detail": pl.repeat(some.detail, len(lines), eager=True),
                    "column": pl.repeat(column, len(lines), eager=True),
                    "line": lines,
                }
            )
        )
    return pl.concat(parts).unique()
