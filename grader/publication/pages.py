"""Pages of lists: which part is asked, and the page object that answers.

Facts of section 3 of the portal's contract: 20 items a page, no upper bound, a page beyond the
end is not found, and ``next_page`` is an absolute address that repeats every argument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from grader.publication.api.route import Call
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.problems import Problem, not_found, query_problem

#: Items of a page where none is asked.
PAGE_SIZE = 20
#: What the documentation of the API says of a list's arguments: ``Route.query``.
PAGE_QUERY = (
    ("page", "Numéro de la page, à partir de 1.", "integer"),
    ("page_size", "Nombre d'objets par page.", "integer"),
)

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Page:
    """Which part of a list is asked.

    Attributes:
        number: from 1.
        size: items of a page.
    """

    number: int
    size: int

    def part_of(self, items: Sequence[_Item]) -> list[_Item]:
        """Give the items of this page.

        Raises:
            Problem: it is beyond the end (404); the first page of an empty list is not.
        """
        start = (self.number - 1) * self.size
        if start >= len(items) and self.number > 1:
            raise not_found(
                explanation="Il n'y a pas de page à ce numéro : la liste finit avant. Suivez "
                "« next_page » jusqu'à ce qu'il soit vide, sans compter les pages."
            )
        return list(items[start : start + self.size])

    def last_of(self, total: int) -> int:
        """Give the number of the last page of a list of so many items."""
        return max(1, -(-total // self.size))


def asked_page(call: Call, default_size: int = PAGE_SIZE) -> Page:
    """Read ``page`` and ``page_size`` of a call.

    Raises:
        Problem: shape D, one of them is no number from 1.
    """
    return Page(
        positive_argument(call, "page", "The page to fetch", 1),
        positive_argument(call, "page_size", "The page size to fetch", default_size),
    )


def positive_argument(call: Call, name: str, told: str, default: int) -> int:
    """Read a whole number from 1 of the query.

    Args:
        call: the call.
        name: of the argument.
        told: what it is, as the real API's refusal begins.
        default: where there is none, or an empty one is given.

    Raises:
        Problem: shape D.
    """
    text = call.first(name)
    if text is None:
        return default
    try:
        number = int(text)
    except ValueError as error:
        raise _bad_number(name, f"{told} {text[:100]} is not a valid integer") from error
    if number < 1:
        raise _bad_number(name, f"{told} {text[:100]} is not a positive integer")
    return number


def page_object(
    portal: Portal,
    call: Call,
    items: Sequence[_Item],
    view: Callable[[_Item], Any],
    *,
    path: str | None = None,
    default_size: int = PAGE_SIZE,
) -> Document:
    """Give the page of a list that a call asks for.

    Args:
        portal: which portal.
        call: what it asks.
        items: the whole list, sorted and filtered.
        view: what the API shows of one item; called for those of the page alone.
        path: of the list, where its addresses are not written as the caller wrote hers.
        default_size: items of a page where none is asked.

    Raises:
        Problem: no such page (404), or bad arguments (400).
    """
    page = asked_page(call, default_size)
    shown = [view(item) for item in page.part_of(items)]
    path = path or call.request.path
    more = page.number < page.last_of(len(items))
    return {
        "data": shown,
        "page": page.number,
        "page_size": page.size,
        "total": len(items),
        "next_page": page_address(portal, call, page.number + 1, page.size, path) if more else None,
        "previous_page": page_address(portal, call, page.number - 1, page.size, path)
        if page.number > 1
        else None,
    }


def page_address(portal: Portal, call: Call, number: int, size: int, path: str) -> str:
    """Give the absolute address of another page of a list, its other arguments kept.

    An argument that was given twice is repeated.
    """
    kept = [pair for pair in call.request.query if pair[0] not in ("page", "page_size")]
    query = urlencode([*kept, ("page", str(number)), ("page_size", str(size))])
    return f"{portal.addresses.api_url(quote(path))}?{query}"


def _bad_number(name: str, message: str) -> Problem:
    return query_problem(
        {name: message},
        f"« {name} » doit être un nombre entier, à partir de 1.",
    )
