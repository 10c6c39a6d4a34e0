"""Every exception of Ouvroir, each wrapping a structured error.

An error has a stable kebab-case ``code`` for machines, a French ``message`` that is safe
to show to a learner, and a French ``hint`` that says what to do. Tracebacks are for logs.
"""

from __future__ import annotations

from typing import Any


class OuvroirError(Exception):
    """Base of all errors that a person may read.

    Args:
        code: stable kebab-case identifier, for machines and tests.
        message: what happened, in French, without any cell value.
        hint: what to do next, in French; may be empty.
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def to_dict(self) -> dict[str, Any]:
        """Give the error as the JSON object that every door answers with."""
        return {"code": self.code, "message": self.message, "hint": self.hint}


class UnusableFileError(OuvroirError):
    """A person's file cannot be read as a table, or is past a bound.

    Args:
        code: stable kebab-case identifier.
        message: what happened, in French, without any cell value.
        hint: what to do next, in French; may be empty.
        choices: what the person may choose from to go on (names of sheets); usually none.
    """

    def __init__(
        self, code: str, message: str, hint: str = "", choices: tuple[str, ...] = ()
    ) -> None:
        super().__init__(code, message, hint)
        # Exception.__reduce__ replays args: so the choices cross process borders too.
        self.args = (code, message, hint, choices)
        self.choices = choices

    def to_dict(self) -> dict[str, Any]:
        """Give the error as a JSON object, with its choices where there are some."""
        told = super().to_dict()
        return {**told, "choices": list(self.choices)} if self.choices else told


class UnknownSchemaError(OuvroirError):
    """No table schema has that name and version."""


class ContentError(OuvroirError):
    """A declaration under ``courses/`` is wrong; ``where`` is ``file`` or ``file:line``.

    Args:
        where: place of the fault, relative to the courses folder.
        code: stable kebab-case identifier.
        message: what is wrong, in French.
        hint: how to mend it, in French.
    """

    def __init__(self, where: str, code: str, message: str, hint: str = "") -> None:
        super().__init__(code, message, hint)
        # Exception.__reduce__ replays args: keep them equal to the signature so that
        # the error crosses process borders.
        self.args = (where, code, message, hint)
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.message} {self.hint}".strip()


class RefusedError(OuvroirError):
    """The person may not do this, or not now; the server answers 403, 404 or 409."""


class TooOftenError(RefusedError):
    """The same was asked too often; the server answers 429.

    Args:
        code: stable kebab-case identifier.
        message: what happened, in French.
        hint: what to do next, in French.
        seconds: until it may be asked again.
    """

    def __init__(self, code: str, message: str, hint: str = "", seconds: int = 1) -> None:
        super().__init__(code, message, hint)
        self.args = (code, message, hint, seconds)
        self.seconds = seconds


class NotFoundError(RefusedError):
    """The thing asked for does not exist, or not for this person."""


class JobFailedError(OuvroirError):
    """A worker died, ran out of time or of memory; nothing else is lost."""


class JobNotRunError(OuvroirError):
    """A job was not run: no worker was free in time, or nobody waits for its answer any more.

    Unlike ``JobFailedError`` it tells nothing of the file, so nothing is kept of it.
    """


class GradingError(OuvroirError):
    """A grading run could not grade a copy; the reason is in the message."""
