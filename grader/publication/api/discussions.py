"""Discussions in the API: section 10 of the portal's contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.publication.api.route import Call, Route
from grader.publication.asked import boolean_argument, identifiers_argument, sort_argument
from grader.publication.discussions import (
    answer_discussion,
    delete_discussion,
    discussion_view,
    discussions_of_organization,
    find_discussion,
    retitle_discussion,
    start_discussion,
    visible_discussions,
)
from grader.publication.documents import Document
from grader.publication.exchange import Reply
from grader.publication.organizations import find_organization
from grader.publication.pages import PAGE_QUERY, page_object
from grader.publication.portal import Portal

_PATH = "/api/1/discussions/"
_ONE = f"{_PATH}{{discussion}}/"
_SORTS: dict[str, Callable[[Document], Any]] = {
    "created": lambda one: one["created"],
    "title": lambda one: one["title"].casefold(),
    "closed": lambda one: one["closed"] or "",
    "discussion.posted_on": lambda one: one["discussion"][-1]["posted_on"],
}


def _find(portal: Portal, call: Call) -> Document:
    return find_discussion(portal, call.arguments["discussion"])


def _list(portal: Portal, call: Call) -> Reply:
    name, backwards = sort_argument(call, _SORTS) or ("created", True)
    found = _filtered(portal, call)
    found.sort(key=_SORTS[name], reverse=backwards)
    return Reply(page_object(portal, call, found, lambda one: discussion_view(portal, one)))


def _filtered(portal: Portal, call: Call) -> list[Document]:
    subjects = identifiers_argument(call, "for", "Filter discussions for a given subject")
    organizations = identifiers_argument(call, "org", "Filter discussions for a given organization")
    users = identifiers_argument(call, "user", "Filter discussions created by a user")
    closed = boolean_argument(call, "closed", "Filters discussions on their closed status")
    if organizations:
        known = {find_organization(portal, name)["id"] for name in organizations}
        found = discussions_of_organization(portal, known)
    else:
        found = visible_discussions(portal)
    return [
        one
        for one in found
        if (not subjects or one["subject"]["id"] in subjects)
        and (closed is None or closed == (one["closed"] is not None))
        and (not users or any(message["posted_by"] in users for message in one["discussion"]))
    ]


def _start(portal: Portal, call: Call) -> Reply:
    discussion = start_discussion(portal, call.json_object())
    return Reply(discussion_view(portal, discussion), 201)


def _get(portal: Portal, call: Call) -> Reply:
    return Reply(discussion_view(portal, _find(portal, call)))


def _answer(portal: Portal, call: Call) -> Reply:
    discussion = answer_discussion(portal, _find(portal, call), call.json_object())
    return Reply(discussion_view(portal, discussion))


def _retitle(portal: Portal, call: Call) -> Reply:
    discussion = retitle_discussion(portal, _find(portal, call), call.json_object())
    return Reply(discussion_view(portal, discussion))


def _delete(portal: Portal, call: Call) -> Reply:
    delete_discussion(portal, _find(portal, call))
    return Reply(None, 204)


ROUTES = (
    Route(
        "GET",
        _PATH,
        _list,
        "Les discussions, la plus récente d'abord.",
        answer="DiscussionPage",
        query=(
            ("for", "Identifiant de ce dont on discute ; peut être répété.", "string"),
            ("closed", "Closes (true) ou ouvertes (false).", "boolean"),
            ("org", "Identifiant d'une organisation : ce qu'elle publie.", "string"),
            ("user", "Identifiant d'une personne qui y a écrit.", "string"),
            ("sort", "Champ de tri ; un tiret devant pour l'ordre inverse.", "string"),
            *PAGE_QUERY,
        ),
    ),
    Route(
        "POST",
        _PATH,
        _start,
        "Ouvrir une discussion.",
        key=True,
        body="DiscussionStart",
        answer="Discussion",
    ),
    Route("GET", _ONE, _get, "Une discussion.", answer="Discussion"),
    Route(
        "POST",
        _ONE,
        _answer,
        "Répondre dans une discussion, la clore, ou les deux.",
        key=True,
        body="DiscussionAnswer",
        answer="Discussion",
    ),
    Route(
        "PUT",
        _ONE,
        _retitle,
        "Changer le titre d'une discussion que l'on a ouverte.",
        key=True,
        body="DiscussionTitle",
        answer="Discussion",
    ),
    Route("DELETE", _ONE, _delete, "Supprimer une discussion (administrateurs du site).", key=True),
)
