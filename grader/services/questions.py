"""Questions and quizzes: public views, answers, skips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.content.model import Module
from grader.content.prose import inline_html
from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import Event, Exercise
from grader.quiz.attempts import (
    AGAIN,
    ANSWER,
    HINT,
    REVEAL,
    SKIP,
    SOLUTION,
    ItemState,
    item_state,
)
from grader.quiz.draw import cover
from grader.quiz.model import Item
from grader.quiz.score import accept, expected
from grader.services.question_views import question_shown
from grader.services.responses import Work, as_event, gather, outcome_of, outcome_view
from grader.services.workshop import Workshop, seed_of
from grader.typography import french
from grader.wire import QuestionView, QuizView


def find_item(workshop: Workshop, item_id: str) -> tuple[Module, Item]:
    """Find an item and its module; ids are unique over all modules.

    Raises:
        NotFoundError: there is none.
    """
    for module in workshop.course.modules.values():
        if item_id in module.items:
            return module, module.items[item_id]
    raise NotFoundError("unknown-item", "Cette question n'existe pas.")


def quiz_of(module: Module, item: Item) -> Exercise | None:
    """Give the graded quiz that holds an item, or None when it is formative."""
    return next((e for e in module.exercises.values() if item in e.items), None)


def answer(workshop: Workshop, learner_id: str, item_id: str, chosen: Sequence[str]) -> None:
    """Record an answer: it is on disk when this returns.

    Args:
        workshop: stores and course.
        learner_id: whose answer.
        item_id: to which item.
        chosen: strings, in the letters that she was shown.

    Raises:
        NotFoundError: no such item.
        RefusedError: the answer is malformed, or the question is finished.
    """
    module, item = find_item(workshop, item_id)
    given = accept(item, cover(item, seed_of(learner_id)).source(tuple(chosen)))
    _require_open(workshop, learner_id, module, item)
    _record(workshop, learner_id, module, item, ANSWER, chosen=list(given))


def skip(workshop: Workshop, learner_id: str, item_id: str) -> None:
    """Record that a question was passed; it may still be answered.

    Raises:
        NotFoundError: no such item.
        RefusedError: the question is finished.
    """
    module, item = find_item(workshop, item_id)
    _require_open(workshop, learner_id, module, item)
    _record(workshop, learner_id, module, item, SKIP)


def open_hint(workshop: Workshop, learner_id: str, item_id: str) -> None:
    """Open the next hint of a question; none is left to open when all are.

    Raises:
        NotFoundError: no such item.
    """
    module, item = find_item(workshop, item_id)
    if item_standing(workshop, learner_id, module, item).hints < len(item.hints):
        _record(workshop, learner_id, module, item, HINT)


def reveal(workshop: Workshop, learner_id: str, item_id: str) -> None:
    """Record that the solution of one question was asked for: no answer counts after it.

    Raises:
        NotFoundError: no such item.
        RefusedError: the question is finished, or a person marks it: there is no solution.
    """
    module, item = find_item(workshop, item_id)
    _require_open(workshop, learner_id, module, item)
    if not expected(item):
        raise RefusedError(
            "no-solution",
            "Cette question n'a pas de solution toute faite : une personne lira votre réponse.",
        )
    _record(workshop, learner_id, module, item, REVEAL)


def again(workshop: Workshop, learner_id: str, item_id: str) -> None:
    """Begin a question anew, when it does not count in a grade.

    Raises:
        NotFoundError: no such item.
        RefusedError: it counts in a grade.
    """
    module, item = find_item(workshop, item_id)
    if quiz_of(module, item) is not None:
        raise RefusedError(
            "question-graded",
            "Cette question compte dans la note : elle ne se recommence pas.",
            "Le quiz libre, depuis l'accueil, permet de s'entraîner autant que vous voulez.",
        )
    _record(workshop, learner_id, module, item, AGAIN)


def _record(
    workshop: Workshop, learner_id: str, module: Module, item: Item, kind: str, **data: Any
) -> None:
    key = f"{module.slug}/{item.id}"
    workshop.events.append(learner_id, key, kind, {"item": item.id, **data})


def question_view(workshop: Workshop, learner_id: str, item_id: str) -> QuestionView:
    """Give the public view of one question for a learner."""
    module, item = find_item(workshop, item_id)
    state = item_standing(workshop, learner_id, module, item)
    return question_shown(workshop, learner_id, item, state, graded=bool(quiz_of(module, item)))


def quiz_view(workshop: Workshop, learner_id: str, quiz: Exercise) -> QuizView:
    """Give the public view of a graded quiz for a learner."""
    work = gather(workshop, learner_id, quiz)
    outcome = outcome_of(workshop, learner_id, quiz, work)
    questions = tuple(
        question_shown(
            workshop,
            learner_id,
            item,
            item_state(item, events_of(work, item), solution_seen=work.response.solution_seen),
            graded=True,
        )
        for item in quiz.items
    )
    return QuizView(
        id=quiz.id,
        title=french(quiz.title),
        statement_html=inline_html(quiz.statement),
        questions=questions,
        outcome=outcome_view(outcome),
        current=_current(work, questions),
    )


def _current(work: Work, questions: Sequence[QuestionView]) -> int:
    """Find where she was: the first question left from the one that she last touched, on."""
    places = {question.id: place for place, question in enumerate(questions)}
    touched = [places[e.data["item"]] for e in work.response.events if e.data.get("item") in places]
    last = touched[-1] if touched else 0
    left = [place for place, question in enumerate(questions) if question.tries_left]
    return next((p for p in left if p >= last), left[0] if left else len(questions))


def events_of(work: Work, item: Item) -> tuple[Event, ...]:
    """Give the events of a response that concern one item, and the solution of the whole."""
    return tuple(
        e for e in work.response.events if e.kind == SOLUTION or e.data.get("item") == item.id
    )


def item_standing(workshop: Workshop, learner_id: str, module: Module, item: Item) -> ItemState:
    """Tell where a learner stands on an item."""
    quiz = quiz_of(module, item)
    if quiz is not None:
        work = gather(workshop, learner_id, quiz)
        return item_state(item, events_of(work, item), solution_seen=work.response.solution_seen)
    key = f"{module.slug}/{item.id}"
    events = workshop.events.of(learner_id, [key])[key]
    return item_state(item, tuple(as_event(e) for e in events), solution_seen=False)


def _require_open(workshop: Workshop, learner_id: str, module: Module, item: Item) -> None:
    if not item_standing(workshop, learner_id, module, item).tries_left:
        raise RefusedError(
            "question-finished",
            "Cette question est terminée.",
            "Votre réponse est déjà enregistrée. Passez à la question suivante.",
        )
