"""Mending never adds a finding: what would show another fault is set apart, to be confirmed.

A cell that is wrong for its type counts as empty (Validata's rule), so that mending it may show
what it hid: a vote that does not add up, a number that was there before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from grader.validation.repairs.changes import Change
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.model import Repair
from grader.validation.repairs.sight import Sight
from grader.validation.validate import Examined, examine

_PLACE = ("code", "detail", "column", "line")


def guarded(sight: Sight, repairs: Sequence[Repair]) -> Iterator[Repair]:
    """Give the repairs, each without the places where it would show another fault.

    Those come after, apart, and never as sure.

    Args:
        sight: the draft that they were found in.
        repairs: the repairs.
    """
    known = _places(sight.draft, sight.examined)
    # Most files have nothing to hide: all at once is one look in place of twenty. What moves rows
    # is looked at alone: it may take away what another repair would show.
    still = [one for one in repairs if not one.change.moves_rows]
    harmless = not len(_shown(sight, _applied(sight.draft, still), known))
    # Two dates that are mended together may contradict each other, when neither does alone: what
    # is sure is looked at over all that was found sure before it.
    surely = sight.draft
    for repair in repairs:
        if harmless and not repair.change.moves_rows:
            yield repair
            continue
        adds_up = repair.sure and not repair.change.moves_rows
        draft = surely if adds_up else sight.draft
        for one in _without_harm(sight, draft, repair, known):
            if adds_up and one.sure:
                surely = one.change.apply(surely)
            yield one


def _without_harm(
    sight: Sight, draft: Draft, repair: Repair, known: pl.DataFrame
) -> Iterator[Repair]:
    """Give a repair, without the lines where it would show another fault in a draft, and those."""
    shown = _shown(sight, repair.change.apply(draft), known)
    if not len(shown):
        yield repair
        return
    lines = set(shown.to_list())
    all_lines = set(sight.draft.lines.to_list())
    clean = repair.change.limited(sight.draft, all_lines - lines)
    if 0 < len(clean) < len(repair.change):
        again = _shown(sight, clean.apply(draft), known)
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
    places = _places(after, examine(after.table(), sight.schema))
    return places.join(known, on=_PLACE, how="anti")["line"]


def _places(draft: Draft, examined: Examined) -> pl.DataFrame:
    """Give where faults are, by lines of the file that was read; 0 for the header and above."""
    origins = draft.origins(examined.placement.names)
    types = {"code": pl.String, "detail": pl.String, "column": pl.String, "line": pl.UInt32}
    parts = [pl.DataFrame(schema=types)]
    for some in examined.faults:
        below = some.lines.filter(some.lines > draft.header_line)
        lines = draft.lines.gather(draft.rows_of(below)).cast(pl.UInt32)
        if len(below) < len(some.lines):
            lines = pl.concat([lines, pl.Series([0], dtype=pl.UInt32)])
        # A column that the schema does not have is no other fault under another name.
        column = "" if some.code == "extra-label" else some.column
        # Nor is a cell that was not there, once its column has another letter.
        if some.code == "missing-cell":
            column = origins.get(column, column)
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
