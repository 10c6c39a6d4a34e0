"""What a page asks of an exercise that is graded on a published record, and of its console."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.errors import RefusedError
from grader.exercises.model import PUBLISH
from grader.progress.learners import Learner
from grader.publication.rights import is_object_id
from grader.services import console, publish_exercises
from grader.services.finding import find_of_kind
from grader.services.requests import Request, text
from grader.services.workshop import Workshop


def _start(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_of_kind(workshop, text(request, "exercise"), PUBLISH)
    publish_exercises.start(workshop, learner.id, exercise)
    return publish_exercises.publish_view(workshop, learner.id, exercise)


def _check(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_of_kind(workshop, text(request, "exercise"), PUBLISH)
    record = text(request, "record")
    if not is_object_id(record):
        raise RefusedError("bad-request", "La page a envoyé une demande incomplète.")
    publish_exercises.check(workshop, learner.id, exercise, record)
    return publish_exercises.publish_view(workshop, learner.id, exercise)


def _send(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_of_kind(workshop, text(request, "exercise"), PUBLISH)
    exchange = console.send(workshop, learner.id, exercise, request)
    return publish_exercises.publish_view(workshop, learner.id, exercise, exchange)


def _snippets(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_of_kind(workshop, text(request, "exercise"), PUBLISH)
    return console.console_snippets(workshop, learner.id, exercise, request)


PUBLISH_OPERATIONS: Mapping[str, Callable[[Workshop, Learner, Request], Any]] = {
    "publish_start": _start,
    "publish_check": _check,
    "console_send": _send,
    "console_snippets": _snippets,
}
