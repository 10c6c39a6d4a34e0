"""Questions and quizzes: public views, answers, skips."""

from __future__ import annotations

from collections.abc import Sequence

from grader.content.model import Module
from grader.content.prose import inline_html
from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import Event, Exercise
from grader.quiz.attempts import ItemState, item_state
from grader.quiz.draw import public_order
from grader.quiz.model import Item
from grader.quiz.score import score
from grader.services.responses import Work, as_event, gather, outcome_of, outcome_view
from grader.services.workshop import Workshop, seed_of
from grader.typography import french
from grader.wire import AnswerView, QuestionView, QuizView

_RULES = {
    "single_choice": (
        "Une seule réponse. Deux essais : tous les points au premier, la moitié au second."
    ),
    "multiple_choice": (
        "Une ou plusieurs réponses. Chaque bonne réponse cochée rapporte, chaque mauvaise retire. "
        "Deux essais : tous les points au premier, la moitié au second."
    ),
}
_FORMATIVE_RULES = {
    "single_choice": "Une seule réponse. Cette question ne compte pas dans la note.",
    "multiple_choice": ("Une ou plusieurs réponses. Cette question ne compte pas dans la note."),
}


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

    Raises:
        NotFoundError: no such item.
        RefusedError: the answer is malformed, or the question is finished.
    """
    module, item = find_item(workshop, item_id)
    score(item, chosen)
    _require_open(workshop, learner_id, module, item)
    workshop.events.append(
        learner_id, f"{module.slug}/{item.id}", "answer", {"item": item.id, "chosen": list(chosen)}
    )


def skip(workshop: Workshop, learner_id: str, item_id: str) -> None:
    """Record that a question was passed; it may still be answered.

    Raises:
        NotFoundError: no such item.
        RefusedError: the question is finished.
    """
    module, item = find_item(workshop, item_id)
    _require_open(workshop, learner_id, module, item)
    workshop.events.append(learner_id, f"{module.slug}/{item.id}", "skip", {"item": item.id})


def question_view(workshop: Workshop, learner_id: str, item_id: str) -> QuestionView:
    """Give the public view of one question for a learner."""
    module, item = find_item(workshop, item_id)
    state = _state(workshop, learner_id, module, item)
    return build_question(workshop, learner_id, item, state, graded=bool(quiz_of(module, item)))


def quiz_view(workshop: Workshop, learner_id: str, quiz: Exercise) -> QuizView:
    """Give the public view of a graded quiz for a learner."""
    work = gather(workshop, learner_id, quiz)
    outcome = outcome_of(workshop, learner_id, quiz, work)
    questions = tuple(
        build_question(
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
    )


def events_of(work: Work, item: Item) -> tuple[Event, ...]:
    """Give the scored events of a response that concern one item."""
    return tuple(e for e in work.response.scored_events if e.data.get("item") == item.id)


def build_question(
    workshop: Workshop, learner_id: str, item: Item, state: ItemState, *, graded: bool
) -> QuestionView:
    """Reduce an item to what a learner may see now.

    Feedback is given for the answers that she chose; which answers are right, once the question
    is finished.
    """
    finished = state.state == "done"
    last = state.results[-1] if state.results else None
    told = dict(last.feedback) if last else {}
    by_id = {a.id: a for a in item.answers}
    answers = []
    for answer_id in public_order(item, seed_of(learner_id)):
        declared = by_id[answer_id]
        chosen = answer_id in state.last_chosen
        known = bool(last) and (chosen or finished)
        answers.append(
            AnswerView(
                id=answer_id,
                text_html=inline_html(declared.text),
                chosen=chosen,
                verdict=("right" if declared.correct else "wrong") if known else "",
                feedback_html=inline_html(told[answer_id]) if answer_id in told else "",
            )
        )
    result, kind = _result(state)
    source = workshop.course.sources.get(item.source) if finished and item.source else None
    return QuestionView(
        id=item.id,
        type=item.type,
        question_html=inline_html(item.question),
        rule=french((_RULES if graded else _FORMATIVE_RULES)[item.type]),
        answers=tuple(answers),
        state=state.state,
        tries_left=state.tries_left,
        result=french(result),
        result_kind=kind,
        explanation_html=inline_html(item.explanation) if finished and item.explanation else "",
        source=french(source.reference) if source else "",
    )


def _result(state: ItemState) -> tuple[str, str]:
    if state.state == "skipped":
        return "Question passée. Vous pouvez y répondre plus tard.", ""
    if not state.results:
        return "", ""
    last = state.results[-1]
    if last.correct:
        again = " au second essai" if len(state.results) > 1 else ""
        return f"Bonne réponse{again}.", "good"
    more = " Il vous reste un essai." if state.state == "retry" else ""
    if last.share > 0:
        return f"Réponse en partie juste.{more}", "partial"
    return f"Ce n'est pas la réponse attendue.{more}", "wrong"


def _state(workshop: Workshop, learner_id: str, module: Module, item: Item) -> ItemState:
    quiz = quiz_of(module, item)
    if quiz is not None:
        work = gather(workshop, learner_id, quiz)
        return item_state(item, events_of(work, item), solution_seen=work.response.solution_seen)
    key = f"{module.slug}/{item.id}"
    events = workshop.events.of(learner_id, [key])[key]
    return item_state(item, tuple(as_event(e) for e in events), solution_seen=False)


def _require_open(workshop: Workshop, learner_id: str, module: Module, item: Item) -> None:
    if _state(workshop, learner_id, module, item).state == "done":
        raise RefusedError(
            "question-finished",
            "Cette question est terminée.",
            "Votre réponse est déjà enregistrée. Passez à la question suivante.",
        )
