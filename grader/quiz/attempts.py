"""Where a learner stands on one item, told from the events that the server recorded.

The rule, stated to the learner: two tries an item; the first gives its full share, the second
half of its share; the better of the two counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from grader.errors import RefusedError
from grader.quiz.model import Item, ItemResult
from grader.quiz.score import score

TRIES = 2
SECOND_TRY_WEIGHT = 0.5

OPEN = "open"
RETRY = "retry"
SKIPPED = "skipped"
DONE = "done"


class RecordedEvent(Protocol):
    """What is needed of ``exercises.model.Event``, which this room may not import."""

    @property
    def kind(self) -> str:
        """What happened: ``answer``, ``skip``, ``solution`` or another."""

    @property
    def data(self) -> Mapping[str, Any]:
        """``item`` and, for an answer, ``chosen``."""


@dataclass(frozen=True)
class ItemState:
    """Where a learner stands on one item.

    Attributes:
        state: ``open``, ``retry`` (answered, one more try), ``skipped`` or ``done``.
        tries_left: how many answers are still accepted.
        share: part of the item's points that counts so far, 0 to 1.
        last_chosen: letters of the last answer.
        results: result of each answer, in order.
        stale: answers on record that no longer fit the item, because its author changed it
            since; they take no try away.
    """

    state: str
    tries_left: int
    share: float
    last_chosen: tuple[str, ...] = ()
    results: tuple[ItemResult, ...] = ()
    stale: int = 0


def item_state(item: Item, events: Iterable[RecordedEvent], solution_seen: bool) -> ItemState:
    """Replay the events of one item.

    Args:
        item: the item with its key.
        events: all events of the response, in order; those of other items are passed over,
            and those that come after a ``solution`` event count for nothing.
        solution_seen: the learner asked for the solution: no try is left.
    """
    results: list[ItemResult] = []
    chosen: tuple[str, ...] = ()
    skipped = False
    stale = 0
    for event in events:
        if event.kind == "solution":
            solution_seen = True
            break
        if event.data.get("item") != item.id or _finished(results):
            continue
        if event.kind == "skip":
            skipped = True
        elif event.kind == "answer":
            letters = event.data.get("chosen")
            try:
                results.append(score(item, letters if isinstance(letters, list | tuple) else ()))
            except RefusedError:
                stale += 1
            else:
                chosen, skipped = tuple(letters or ()), False
    done = _finished(results) or solution_seen
    if done:
        state = DONE
    elif skipped:
        state = SKIPPED
    else:
        state = RETRY if results else OPEN
    return ItemState(
        state=state,
        tries_left=0 if done else TRIES - len(results),
        share=_counted(results),
        last_chosen=chosen,
        results=tuple(results),
        stale=stale,
    )


def _finished(results: list[ItemResult]) -> bool:
    return len(results) >= TRIES or any(r.correct for r in results)


def _counted(results: list[ItemResult]) -> float:
    weights = (1.0, SECOND_TRY_WEIGHT)
    return max((r.share * w for r, w in zip(results, weights, strict=False)), default=0.0)
