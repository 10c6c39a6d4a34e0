"""``case``: several steps on one situation, each shown once the earlier ones are closed.

A step is closed once it is finished or passed: what follows may tell its answer. For the same
reason an answer that a person marks is given once: elsewhere it could be rewritten.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from grader.errors import ContentError
from grader.exercises.kind import Kind, Surroundings
from grader.exercises.model import CASE, Event, Exercise, Outcome, Response
from grader.exercises.quiz import named_items
from grader.exercises.tally import STEP, tally
from grader.quiz.attempts import (
    DONE,
    REVIEW,
    SKIPPED,
    SOLUTION,
    WAITING,
    ItemState,
    item_state,
)
from grader.quiz.fields import expect_keys, text
from grader.quiz.model import Item

STEPS = "steps"
_LEAST = 2
_KEYS = frozenset({"item", "text"})


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Add up the counted share of each step."""
    states = step_states(exercise, response)
    return tally(exercise, states, STEP, solution_seen=response.solution_seen)


def step_states(exercise: Exercise, response: Response) -> tuple[ItemState, ...]:
    """Tell where a learner stands on each step.

    What she did on a step before it was open, or after it was closed, counts for nothing.

    Args:
        exercise: a case, keys included.
        response: all that she did on it.
    """
    states: list[ItemState] = []
    opened = 0
    for item in exercise.items:
        state, opened = _replayed(item, response, opened)
        states.append(state)
    return tuple(states)


def closed(state: ItemState) -> bool:
    """Tell whether the step that follows may be seen."""
    return not state.tries_left


def steps_open(states: tuple[ItemState, ...]) -> int:
    """Count the steps that may be seen: those that are closed, and the one after them."""
    left = next((place for place, state in enumerate(states) if not closed(state)), len(states))
    return min(left + 1, len(states))


def _replayed(item: Item, response: Response, opened: int) -> tuple[ItemState, int]:
    """Replay one step from the place where it opened; give also the place where it closed."""
    kept: list[Event] = []
    state = item_state(item, (), solution_seen=False)
    shut = len(response.events)
    for place, event in enumerate(response.events):
        if event.kind != SOLUTION and event.data.get("item") != item.id:
            continue
        over = closed(state)
        if event.kind != SOLUTION and (place < opened or over) and event.kind != REVIEW:
            continue
        kept.append(event)
        state = _shut(item_state(item, kept, solution_seen=False))
        if closed(state) and not over:
            shut = place
    return state, shut


def _shut(state: ItemState) -> ItemState:
    """Close a step that was passed, or that waits for a person."""
    if state.state == SKIPPED:
        return dataclasses.replace(state, state=DONE, tries_left=0)
    return dataclasses.replace(state, tries_left=0) if state.state == WAITING else state


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    steps = raw.get(STEPS)
    if not isinstance(steps, list) or len(steps) < _LEAST:
        raise ContentError(
            where,
            "too-few-steps",
            f"Un cas demande au moins {_LEAST} étapes (steps).",
            "Ajoutez-les, chacune avec sa question : « - item: prep-c01 ».",
        )
    for number, step in enumerate(steps, start=1):
        expect_keys(step, _KEYS, where, f"L'étape {number}")
    names = [text(step, "item", where) for step in steps]
    told = tuple(text(step, "text", where, optional=True) for step in steps)
    return named_items(names, where, around), {STEPS: told}


_VALID: dict[str, Any] = {
    "id": "cas",
    "kind": CASE,
    "title": "Le registre retrouvé",
    "points": 4,
    "statement": "La mairie retrouve un ancien registre.",
    "steps": [
        {"item": "exemple-q01"},
        {"item": "exemple-q02", "text": "Le lendemain, une page manque."},
    ],
}


def _with_steps(*steps: Any) -> dict[str, Any]:
    return {**_VALID, "steps": list(steps)}


KIND = Kind(
    name=CASE,
    keys=frozenset({STEPS}),
    read=_read,
    assess=assess,
    valid=(_VALID, {**_VALID, "points": 1.5, "solution": "Voir les archives."}),
    invalid=(
        ({**_VALID, "steps": "exemple-q01"}, "too-few-steps"),
        (_with_steps({"item": "exemple-q01"}), "too-few-steps"),
        (_with_steps({"item": "exemple-q01"}, {"text": "Et alors ?"}), "missing-key"),
        (_with_steps({"item": "exemple-q01"}, "exemple-q02"), "bad-value"),
        (_with_steps({"item": "exemple-q01"}, {"item": "exemple-q01"}), "item-twice"),
        (_with_steps({"item": "exemple-q01"}, {"item": "exemple-q99"}), "unknown-item"),
        (_with_steps({"item": "exemple-q01"}, {"item": "exemple-q02", "after": 1}), "unknown-key"),
        ({**_VALID, "items": ["exemple-q01"]}, "unknown-key"),
    ),
)
