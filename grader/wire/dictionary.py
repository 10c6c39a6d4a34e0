"""Public view of an exercise on the dictionary of a small file."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.outcomes import OutcomeView


@dataclass(frozen=True)
class DescribedColumn:
    """A column of the file, and what she wrote of it at her last check.

    Attributes:
        name: of the column.
        description, type, unit, empty, example: as she wrote them; "" before.
        faults: (field, sentence) for each check that fails; none before a check.
    """

    name: str
    description: str
    type: str
    unit: str
    empty: str
    example: str
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DictionaryView:
    """An exercise on a dictionary.

    Attributes:
        id, kind, title, statement_html: as declared.
        rule: how the checks count.
        outcome: of the last dictionary that counts.
        file_name: of the file.
        rows: its cells, in the order of ``columns``.
        types: (value, label) of each type that may be chosen.
        limits: (field, characters) that each field may have.
        columns: in the order of the file.
        checked: whether a dictionary was checked.
        open: whether another one may be; an exam takes one, and tells nothing of it.
        csv, schema: what she wrote, as files; "" before a check.
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
    file_name: str
    rows: tuple[tuple[str, ...], ...]
    types: tuple[tuple[str, str], ...]
    limits: dict[str, int]
    columns: tuple[DescribedColumn, ...]
    checked: bool
    open: bool
    csv: str
    schema: str
    hints_html: tuple[str, ...]
    hints_total: int
    solution_html: str
