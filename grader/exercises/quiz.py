"""``quiz``: several items that share the points equally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.errors import ContentError
from grader.exercises.kind import Kind, Surroundings, outcome
from grader.exercises.model import (
    FAILED,
    NEEDS_REVIEW,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.quiz.attempts import DONE, WAITING, ItemState, item_state
from grader.quiz.fields import texts
from grader.quiz.model import Item


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Add up the counted share of each item; an item left or passed counts for nothing."""
    states = [
        item_state(item, response.events, solution_seen=response.solution_seen)
        for item in exercise.items
    ]
    feedback = _feedback(states, response.solution_seen)
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


def _feedback(states: Sequence[ItemState], solution_seen: bool) -> list[Feedback]:
    """Say which questions are left, by number and without any key."""
    numbered = list(enumerate(states, start=1))
    right = [n for n, s in numbered if s.results and s.results[-1].correct]
    missed = [n for n, s in numbered if s.state == DONE and s.results and n not in right]
    waiting = [n for n, s in numbered if s.state == WAITING]
    retry = [n for n, s in numbered if s.results and s.state not in (DONE, WAITING)]
    left = [n for n, s in numbered if not s.results]
    late = [n for n in right if states[n - 1].share < 1]
    stale = [n for n, s in numbered if s.stale]
    told: list[Feedback] = []
    if len(right) == len(states) and not late:
        told.append(Feedback("good", "Toutes les réponses sont justes, dès le premier essai."))
    elif right:
        told.append(Feedback("good", f"{_are(right, 'juste')}."))
    if late and not retry and not left:
        told.append(Feedback("info", f"Au second essai, moitié des points : {_named(late)}."))
    if missed:
        told.append(Feedback("wrong", f"{_are(missed, 'à revoir')}."))
    if waiting:
        told.append(Feedback("info", f"{_are(waiting, 'à relire par une personne')}."))
    if retry and not solution_seen:
        told.append(Feedback("wrong", f"Un second essai vous attend {_at(retry)}."))
    if left and not solution_seen:
        told.append(Feedback("info", f"Il vous reste à répondre {_at(left)}."))
    if stale:
        told.append(
            Feedback(
                "reason",
                "La question a changé depuis votre réponse, qui ne compte donc plus : "
                f"{_named(stale)}. Vous pouvez répondre de nouveau.",
            )
        )
    if solution_seen:
        told.append(Feedback("reason", "Vous avez vu la solution : la suite ne compte plus."))
    return told


def _named(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"question {numbers[0]}"
    first = ", ".join(str(n) for n in numbers[:-1])
    return f"questions {first} et {numbers[-1]}"


def _at(numbers: Sequence[int]) -> str:
    return ("à la " if len(numbers) == 1 else "aux ") + _named(numbers)


def _are(numbers: Sequence[int], word: str) -> str:
    plural = "" if len(numbers) == 1 or " " in word else "s"
    return f"{_named(numbers).capitalize()} : {word}{plural}"


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    names = texts(raw, "items", where, least=1)
    for position, name in enumerate(names):
        if name not in around.items:
            raise ContentError(
                where,
                "unknown-item",
                f"La question « {name} » n'existe pas dans quiz.yml.",
                "Corrigez l'identifiant, ou ajoutez la question.",
            )
        if name in names[:position]:
            raise ContentError(
                where,
                "item-twice",
                f"La question « {name} » est demandée deux fois.",
                "Gardez-la une seule fois.",
            )
    return tuple(around.items[name] for name in names), {}


_VALID: dict[str, Any] = {
    "id": "quiz",
    "kind": "quiz",
    "title": "Faire le point",
    "points": 6,
    "statement": "Répondez aux questions.",
    "items": ["exemple-q01", "exemple-q02"],
}

KIND = Kind(
    name="quiz",
    keys=frozenset({"items"}),
    read=_read,
    assess=assess,
    valid=(_VALID, {**_VALID, "points": 2.5, "hints": ["Relisez la leçon."]}),
    invalid=(
        ({**_VALID, "items": []}, "missing-key"),
        ({**_VALID, "items": ["exemple-q99"]}, "unknown-item"),
        ({**_VALID, "items": ["exemple-q01", "exemple-q01"]}, "item-twice"),
        ({**_VALID, "points": 0}, "bad-points"),
        ({**_VALID, "points": True}, "bad-points"),
        ({**_VALID, "schema": "scdl/deliberations@2.1.5"}, "unknown-key"),
        ({**_VALID, "id": "Faire le point"}, "bad-id"),
    ),
)
