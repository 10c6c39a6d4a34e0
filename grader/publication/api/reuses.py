"""Reuses in the API: section 10 of the portal's contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.publication.api.renamed import under_present_name
from grader.publication.api.route import Call, Route
from grader.publication.asked import (
    choice_argument,
    holds_words,
    identifiers_argument,
    sort_argument,
)
from grader.publication.documents import Document
from grader.publication.exchange import Reply
from grader.publication.pages import PAGE_QUERY, page_object
from grader.publication.portal import Portal
from grader.publication.reference import REUSE_TOPICS, REUSE_TYPES
from grader.publication.reuses import (
    add_dataset,
    create_reuse,
    delete_reuse,
    find_reuse,
    reuse_view,
    update_reuse,
    visible_reuses,
)

_PATH = "/api/1/reuses/"
_ONE = f"{_PATH}{{reuse}}/"
_SORTS: dict[str, Callable[[Document], Any]] = {
    "title": lambda one: one["title"].casefold(),
    "created": lambda one: one["created_at"],
    "last_modified": lambda one: one["last_modified"],
    "datasets": lambda one: len(one["datasets"]),
    # Nobody follows or is counted as a visitor in a sandbox.
    "followers": lambda _: 0,
    "views": lambda _: 0,
}


def _find(portal: Portal, call: Call) -> Document:
    reuse = find_reuse(portal, call.arguments["reuse"])
    under_present_name(portal, call, call.arguments["reuse"], reuse)
    return reuse


def _list(portal: Portal, call: Call) -> Reply:
    sort = sort_argument(call, _SORTS)
    found = [one for one in visible_reuses(portal) if _is_asked(call, one)]
    if sort is not None:
        name, backwards = sort
        found.sort(key=_SORTS[name], reverse=backwards)
    return Reply(page_object(portal, call, found, lambda one: reuse_view(portal, one)))


def _is_asked(call: Call, reuse: Document) -> bool:
    """Say whether a reuse passes every filter."""
    kept = {
        "dataset": reuse["datasets"],
        "organization": [reuse["organization"]],
        "owner": [reuse["owner"]],
    }
    if not all(set(identifiers_argument(call, name, "")) <= set(kept[name]) for name in kept):
        return False
    for name, choices in (("type", REUSE_TYPES), ("topic", REUSE_TOPICS)):
        if choice_argument(call, name, "", choices) not in (None, reuse[name]):
            return False
    if not set(call.every("tag")) <= set(reuse["tags"]):
        return False
    return holds_words(call.first("q") or "", reuse["title"], reuse["description"])


def _create(portal: Portal, call: Call) -> Reply:
    return Reply(reuse_view(portal, create_reuse(portal, call.json_object())), 201)


def _get(portal: Portal, call: Call) -> Reply:
    return Reply(reuse_view(portal, _find(portal, call)))


def _update(portal: Portal, call: Call) -> Reply:
    reuse = update_reuse(portal, _find(portal, call), call.json_object())
    return Reply(reuse_view(portal, reuse))


def _delete(portal: Portal, call: Call) -> Reply:
    delete_reuse(portal, _find(portal, call))
    return Reply(None, 204)


def _add_dataset(portal: Portal, call: Call) -> Reply:
    reuse, changed = add_dataset(portal, _find(portal, call), call.json_object())
    return Reply(reuse_view(portal, reuse), 201 if changed else 200)


def _types(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply([{"id": key, "label": label} for key, label in REUSE_TYPES.items()])


def _topics(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply([{"id": key, "label": label} for key, label in REUSE_TOPICS.items()])


ROUTES = (
    Route("GET", f"{_PATH}types/", _types, "Les sortes de réutilisations.", answer="LabelledList"),
    Route(
        "GET", f"{_PATH}topics/", _topics, "Les thèmes des réutilisations.", answer="LabelledList"
    ),
    Route(
        "GET",
        _PATH,
        _list,
        "Les réutilisations, la plus récente d'abord.",
        answer="ReusePage",
        query=(
            ("q", "Mots cherchés dans le titre et la description.", "string"),
            ("dataset", "Identifiant d'un jeu de données.", "string"),
            ("organization", "Identifiant d'une organisation.", "string"),
            ("owner", "Identifiant d'une personne.", "string"),
            ("type", "Sorte de réutilisation.", "string"),
            ("topic", "Thème.", "string"),
            ("tag", "Mot-clé ; répété, tous sont demandés.", "string"),
            ("sort", "Champ de tri ; un tiret devant pour l'ordre inverse.", "string"),
            *PAGE_QUERY,
        ),
    ),
    Route(
        "POST",
        _PATH,
        _create,
        "Signaler une réutilisation.",
        key=True,
        body="ReuseForm",
        answer="Reuse",
    ),
    Route("GET", _ONE, _get, "Une réutilisation.", answer="Reuse"),
    Route(
        "PUT",
        _ONE,
        _update,
        "Modifier une réutilisation : un champ absent est gardé.",
        key=True,
        body="ReuseForm",
        answer="Reuse",
    ),
    Route("DELETE", _ONE, _delete, "Supprimer une réutilisation.", key=True),
    Route(
        "POST",
        f"{_ONE}datasets/",
        _add_dataset,
        "Ajouter un jeu de données à une réutilisation.",
        key=True,
        body="Reference",
        answer="Reuse",
    ),
)
