"""The guided console: where a learner stands in a publication by API, and what she sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from grader.content.prose import block_html
from grader.exercises.console import CONSOLE, DATASET, ORGANIZATION, RESOURCE, Step
from grader.exercises.model import Event, Exercise
from grader.progress.portal.spaces import Space
from grader.services.console_meaning import meaning_html
from grader.services.console_requests import Asked, as_declared, read_asked, steps_of
from grader.services.console_sending import (
    Answer,
    portal_address,
    send_to_portal,
    status_label,
)
from grader.services.console_snippets import snippets_of
from grader.services.console_trace import Trace
from grader.services.portal.opening import own_space
from grader.services.portal.visits import path_of
from grader.services.requests import Request
from grader.services.responses import as_event
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire.console import ConsoleStep, ConsoleView, Exchange, SnippetsView


def console_view(
    workshop: Workshop,
    learner_id: str,
    exercise: Exercise,
    events: Sequence[Event],
    exchange: Exchange | None = None,
) -> ConsoleView | None:
    """Give a console as it stands; None where the exercise has none.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: a ``publish`` exercise.
        events: hers on it, oldest first, the one of ``exchange`` included.
        exchange: what was just sent.
    """
    steps = steps_of(exercise)
    if not steps:
        return None
    space = _present_space(workshop, learner_id)
    trace = Trace(workshop, space, learner_id, steps=steps, events=events)
    address = portal_address(workshop, space)
    shown = [_step_view(steps, n, trace, address) for n in range(1, len(steps) + 1)]
    if exchange is not None:
        shown[exchange.step - 1] = replace(shown[exchange.step - 1], exchange=exchange)
    return ConsoleView(
        steps=tuple(shown),
        all_sent=all(one.state == "expected" for one in shown),
        portal_address=address,
        key_url=path_of(workshop, space) + "cle" if space is not None else "",
    )


def send(workshop: Workshop, learner_id: str, exercise: Exercise, request: Request) -> Exchange:
    """Send a request to the learner's space, and tell what the portal answered.

    Args:
        workshop: stores and workers.
        learner_id: whose space; it is opened at her first visit.
        exercise: whose console.
        request: ``{step, method, path, body, key}`` as the page sent it.

    Raises:
        RefusedError: it has another shape, is too long, or does not go to the API: nothing is
            sent.
    """
    asked = read_asked(exercise, request)
    space = own_space(workshop, learner_id)
    trace = _trace(workshop, space, learner_id, exercise)
    asked = asked.filled(trace.known(asked.number))
    answer = send_to_portal(workshop, space, learner_id, asked)
    told = _told(asked, answer)
    # What tells nothing new is not written twice.
    if not trace.sent or dict(trace.sent[-1].data) != told:
        workshop.events.append(learner_id, exercise.id, CONSOLE, told)
    declared = as_declared(asked.number, asked.step).filled(trace.known(asked.number))
    meaning = meaning_html(asked, declared, answer, again=trace.made(asked.number))
    return Exchange(
        step=asked.number,
        sent_line=f"{asked.method} {asked.path}",
        status=answer.status,
        status_label=status_label(answer.status),
        headers=answer.headers,
        body=answer.text,
        cut=answer.cut,
        explanation=answer.explanation,
        meaning_html=meaning,
        expected=answer.status == asked.step.expect,
    )


def console_snippets(
    workshop: Workshop, learner_id: str, exercise: Exercise, request: Request
) -> SnippetsView:
    """Write a request as a learner edited it for other tools; nothing is sent.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: whose console.
        request: ``{step, method, path, body, key}`` as the page sent it.

    Raises:
        RefusedError: as ``send``.
    """
    asked = read_asked(exercise, request)
    space = _present_space(workshop, learner_id)
    asked = asked.filled(_trace(workshop, space, learner_id, exercise).known(asked.number))
    return SnippetsView(asked.number, snippets_of(asked, portal_address(workshop, space)))


def _present_space(workshop: Workshop, learner_id: str) -> Space | None:
    """Give the space where she is now, without opening one: who only reads needs none."""
    return next(iter(workshop.spaces.of(learner_id)), None)


def _trace(workshop: Workshop, space: Space | None, learner_id: str, exercise: Exercise) -> Trace:
    stored = workshop.events.of(learner_id, [exercise.id])[exercise.id]
    events = [as_event(one) for one in stored]
    return Trace(workshop, space, learner_id, steps=steps_of(exercise), events=events)


def _told(asked: Asked, answer: Answer) -> dict[str, Any]:
    return {
        "step": asked.number,
        "status": answer.status,
        "dataset": answer.dataset,
        "resource": answer.resource,
    }


def _step_view(steps: Sequence[Step], number: int, trace: Trace, address: str) -> ConsoleStep:
    step, status = steps[number - 1], trace.status(number)
    asked = as_declared(number, step).filled(trace.known(number))
    state = "todo" if status is None else "expected" if status == step.expect else "other"
    headers = [("X-API-KEY", french("votre clé"))] if step.key else []
    if asked.content_type:
        headers.append(("Content-Type", asked.content_type))
    return ConsoleStep(
        number=number,
        title=french(step.title),
        tell_html=block_html(step.tell),
        method=step.method,
        path=asked.path,
        key=step.key,
        headers=tuple(headers),
        body=asked.body,
        file_name=step.file.name if step.file is not None else "",
        editable=step.file is None and step.method not in ("GET", "DELETE"),
        waiting=_waiting(steps, asked, trace),
        state=state,
        sent_label=french(f"Envoyée : {status_label(status)}.") if status is not None else "",
        exchange=None,
        snippets=snippets_of(asked, address),
    )


def _waiting(steps: Sequence[Step], asked: Asked, trace: Trace) -> str:
    """Say which step is to be sent first, or ""."""
    written = asked.path + asked.body
    for placeholder in (DATASET, RESOURCE):
        maker = trace.maker(asked.number, placeholder) if placeholder in written else 0
        if maker:
            title = steps[maker - 1].title
            return french(
                f"Envoyez d'abord l'étape {maker}, « {title} » : sa réponse donne l'identifiant "
                f"qui remplace {placeholder}."
            )
    if ORGANIZATION in written:
        told = f"{ORGANIZATION} sera remplacé à l'envoi par l'identifiant de votre commune."
        return french(told)
    return ""
