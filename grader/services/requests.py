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


def flag(request: Request, name: str) -> bool:
    """Take a yes or no of a request.

    Raises:
        RefusedError: it is neither.
    """
    value = request.get(name)
    if not isinstance(value, bool):
        raise refuse()
    return value
