"""Uploads of the API: the call, then the report on what came."""

from __future__ import annotations

import json

from grader.progress.portal.spaces import Space
from grader.publication.exchange import Request, Response
from grader.services.portal.calls import call_api
from grader.services.portal.opening import Door, find_space, portal_of
from grader.services.portal.reports import ask_reports, find_anywhere
from grader.services.workshop import Workshop


def call_upload(workshop: Workshop, door: Door, request: Request) -> Response:
    """Answer a call that brought a file; the report on it is made afterwards.

    Args:
        workshop: stores and workers.
        door: where it came in.
        request: the call, with what came.
    """
    response = call_api(workshop, door, request)
    if response.status not in (200, 201) or request.upload is None:
        return response
    space, _ = find_space(workshop, door, request.headers.get("x-api-key"))
    ask_report_on(workshop, door, space, response)
    return response


def ask_report_on(workshop: Workshop, door: Door, space: Space, response: Response) -> None:
    """Have the report made on what an upload brought.

    Args:
        workshop: stores and workers.
        door: where it came in.
        space: which space.
        response: what the upload was answered, once it was accepted.
    """
    rid = json.loads(response.body).get("id")
    if rid:
        portal = portal_of(workshop, space, door.site, door.origin)
        resource = find_anywhere(portal, rid)
        if resource is not None:
            ask_reports(workshop, space, portal, [resource])
