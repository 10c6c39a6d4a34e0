"""What a page may ask of the positioning test and of the reviews; shapes are checked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.progress.learners import Learner
from grader.services.bench_operations import number
from grader.services.learning import placement, review
from grader.services.requests import Request, text, texts
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire.learning import HesitatedView

#: Modules named at once, and characters of one.
_MOST_NAMES = 500
_LONGEST_NAME = 120

Run = Callable[[Workshop, Learner, Request], Any]


def _begin(workshop: Workshop, me: Learner, request: Request) -> Any:
    modules = texts(request, "modules", _MOST_NAMES, _LONGEST_NAME)
    return placement.begin(workshop, me.id, modules)


def _skip(workshop: Workshop, me: Learner, request: Request) -> Any:
    return placement.skip(workshop, me.id, number(request, "test", 1), text(request, "item"))


def _finish(workshop: Workshop, me: Learner, request: Request) -> Any:
    return placement.finish(workshop, me.id, number(request, "test", 1))


def _rate(workshop: Workshop, me: Learner, request: Request) -> Any:
    return review.rate(workshop, me.id, text(request, "item"), text(request, "known"))


def _hesitated(workshop: Workshop, me: Learner, request: Request) -> Any:
    review.hesitated(workshop, me.id, text(request, "item"))
    return HesitatedView(french("Cette question reviendra dans « À revoir aujourd'hui »."))


def learning_operations(chosen: Callable[[Request], list[str]]) -> Mapping[str, Run]:
    """Give the operations by name; all are for learners.

    Args:
        chosen: takes an answer out of a request.
    """

    def place(workshop: Workshop, me: Learner, request: Request) -> Any:
        test, item = number(request, "test", 1), text(request, "item")
        return placement.answer(workshop, me.id, test, item, chosen(request))

    def recall(workshop: Workshop, me: Learner, request: Request) -> Any:
        return review.answer(workshop, me.id, text(request, "item"), chosen(request))

    return {
        "placement_view": lambda workshop, me, _: placement.placement(workshop, me.id),
        "placement_begin": _begin,
        "placement_answer": place,
        "placement_skip": _skip,
        "placement_finish": _finish,
        "recall_view": lambda workshop, me, _: review.review(workshop, me.id),
        "recall_answer": recall,
        "recall_rate": _rate,
        "recall_hesitated": _hesitated,
    }
