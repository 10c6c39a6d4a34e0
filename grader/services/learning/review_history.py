"""What a learner answered, wherever it was, as reviewing sees it.

A question comes in from a lesson, a quiz that is finished, a free quiz or an earlier review. What
her own opinion adds (« J'ai hésité », how well she knew it) is kept in one journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from grader.errors import RefusedError
from grader.learning.review import Known, Recalled
from grader.progress.events import StoredEvent
from grader.quiz.attempts import ANSWER, HINT
from grader.quiz.model import Item
from grader.quiz.score import score
from grader.services.free_draws import MOST_DRAWS, slot_of
from grader.services.workshop import Workshop

#: Where reviews are kept: an exercise's id has one slash, this is nobody else's.
JOURNAL = "revision/journal/1"
#: In the journal, beside ``ANSWER``.
RATE, HESITATED = "rate", "hesitated"


@dataclass(frozen=True)
class Journal:
    """What was done in reviews.

    Attributes:
        events: all of them, in order.
        unrated: id of the item that was answered right last and not rated yet, or "".
    """

    events: tuple[StoredEvent, ...]
    unrated: str


def read_journal(workshop: Workshop, learner_id: str, items: Mapping[str, Item]) -> Journal:
    """Read the journal of a learner.

    Args:
        workshop: stores.
        learner_id: whose.
        items: those that may be posed to her, by id.
    """
    events = tuple(workshop.events.of(learner_id, [JOURNAL])[JOURNAL])
    reviews = [event for event in events if event.kind in (ANSWER, RATE)]
    last = reviews[-1] if reviews else None
    unrated = ""
    if last is not None and last.kind == ANSWER and last.data["item"] in items:
        name = str(last.data["item"])
        unrated = name if right(items[name], last) else ""
    return Journal(events, unrated)


def history(
    workshop: Workshop, learner_id: str, items: Mapping[str, Item], journal: Journal
) -> list[Recalled]:
    """Bring together, in order of time, all answers to questions that may be reviewed.

    Args:
        workshop: stores and course.
        learner_id: whose.
        items: those that may be posed to her, by id.
        journal: of her reviews.
    """
    found = [
        *_in_lessons(workshop, learner_id, items),
        *_in_draws(workshop, learner_id, items),
        *_in_reviews(journal, items),
    ]
    return sorted(found, key=lambda one: one.at)


def _in_lessons(
    workshop: Workshop, learner_id: str, items: Mapping[str, Item]
) -> Iterable[Recalled]:
    """Give the answers of lessons and quizzes; one found with a hint was hesitated on."""
    keys = {
        f"{module.slug}/{name}": name
        for module in workshop.course.modules.values()
        for name in module.items
        if name in items
    }
    for key, events in workshop.events.of(learner_id, list(keys)).items():
        hinted = False
        for event in events:
            hinted = hinted or event.kind == HINT
            if event.kind == ANSWER:
                yield _recalled(items[keys[key]], event, hinted=hinted)


def _in_draws(workshop: Workshop, learner_id: str, items: Mapping[str, Item]) -> Iterable[Recalled]:
    slots = [slot_of(number) for number in range(MOST_DRAWS)]
    for events in workshop.events.of(learner_id, slots).values():
        yield from (
            _recalled(items[event.data["item"]], event)
            for event in events
            if event.kind == ANSWER and event.data.get("item") in items
        )


def _in_reviews(journal: Journal, items: Mapping[str, Item]) -> Iterable[Recalled]:
    """Give the answers of reviews, each with how well she said she knew it."""
    rated = {}
    for number, event in enumerate(journal.events):
        if event.kind == RATE:
            rated[_answer_before(journal.events, number)] = Known(event.data["known"])
    for number, event in enumerate(journal.events):
        name = event.data["item"]
        if name not in items:
            continue
        if event.kind == HESITATED:
            yield Recalled(name, _local(event), Known.HARD)
        elif event.kind == ANSWER:
            one = _recalled(items[name], event)
            if one.known is not Known.MISSED:
                one = replace(one, known=rated.get(number, one.known))
            yield one


def _answer_before(events: tuple[StoredEvent, ...], number: int) -> int:
    """Find the answer that a rating is about: the last one to the same item before it."""
    name = events[number].data["item"]
    places = range(number - 1, -1, -1)
    return next(
        (p for p in places if events[p].kind == ANSWER and events[p].data["item"] == name), -1
    )


def _recalled(item: Item, event: StoredEvent, *, hinted: bool = False) -> Recalled:
    known = Known.MISSED
    if right(item, event):
        known = Known.HARD if hinted else Known.GOOD
    return Recalled(item.id, _local(event), known)


def right(item: Item, event: StoredEvent) -> bool:
    """Say whether an answer on record is wholly right, as the question now is.

    Args:
        item: with its key.
        event: an ``ANSWER``.
    """
    try:
        return score(item, tuple(event.data["chosen"])).correct
    except RefusedError:
        # Its author changed the question since: this answer says nothing for it.
        return False


def _local(event: StoredEvent) -> datetime:
    """Give the moment in the server's time zone: a day ends at midnight for who lives it."""
    return event.at.astimezone()
