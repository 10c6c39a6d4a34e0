"""Me in the API: who calls and what is hers, section 9 of the portal's contract."""

from __future__ import annotations

from grader.publication.api.route import Call, Route, caller_of
from grader.publication.asked import holds_words
from grader.publication.datasets import viewer
from grader.publication.discussions import discussion_view, discussions_of_organization
from grader.publication.documents import Document
from grader.publication.exchange import Reply
from grader.publication.organizations import organizations_of
from grader.publication.people import me_view, of_my_organizations, owned_by_me
from grader.publication.portal import Portal
from grader.publication.reuses import reuse_view

_PATH = "/api/1/me/"


def _me(portal: Portal, call: Call) -> Reply:
    del call
    return Reply(me_view(portal))


def _datasets(portal: Portal, call: Call) -> Reply:
    found = owned_by_me(portal, portal.catalogue.all("dataset"))
    return _shown_datasets(portal, call, found)


def _org_datasets(portal: Portal, call: Call) -> Reply:
    found = of_my_organizations(portal, portal.catalogue.all("dataset"))
    return _shown_datasets(portal, call, found)


def _reuses(portal: Portal, call: Call) -> Reply:
    del call
    found = owned_by_me(portal, portal.catalogue.all("reuse"))
    return Reply([reuse_view(portal, one) for one in found])


def _org_reuses(portal: Portal, call: Call) -> Reply:
    found = of_my_organizations(portal, portal.catalogue.all("reuse"))
    return Reply([reuse_view(portal, one) for one in _matching(call, found)])


def _org_discussions(portal: Portal, call: Call) -> Reply:
    mine = {one["id"] for one in organizations_of(portal, caller_of(portal)["id"])}
    found = discussions_of_organization(portal, mine)
    return Reply([discussion_view(portal, one) for one in _matching(call, found)])


def _shown_datasets(portal: Portal, call: Call, found: list[Document]) -> Reply:
    return Reply([*map(viewer(portal), _matching(call, found))])


def _matching(call: Call, found: list[Document]) -> list[Document]:
    words = call.first("q")
    if not words:
        return found
    return [one for one in found if holds_words(words, one["title"], one.get("description"))]


_WORDS = (("q", "Mots cherchés dans le titre et la description.", "string"),)

ROUTES = (
    Route("GET", _PATH, _me, "Qui je suis, et mes organisations.", key=True, answer="Me"),
    Route(
        "GET",
        f"{_PATH}datasets/",
        _datasets,
        "Mes jeux de données personnels, brouillons compris.",
        answer="DatasetList",
        key=True,
        query=_WORDS,
    ),
    Route(
        "GET",
        f"{_PATH}org_datasets/",
        _org_datasets,
        "Mes jeux de données et ceux de mes organisations, brouillons compris.",
        answer="DatasetList",
        key=True,
        query=_WORDS,
    ),
    Route("GET", f"{_PATH}reuses/", _reuses, "Mes réutilisations.", answer="ReuseList", key=True),
    Route(
        "GET",
        f"{_PATH}org_reuses/",
        _org_reuses,
        "Mes réutilisations et celles de mes organisations.",
        answer="ReuseList",
        key=True,
        query=_WORDS,
    ),
    Route(
        "GET",
        f"{_PATH}org_discussions/",
        _org_discussions,
        "Les discussions sur ce que publient mes organisations.",
        answer="DiscussionList",
        key=True,
        query=_WORDS,
    ),
)
