"""``quiz``: several items that share the points equally, some drawn for each learner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.errors import ContentError
from grader.exercises.drawing import DRAW, SHUFFLE, asked, read_groups
from grader.exercises.kind import Kind, Surroundings
from grader.exercises.model import QUIZ, Exercise, Outcome, Response
from grader.exercises.tally import QUESTION, tally
from grader.quiz.attempts import ItemState, item_state
from grader.quiz.fields import flag, texts
from grader.quiz.model import Item


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Add up the counted share of each item that this learner is asked."""
    states = tuple(item_states(exercise, response).values())
    return tally(exercise, states, QUESTION, solution_seen=response.solution_seen)


def item_states(exercise: Exercise, response: Response) -> dict[str, ItemState]:
    """Tell where a learner stands on each item that she is asked, by id and in its order.

    Args:
        exercise: a quiz, keys included.
        response: all that she did on it.
    """
    return {
        item.id: item_state(item, response.events, solution_seen=response.solution_seen)
        for item in asked(exercise, response)
    }


def named_items(names: Sequence[str], where: str, around: Surroundings) -> tuple[Item, ...]:
    """Find the items that an exercise names.

    Args:
        names: ids.
        where: ``file:line`` of the exercise.
        around: the items of the module.

    Raises:
        ContentError: one does not exist, or is named twice.
    """
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
    return tuple(around.items[name] for name in names)


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    names = texts(raw, "items", where, least=0 if raw.get(DRAW) else 1)
    fixed = named_items(names, where, around)
    groups, drawn = read_groups(raw, where, around, names)
    settings: dict[str, Any] = {DRAW: groups} if groups else {}
    if flag(raw, SHUFFLE, where, "L'ordre des questions"):
        settings[SHUFFLE] = True
    return (*fixed, *drawn), settings


_VALID: dict[str, Any] = {
    "id": "quiz",
    "kind": QUIZ,
    "title": "Faire le point",
    "points": 6,
    "statement": "Répondez aux questions.",
    "items": ["exemple-q01", "exemple-q02"],
}
_DRAWN = {**_VALID, "items": ["exemple-q01"], "draw": [{"count": 1}], "shuffle": True}


def _drawing(**group: Any) -> dict[str, Any]:
    return {**_DRAWN, "draw": [group]}


KIND = Kind(
    name=QUIZ,
    keys=frozenset({"items", DRAW, SHUFFLE}),
    read=_read,
    assess=assess,
    valid=(
        _VALID,
        {**_VALID, "points": 2.5, "hints": ["Relisez la leçon."]},
        {**_VALID, "shuffle": True},
        _DRAWN,
        {**_DRAWN, "items": [], "draw": [{"count": 2}]},
        _drawing(count=1, items=["exemple-q02"]),
        _drawing(count=1, level=1, private=True),
    ),
    invalid=(
        ({**_VALID, "items": []}, "missing-key"),
        ({**_VALID, "items": ["exemple-q99"]}, "unknown-item"),
        ({**_VALID, "items": ["exemple-q01", "exemple-q01"]}, "item-twice"),
        ({**_VALID, "points": 0}, "bad-points"),
        ({**_VALID, "points": True}, "bad-points"),
        ({**_VALID, "schema": "scdl/deliberations@2.1.5"}, "unknown-key"),
        ({**_VALID, "id": "Faire le point"}, "bad-id"),
        ({**_VALID, "shuffle": "oui"}, "bad-value"),
        ({**_DRAWN, "draw": {"count": 1}}, "bad-draw"),
        ({**_DRAWN, "draw": ["deux"]}, "bad-value"),
        (_drawing(), "bad-draw"),
        (_drawing(count=0), "bad-draw"),
        (_drawing(count=True), "bad-draw"),
        (_drawing(count=1, level=4), "bad-draw"),
        (_drawing(count=1, objective="ailleurs"), "draw-too-large"),
        (_drawing(count=2), "draw-too-large"),
        (_drawing(count=1, items=["exemple-q99"]), "unknown-item"),
        (_drawing(count=1, items=["exemple-q01"]), "item-twice"),
        (_drawing(count=1, items=["exemple-q02"], private=True), "bad-draw"),
        (_drawing(count=1, among="tout"), "unknown-key"),
        ({**_DRAWN, "draw": [{"count": 1}, {"count": 1}]}, "draw-too-large"),
    ),
)
