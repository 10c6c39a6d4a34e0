"""« À revoir aujourd'hui » : five minutes of questions that come back, rated by the learner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from grader.errors import RefusedError
from grader.exercises.model import Event
from grader.learning.bank import questions_of, seconds_of
from grader.learning.review import SESSION, Known, Waiting, days_ahead, queue, today
from grader.progress.database import now
from grader.quiz.attempts import ANSWER, item_state
from grader.quiz.draw import cover
from grader.quiz.model import Item
from grader.quiz.score import accept
from grader.services.free_pool import module_of, usable_items, what_to_read
from grader.services.learning.review_history import (
    HESITATED,
    JOURNAL,
    RATE,
    Journal,
    history,
    read_journal,
)
from grader.services.learning.review_words import days_told, sentence
from grader.services.question_views import question_shown
from grader.services.responses import as_event
from grader.services.turns import in_turn
from grader.services.workshop import Workshop, seed_of
from grader.typography import french
from grader.wire.learning import ReviewView
from grader.wire.quiz import QuestionView

#: Address and title of the page.
REVIEW = "revision"
REVIEW_TITLE = "À revoir aujourd'hui"
#: Name of the calendar file, below it.
CALENDAR = "a-revoir.ics"

#: Gives the time; tests give another.
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Queue:
    """What comes back to a learner.

    Attributes:
        items: that may be posed to her, by id.
        journal: of her reviews.
        cards: all that comes back one day, the most forgotten first.
        due: those of today's session that are left.
        done: answers given in reviews today.
        now: when it was looked at, in the server's time zone.
    """

    items: Mapping[str, Item]
    journal: Journal
    cards: tuple[Waiting, ...]
    due: tuple[Waiting, ...]
    done: int
    now: datetime


def read_queue(workshop: Workshop, learner_id: str, clock: Clock = now) -> Queue:
    """Replay what a learner did into what comes back to her.

    Args:
        workshop: stores and course.
        learner_id: whose.
        clock: gives the time, with its zone.
    """
    moment = clock().astimezone()
    usable = usable_items(workshop, learner_id)
    items = {one.id: usable[one.id] for one in questions_of(workshop.course) if one.id in usable}
    journal = read_journal(workshop, learner_id, items)
    cards = queue(history(workshop, learner_id, items, journal), moment)
    seconds = {name: seconds_of(item) for name, item in items.items()}
    answered = [
        event.data["item"]
        for event in journal.events
        if event.kind == ANSWER and event.at.astimezone().date() == moment.date()
    ]
    spent = sum(seconds.get(name, 0.0) for name in answered)
    due = today(cards, seconds, moment, SESSION - spent)
    # Five minutes a day: a long question is a session by itself, and never one too many.
    if spent and due and seconds[due[0].item] > SESSION - spent:
        due = ()
    return Queue(items, journal, cards, due, len(answered), moment)


def review(workshop: Workshop, learner_id: str, clock: Clock = now) -> ReviewView:
    """Give the page: the question to answer or to rate, and what comes back when.

    Args:
        workshop: stores and course.
        learner_id: for whom.
        clock: gives the time, with its zone.
    """
    return _told(workshop, learner_id, read_queue(workshop, learner_id, clock))


@in_turn
def answer(
    workshop: Workshop, learner_id: str, item_id: str, chosen: Sequence[str], clock: Clock = now
) -> ReviewView:
    """Record an answer, and show it marked: it is on disk when this returns.

    Args:
        workshop: stores and course.
        learner_id: whose.
        item_id: to which item: the first of those that are due.
        chosen: strings, in the letters that she was shown.
        clock: gives the time, with its zone.

    Raises:
        RefusedError: that question is not the one to answer, or the answer is malformed.
    """
    here = read_queue(workshop, learner_id, clock)
    if here.journal.unrated or not here.due or here.due[0].item != item_id:
        raise RefusedError(
            "not-this-question",
            "Cette question n'est plus celle à revoir.",
            "Rechargez la page pour reprendre où vous en étiez.",
        )
    item = here.items[item_id]
    given = accept(item, cover(item, seed_of(_name(learner_id))).source(tuple(chosen)))
    event = workshop.events.append(
        learner_id, JOURNAL, ANSWER, {"item": item.id, "chosen": list(given)}
    )
    after = read_queue(workshop, learner_id, clock)
    return _told(workshop, learner_id, after, shown=(item, as_event(event)))


@in_turn
def rate(
    workshop: Workshop, learner_id: str, item_id: str, known: str, clock: Clock = now
) -> ReviewView:
    """Record how well she knew what she just answered right, and show what comes next.

    Args:
        workshop: stores and course.
        learner_id: whose.
        item_id: the item that she answered.
        known: ``hard``, ``good`` or ``easy``.
        clock: gives the time, with its zone.

    Raises:
        RefusedError: nothing waits for that.
    """
    here = read_queue(workshop, learner_id, clock)
    if here.journal.unrated != item_id or known not in (Known.HARD, Known.GOOD, Known.EASY):
        raise RefusedError(
            "nothing-to-rate",
            "Cette réponse ne peut plus être évaluée.",
            "Rechargez la page pour reprendre où vous en étiez.",
        )
    workshop.events.append(learner_id, JOURNAL, RATE, {"item": item_id, "known": known})
    return review(workshop, learner_id, clock)


@in_turn
def hesitated(workshop: Workshop, learner_id: str, item_id: str) -> None:
    """Record that she was not sure of a right answer: it will come back.

    Args:
        workshop: stores and course.
        learner_id: whose.
        item_id: that she may be posed.

    Raises:
        RefusedError: it may not be posed to her alone.
    """
    usable = usable_items(workshop, learner_id, [item_id])
    if item_id not in usable or item_id not in {q.id for q in questions_of(workshop.course)}:
        raise RefusedError(
            "not-reviewable",
            "Cette question ne peut pas revenir seule.",
            "Elle fait partie d'un cas, ou n'est pas encore terminée.",
        )
    workshop.events.append(learner_id, JOURNAL, HESITATED, {"item": item_id})


def _name(learner_id: str) -> str:
    """Name what the letters are shuffled by: other letters than in the lesson."""
    return f"{learner_id}/revision"


def _told(
    workshop: Workshop,
    learner_id: str,
    here: Queue,
    shown: tuple[Item, Event | None] | None = None,
) -> ReviewView:
    if shown is None:
        shown = _to_show(here)
    item, event = shown if shown else (None, None)
    question = _question(workshop, learner_id, item, event) if item else None
    title, url = _lesson(workshop, item) if item and event else ("", "")
    minutes = sum(seconds_of(here.items[card.item]) for card in here.due) / 60
    return ReviewView(
        due=len(here.due),
        done=here.done,
        minutes=max(1, round(minutes)) if here.due else 0,
        question=question,
        rate=bool(item and here.journal.unrated == item.id),
        lesson_title=title,
        lesson_url=url,
        sentence=french(sentence(len(here.due), here.done, len(here.cards))),
        days=days_told(days_ahead(here.cards, here.now), here.now),
        waiting=len(here.cards),
        calendar_url=workshop.address(f"{REVIEW}/{CALENDAR}") if here.cards else "",
    )


def _to_show(here: Queue) -> tuple[Item, Event | None] | None:
    """Choose what is shown: an answer that waits to be rated, else the first that is due."""
    if here.journal.unrated:
        last = next(e for e in reversed(here.journal.events) if e.kind == ANSWER)
        return here.items[here.journal.unrated], as_event(last)
    return (here.items[here.due[0].item], None) if here.due else None


def _question(workshop: Workshop, learner_id: str, item: Item, event: Event | None) -> QuestionView:
    """Show a question: one try, no hint; marked and explained once it is answered."""
    bare = replace(item, hints=())
    events = () if event is None else (event,)
    state = item_state(bare, events, solution_seen=event is not None)
    shown = question_shown(workshop, _name(learner_id), bare, state, graded=False)
    return replace(shown, rule="", can_restart=False, can_reveal=False)


def _lesson(workshop: Workshop, item: Item) -> tuple[str, str]:
    module = module_of(workshop, item.objective)
    return what_to_read(workshop, module, item.objective) if module else ("", "")


def due_today(workshop: Workshop, learner_id: str) -> str:
    """Say in a few words what waits for a learner today; "" when nothing does.

    Args:
        workshop: stores and course.
        learner_id: for whom.
    """
    if not workshop.events.count(learner_id):
        return ""
    due = len(read_queue(workshop, learner_id).due)
    return french(sentence(due, 0, due)) if due else ""
