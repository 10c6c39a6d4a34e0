"""Arguments of a page's request, each with its shape; a page's kernel may send anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.errors import RefusedError

Request = Mapping[str, Any]


def refuse() -> RefusedError:
    """Say that an argument is missing, or has another shape."""
    return RefusedError("bad-request", "La page a envoyé une demande incomplète.")


def text(request: Request, name: str, longest: int = 120) -> str:
    """Take a text of a request.

    Raises:
        RefusedError: it is missing, no text, or too long.
    """
    value = request.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise refuse()
    return value


def texts(request: Request, name: str, most: int, longest: int) -> tuple[str, ...]:
    """Take a few short texts of a request.

    Args:
        request: what the page sent.
        name: which argument.
        most: how many texts at most.
        longest: characters of one of them at most.

    Raises:
        RefusedError: it is no list of texts, or too long.
    """
    value = request.get(name)
    if (
        not isinstance(value, list)
        or len(value) > most
        or not all(isinstance(one, str) and len(one) <= longest for one in value)
    ):
        raise refuse()
    return tuple(value)


def plain_text(value: Any, longest: int) -> str:
    """Take what a person typed in a large field, with its line ends and nothing unprintable.

    Args:
        value: what the page sent; "" when she left it empty.
        longest: most characters.

    Raises:
        RefusedError: it is no text, or is too long.
    """
    if not isinstance(value, str):
        raise refuse()
    if len(value) > longest:
        raise RefusedError(
            "text-too-long",
            f"Ce texte est trop long : {longest} caractères au plus.",
            "Raccourcissez-le, puis recommencez.",
        )
    lines = ("".join(c if c.isprintable() else " " for c in x) for x in value.splitlines())
    return "\n".join(line.rstrip() for line in lines).strip()


def flag(request: Request, name: str) -> bool:
    """Take a yes or no of a request.

    Raises:
        RefusedError: it is neither.
    """
    value = request.get(name)
    if not isinstance(value, bool):
        raise refuse()
    return value
