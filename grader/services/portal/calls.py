"""Calls of the portal's API: each one that writes is one transaction of its space."""

from __future__ import annotations

import functools
from dataclasses import replace

from grader.errors import OuvroirError, RefusedError
from grader.progress.portal.spaces import Member, Space
from grader.publication.api.answer import answer, refusal
from grader.publication.exchange import Request, Response
from grader.publication.portal import Portal
from grader.publication.problems import Problem, simple_problem
from grader.services.portal.opening import Door, find_space, portal_of
from grader.services.portal.writing import write_in
from grader.services.workshop import Workshop

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class _RefusedCall(Exception):  # noqa: N818 - carries an answer out of a transaction
    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def call_api(workshop: Workshop, door: Door, request: Request) -> Response:
    """Answer a call of the API.

    Args:
        workshop: stores.
        door: where it came in.
        request: the call; its path begins with ``/api/``.
    """
    try:
        space, member = find_space(workshop, door, request.headers.get("x-api-key"))
    except Problem as problem:
        return refusal(problem)
    except OuvroirError as error:
        return refusal(_as_problem(error))
    return call_as(workshop, door, space, member, request)


def call_as(
    workshop: Workshop, door: Door, space: Space, member: Member | None, request: Request
) -> Response:
    """Answer a call of the API once it is known who calls.

    Args:
        workshop: stores.
        door: where it came in.
        space: which space it is about.
        member: who calls; None for anyone.
        request: the call; its path begins with ``/api/``.
    """
    try:
        api = "" if door.space_id else door.origin
        portal = portal_of(workshop, space, door.site, door.origin, api=api)
        if member is not None:
            caller = portal.catalogue.get("user", member.user_id)
            portal = replace(portal, caller=caller, sysadmin=door.site == "regional")
        if request.method in _READING:
            return answer(portal, request)

        return write_in(workshop, space, portal, functools.partial(_do, request))
    except _RefusedCall as refused:
        return refused.response
    except Problem as problem:
        return refusal(problem)
    except OuvroirError as error:
        return refusal(_as_problem(error))


def _do(request: Request, portal: Portal) -> Response:
    """Answer within a transaction; nothing of a refused call is kept.

    Raises:
        _RefusedCall: with the refusal.
    """
    response = answer(portal, request)
    if response.status >= 400:
        raise _RefusedCall(response)
    return response


def _as_problem(error: OuvroirError) -> Problem:
    status = 413 if error.code in ("file-too-big", "too-many-files") else 400
    if isinstance(error, RefusedError) and error.code == "not-recorded":
        status = 404
    return simple_problem(status, error.code, f"{error.message} {error.hint}".strip())
