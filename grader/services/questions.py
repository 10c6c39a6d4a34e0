"""Questions and quizzes: public views, answers, skips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.content.model import Module
from grader.content.prose import inline_html
from grader.errors import NotFoundError, RefusedError
from grader.exercises.case import step_states, steps_open
from grader.exercises.drawing import asked
from grader.exercises.model import CASE, Exercise, Response
from grader.exercises.quiz import item_states
from grader.quiz.attempts import (
    AGAIN,
    ANSWER,
    DONE,
    HINT,
    REVEAL,
    SKIP,
    WAITING,
    ItemState,
    item_state,
)
from grader.quiz.draw import cover
from grader.quiz.model import Item
from grader.quiz.score import accept, expected
from grader.services.question_views import question_shown
from grader.services.responses import Work, as_event, gather, outcome_of, outcome_view
from grader.services.sessions.rules import require_first_answer
from grader.services.turns import in_turn
from grader.services.workshop import Workshop, seed_of
from grader.typography import french
from grader.wire import QuestionView, QuizView


def find_item(workshop: Workshop, item_id: str) -> tuple[Module, Item]:
    """Find an item and its module, a private one too; ids are unique over all modules.

    Raises:
        NotFoundError: there is none.
    """
    for module in workshop.course.modules.values():
        item = module.items.get(item_id) or module.bank.get(item_id)
        if item is not None:
            return module, item
    raise _not_asked()


def _not_asked() -> NotFoundError:
    return NotFoundError("unknown-item", "Cette question n'existe pas.")


@dataclass(frozen=True)
class Asked:
    """A question as it is asked of one learner, and where she stands on it.

    Attributes:
        exercise: the graded exercise that asks it, or None when it is formative.
        state: where she stands.
    """

    exercise: Exercise | None
    state: ItemState


def asked_of(workshop: Workshop, learner_id: str, module: Module, item: Item) -> Asked:
    """Tell how an item is asked of a learner.

    Raises:
        NotFoundError: no lesson poses it, and no exercise asks it of her (a draw did not take
            it, or its turn in a case has not come): she is not told that it exists.
    """
    graded = [e for e in module.exercises.values() if item in e.items]
    for exercise in graded:
        work = gather(workshop, learner_id, exercise)
        state = states_shown(exercise, work.response).get(item.id)
        if state is not None:
            return Asked(exercise, state)
    if graded or not _posed(module, item):
        raise _not_asked()
    key = f"{module.slug}/{item.id}"
    events = workshop.events.of(learner_id, [key])[key]
    return Asked(None, item_state(item, tuple(map(as_event, events)), solution_seen=False))


def _posed(module: Module, item: Item) -> bool:
    """Tell whether a lesson poses an item; « Quiz libre » has doors of its own."""
    return any(part.ref == item.id for lesson in module.lessons for part in lesson.parts)


def states_shown(exercise: Exercise, response: Response) -> dict[str, ItemState]:
    """Tell where a learner stands on each item that a graded exercise shows her now.

    Args:
        exercise: a quiz or a case.
        response: all that she did on it.
    """
    if exercise.kind == CASE:
        states = step_states(exercise, response)
        seen = exercise.items[: steps_open(states)]
        return {item.id: state for item, state in zip(seen, states, strict=False)}
    return item_states(exercise, response)


@in_turn
def answer(workshop: Workshop, learner_id: str, item_id: str, chosen: Sequence[str]) -> None:
    """Record an answer: it is on disk when this returns.

    Args:
        workshop: stores and course.
        learner_id: whose answer.
        item_id: to which item.
        chosen: strings, in the letters that she was shown.

    Raises:
        NotFoundError: no such item, or she is not asked it.
        RefusedError: the answer is malformed, or the question is finished.
    """
    module, item = find_item(workshop, item_id)
    _require_open(workshop, learner_id, module, item)
    given = accept(item, cover(item, seed_of(learner_id)).source(tuple(chosen)))
    _record(workshop, learner_id, module, item, ANSWER, chosen=list(given))


@in_turn
def skip(workshop: Workshop, learner_id: str, item_id: str) -> None:
    """Record that a question was passed; it may still be answered.

    Raises:
        NotFoundError: no such item.
        RefusedError: the question is finished.
    """
    module, item = find_item(workshop, item_id)
    _require_open(workshop, learner_id, module, item)
    _record(workshop, learner_id, module, item, SKIP)


@in_turn
def open_hint(workshop: Workshop, learner_id: str, item_id: str) -> None:
    """Open the next hint of a question; none is left to open when all are.

    Raises:
        NotFoundError: no such item.
    """
    module, item = find_item(workshop, item_id)
    if asked_of(workshop, learner_id, module, item).state.hints < len(item.hints):
        _record(workshop, learner_id, module, item, HINT)


@in_turn
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


@in_turn
def again(workshop: Workshop, learner_id: str, item_id: str) -> None:
    """Begin a question anew, when it does not count in a grade.

    Raises:
        NotFoundError: no such item.
        RefusedError: it counts in a grade.
    """
    module, item = find_item(workshop, item_id)
    if asked_of(workshop, learner_id, module, item).exercise is not None:
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
    """Give the public view of one question for a learner.

    Raises:
        NotFoundError: there is none, or she is not asked it.
    """
    module, item = find_item(workshop, item_id)
    found = asked_of(workshop, learner_id, module, item)
    return question_shown(
        workshop, learner_id, item, found.state, graded=found.exercise is not None
    )


def quiz_view(workshop: Workshop, learner_id: str, quiz: Exercise) -> QuizView:
    """Give the public view of a graded quiz for a learner: the questions drawn for her."""
    work = gather(workshop, learner_id, quiz)
    outcome = outcome_of(workshop, learner_id, quiz, work)
    states = states_shown(quiz, work.response)
    questions = tuple(
        question_shown(workshop, learner_id, item, states[item.id], graded=True)
        for item in asked(quiz, work.response)
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
    over = (DONE, WAITING)
    left = [place for place, question in enumerate(questions) if question.state not in over]
    return next((p for p in left if p >= last), left[0] if left else len(questions))


def _require_open(workshop: Workshop, learner_id: str, module: Module, item: Item) -> None:
    """Refuse what is finished, or what she is not asked (see ``asked_of``)."""
    found = asked_of(workshop, learner_id, module, item)
    if found.exercise is not None:
        answered = bool(found.state.results)
        require_first_answer(workshop, learner_id, module.slug, answered=answered)
    if not found.state.tries_left:
        raise RefusedError(
            "question-finished",
            "Cette question est terminée.",
            "Votre réponse est déjà enregistrée. Passez à la question suivante.",
        )
