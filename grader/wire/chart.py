"""Public view of an exercise whose answer is a chart, and of the figures that it may show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.wire.outcomes import CheckedGoalView, OutcomeView


@dataclass(frozen=True)
class ChartLine:
    """What a chart may show of one name.

    Attributes:
        name: a cell of the column on the axis: text of the file.
        rows: how many rows have it.
        sums: sum of each column of numbers, in the order of ``ChartExerciseView.values``.
        means: mean of each, in the same order.
    """

    name: str
    rows: int
    sums: tuple[float, ...]
    means: tuple[float, ...]


@dataclass(frozen=True)
class ChartTable:
    """The figures of one column on the axis.

    Attributes:
        by: the column.
        title: its name, as people read it.
        lines: in the order of the file.
    """

    by: str
    title: str
    lines: tuple[ChartLine, ...]


@dataclass(frozen=True)
class ChartSpec:
    """The choices of a chart.

    Attributes:
        marks: ``bars``, ``columns``, ``points``, ``line`` or ``pie``.
        by: column whose cells the marks stand for.
        value: column of numbers; "" where rows are counted.
        count: ``sum``, ``mean`` or ``rows``.
        order: ``value``, ``name`` or ``file``.
        most: how many marks are kept, the greatest ones; 0 for all.
        zero: whether the axis starts from zero.
    """

    marks: str
    by: str
    value: str
    count: str
    order: str
    most: int
    zero: bool


@dataclass(frozen=True)
class ChartExerciseView:
    """An exercise done by drawing.

    Attributes:
        id, kind, title, statement_html: as declared.
        question: what the resident asks.
        outcome: at the last « Faire vérifier mon graphique ».
        given_url, given_name, given_facts: the file that is drawn.
        tables: the figures of each column offered for the axis; all that a chart needs.
        values: columns of numbers: (column, name).
        unit: of these numbers (« € »), or "".
        marks: forms offered: (value, name).
        kept: how many marks may be kept; 0 for all.
        spec, heading, alternative: as checked last, or as they stand before any choice.
        longest: characters that the title and the text alternative may have.
        goals: what is asked.
        checked_label: « Graphique vérifié le 22 novembre 2026 à 16 h 05 », or "".
        hints_html: hints opened so far.
        hints_total: how many there are.
        solution_html: once asked for, else "".
    """

    id: str
    kind: str
    title: str
    statement_html: str
    question: str
    outcome: OutcomeView
    given_url: str
    given_name: str
    given_facts: str
    tables: tuple[ChartTable, ...]
    values: tuple[tuple[str, str], ...]
    unit: str
    marks: tuple[tuple[str, str], ...]
    kept: tuple[int, ...]
    spec: ChartSpec
    heading: str
    alternative: str
    longest: Mapping[str, int]
    goals: tuple[CheckedGoalView, ...]
    checked_label: str
    hints_html: tuple[str, ...]
    hints_total: int
    solution_html: str
