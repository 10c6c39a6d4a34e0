"""What a page may ask of « Quiz libre », by name; shapes are checked here, rights elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.progress.learners import Learner
from grader.services import free_quiz
from grader.services.bench_operations import number
from grader.services.free_draws import MOST_QUESTIONS
from grader.services.requests import Request, text, texts
from grader.services.workshop import Workshop

#: Modules or objectives named at once, and characters of one.
_MOST_NAMES = 500
_LONGEST_NAME = 120

Run = Callable[[Workshop, Learner, Request], Any]


def _begin(workshop: Workshop, me: Learner, request: Request) -> Any:
    modules = texts(request, "modules", _MOST_NAMES, _LONGEST_NAME)
    objectives = texts(request, "objectives", _MOST_NAMES, _LONGEST_NAME)
    count = min(number(request, "count"), MOST_QUESTIONS)
    return free_quiz.begin(workshop, me.id, modules, objectives, count)


def _of_draw(act: Callable[[Workshop, str, int], Any]) -> Run:
    """Make an operation of what is done to a whole draw."""

    def run(workshop: Workshop, me: Learner, request: Request) -> Any:
        return act(workshop, me.id, number(request, "draw", 1))

    return run


def _of_item(act: Callable[[Workshop, str, int, str], Any]) -> Run:
    """Make an operation of what is done to one question of a draw."""

    def run(workshop: Workshop, me: Learner, request: Request) -> Any:
        return act(workshop, me.id, number(request, "draw", 1), text(request, "item"))

    return run


def free_operations(chosen: Callable[[Request], list[str]]) -> Mapping[str, Run]:
    """Give the operations by name; all are for learners.

    Args:
        chosen: takes an answer out of a request.
    """

    def answer(workshop: Workshop, me: Learner, request: Request) -> Any:
        draw, item = number(request, "draw", 1), text(request, "item")
        return free_quiz.answer(workshop, me.id, draw, item, chosen(request))

    return {
        "free_view": lambda workshop, me, _: free_quiz.free_quiz_view(workshop, me.id),
        "free_begin": _begin,
        "free_redraw": _of_draw(free_quiz.redraw),
        "free_missed": _of_draw(free_quiz.take_up_missed),
        "free_finish": _of_draw(free_quiz.finish),
        "free_look": _of_item(free_quiz.look),
        "free_answer": answer,
        "free_skip": _of_item(free_quiz.skip),
        "free_hint": _of_item(free_quiz.open_hint),
        "free_reveal": _of_item(free_quiz.reveal),
    }
