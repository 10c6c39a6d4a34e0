"""« Quiz libre » : self-assessment without an account or a grade.

The server alone decides what is drawn and shown; an answer to anything else is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import RefusedError
from grader.quiz.attempts import ANSWER, HINT, REVEAL, SKIP, SKIPPED, ItemState
from grader.quiz.draw import cover, drawn_order
from grader.quiz.model import Item
from grader.quiz.score import accept
from grader.services.free_draws import (
    END,
    MOST_QUESTIONS,
    Draw,
    Scope,
    begin_draw,
    find_draw,
    last_draw,
    record,
)
from grader.services.free_pool import draw_items, usable_items
from grader.services.free_views import (
    Sitting,
    answered,
    draw_seed,
    draw_view,
    missed_items,
    sit,
)
from grader.services.turns import in_turn
from grader.services.workshop import Workshop, seed_of
from grader.typography import french
from grader.wire.free_quiz import FreeDraw, FreeModule, FreeObjective, FreeQuizView

#: Address and title of the page.
FREE_QUIZ = "quiz-libre"
FREE_QUIZ_TITLE = "Quiz libre"

_SIZES = (5, 10, 20)


def free_quiz_view(workshop: Workshop, learner_id: str) -> FreeQuizView:
    """Give the page: what may be chosen, and her last draw.

    Args:
        workshop: stores and course.
        learner_id: for whom.
    """
    usable = usable_items(workshop, learner_id)
    modules = []
    for module in workshop.course.modules.values():
        counts = dict.fromkeys(module.objectives, 0)
        for name in module.items:
            if name in usable:
                counts[usable[name].objective] = counts.get(usable[name].objective, 0) + 1
        objectives = tuple(
            FreeObjective(key, french(module.objectives[key]), count)
            for key, count in counts.items()
            if count and key in module.objectives
        )
        if objectives:
            total = sum(counts.values())
            modules.append(FreeModule(module.slug, french(module.title), total, objectives))
    draw = last_draw(workshop, learner_id)
    sitting = sit(workshop, learner_id, draw) if draw else None
    return FreeQuizView(
        modules=tuple(modules),
        total=len(usable),
        sizes=_SIZES,
        most=MOST_QUESTIONS,
        # A draw of which the courses kept no question has nothing left to tell.
        draw=draw_view(workshop, learner_id, sitting) if sitting and sitting.items else None,
    )


@in_turn
def begin(
    workshop: Workshop,
    learner_id: str,
    modules: Sequence[str],
    objectives: Sequence[str],
    count: int,
) -> FreeDraw:
    """Draw questions.

    Args:
        workshop: stores and course.
        learner_id: for whom.
        modules: slugs of modules.
        objectives: ids of objectives; everything when there is neither.
        count: how many, 0 for all that there are.

    Raises:
        RefusedError: a module or objective does not exist, or there is no question.
    """
    course = workshop.course
    known = {key for module in course.modules.values() for key in module.objectives}
    if not set(modules) <= course.modules.keys() or not set(objectives) <= known:
        raise RefusedError(
            "unknown-choice",
            "Ce choix n'existe pas ou n'existe plus.",
            "Rechargez la page, puis choisissez de nouveau.",
        )
    scope = Scope(tuple(dict.fromkeys(modules)), tuple(dict.fromkeys(objectives)), count)
    return _begin(workshop, learner_id, scope)


@in_turn
def redraw(workshop: Workshop, learner_id: str, number: int) -> FreeDraw:
    """Draw anew what an earlier draw was about.

    Raises:
        RefusedError: that draw is gone, or there is no question any more.
    """
    return _begin(workshop, learner_id, find_draw(workshop, learner_id, number).scope)


def _begin(workshop: Workshop, learner_id: str, scope: Scope) -> FreeDraw:
    usable = usable_items(workshop, learner_id)
    everything = not scope.modules and not scope.objectives
    pool = [
        usable[name]
        for module in workshop.course.modules.values()
        for name in module.items
        if name in usable
        and (
            everything or module.slug in scope.modules or usable[name].objective in scope.objectives
        )
    ]
    if not pool:
        raise RefusedError(
            "nothing-to-draw",
            "Il n'y a pas encore de question d'entraînement pour ce choix.",
            "Choisissez un autre module ou un autre objectif.",
        )
    count = min(scope.count or MOST_QUESTIONS, MOST_QUESTIONS)

    def pick(number: int, last: tuple[str, ...]) -> tuple[str, ...]:
        return _unlike(draw_items(pool, seed_of(learner_id), number, count), last)

    return _opened(workshop, learner_id, begin_draw(workshop, learner_id, scope, pick))


def _unlike(items: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """Turn a draw that chance made the same as the last one."""
    return (*items[1:], items[0]) if items == last else items


@in_turn
def take_up_missed(workshop: Workshop, learner_id: str, number: int) -> FreeDraw:
    """Begin a draw of the questions missed in one that is ended.

    Raises:
        RefusedError: that draw is gone or not ended, or nothing was missed.
    """
    origin = find_draw(workshop, learner_id, number)
    sitting = sit(workshop, learner_id, origin)
    missed = missed_items(sitting)
    if not sitting.ended or not missed:
        raise RefusedError(
            "nothing-missed",
            "Ce tirage n'a pas de question manquée à reprendre.",
            "Rechargez la page, puis refaites un tirage.",
        )

    def pick(number: int, last: tuple[str, ...]) -> tuple[str, ...]:
        return _unlike(drawn_order(missed, seed_of(learner_id), f"libre/{number}"), last)

    draw = begin_draw(workshop, learner_id, origin.scope, pick, missed=True)
    return _opened(workshop, learner_id, draw)


def _opened(workshop: Workshop, learner_id: str, draw: Draw) -> FreeDraw:
    return draw_view(workshop, learner_id, sit(workshop, learner_id, draw))


def look(workshop: Workshop, learner_id: str, number: int, item_id: str) -> FreeDraw:
    """Show another question of a draw; once it is ended, one that was answered.

    Raises:
        RefusedError: the draw is gone, or the question is not to be seen.
    """
    sitting = sit(workshop, learner_id, find_draw(workshop, learner_id, number))
    _, state = _drawn(sitting, item_id)
    if sitting.ended and not answered(state):
        raise RefusedError(
            "not-answered",
            "Vous n'avez pas traité cette question : sa réponse reste à trouver.",
            "Elle peut revenir dans un autre tirage.",
        )
    return draw_view(workshop, learner_id, sitting, item_id)


@in_turn
def answer(
    workshop: Workshop, learner_id: str, number: int, item_id: str, chosen: Sequence[str]
) -> FreeDraw:
    """Record an answer: it is on disk when this returns.

    Args:
        workshop: stores and course.
        learner_id: whose answer.
        number: in which draw.
        item_id: to which item.
        chosen: strings, in the letters that she was shown.

    Raises:
        RefusedError: the draw is gone or ended, the item is not in it or is finished, or the
            answer is malformed.
    """
    sitting, item, _ = _open_item(workshop, learner_id, number, item_id)
    drawn = cover(item, draw_seed(learner_id, sitting.draw))
    given = accept(item, drawn.source(tuple(chosen)))
    return _record(workshop, learner_id, sitting.draw, item, ANSWER, chosen=list(given))


@in_turn
def skip(workshop: Workshop, learner_id: str, number: int, item_id: str) -> FreeDraw:
    """Record that a question was passed; it may still be answered.

    Raises:
        RefusedError: the draw is gone or ended, the item is not in it or is finished.
    """
    sitting, item, state = _open_item(workshop, learner_id, number, item_id)
    if state.state == SKIPPED:
        return draw_view(workshop, learner_id, sitting, item_id)
    return _record(workshop, learner_id, sitting.draw, item, SKIP)


@in_turn
def open_hint(workshop: Workshop, learner_id: str, number: int, item_id: str) -> FreeDraw:
    """Open the next hint of a question, if there is one.

    Raises:
        RefusedError: the draw is gone or ended, the item is not in it or is finished.
    """
    sitting, item, state = _open_item(workshop, learner_id, number, item_id)
    if state.hints >= len(item.hints):
        return draw_view(workshop, learner_id, sitting, item_id)
    return _record(workshop, learner_id, sitting.draw, item, HINT)


@in_turn
def reveal(workshop: Workshop, learner_id: str, number: int, item_id: str) -> FreeDraw:
    """Record that the solution of a question was asked for: no answer counts after it.

    Raises:
        RefusedError: the draw is gone or ended, the item is not in it or is finished.
    """
    sitting, item, _ = _open_item(workshop, learner_id, number, item_id)
    return _record(workshop, learner_id, sitting.draw, item, REVEAL)


@in_turn
def finish(workshop: Workshop, learner_id: str, number: int) -> FreeDraw:
    """End a draw where it is, and give its result.

    Raises:
        RefusedError: the draw is gone.
    """
    sitting = sit(workshop, learner_id, find_draw(workshop, learner_id, number))
    if sitting.ended:
        return draw_view(workshop, learner_id, sitting)
    return _opened(workshop, learner_id, record(workshop, learner_id, sitting.draw, END))


def _record(
    workshop: Workshop, learner_id: str, draw: Draw, item: Item, kind: str, **data: object
) -> FreeDraw:
    """Record what was done to an item, and show it as it then is."""
    after = record(workshop, learner_id, draw, kind, item=item.id, **data)
    return draw_view(workshop, learner_id, sit(workshop, learner_id, after), item.id)


def _open_item(
    workshop: Workshop, learner_id: str, number: int, item_id: str
) -> tuple[Sitting, Item, ItemState]:
    sitting = sit(workshop, learner_id, find_draw(workshop, learner_id, number))
    item, state = _drawn(sitting, item_id)
    if sitting.draw.given_up:
        raise RefusedError(
            "draw-ended", "Ce tirage est terminé.", "Refaites un tirage pour vous entraîner encore."
        )
    if not state.tries_left:
        raise RefusedError(
            "question-finished",
            "Cette question est terminée.",
            "Votre réponse est déjà enregistrée. Passez à la question suivante.",
        )
    return sitting, item, state


def _drawn(sitting: Sitting, item_id: str) -> tuple[Item, ItemState]:
    for item in sitting.items:
        if item.id == item_id:
            return item, sitting.states[item_id]
    raise RefusedError(
        "not-in-draw",
        "Cette question ne fait pas partie de votre tirage.",
        "Rechargez la page pour reprendre votre tirage là où vous en étiez.",
    )
