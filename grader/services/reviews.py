"""Answers that a person marks: what waits, and what she writes of it.

A trainer reads the answers of her own sessions alone: each function takes the desk
(``sessions.desk``) that says whose, and under which name. Where a session is read blind, copies
come in the order of their numbers, which is nobody's order of arrival, and without their time.

A review is an event of the learner's, written by the server for a trainer: her page, the copy
that she handed in and nbgrader's gradebook are all told from it, and it is erased with her.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from grader.content.model import Course, Module
from grader.content.prose import inline_html
from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import NEEDS_REVIEW, Exercise
from grader.progress.hand_ins import HandIn
from grader.progress.reviews import History
from grader.quiz.attempts import ANSWER, REVIEW, WAITING, ItemState, item_state
from grader.quiz.itemtype import Given
from grader.quiz.model import Item
from grader.quiz.registry import TYPES
from grader.services.dates import day_and_time
from grader.services.requests import plain_text
from grader.services.responses import as_event, points_label
from grader.services.sessions.desk import Desk
from grader.services.workshop import Workshop
from grader.typography import french, number, plural
from grader.wire import AnswerToRead, CriterionView, ReviewsView

#: Most characters of a comment on an answer.
LONGEST = 1_000
#: Marks of one answer, and characters of one of them (``a=12,5``): a rubric has fewer.
MOST_MARKS, LONGEST_MARK = 26, 16
#: Answers shown at once: those that wait, and those that were marked.
MOST_WAITING, MOST_READ = 20, 20


def marked_items(course: Course) -> dict[str, tuple[Module, Item]]:
    """Give the questions that a person marks, by the id under which their events are kept."""
    return {
        f"{module.slug}/{item.id}": (module, item)
        for module in course.modules.values()
        for items in (module.items.values(), *(e.items for e in module.exercises.values()))
        for item in items
        if TYPES[item.type].review is not None
    }


def graded_by(module: Module, item: Item) -> Exercise | None:
    """Give the graded exercise that may ask a question, or None when it is formative."""
    return next((e for e in module.exercises.values() if item in e.items), None)


def state_of(item: Item, history: History) -> ItemState:
    """Tell where a learner stands on a question that a person marks.

    There is no solution to see before an answer, so that no other event counts.
    """
    return item_state(item, [as_event(e) for e in history.events], solution_seen=False)


def review(
    workshop: Workshop, desk: Desk, answer_id: int, marks: Sequence[str], comment: str
) -> str:
    """Mark an answer; a later review replaces this one. It is on disk when this returns.

    That she is a trainer is checked by ``operations.perform``, whose answers she reads here.

    Args:
        workshop: stores and course.
        desk: whose answers she reads.
        answer_id: the answer that was read, as ``reviews_view`` names it.
        marks: points by line of the rubric (``a=2``).
        comment: to the learner, plain text, or "".

    Returns:
        What was done, in French.

    Raises:
        NotFoundError: the answer is gone, or is no learner's of hers.
        RefusedError: the marks are not those of the rubric, the comment is too long, or the
            learner has rewritten her answer since it was read.
    """
    owner = workshop.reviews.owner(answer_id)
    found = marked_items(workshop.course).get(owner[1]) if owner else None
    learner = workshop.learners.find(owner[0]) if owner else None
    if owner is None or found is None or learner is None or not desk.shows(learner.id):
        raise NotFoundError(
            "unknown-answer",
            "Cette réponse n'existe plus.",
            "La personne qui l'a écrite a pu l'effacer. Actualisez la page.",
        )
    module, item = found
    mark = TYPES[item.type].review
    if mark is not None:
        mark(item.body, tuple(marks))
    data: dict[str, Any] = {
        "item": item.id,
        "marks": list(marks),
        "comment": plain_text(comment, LONGEST),
    }

    def mark_it() -> bool:
        written = workshop.reviews.add(
            learner.id, owner[1], REVIEW, data, of=answer_id, answer=ANSWER
        )
        if written and graded_by(module, item) is not None:
            workshop.hand_ins.queue_again(learner.id, module.slug)
        return written

    if not workshop.database.turn(learner.id, mark_it):
        raise RefusedError(
            "answer-changed",
            "Cette réponse a été récrite depuis que vous l'avez lue.",
            "Rien n'a été enregistré. Actualisez la page pour lire la nouvelle.",
        )
    name = desk.reader_name(learner.id, learner.pseudonym)
    return french(f"Appréciation enregistrée pour {name}.")


def reviews_view(workshop: Workshop, desk: Desk) -> ReviewsView:
    """Give the answers that wait, the oldest first, and the last that were marked.

    Args:
        workshop: stores and course.
        desk: whose answers, and under which names.
    """
    known = marked_items(workshop.course)
    waiting: list[tuple[tuple[str, int], AnswerToRead]] = []
    read: list[tuple[int, AnswerToRead]] = []
    for history in _histories(workshop, desk, list(known)):
        module, item = known[history.key]
        state = state_of(item, history)
        if not state.results:
            continue
        shown = _shown(desk, module, item, history, state)
        if state.state == WAITING:
            # Copies before answers under a name; none tells when it came.
            copy = desk.copies.get(history.learner_id, "")
            waiting.append(((copy, shown.answer), shown))
        elif any(e.kind == REVIEW for e in history.events):
            read.append((history.events[-1].id, shown))
    waiting.sort(key=lambda pair: pair[0])
    read.sort(key=lambda pair: -pair[0])
    sentence = "Aucune réponse n'attend d'être lue."
    if waiting:
        verb = "attend" if len(waiting) == 1 else "attendent"
        sentence = f"{plural(len(waiting), 'réponse')} {verb} d'être lue"
        sentence += "." if len(waiting) == 1 else "s."
    if len(waiting) > MOST_WAITING:
        sentence += f" Les {MOST_WAITING} plus anciennes sont affichées."
    return ReviewsView(
        sentence=french(sentence),
        longest=LONGEST,
        waiting=tuple(answer for _, answer in waiting[:MOST_WAITING]),
        read=tuple(answer for _, answer in read[:MOST_READ]),
    )


def answers_waiting(workshop: Workshop, desk: Desk) -> dict[tuple[str, str], int]:
    """Count the answers to graded questions that wait, by learner and module.

    Who is read blind is left out: the count beside a name would tell whose a copy is.

    Args:
        workshop: stores and course.
        desk: whose answers.
    """
    known = marked_items(workshop.course)
    counts: dict[tuple[str, str], int] = {}
    for history in _histories(workshop, desk, list(known)):
        if history.learner_id in desk.copies:
            continue
        module, item = known[history.key]
        if graded_by(module, item) and state_of(item, history).state == WAITING:
            place = (history.learner_id, module.slug)
            counts[place] = counts.get(place, 0) + 1
    return counts


def waits_for_a_person(hand_in: HandIn) -> bool:
    """Tell whether a grade is not whole yet: an answer in it has still to be read."""
    return any(outcome["status"] == NEEDS_REVIEW for outcome in hand_in.outcomes.values())


def changed_since(workshop: Workshop, hand_in: HandIn, keys: Sequence[str]) -> bool:
    """Tell whether a learner worked on after handing in.

    A review is not her work; and what she had rewritten before it was read was graded with it.

    Args:
        workshop: stores and course.
        hand_in: what she handed in.
        keys: ids under which the events of the module's exercises are kept.
    """
    if workshop.events.last_id(hand_in.learner_id, list(keys)) <= hand_in.last_event_id:
        return False
    for events in workshop.events.of(hand_in.learner_id, list(keys)).values():
        read = max((e.id for e in events if e.kind == REVIEW), default=0)
        if any(e.id > max(read, hand_in.last_event_id) for e in events):
            return True
    return False


def _histories(workshop: Workshop, desk: Desk, keys: list[str]) -> Iterator[History]:
    """Give what may be read: of who is followed in a session, only what she handed in."""
    sent: dict[tuple[str, str], datetime] = {}
    if desk.followed:
        for one in reversed(workshop.hand_ins.every()):
            sent[one.learner_id, one.module] = one.handed_in_at
    for history in workshop.reviews.histories(keys):
        if not desk.shows(history.learner_id):
            continue
        if history.learner_id in desk.followed:
            until = sent.get((history.learner_id, history.key.partition("/")[0]))
            answers = [e.at for e in history.events if e.kind == ANSWER]
            if until is None or not answers or answers[-1] > until:
                continue
        yield history


def _shown(
    desk: Desk, module: Module, item: Item, history: History, state: ItemState
) -> AnswerToRead:
    answer = next(e for e in reversed(history.events) if e.kind == ANSWER)
    reviewed = state.state != WAITING
    exercise = graded_by(module, item)
    place = f"{module.title}, « {exercise.title} »" if exercise else f"{module.title}, leçon"
    marks = _last_marks(history) if reviewed else ()
    total = sum(float(line.points) for line in item.body.rubric)
    return AnswerToRead(
        answer=answer.id,
        pseudonym=desk.reader_name(history.learner_id, history.pseudonym),
        place=french(place),
        when="" if history.learner_id in desk.copies else day_and_time(answer.at),
        question_html=inline_html(item.question),
        text="\n".join(state.last_chosen),
        model_html=inline_html(item.body.model) if item.body.model else "",
        rubric=_rubric(item, marks),
        comment=state.comment,
        earned_label=points_label(total * state.share, total) if reviewed else "",
        counts_label=french("Compte dans la note." if exercise else "Ne compte pas dans la note."),
    )


def _last_marks(history: History) -> Given:
    last = next(e for e in reversed(history.events) if e.kind == REVIEW)
    return tuple(str(mark) for mark in last.data.get("marks", ()))


def _rubric(item: Item, marks: Given) -> tuple[CriterionView, ...]:
    given = dict(mark.partition("=")[::2] for mark in marks)
    return tuple(
        CriterionView(
            id=line.id,
            text_html=inline_html(line.text),
            points=float(line.points),
            given=number(float(given[line.id]), 2) if line.id in given else "",
        )
        for line in item.body.rubric
    )
