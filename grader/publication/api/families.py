"""The families of routes, one file each, and what is not imitated."""

from __future__ import annotations

from grader.publication.api import (
    catalog,
    community,
    contacts,
    datasets,
    datasets_v2,
    discussions,
    documentation,
    harvest,
    me,
    organizations,
    reference,
    resources,
    reuses,
    spatial,
    tags,
    uploads,
)
from grader.publication.api.not_imitated import find_part
from grader.publication.api.route import Route
from grader.publication.exchange import Request
from grader.publication.problems import simple_problem

#: Tried in this order: fixed paths before those that take a name.
FAMILIES: tuple[tuple[Route, ...], ...] = (
    documentation.ROUTES,
    reference.ROUTES,
    catalog.ROUTES,
    community.ROUTES,
    resources.ROUTES,
    uploads.ROUTES,
    datasets_v2.ROUTES,
    datasets.ROUTES,
    contacts.ROUTES,
    discussions.ROUTES,
    me.ROUTES,
    organizations.ROUTES,
    reuses.ROUTES,
    spatial.ROUTES,
    tags.ROUTES,
    harvest.ROUTES,
)


def refuse_what_is_not_imitated(request: Request) -> None:
    """Say 501 for what the real API has and this one has not.

    Raises:
        Problem: the path belongs to a part that is not imitated.
    """
    part = find_part(request.path)
    if part is not None:
        raise simple_problem(
            501,
            "Not implemented in the sandbox.",
            f"« {part.name} » : cette partie de data.gouv.fr n'est pas imitée dans le bac à "
            f"sable. {part.instead}",
        )
