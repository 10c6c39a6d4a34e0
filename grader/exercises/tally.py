"""From where a learner stands on each question to the outcome of the whole, told in French.

Questions of a quiz and steps of a case count alike: equal shares of the points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.exercises.kind import outcome
from grader.exercises.model import (
    FAILED,
    NEEDS_REVIEW,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    Exercise,
    Feedback,
    Outcome,
)
from grader.quiz.attempts import DONE, WAITING, ItemState


@dataclass(frozen=True)
class Noun:
    """What the parts of an exercise are called.

    Attributes:
        word: feminine noun (« question »).
        at_one: before the number of one (« à la question »).
        at_several: before the numbers of several (« aux questions »).
    """

    word: str
    at_one: str
    at_several: str

    def named(self, numbers: Sequence[int]) -> str:
        """Give « question 1 », « questions 1, 2 et 5 »."""
        return self.word + _numbered(numbers)

    def at(self, numbers: Sequence[int]) -> str:
        """Give « à la question 1 », « aux questions 1, 2 et 5 »."""
        if len(numbers) == 1:
            return f"{self.at_one} {numbers[0]}"
        return f"{self.at_several} {_listed(numbers)}"


def _numbered(numbers: Sequence[int]) -> str:
    return f" {numbers[0]}" if len(numbers) == 1 else f"s {_listed(numbers)}"


def _listed(numbers: Sequence[int]) -> str:
    return f"{', '.join(str(n) for n in numbers[:-1])} et {numbers[-1]}"


QUESTION = Noun("question", "à la question", "aux questions")
STEP = Noun("étape", "à l'étape", "aux étapes")


def tally(
    exercise: Exercise, states: Sequence[ItemState], noun: Noun, *, solution_seen: bool
) -> Outcome:
    """Add up the counted share of each part; one left or passed counts for nothing.

    Args:
        exercise: gives the points.
        states: of each part that is asked, in order.
        noun: what a part is called.
        solution_seen: the solution of the whole was asked for.
    """
    feedback = _feedback(states, noun, solution_seen=solution_seen)
    if not any(state.results for state in states):
        return outcome(exercise, NOT_ATTEMPTED, 0, *feedback)
    points = exercise.points * sum(state.share for state in states) / len(states)
    if any(state.state == WAITING for state in states):
        status = NEEDS_REVIEW
    elif all(state.share == 1 for state in states):
        status = PASSED
    else:
        status = PARTIAL if points > 0 else FAILED
    return outcome(exercise, status, points, *feedback)


def _feedback(states: Sequence[ItemState], noun: Noun, *, solution_seen: bool) -> list[Feedback]:
    """Say which parts are left, by number and without any key."""
    numbered = list(enumerate(states, start=1))
    right = [n for n, s in numbered if s.results and s.results[-1].correct]
    missed = [n for n, s in numbered if s.state == DONE and s.results and n not in right]
    waiting = [n for n, s in numbered if s.state == WAITING]
    written = [n for n, s in numbered if s.comment]
    retry = [n for n, s in numbered if s.results and s.state not in (DONE, WAITING)]
    left = [n for n, s in numbered if not s.results and s.tries_left]
    closed = [n for n, s in numbered if not s.results and not s.tries_left]
    late = [n for n in right if states[n - 1].share < 1]
    stale = [n for n, s in numbered if s.stale]
    told: list[Feedback] = []
    if len(right) == len(states) and not late:
        told.append(Feedback("good", "Toutes les réponses sont justes, dès le premier essai."))
    elif right:
        told.append(Feedback("good", f"{_are(right, 'juste', noun)}."))
    if late and not retry and not left:
        told.append(Feedback("info", f"Au second essai, moitié des points : {noun.named(late)}."))
    if missed:
        told.append(Feedback("wrong", f"{_are(missed, 'à revoir', noun)}."))
    if waiting:
        told.append(Feedback("info", f"{_are(waiting, 'à relire par une personne', noun)}."))
    if written:
        told.append(
            Feedback("info", f"La personne qui vous a lu a écrit un mot {noun.at(written)}.")
        )
    if closed and not solution_seen:
        told.append(Feedback("info", f"{_are(closed, 'sans réponse', noun)}."))
    if retry and not solution_seen:
        told.append(Feedback("wrong", f"Un second essai vous attend {noun.at(retry)}."))
    if left and not solution_seen:
        told.append(Feedback("info", f"Il vous reste à répondre {noun.at(left)}."))
    if stale:
        told.append(
            Feedback(
                "reason",
                "La question a changé depuis votre réponse, qui ne compte donc plus : "
                f"{noun.named(stale)}. Vous pouvez répondre de nouveau.",
            )
        )
    if solution_seen:
        told.append(Feedback("reason", "Vous avez vu la solution : la suite ne compte plus."))
    return told


def _are(numbers: Sequence[int], word: str, noun: Noun) -> str:
    plural = "" if len(numbers) == 1 or " " in word else "s"
    return f"{noun.named(numbers).capitalize()} : {word}{plural}"
