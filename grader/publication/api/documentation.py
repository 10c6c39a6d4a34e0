"""The API tells of itself: its documentation for programs, in two formats."""

from __future__ import annotations

from typing import Any

from grader.publication.api.route import Call, Route
from grader.publication.exchange import Reply
from grader.publication.portal import Portal


def _openapi(portal: Portal, _call: Call) -> Reply:
    return Reply(_document(portal))


def _swagger(portal: Portal, _call: Call) -> Reply:
    from grader.publication.openapi import swagger_document

    return Reply(swagger_document(_document(portal)))


def _document(portal: Portal) -> dict[str, Any]:
    # Every route is known only once all families are: these are among them.
    from grader.publication.api.answer import routes
    from grader.publication.openapi import openapi_document

    return openapi_document(portal, routes())


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/api/1/openapi.json",
        _openapi,
        "Donne la documentation de l'API, au format OpenAPI 3.1.",
        answer="Object",
    ),
    Route(
        "GET",
        "/api/1/swagger.json",
        _swagger,
        "Donne la documentation de l'API, au format Swagger 2.0, comme le vrai portail.",
        answer="Object",
    ),
)
