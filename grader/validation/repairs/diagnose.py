"""Recognise the causes in a draft: of the whole file, then of cells, column by column."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grader.validation.repairs.cells.registry import RECOGNISERS
from grader.validation.repairs.changes import CellsChanged
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.guard import guarded
from grader.validation.repairs.model import Diagnosis, Refusal, Repair
from grader.validation.repairs.recipes.book import follow
from grader.validation.repairs.sight import Recognised, Sight, WrongCells, cells_of
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
    sight = Sight.of(draft, schema)
    found: list[Repair | Refusal] = []
    for find in FINDERS:
        found.extend(find(sight))
    found.extend(_in_cells(sight))
    repairs = _merged([one for one in found if isinstance(one, Repair)])
    return Diagnosis(
        tuple(guarded(sight, repairs)),
        tuple(one for one in found if isinstance(one, Refusal)),
    )


def _in_cells(sight: Sight) -> Iterator[Repair | Refusal]:
    """Recognise wrong cells, each distinct one once; the first recogniser takes it."""
    for faults in sight.faults():
        told = None if faults.code in _NOT_CELLS else cells_of(faults)
        if told is None or faults.column not in sight.columns:
            continue
        lines, values = told
        rows = sight.draft.rows_of(lines)
        left = values.drop_nulls().unique(maintain_order=True).to_list()
        wrong = [cell for cell in left if cell]
        column = faults.column
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
                lambda cell, column=column: sight.is_right(column, cell),  # type: ignore[misc] # bound now
            )
            for some in recognise(cells):
                taken, one = _made(cells, some, rows, values)
                if one is not None:
                    yield one
                    wrong = [cell for cell in wrong if cell not in taken]


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
    recipe = some.recipe
    if recipe is not None and any(follow(recipe, cell) != new for cell, new in after.items()):
        raise ValueError(f"{some.cause}: its recipe does not give what it says")
    which = values.is_in(list(after))
    before = values.filter(which)
    change = CellsChanged(
        sight.columns[column],
        column,
        rows.filter(which).cast(pl.UInt32),
        before,
        before.replace_strict(list(after), list(after.values()), return_dtype=pl.String),
    )
    repair = Repair(some.cause, column, some.sure, change, some.words, recipe)
    return frozenset(after), repair


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
