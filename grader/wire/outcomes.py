"""How an outcome is told to a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OutcomeView:
    """An outcome as told: ``label`` is the word for ``status`` (« Réussi », « En partie »…).

    ``note`` says what an exercise of a choice is worth beside the others; "" elsewhere.
    """

    status: str
    label: str
    points: float
    max_points: float
    points_label: str
    feedback: tuple[dict[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ChoiceLine:
    """A choice of a module.

    Attributes:
        rule: its title and its rule.
        made: says that she chose, and what; "" before.
    """

    rule: str
    made: str


@dataclass(frozen=True)
class CheckedGoalView:
    """A goal of an exercise, and where the learner's work stood when it was checked last.

    Attributes:
        text: what is asked.
        state: ``todo`` (never checked), ``met`` or ``missed``.
        sentence: where the work stands, or "".
        remedy: what would mend it, or "".
    """

    text: str
    state: str
    sentence: str
    remedy: str
