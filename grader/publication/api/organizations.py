"""Organisations in the API: section 9 of the portal's contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.publication.api.renamed import under_present_name
from grader.publication.api.route import Call, Route
from grader.publication.asked import choice_argument, holds_words, sort_argument
from grader.publication.contacts import contact_view
from grader.publication.datasets import datasets_of_organization, sorted_datasets, viewer
from grader.publication.discussions import discussion_view, discussions_of_organization
from grader.publication.documents import Document
from grader.publication.exchange import Reply
from grader.publication.organizations import (
    Counts,
    check_not_deleted,
    count_objects,
    create_organization,
    delete_organization,
    find_organization,
    organization_view,
    update_organization,
    visible_organizations,
)
from grader.publication.pages import PAGE_QUERY, page_object
from grader.publication.portal import Portal
from grader.publication.reference import ORGANIZATION_BADGES, ROLES
from grader.publication.reuses import reuse_view, visible_reuses

_PATH = "/api/1/organizations/"
_ONE = f"{_PATH}{{organization}}/"
_SORTS = ("name", "reuses", "datasets", "followers", "views", "created", "last_modified")


def _find(portal: Portal, call: Call) -> Document:
    """Find the organisation that a path names, deleted or not."""
    organization = find_organization(portal, call.arguments["organization"])
    under_present_name(portal, call, call.arguments["organization"], organization)
    return organization


def _find_shown(portal: Portal, call: Call) -> Document:
    organization = _find(portal, call)
    check_not_deleted(portal, organization)
    return organization


def _list(portal: Portal, call: Call) -> Reply:
    counts = count_objects(portal)
    found = _filtered(portal, call)
    sort = sort_argument(call, _SORTS)
    if sort is not None:
        name, backwards = sort
        found.sort(key=_sort_key(name, counts), reverse=backwards)
    return Reply(
        page_object(portal, call, found, lambda one: organization_view(portal, one, counts))
    )


def _filtered(portal: Portal, call: Call) -> list[Document]:
    found = visible_organizations(portal)
    words, name = call.first("q"), call.first("name")
    badge = choice_argument(call, "badge", "", ORGANIZATION_BADGES)
    number = call.first("business_number_id")
    if words:
        found = [
            one
            for one in found
            if holds_words(words, one["name"], one["acronym"], one["description"])
        ]
    if name is not None:
        found = [one for one in found if one["name"].casefold() == name.casefold()]
    if badge is not None:
        found = [one for one in found if badge in one["badges"]]
    if number is not None:
        found = [one for one in found if one["business_number_id"] == number]
    return found


def _sort_key(name: str, counts: Counts) -> Callable[[Document], Any]:
    keys: dict[str, Callable[[Document], Any]] = {
        "name": lambda one: one["name"].casefold(),
        "reuses": lambda one: counts.reuses[one["id"]],
        "datasets": lambda one: counts.datasets[one["id"]],
        "created": lambda one: one["created_at"],
        "last_modified": lambda one: one["last_modified"],
    }
    # Nobody follows or is counted as a visitor in a sandbox.
    return keys.get(name, lambda _: 0)


def _create(portal: Portal, call: Call) -> Reply:
    organization = create_organization(portal, call.json_object())
    return Reply(organization_view(portal, organization), 201)


def _get(portal: Portal, call: Call) -> Reply:
    return Reply(organization_view(portal, _find_shown(portal, call)))


def _update(portal: Portal, call: Call) -> Reply:
    organization = update_organization(portal, _find(portal, call), call.json_object())
    return Reply(organization_view(portal, organization))


def _delete(portal: Portal, call: Call) -> Reply:
    delete_organization(portal, _find(portal, call))
    return Reply(None, 204)


def _datasets(portal: Portal, call: Call) -> Reply:
    organization = _find_shown(portal, call)
    found = sorted_datasets(portal, call, datasets_of_organization(portal, organization["id"]))
    # Called by id, the real one gives the next page by slug.
    path = f"{_PATH}{organization['slug']}/datasets/"
    return Reply(page_object(portal, call, found, viewer(portal), path=path))


def _reuses(portal: Portal, call: Call) -> Reply:
    organization = _find_shown(portal, call)
    return Reply(
        [
            reuse_view(portal, one)
            for one in visible_reuses(portal)
            if one["organization"] == organization["id"]
        ]
    )


def _discussions(portal: Portal, call: Call) -> Reply:
    organization = _find_shown(portal, call)
    found = discussions_of_organization(portal, {organization["id"]})
    return Reply([discussion_view(portal, one) for one in found])


def _contacts(portal: Portal, call: Call) -> Reply:
    organization = _find_shown(portal, call)
    found = [
        one for one in portal.catalogue.all("contact") if one["organization"] == organization["id"]
    ]
    return Reply(page_object(portal, call, found, lambda one: contact_view(portal, one)))


def _roles(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply(
        [
            {"id": role, "label": label, "description": description}
            for role, (label, description) in ROLES.items()
        ]
    )


def _badges(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply(dict(ORGANIZATION_BADGES))


_SORT = ("sort", "Champ de tri ; un tiret devant pour l'ordre inverse.", "string")

ROUTES = (
    Route("GET", f"{_PATH}roles/", _roles, "Les rôles dans une organisation.", answer="RoleList"),
    Route("GET", f"{_PATH}badges/", _badges, "Les badges des organisations.", answer="Labels"),
    Route(
        "GET",
        _PATH,
        _list,
        "Les organisations, la plus récente d'abord.",
        answer="OrganizationPage",
        query=(
            ("q", "Mots cherchés : tous doivent s'y trouver.", "string"),
            ("name", "Nom exact, sans tenir compte des majuscules.", "string"),
            ("badge", "Identifiant d'un badge.", "string"),
            ("business_number_id", "Numéro SIRET.", "string"),
            _SORT,
            *PAGE_QUERY,
        ),
    ),
    Route(
        "POST",
        _PATH,
        _create,
        "Créer une organisation, dont on devient administrateur.",
        key=True,
        body="OrganizationForm",
        answer="Organization",
    ),
    Route("GET", _ONE, _get, "Une organisation.", answer="Organization"),
    Route(
        "PUT",
        _ONE,
        _update,
        "Modifier une organisation : un champ absent est gardé.",
        key=True,
        body="OrganizationForm",
        answer="Organization",
    ),
    Route("DELETE", _ONE, _delete, "Supprimer une organisation.", key=True),
    Route(
        "GET",
        f"{_ONE}datasets/",
        _datasets,
        "Les jeux de données d'une organisation, supprimés et archivés compris.",
        answer="DatasetPage",
        query=(_SORT, *PAGE_QUERY),
    ),
    Route(
        "GET",
        f"{_ONE}reuses/",
        _reuses,
        "Les réutilisations d'une organisation.",
        answer="ReuseList",
    ),
    Route(
        "GET",
        f"{_ONE}discussions/",
        _discussions,
        "Les discussions sur ce que publie une organisation.",
        answer="DiscussionList",
    ),
    Route(
        "GET",
        f"{_ONE}contacts/",
        _contacts,
        "Les points de contact d'une organisation.",
        answer="ContactPage",
        query=PAGE_QUERY,
    ),
)
