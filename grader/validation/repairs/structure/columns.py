"""Columns that hold nothing, that miss, that come twice, or that stand in another order."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grader.tables.labels import fold
from grader.typography import number, plural
from grader.validation.header import column_letter
from grader.validation.repairs.model import Refusal, Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.fits import stripped
from grader.validation.repairs.structure.moves import (
    ColumnsDropped,
    ColumnsInserted,
    ColumnsOrdered,
)

#: With less than that part of the columns, and of those that are due, it is another schema.
_OTHER_SCHEMA = 0.5


def columns_amiss(sight: Sight, *, sure: bool) -> Iterator[Repair | Refusal]:
    """Find columns to take out, to add and to put in order.

    Args:
        sight: the draft.
        sure: no row waits for its cells to move: neighbours may be parted.
    """
    yield from _without_content(sight, sure=sure)
    yield from _repeated(sight)
    lines = pl.Series([sight.draft.header_line], dtype=pl.UInt32)
    fields = sight.schema.fields
    placed = {field.name for field in sight.examined.placement.fields.values()}
    due = [field.name for field in fields if field.required]
    missing = [name for name in due if name not in placed]
    if len(placed) < _OTHER_SCHEMA * len(fields) and len(missing) > _OTHER_SCHEMA * len(due):
        words = {"found": number(len(placed)), "all": number(len(fields))}
        yield Refusal("other-schema", "", lines, words=words)
        return
    if missing:
        counted = plural(len(missing), "colonne obligatoire", "colonnes obligatoires")
        words = {"columns": counted, "names": ", ".join(missing)}
        yield Refusal("missing-required-columns", "", lines, words=words)
    yield from _missing(sight, sure=sure)
    yield from _out_of_order(sight, sure=sure)


def _without_content(sight: Sight, *, sure: bool) -> Iterator[Repair]:
    """Find columns that the schema does not have and where no cell is filled."""
    columns = tuple(
        index
        for index in range(len(sight.draft.header))
        if index not in sight.examined.placement.fields and _is_empty(sight, index)
    )
    if columns:
        words = {"columns": plural(len(columns), "colonne")}
        change = ColumnsDropped(columns)
        yield Repair("blank-columns", "", sure=sure, change=change, words=words)


def _repeated(sight: Sight) -> Iterator[Repair | Refusal]:
    """Find columns that bear the label of an earlier one."""
    draft = sight.draft
    fields = sight.examined.placement.fields
    seen = {fold(field.name): index for index, field in fields.items()}
    same: list[int] = []
    for index, label in enumerate(draft.header):
        if index in fields or not label.strip():
            continue
        first = seen.setdefault(fold(label), index)
        if first == index or _is_empty(sight, index):
            continue
        if _is_empty(sight, first):
            same.append(first)
        elif draft.cells.to_series(first).equals(draft.cells.to_series(index)):
            same.append(index)
        else:
            words = {
                "first": column_letter(min(first, index)),
                "second": column_letter(max(first, index)),
                "label": label,
            }
            lines = pl.Series([draft.header_line], dtype=pl.UInt32)
            name = fields[first].name if first in fields else label
            yield Refusal("different-columns", name, lines, words=words)
    if same:
        words = {"columns": plural(len(same), "colonne")}
        yield Repair(
            "equal-columns", "", sure=False, change=ColumnsDropped(tuple(same)), words=words
        )


def _missing(sight: Sight, *, sure: bool) -> Iterator[Repair]:
    """Find optional columns that are not there: they may stay empty, but have their place."""
    missing = {some.column for some in sight.faults("missing-optional-label")}
    labels = tuple(name for name in sight.schema.labels if name in missing)
    if labels:
        words = {"columns": plural(len(labels), "colonne")}
        change = ColumnsInserted(labels, sight.schema)
        yield Repair("missing-columns", "", sure=sure, change=change, words=words)


def _out_of_order(sight: Sight, *, sure: bool) -> Iterator[Repair]:
    """Find columns that do not follow the order of the schema."""
    for some in sight.faults("label-order"):
        (told,) = some.faults(slice(0, 1))
        change = ColumnsOrdered.of(sight.draft, sight.schema)
        yield Repair("column-order", "", sure=sure, change=change, words=told.words)


def _is_empty(sight: Sight, index: int) -> bool:
    return bool((stripped(sight.draft.cells.to_series(index)) == "").all())
