"""Positioning tests as they are kept: events under ids of their own, a bounded number.

Nothing of a test counts in a grade, and what stands is worked out anew from its answers. The time
of an answer is that between two events of the server: no clock of a page is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from grader.errors import RefusedError
from grader.learning.positioning import Answered
from grader.progress.events import StoredEvent
from grader.progress.forgetting import forget_before
from grader.quiz.model import Item
from grader.quiz.score import score
from grader.services.workshop import Workshop

#: Tests kept for a learner: the first, for what she gained since, and the last ones.
MOST_TESTS = 12
#: An answer that took longer was left for something else, in seconds.
LONGEST_ANSWER = 180.0

BEGIN, ANSWER, SKIP, END = "begin", "answer", "skip", "end"


@dataclass(frozen=True)
class PlacementTest:
    """A test on record.

    Attributes:
        number: from 1.
        modules: slugs that it bears on.
        begun_at: when, with its zone.
        answers: strings in the letters of the source, by item, in order; empty when left out.
        seconds: that each answer took, in the same order.
        ended_at: when it was said to be over, or None.
    """

    number: int
    modules: tuple[str, ...]
    begun_at: datetime
    answers: tuple[tuple[str, tuple[str, ...]], ...]
    seconds: tuple[float, ...]
    ended_at: datetime | None

    def answered(self, items: dict[str, Item]) -> list[Answered]:
        """Mark the answers as the course does now.

        Args:
            items: of the course, by id; answers to others are kept as wrong, and their item is
                no longer in the bank.
        """
        return [
            Answered(name, _right(items.get(name), chosen), seconds)
            for (name, chosen), seconds in zip(self.answers, self.seconds, strict=True)
        ]


def _right(item: Item | None, chosen: tuple[str, ...]) -> bool:
    if item is None or not chosen:
        return False
    try:
        return score(item, chosen).correct
    except RefusedError:
        # The author changed the question since: nothing is known of this answer any more.
        return False


def _slot(number: int) -> str:
    # An exercise's id has one slash: these are nobody else's. The first test is never replaced.
    return f"positionnement/tests/{number if number < 2 else 2 + (number - 2) % (MOST_TESTS - 1)}"


def slots() -> tuple[str, ...]:
    """Name all places where tests are kept."""
    return tuple(_slot(number) for number in range(1, MOST_TESTS + 1))


def placements_of(workshop: Workshop, learner_id: str) -> list[PlacementTest]:
    """Give the tests of a learner that are kept, in order.

    Args:
        workshop: stores and course.
        learner_id: whose.
    """
    found = workshop.events.of(learner_id, list(slots()))
    tests = (_read(found[slot]) for slot in slots())
    return sorted((test for test in tests if test), key=lambda test: test.number)


def _read(stored: Sequence[StoredEvent]) -> PlacementTest | None:
    begun = next((event for event in reversed(stored) if event.kind == BEGIN), None)
    if begun is None:
        return None
    number = int(begun.data["number"])
    own = [e for e in stored if e.id > begun.id and e.data.get("test") == number]
    answers, seconds = [], []
    before, ended = begun.at, None
    for event in own:
        if event.kind == END:
            ended = event.at
            break
        answers.append((str(event.data["item"]), tuple(event.data.get("chosen", ()))))
        seconds.append(min(LONGEST_ANSWER, max(0.0, (event.at - before).total_seconds())))
        before = event.at
    return PlacementTest(
        number, tuple(begun.data["modules"]), begun.at, tuple(answers), tuple(seconds), ended
    )


def begin_test(workshop: Workshop, learner_id: str, number: int, modules: Sequence[str]) -> None:
    """Record that a test begins, within a turn of hers.

    Args:
        workshop: stores and course.
        learner_id: whose.
        number: one more than that of her last one.
        modules: slugs that it bears on.
    """
    data = {"number": number, "modules": list(modules)}
    event = workshop.events.append(learner_id, _slot(number), BEGIN, data)
    forget_before(workshop.database, learner_id, _slot(number), event.id)


def record(workshop: Workshop, learner_id: str, number: int, kind: str, **data: object) -> None:
    """Record what was done in a test, within a turn of hers.

    Args:
        workshop: stores and course.
        learner_id: whose.
        number: of the test.
        kind: ``ANSWER``, ``SKIP`` or ``END``.
        data: ``item`` and ``chosen``, or nothing.
    """
    workshop.events.append(learner_id, _slot(number), kind, {"test": number, **data})
