"""The families of routes, one file each, and what is not imitated."""

from __future__ import annotations

from grader.publication.api.route import Route
from grader.publication.exchange import Request

#: Tried in this order: fixed paths before those that take a name.
FAMILIES: tuple[tuple[Route, ...], ...] = ()


def refuse_what_is_not_imitated(request: Request) -> None:
    """Say 501 for what the real API has and this one has not.

    Raises:
        Problem: the path belongs to a part that is not imitated.
    """
    del request
