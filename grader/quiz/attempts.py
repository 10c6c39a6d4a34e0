"""Where a learner stands on one item, told from the events that the server recorded.

The rule, stated to the learner: two tries an item (one where two are no test); the first gives
its full share, the second half of its share; the better of the two counts. Hints cost nothing.
What is answered after the solution was asked for earns nothing. An answer that a person marks
may be rewritten until she has marked it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from grader.errors import RefusedError
from grader.quiz.itemtype import Given
from grader.quiz.model import Item, ItemResult
from grader.quiz.registry import TYPES
from grader.quiz.score import accept, score

WEIGHTS = (1.0, 0.5)

OPEN = "open"
RETRY = "retry"
SKIPPED = "skipped"
WAITING = "waiting"
DONE = "done"

#: Kinds of events on one item; each has ``item`` in its data.
ANSWER = "answer"
SKIP = "skip"
HINT = "hint"
REVEAL = "reveal"
AGAIN = "again"
REVIEW = "review"
#: Asked for a whole exercise at once.
SOLUTION = "solution"


class RecordedEvent(Protocol):
    """What is needed of ``exercises.model.Event``, which this room may not import."""

    @property
    def kind(self) -> str:
        """What happened: ``answer``, ``skip``, ``solution`` or another."""

    @property
    def data(self) -> Mapping[str, Any]:
        """``item`` and, for an answer, ``chosen``; for a review, ``marks`` and ``comment``."""


@dataclass(frozen=True)
class ItemState:
    """Where a learner stands on one item.

    Attributes:
        state: ``open``, ``retry`` (answered, one more try), ``skipped``, ``waiting`` (a person
            has to mark it; it may be rewritten) or ``done``.
        tries_left: how many answers are still accepted.
        share: part of the item's points that counts so far, 0 to 1.
        last_chosen: the last answer, in the letters of the source.
        results: result of each answer, in order.
        stale: answers on record that no longer fit the item, because its author changed it
            since; they take no try away.
        hints: how many hints are open.
        revealed: the learner asked for the solution.
        comment: of the person who marked it, or "".
    """

    state: str
    tries_left: int
    share: float
    last_chosen: Given = ()
    results: tuple[ItemResult, ...] = ()
    stale: int = 0
    hints: int = 0
    revealed: bool = False
    comment: str = ""


@dataclass
class _Replay:
    """What the events of one item come to, one after the other."""

    item: Item
    chosen: Given = ()
    results: list[ItemResult] = field(default_factory=list)
    skipped: bool = False
    stale: int = 0
    hints: int = 0
    revealed: bool = False
    reviewed: bool = False
    comment: str = ""

    def over(self) -> bool:
        """Tell whether answers are no longer accepted."""
        if TYPES[self.item.type].review is not None:
            return self.reviewed
        tries = TYPES[self.item.type].tries
        return len(self.results) >= tries or any(r.correct for r in self.results)

    def take(self, event: RecordedEvent) -> None:
        """Take one event of this item, before the solution was seen."""
        if event.kind == REVIEW:
            self._review(event)
        elif self.over():
            return
        elif event.kind == SKIP:
            self.skipped = True
        elif event.kind == ANSWER:
            self._answer(event)

    def _answer(self, event: RecordedEvent) -> None:
        given = event.data.get("chosen")
        try:
            result = score(self.item, given)
            self.chosen = accept(self.item, given)
        except RefusedError:
            self.stale += 1
            return
        if result.waits:
            self.results.clear()
        self.results.append(result)
        self.skipped = False

    def _review(self, event: RecordedEvent) -> None:
        review, marks = TYPES[self.item.type].review, event.data.get("marks")
        if review is None or not self.results or not isinstance(marks, list | tuple):
            return
        try:
            marked = review(self.item.body, tuple(str(mark) for mark in marks))
        except RefusedError:
            self.stale += 1
            return
        self.results[-1] = ItemResult(marked.share, marked.remarks)
        self.reviewed, self.comment = True, str(event.data.get("comment", ""))


def item_state(item: Item, events: Iterable[RecordedEvent], solution_seen: bool) -> ItemState:
    """Replay the events of one item.

    Args:
        item: the item with its key.
        events: all events of the response, in order; those of other items are passed over,
            and answers that come after the solution count for nothing.
        solution_seen: the learner asked for the solution of the whole: no try is left.
    """
    replay, seen = _Replay(item), solution_seen
    closed = False
    for event in events:
        if event.kind == SOLUTION:
            closed = seen = True
        elif event.data.get("item") != item.id:
            continue
        elif event.kind == HINT:
            replay.hints = min(replay.hints + 1, len(item.hints))
        elif event.kind == REVEAL:
            closed = replay.revealed = True
        elif event.kind == AGAIN:
            closed = False
            replay = _Replay(item, stale=replay.stale, hints=replay.hints)
        elif not closed or event.kind == REVIEW:
            replay.take(event)
    return _told(replay, over=replay.over() or replay.revealed or seen)


def _told(replay: _Replay, *, over: bool) -> ItemState:
    kind, results = TYPES[replay.item.type], replay.results
    waits = bool(results) and results[-1].waits
    if waits:
        state = WAITING
    elif over:
        state = DONE
    elif replay.skipped:
        state = SKIPPED
    else:
        state = RETRY if results else OPEN
    return ItemState(
        state=state,
        tries_left=0 if over else max(1, kind.tries - len(results)),
        share=_counted(results),
        last_chosen=replay.chosen,
        results=tuple(results),
        stale=replay.stale,
        hints=replay.hints,
        revealed=replay.revealed,
        comment=replay.comment,
    )


def _counted(results: list[ItemResult]) -> float:
    return max((r.share * w for r, w in zip(results, WEIGHTS, strict=False)), default=0.0)
