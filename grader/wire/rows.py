"""Public view of an exercise on rows: an excerpt of a schema, and which rows does it refuse?"""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.outcomes import OutcomeView


@dataclass(frozen=True)
class SchemaColumn:
    """A column of the excerpt.

    Attributes:
        name: of the column, as the schema writes it.
        type: « texte », « date »…
        filled: « Obligatoire » or « Peut rester vide ».
        rules: one sentence for each thing that a value must satisfy.
    """

    name: str
    type: str
    filled: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class JudgedRow:
    """A row to judge.

    Attributes:
        cells: as the file has them.
        ticked: whether she said that it is refused.
        verdict: what the validation says of it, in words; "" before its time.
        judged: ``good`` or ``wrong``, as she judged it; "" before its time.
        told: one sentence for each error; none before its time.
    """

    cells: tuple[str, ...]
    ticked: bool
    verdict: str
    judged: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class RowsExerciseView:
    """An exercise on rows, without any verdict before its time.

    Attributes:
        id, kind, title, statement_html: as declared.
        rule: how an answer counts.
        outcome: of the draws that count.
        schema: its name and version.
        columns: the excerpt that is shown.
        rules: rules across columns, in words.
        number: which draw this is, from 1.
        counts: whether it may still earn points.
        open: whether it waits for her answer.
        again: whether other rows may be asked for.
        rows: in the order drawn.
        hints_html: hints opened so far.
        hints_total: how many there are.
        solution_html: once asked for; else "".
    """

    id: str
    kind: str
    title: str
    statement_html: str
    rule: str
    outcome: OutcomeView
    schema: str
    columns: tuple[SchemaColumn, ...]
    rules: tuple[str, ...]
    number: int
    counts: bool
    open: bool
    again: bool
    rows: tuple[JudgedRow, ...]
    hints_html: tuple[str, ...]
    hints_total: int
    solution_html: str
