"""Draws of « Quiz libre » as they are kept: events under ids of their own, a bounded number.

Each draw lies in one of a few slots, and a newer draw takes the slot of the oldest. What is kept
here is read by nothing else: no grade and no lesson's question is touched by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.errors import RefusedError
from grader.exercises.model import Event
from grader.progress.events import StoredEvent
from grader.progress.forgetting import forget_before
from grader.services.responses import as_event
from grader.services.workshop import Workshop

#: Draws kept for a learner, and questions of one draw.
MOST_DRAWS = 20
MOST_QUESTIONS = 100

DRAW = "draw"
END = "end"


@dataclass(frozen=True)
class Scope:
    """What a draw is about: modules and objectives, by id; everything when both are empty.

    Attributes:
        modules, objectives: ids.
        count: questions asked for; 0 for all.
    """

    modules: tuple[str, ...]
    objectives: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Draw:
    """A draw on record.

    Attributes:
        number: from 1, one more for each draw of the learner.
        scope: what was asked for.
        items: ids of the items drawn, in order.
        missed: it takes up what was missed in the one before.
        events: what she did in it, in order; nothing after its end.
    """

    number: int
    scope: Scope
    items: tuple[str, ...]
    missed: bool
    events: tuple[Event, ...]

    @property
    def given_up(self) -> bool:
        """Whether she ended it."""
        return bool(self.events) and self.events[-1].kind == END


def slot_of(number: int) -> str:
    """Name where a draw is kept.

    Args:
        number: of the draw.
    """
    # An exercise's id has one slash: these are nobody else's.
    return f"libre/tirages/{number % MOST_DRAWS}"


def last_draw(workshop: Workshop, learner_id: str) -> Draw | None:
    """Give a learner's last draw, or None."""
    slots = [slot_of(number) for number in range(MOST_DRAWS)]
    found = workshop.events.of(learner_id, slots)
    draws = [draw for slot in slots if (draw := _read(found[slot])) is not None]
    return max(draws, key=lambda draw: draw.number, default=None)


def find_draw(workshop: Workshop, learner_id: str, number: int) -> Draw:
    """Find a draw of a learner.

    Raises:
        RefusedError: it is none of hers, or newer ones took its place.
    """
    slot = slot_of(number)
    draw = _read(workshop.events.of(learner_id, [slot])[slot])
    if draw is None or draw.number != number:
        raise RefusedError(
            "draw-gone",
            "Ce tirage n'est plus conservé.",
            "Rechargez la page pour retrouver votre dernier tirage, ou en commencer un autre.",
        )
    return draw


def _read(stored: Sequence[StoredEvent]) -> Draw | None:
    begun = [event for event in stored if event.kind == DRAW]
    if not begun:
        return None
    data = begun[-1].data
    number = int(data["number"])
    events: list[Event] = []
    for event in stored:
        # What another tab still did in the draw that lay here before is none of this one.
        if event.id > begun[-1].id and event.data.get("draw") == number:
            events.append(as_event(event))
            if event.kind == END:
                break
    return Draw(
        number=number,
        scope=Scope(tuple(data["modules"]), tuple(data["objectives"]), int(data["count"])),
        items=tuple(data["items"]),
        missed=bool(data["missed"]),
        events=tuple(events),
    )


def begin_draw(
    workshop: Workshop,
    learner_id: str,
    scope: Scope,
    pick: Callable[[int, tuple[str, ...]], tuple[str, ...]],
    *,
    missed: bool = False,
) -> Draw:
    """Record a new draw in place of the oldest; within a turn of hers (see ``turns``).

    Args:
        workshop: stores and course.
        learner_id: whose.
        scope: what was asked for.
        pick: gives the ids of the items for the number of the draw and the items of the last one.
        missed: it takes up what was missed.
    """
    last = last_draw(workshop, learner_id)
    number = last.number + 1 if last else 1
    items = pick(number, last.items if last else ())
    data = {
        "number": number,
        "modules": list(scope.modules),
        "objectives": list(scope.objectives),
        "count": scope.count,
        "items": list(items),
        "missed": missed,
    }
    event = workshop.events.append(learner_id, slot_of(number), DRAW, data)
    forget_before(workshop.database, learner_id, slot_of(number), event.id)
    return Draw(number, scope, items, missed, ())


def record(workshop: Workshop, learner_id: str, draw: Draw, kind: str, **data: Any) -> Draw:
    """Record what was done in a draw, within a turn of hers; gives the draw as it then is."""
    event = workshop.events.append(
        learner_id, slot_of(draw.number), kind, {"draw": draw.number, **data}
    )
    return replace(draw, events=(*draw.events, as_event(event)))
