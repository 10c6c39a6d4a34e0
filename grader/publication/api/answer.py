"""From a call to its answer: route, refusal, mask, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from grader.publication.api import families
from grader.publication.api.route import Call, Route, caller_of
from grader.publication.exchange import Reply, Request, Response
from grader.publication.portal import Portal
from grader.publication.problems import Problem, no_route
from grader.typography import french

#: Any page of any site may read the API, without a cookie.
_CORS = (("Access-Control-Allow-Origin", "*"),)
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")


@cache
def routes() -> tuple[Route, ...]:
    """Give every route, in the order in which they are tried."""
    return tuple(route for family in families.FAMILIES for route in family)


def answer(portal: Portal, request: Request) -> Response:
    """Answer a call of the API; every refusal is an answer.

    Args:
        portal: the portal as the caller sees it.
        request: the call.
    """
    try:
        if request.method == "OPTIONS":
            return _preflight(request)
        route, arguments = find_route(portal, request)
        if route.key:
            caller_of(portal)
        reply = route.endpoint(portal, Call(request, arguments))
        if isinstance(reply, Response):
            return Response(reply.status, reply.headers + _CORS, reply.body, reply.file)
        return _encoded(_masked(reply, request))
    except Problem as problem:
        return refusal(problem)


def refusal(problem: Problem) -> Response:
    """Write a refusal as the real API does, with its French explanation beside."""
    body = {**problem.body, "explication": french(problem.explanation)}
    return _encoded(Reply(body, problem.status, problem.headers))


def find_route(portal: Portal, request: Request) -> tuple[Route, dict[str, str]]:
    """Find which route a call takes.

    Raises:
        Problem: none (404, shape F), not with that method (405), not imitated (501), or the
            same path with a final slash (308).
    """
    # Before a route that takes any name: « search » is not a dataset of version 2.
    families.refuse_what_is_not_imitated(request)
    method = "GET" if request.method == "HEAD" else request.method
    found = _matching(request.path)
    for route, arguments in found:
        if route.method == method:
            return route, arguments
    if found:
        raise wrong_method(request.method, {route.method for route, _ in found})
    if not request.path.endswith("/") and _matching(request.path + "/"):
        raise moved(portal, request.path + "/", request.query)
    raise no_route()


def wrong_method(method: str, accepted: Iterable[str]) -> Problem:
    """Make the 405 of an address that does not take that method.

    Args:
        method: as it was asked.
        accepted: what the address takes.
    """
    listed = ", ".join(sorted(accepted))
    told = f"Cette adresse n'accepte pas la méthode {method}."
    return Problem(
        405,
        {"message": "The method is not allowed for the requested URL."},
        f"{told} Elle accepte : {listed}." if listed else told,
        (("Allow", listed),) if listed else (),
    )


def _matching(path: str) -> list[tuple[Route, dict[str, str]]]:
    found = ((route, route.pattern.fullmatch(path)) for route in routes())
    return [(route, match.groupdict()) for route, match in found if match]


def moved(portal: Portal, path: str, query: Sequence[tuple[str, str]]) -> Problem:
    """Make the 308 that leads to another path of the API, query kept."""
    address = portal.addresses.api_url(quote(path)) + (f"?{urlencode(query)}" if query else "")
    return Problem(
        308,
        {"message": "Permanent Redirect"},
        "L'adresse exacte est un peu différente : suivez l'en-tête Location (avec curl, "
        "l'option -L).",
        (("Location", address),),
    )


def _preflight(request: Request) -> Response:
    asked = request.headers.get("access-control-request-method", "GET")
    wanted = request.headers.get("access-control-request-headers", "")
    headers = (
        ("Access-Control-Allow-Methods", asked if asked in _METHODS else "GET"),
        ("Access-Control-Allow-Headers", wanted if _is_list_of_names(wanted) else ""),
    )
    return Response(204, _CORS + headers)


def _is_list_of_names(text: str) -> bool:
    """Tell whether a header holds names alone: what is echoed must not carry anything else."""
    return text.isascii() and all(one.isalnum() or one in "-_, " for one in text)


def _masked(reply: Reply, request: Request) -> Reply:
    mask = request.headers.get("x-fields", "").strip()
    if not mask or reply.value is None or reply.status >= 300:
        return reply
    from grader.publication.masks import apply_mask

    return Reply(apply_mask(reply.value, mask), reply.status, reply.headers)


def _encoded(reply: Reply) -> Response:
    if reply.value is None:
        return Response(reply.status, reply.headers + _CORS)
    headers = (("Content-Type", "application/json"), *reply.headers, *_CORS)
    return Response(reply.status, headers, _json(reply.value))


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()
