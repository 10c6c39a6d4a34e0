"""What ``grader.check`` gives: the outcome of the page, told in a notebook."""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape

from grader.content.prose import inline_html
from grader.exercises.model import (
    FAILED,
    NEEDS_REVIEW,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    UNCHECKABLE,
    Feedback,
    Outcome,
)
from grader.typography import NO_BREAK, french, number

#: The words of the page (``services.responses.LABELS``; a test holds both together).
LABELS = {
    PASSED: "Réussi",
    PARTIAL: "En partie",
    FAILED: "À reprendre",
    NOT_ATTEMPTED: "Non commencé",
    NEEDS_REVIEW: "À relire par le formateur",
    UNCHECKABLE: "Non vérifiable",
}
#: A sign before each sentence: its kind is told without colour.
_SIGNS = {"good": "✓", "wrong": "✗", "reason": "→", "info": "•"}
_KEPT = "Enregistré dans votre parcours."
_NOT_KEPT = "Vérifié sur cet ordinateur : rien n'est envoyé ni conservé."


@dataclass(frozen=True)
class Result:
    """An outcome, ready to be shown by a notebook or printed.

    Attributes:
        exercise_id: which exercise.
        title: its French title; "" where it is not known.
        outcome: status, points and feedback.
        label: word for the status.
        points_label: what to say of the points where they are not plain (an exam hides them).
        kept: the server recorded it.
        verdict: it tells what came of an answer; a refusal does not.
    """

    exercise_id: str
    title: str
    outcome: Outcome
    label: str = ""
    points_label: str = ""
    kept: bool = False
    verdict: bool = True

    @property
    def status(self) -> str:
        """One of ``grader.exercises.model.STATUSES``."""
        return self.outcome.status

    @property
    def points(self) -> float:
        """Points earned."""
        return float(self.outcome.points)

    @property
    def max_points(self) -> float:
        """Points that a full response earns."""
        return float(self.outcome.max_points)

    @property
    def feedback(self) -> tuple[Feedback, ...]:
        """Sentences, in reading order."""
        return self.outcome.feedback

    @property
    def passed(self) -> bool:
        """Whether everything was earned."""
        return self.status == PASSED

    def __float__(self) -> float:
        return self.points

    @property
    def _head(self) -> str:
        word = self.label or LABELS[self.status]
        return french(f"{word} : {self.points_label or points_label(self.outcome)}")

    @property
    def _foot(self) -> str:
        # A copy that is being graded is on somebody else's computer, and was kept.
        if not self.verdict or "NBGRADER_EXECUTION" in os.environ:
            return ""
        return french(_KEPT if self.kept else _NOT_KEPT)

    def __str__(self) -> str:
        lines = [f"{_SIGNS.get(one.kind, '•')} {one.message}" for one in self.feedback]
        return "\n".join(filter(None, [french(self.title), self._head, *lines, self._foot]))

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        """Give it to whoever shows Markdown and no HTML."""
        lines = [f"- {_SIGNS.get(one.kind, '•')} {one.message}" for one in self.feedback]
        title = [f"**{french(self.title)}**", ""] if self.title else []
        return "\n".join([*title, f"**{self._head}**", "", *lines, "", self._foot]).rstrip()

    def _repr_html_(self) -> str:
        """Give it to a notebook; all that is not ours is escaped."""
        lines = "".join(
            f'<li><span aria-hidden="true">{_SIGNS.get(one.kind, "•")}</span> '
            f"{inline_html(one.message)}</li>"
            for one in self.feedback
        )
        title = f"<p><strong>{escape(french(self.title))}</strong></p>" if self.title else ""
        foot = f"<p><small>{escape(self._foot)}</small></p>" if self._foot else ""
        return (
            f'<div lang="fr" class="ouvroir-verdict">{title}<p><strong>{escape(self._head)}'
            f"</strong></p><ul>{lines}</ul>{foot}</div>"
        )


@dataclass(frozen=True)
class Told:
    """A few sentences in French Markdown: a hint, a solution, what was done.

    Attributes:
        text: French Markdown.
    """

    text: str

    def __str__(self) -> str:
        return french(self.text)

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        """Give it to a notebook."""
        return french(self.text)


def points_label(outcome: Outcome) -> str:
    """Write « 7,5 points sur 10 ».

    Args:
        outcome: with its points.
    """
    noun = "point" if outcome.points < 2 else "points"
    earned, most = number(outcome.points, 2), number(outcome.max_points, 2)
    return f"{earned}{NO_BREAK}{noun} sur{NO_BREAK}{most}"


def refusal(exercise_id: str, title: str, points: float, status: str, *sentences: str) -> Result:
    """Make a result that holds no verdict: nothing was begun, or nothing could be checked.

    Args:
        exercise_id: which exercise.
        title: its title, or "".
        points: what a full response earns; 0 where it is not known.
        status: ``not_attempted`` or ``uncheckable``.
        sentences: French, what happened then what to do.
    """
    told = tuple(Feedback("reason", french(one)) for one in sentences if one)
    return Result(exercise_id, title, Outcome(status, 0.0, points, told), verdict=False)
