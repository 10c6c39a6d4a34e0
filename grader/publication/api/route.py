"""A route of the API, and a call as its endpoint gets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader.publication.documents import Document
from grader.publication.exchange import Reply, Request, Response
from grader.publication.json_reading import read_json
from grader.publication.portal import Portal
from grader.publication.problems import Problem, simple_problem, unauthorized


@dataclass(frozen=True)
class Call:
    """A call that found its route.

    Attributes:
        request: as it came.
        arguments: what the path holds, by name.
    """

    request: Request
    arguments: dict[str, str]

    def first(self, name: str) -> str | None:
        """Give the first value of a query argument, or None."""
        return next((value for key, value in self.request.query if key == name), None)

    def every(self, name: str) -> list[str]:
        """Give every value of a query argument."""
        return [value for key, value in self.request.query if key == name]

    def json(self) -> Any:
        """Read the body as JSON.

        Raises:
            Problem: it is not announced as JSON, or cannot be read.
        """
        kind = self.request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Problem(
                400,
                {"errors": {"Content-Type": "expecting application/json"}},
                "Annoncez du JSON : ajoutez l'en-tête « Content-Type: application/json ».",
            )
        try:
            return read_json(self.request.body)
        except (ValueError, RecursionError) as error:
            raise simple_problem(
                400,
                "The browser (or proxy) sent a request that this server could not understand.",
                "Le corps de l'appel n'est pas du JSON lisible : vérifiez guillemets, virgules "
                "et accolades.",
            ) from error

    def json_object(self) -> Document:
        """Read the body as a JSON object.

        Raises:
            Problem: as ``json``, or it is JSON but not an object.
        """
        value = self.json()
        if not isinstance(value, dict):
            raise Problem(
                400,
                {"errors": {"request": "expecting a JSON object"}},
                "Le corps de l'appel doit être un objet JSON : des noms et des valeurs entre "
                "accolades.",
            )
        return value


Endpoint = Callable[[Portal, Call], Reply | Response]


@dataclass(frozen=True)
class Route:
    """One method on one path.

    Attributes:
        method: ``GET``…
        path: ``/api/1/datasets/{dataset}/``; a name in braces takes one segment. ``{rid:uuid}``
            takes a UUID alone.
        endpoint: what answers.
        summary: what it does, in French, for the documentation of the API.
        key: whether a valid key is needed.
        upload: whether the body is a form with a file.
        body: name of the schema of its JSON body in the documentation, or "".
        answer: name of the schema of what it answers, or "".
        query: (name, French sentence, JSON type) for each argument of the query.
    """

    method: str
    path: str
    endpoint: Endpoint
    summary: str
    key: bool = False
    upload: bool = False
    body: str = ""
    answer: str = ""
    query: tuple[tuple[str, str, str], ...] = ()
    pattern: re.Pattern[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", _compiled(self.path))


_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_SHAPES = {
    None: r"[^/]+",
    "uuid": r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "ext": r"[a-z0-9]{1,8}",
}


def _compiled(path: str) -> re.Pattern[str]:
    pattern, last = "", 0
    for place in _PLACE.finditer(path):
        pattern += re.escape(path[last : place.start()])
        pattern += f"(?P<{place[1]}>{_SHAPES[place[2]]})"
        last = place.end()
    return re.compile(pattern + re.escape(path[last:]))


def caller_of(portal: Portal) -> Document:
    """Give the user who calls.

    Raises:
        Problem: nobody is signed in (401).
    """
    if portal.caller is None:
        raise unauthorized()
    return portal.caller
