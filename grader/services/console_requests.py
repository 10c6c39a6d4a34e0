"""What a page asks the guided console to send, checked before anything is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode

from grader.errors import RefusedError
from grader.exercises.console import BODY_BYTES, METHODS, Step
from grader.exercises.model import Exercise
from grader.services.requests import Request, flag, refuse, text

#: Characters of a path with its query.
_LONGEST_PATH = 2_000
_LONGEST_METHOD = 10


@dataclass(frozen=True)
class Asked:
    """A request as a learner wrote it.

    Attributes:
        number: of the step, from 1.
        step: as declared.
        method: one of ``METHODS``.
        path: begins with ``/api/``; may have a query.
        body: text of the JSON; "" for none or for a file.
        key: whether the key is sent.
    """

    number: int
    step: Step
    method: str
    path: str
    body: str
    key: bool

    @property
    def bare_path(self) -> str:
        """The path, decoded, without its query."""
        return unquote(self.path.partition("?")[0])

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """The query's pairs, decoded."""
        return tuple(parse_qsl(self.path.partition("?")[2], keep_blank_values=True))

    @property
    def encoded(self) -> str:
        """Path and query as any tool takes them: nothing in it is special to a shell's quotes."""
        query = urlencode(self.query)
        return quote(self.bare_path, safe="/") + (f"?{query}" if query else "")

    @property
    def content_type(self) -> str:
        """How its body is announced, or ""."""
        if self.step.file is not None:
            return "multipart/form-data"
        return "application/json" if self.body else ""

    def filled(self, known: Mapping[str, str]) -> Asked:
        """Give the same with what placeholders stand for."""
        return replace(self, path=fill(self.path, known), body=fill(self.body, known))


def steps_of(exercise: Exercise) -> tuple[Step, ...]:
    """Give the steps of an exercise's console; none where it has none."""
    steps: tuple[Step, ...] = exercise.settings.get("console", ())
    return steps


def as_declared(number: int, step: Step) -> Asked:
    """Give the request of a step as its author wrote it."""
    return Asked(number, step, step.method, step.path, step.body, step.key)


def read_asked(exercise: Exercise, request: Request) -> Asked:
    """Take what a page asks to send.

    Args:
        exercise: whose console.
        request: ``{step, method, path, body, key}``: hostile.

    Raises:
        RefusedError: it has another shape, is too long, or does not go to the API.
    """
    steps, number = steps_of(exercise), request.get("step")
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number <= len(steps):
        raise refuse()
    step = steps[number - 1]
    method = text(request, "method", _LONGEST_METHOD)
    if method not in METHODS:
        raise refuse()
    path = text(request, "path", _LONGEST_PATH).strip()
    if not path.startswith("/api/") or not path.isprintable():
        raise RefusedError(
            "not-the-api",
            "La console n'envoie qu'à l'API du bac à sable : cette adresse n'en fait pas partie.",
            "Écrivez ce qui suit le nom du serveur, par exemple /api/1/datasets/.",
        )
    body = "" if step.file is not None else _body(request)
    return Asked(number, step, method, path, body, flag(request, "key"))


def _body(request: Request) -> str:
    body = request.get("body")
    # No shell takes a null character, and no JSON has one.
    if not isinstance(body, str) or "\0" in body:
        raise refuse()
    try:
        size = len(body.encode())
    except UnicodeEncodeError as error:
        raise refuse() from error
    if size > BODY_BYTES:
        raise RefusedError(
            "body-too-long",
            f"Ce corps dépasse {BODY_BYTES // 1024} ko : la console ne l'envoie pas.",
            "Raccourcissez-le : une fiche se décrit en quelques lignes.",
        )
    return body if body.strip() else ""


def fill(written: str, known: Mapping[str, str]) -> str:
    """Put what is known in place of placeholders; the others stay.

    Args:
        written: a path or a body.
        known: identifiers by placeholder; they need no quoting in JSON nor in an address.
    """
    for placeholder, value in known.items():
        written = written.replace(placeholder, value)
    return written
