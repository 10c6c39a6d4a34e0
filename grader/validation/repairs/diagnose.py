"""Recognise the causes in a draft: of the whole file, then of cells, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import polars as pl

from grader.validation.fault import Faults
from grader.validation.repairs.cells.registry import RECOGNISERS
from grader.validation.repairs.changes import CellsChanged, RowsRewritten
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.guard import guarded
from grader.validation.repairs.memory import Memory
from grader.validation.repairs.model import Diagnosis, Refusal, Repair
from grader.validation.repairs.sight import Recognised, Sight, WrongCells, cells_of
from grader.validation.repairs.structure.moves import ColumnsShifted
from grader.validation.repairs.structure.registry import FINDERS
from grader.validation.schemas import TableSchema

#: Codes of faults whose value is no cell of a data row.
_NOT_CELLS = frozenset({"extra-cell"})


def diagnose(draft: Draft, schema: TableSchema) -> Diagnosis:
    """Find all causes.

    Args:
        draft: the file at some moment.
        schema: what it should follow.

    Raises:
        UnknownSchemaError: frictionless refuses the schema.
    """
    return causes_in(Sight.of(draft, schema))


def causes_in(sight: Sight, memory: Memory | None = None) -> Diagnosis:
    """Find all causes in a draft that was looked at already.

    Args:
        sight: the draft as seen against its schema.
        memory: what was recognised in other drafts of the same file under the same schema.
    """
    found: list[Repair | Refusal] = []
    for find in FINDERS:
        found.extend(find(sight))
    displaced = _displaced(sight, found)
    if displaced is not None:
        found.extend(_in_cells(sight, displaced, memory or Memory()))
    repairs = _merged([one for one in found if isinstance(one, Repair)])
    return Diagnosis(
        tuple(guarded(sight, repairs)),
        _once([one for one in found if isinstance(one, Refusal)]),
    )


def _displaced(sight: Sight, found: Sequence[Repair | Refusal]) -> pl.Series | None:
    """Give the rows whose cells are not under their labels; None when no row's are under theirs.

    What such a cell holds belongs to another column: it says nothing of its own.
    """
    rows = {row for row, cells in sight.draft.extra.items() if any(map(str.strip, cells))}
    for one in found:
        change = one.change if isinstance(one, Repair) else None
        if isinstance(change, ColumnsShifted):
            return None
        if isinstance(change, RowsRewritten):
            rows.update(change.rows)
    return pl.Series(sorted(rows), dtype=pl.UInt32)


def _in_cells(sight: Sight, displaced: pl.Series, memory: Memory) -> Iterator[Repair | Refusal]:
    """Recognise wrong cells, kind of fault by kind of fault."""
    for faults in sight.faults():
        told = None if faults.code in _NOT_CELLS else cells_of(faults)
        if told is None or faults.column not in sight.columns:
            continue
        lines, values = told
        # What is wrong with a label has a value as well.
        below = lines > sight.draft.header_line
        rows, values = sight.draft.rows_of(lines.filter(below)), values.filter(below)
        if len(displaced):
            apart = ~rows.is_in(displaced.to_list())
            rows, values = rows.filter(apart), values.filter(apart)
        look = partial(_recognised, sight, faults, rows, values)
        yield from memory.recall(sight, faults, rows, values, look)


def _recognised(
    sight: Sight, faults: Faults, rows: pl.Series, values: pl.Series
) -> list[Repair | Refusal]:
    """Recognise some wrong cells, each distinct one once; the first recogniser takes it."""
    found: list[Repair | Refusal] = []
    column = faults.column
    left = values.drop_nulls().unique(maintain_order=True).to_list()
    wrong = [cell for cell in left if cell]
    for recognise in RECOGNISERS:
        if not wrong:
            break
        cells = WrongCells(
            sight,
            column,
            sight.field_of(column),
            faults.code,
            faults.detail,
            tuple(wrong),
            partial(sight.is_right, column),
        )
        for some in recognise(cells):
            taken, one = _made(cells, some, rows, values)
            if one is not None:
                found.append(one)
                wrong = [cell for cell in wrong if cell not in taken]
    return found


def _made(
    wrong: WrongCells, some: Recognised, rows: pl.Series, values: pl.Series
) -> tuple[frozenset[str], Repair | Refusal | None]:
    """Make a repair or a refusal of what was recognised; candidates must be right."""
    sight, column = wrong.sight, wrong.column
    if some.cells:
        which = values.is_in(list(some.cells))
        lines = sight.draft.lines.gather(rows.filter(which))
        return some.cells, Refusal(some.cause, column, lines, values.filter(which), some.words)
    known = frozenset(wrong.distinct)
    after = {
        cell: new
        for cell, new in some.after.items()
        if cell in known and new != cell and wrong.is_right(new)
    }
    if not after:
        return frozenset(), None
    which = values.is_in(list(after))
    before = values.filter(which)
    change = CellsChanged(
        sight.columns[column],
        column,
        rows.filter(which).cast(pl.UInt32),
        before,
        before.replace_strict(list(after), list(after.values()), return_dtype=pl.String),
    )
    repair = Repair(some.cause, column, some.sure, change, some.words, some.recipe)
    return frozenset(after), repair


def _once(refusals: list[Refusal]) -> tuple[Refusal, ...]:
    """Put together refusals of one key: a cell may break two rules by one cause."""
    merged: dict[str, Refusal] = {}
    for one in refusals:
        first = merged.get(one.key)
        merged[one.key] = one if first is None else first.with_more(one)
    return tuple(merged.values())


def _merged(repairs: list[Repair]) -> list[Repair]:
    """Put together repairs of one key: a cell may break two rules by one cause."""
    merged: dict[str, Repair] = {}
    for one in repairs:
        first = merged.get(one.key)
        if first is None:
            merged[one.key] = one
        elif isinstance(first.change, CellsChanged) and isinstance(one.change, CellsChanged):
            merged[one.key] = Repair(
                one.cause,
                one.column,
                first.sure and one.sure,
                first.change.with_more(one.change),
                {**one.words, **first.words},
                first.recipe if first.recipe == one.recipe else None,
            )
    return list(merged.values())
