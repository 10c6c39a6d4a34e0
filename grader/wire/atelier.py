"""What a notebook of the atelier is told of an exercise."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.outcomes import OutcomeView


@dataclass(frozen=True)
class AtelierView:
    """An exercise as a notebook shows it; an exam seals it like any other view.

    Attributes:
        id: ``module/name``.
        kind: of the exercise.
        title: French.
        outcome: where the learner stands.
        hints_html: those that she opened.
        hints_total: how many there are.
        new_hint: the last request opened one.
        solution_html: once she asked for it.
        rows: cells of the rows drawn for her, in the order of her page; only where she asked.
    """

    id: str
    kind: str
    title: str
    outcome: OutcomeView
    hints_html: tuple[str, ...]
    hints_total: int
    new_hint: bool
    solution_html: str
    rows: tuple[tuple[str, ...], ...] = ()
