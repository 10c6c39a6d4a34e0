"""Uploads of the API: the call, then the report on what came."""

from __future__ import annotations

import json

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
    rid = json.loads(response.body).get("id")
    if rid:
        space, _ = find_space(workshop, door, request.headers.get("x-api-key"))
        portal = portal_of(workshop, space, door.site, door.origin)
        resource = find_anywhere(portal, rid)
        if resource is not None:
            ask_reports(workshop, space, portal, [resource])
    return response
