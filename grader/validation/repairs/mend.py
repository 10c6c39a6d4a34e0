"""Replay decisions over a table: apply a repair, write a cell, take a row out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from grader.errors import RefusedError
from grader.tables.model import Table
from grader.validation.repairs.changes import CellsChanged, Change, RowsRemoved
from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.model import Diagnosis, Repair
from grader.validation.repairs.order import together
from grader.validation.schemas import TableSchema

#: Rounds of sure repairs: one may make another possible (a label, then its cells).
_ROUNDS = 20
#: What is applied by a decision of somebody's own.
BY_HAND = "by-hand"
#: Of steps by hand that follow each other, one in so many keeps the draft before it.
APART = 32

#: A decision as JSON: ``{"do": "sure"}``, ``{"do": "apply", "repair": key, "lines": [..]}``
#: (all lines when there is no ``lines``), ``{"do": "edit", "line": 14, "column": name,
#: "value": text}`` or ``{"do": "remove", "line": 14}``. Lines are those of the file as dropped.
Decision = Mapping[str, Any]
#: Finds all causes in a draft; whoever knows them already gives what it knows.
Diagnose = Callable[[Draft, TableSchema], Diagnosis]


@dataclass(frozen=True, eq=False)
class Step:
    """One thing done.

    Attributes:
        decision: index of the decision that it comes from.
        base: the draft before it; or the step before it, by which that draft is made again.
        repair: the repair; its cause is ``BY_HAND`` for an edit.
    """

    decision: int
    base: Draft | Step
    repair: Repair

    @property
    def before(self) -> Draft:
        """The draft before it."""
        return self.base if isinstance(self.base, Draft) else _made_by(self.base)

    @property
    def depth(self) -> int:
        """How many steps are done again to give the draft before it."""
        return 0 if isinstance(self.base, Draft) else self.base.depth + 1


@lru_cache(maxsize=1)
def _made_by(step: Step) -> Draft:
    """Give the draft after a step; the last one is kept, as steps are mostly told in order."""
    return step.repair.change.apply(step.before)


@dataclass(frozen=True, eq=False)
class Mended:
    """A draft, and how it came to be.

    Attributes:
        draft: as decisions have left it.
        steps: what was done, in order.
    """

    draft: Draft
    steps: tuple[Step, ...]


def mend(table: Table, schema: TableSchema, decisions: Sequence[Decision]) -> Mended:
    """Replay decisions over a table.

    Args:
        table: what was read.
        schema: what it should follow.
        decisions: in order.

    Raises:
        RefusedError: ``unknown-repair``, ``unknown-cell``: a decision speaks of what is not there.
        UnknownSchemaError: frictionless refuses the schema.
    """
    return resume(Mended(Draft.of(table), ()), schema, decisions)


def resume(
    mended: Mended,
    schema: TableSchema,
    decisions: Sequence[Decision],
    *,
    first: int = 0,
    find: Diagnose = diagnose,
) -> Mended:
    """Replay the decisions that come after others.

    Args:
        mended: what those before have left.
        schema: what the file should follow.
        decisions: in order.
        first: index of the first of them, from the start.
        find: finds all causes in a draft.

    Raises:
        RefusedError: ``unknown-repair``, ``unknown-cell``: a decision speaks of what is not there.
        UnknownSchemaError: frictionless refuses the schema.
    """
    draft, steps = mended.draft, list(mended.steps)
    for index, decision in enumerate(decisions, first):
        for repair in _repairs(draft, schema, decision, find):
            steps.append(Step(index, _base(draft, steps, repair), repair))
            draft = repair.change.apply(draft)
        if decision["do"] == "sure":
            draft = _surely(draft, schema, index, steps, find)
    return Mended(draft, tuple(steps))


def _base(draft: Draft, steps: Sequence[Step], repair: Repair) -> Draft | Step:
    """Give what a step keeps to tell the draft before it.

    A person may write hundreds of cells of a large file, or take out as many rows: most of those
    steps keep no draft of their own.
    """
    if repair.cause != BY_HAND or not steps or steps[-1].depth + 1 >= APART:
        return draft
    return steps[-1]


def _repairs(draft: Draft, schema: TableSchema, decision: Decision, find: Diagnose) -> list[Repair]:
    """Find what one decision does."""
    if decision["do"] == "apply":
        repair = find(draft, schema).repair(str(decision["repair"]))
        if repair is None:
            raise RefusedError(
                "unknown-repair",
                "Cette réparation n'est plus à faire.",
                "Le fichier a changé depuis : relisez ce qui reste.",
            )
        lines = decision.get("lines")
        if lines is None:
            return [repair]
        change = repair.change.limited(draft, [int(line) for line in lines])
        return [_with(repair, change)] if len(change) else []
    if decision["do"] == "edit":
        return [_edit(draft, schema, decision)]
    if decision["do"] == "remove":
        row = _row(draft, decision)
        rows = pl.Series([row], dtype=pl.UInt32)
        return [Repair(BY_HAND, "", sure=False, change=RowsRemoved(rows))]
    return []


def _surely(
    draft: Draft, schema: TableSchema, index: int, steps: list[Step], find: Diagnose
) -> Draft:
    """Apply all sure repairs, then those that they have made possible."""
    for _ in range(_ROUNDS):
        sure = [repair for repair in find(draft, schema).repairs if repair.sure]
        if not sure:
            break
        for repair in together(sure) or sure[:1]:
            steps.append(Step(index, draft, repair))
            draft = repair.change.apply(draft)
    return draft


def _edit(draft: Draft, schema: TableSchema, decision: Decision) -> Repair:
    from grader.validation.header import place

    names = place(draft.header, schema, draft.header_line).names
    column = str(decision["column"])
    row = _row(draft, decision)
    if column not in names:
        raise _unknown_cell()
    index = names.index(column)
    change = CellsChanged(
        index,
        column,
        pl.Series([row], dtype=pl.UInt32),
        pl.Series([draft.cells.item(row, index)], dtype=pl.String),
        pl.Series([_writable(str(decision["value"]))], dtype=pl.String),
    )
    return Repair(BY_HAND, column, sure=False, change=change)


def _writable(text: str) -> str:
    """Leave out what cannot be written in a file and read back: NUL, halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _row(draft: Draft, decision: Decision) -> int:
    row = draft.row_at(int(decision["line"]))
    if row is None:
        raise _unknown_cell()
    return row


def _with(repair: Repair, change: Change) -> Repair:
    return Repair(
        repair.cause,
        repair.column,
        repair.sure,
        change,
        repair.words,
        repair.recipe,
        repair.reveals,
    )


def _unknown_cell() -> RefusedError:
    return RefusedError(
        "unknown-cell",
        "Cette cellule n'est plus dans le fichier.",
        "Relisez la ligne : elle a peut-être été retirée.",
    )
