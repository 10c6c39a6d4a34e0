"""Lists of datasets: words, filters and order, as section 3 of the portal's contract observes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from grader.publication.api.route import Call
from grader.publication.asked import boolean_argument, choice_argument, sort_argument
from grader.publication.datasets.finding import visible_datasets
from grader.publication.documents import Document
from grader.publication.portal import Portal, parse_moment
from grader.publication.problems import simple_problem, unauthorized
from grader.publication.quality import last_update_of
from grader.publication.reference import ACCESS_TYPES
from grader.publication.rights import is_object_id

_SORTS = ("title", "created", "last_update", "reuses", "followers", "views")

#: What the documentation of the API says of the list's arguments: ``Route.query``.
FILTER_QUERY = (
    ("q", "Mots cherchés, tous nécessaires, sans égard aux accents ni à la casse.", "string"),
    ("tag", "Mot-clé ; répété, tous sont nécessaires.", "string"),
    ("license", "Identifiant de licence.", "string"),
    ("organization", "Identifiant de l'organisation, pas le nom de son adresse.", "string"),
    ("owner", "Identifiant du propriétaire.", "string"),
    ("organization_badge", "Label de l'organisation.", "string"),
    ("badge", "Label du jeu de données.", "string"),
    ("featured", "Mis en avant ; rien ne l'est dans le bac à sable.", "boolean"),
    ("format", "Format d'une ressource, exact, en minuscules.", "string"),
    ("schema", "Nom du schéma d'une ressource.", "string"),
    ("schema_version", "Version du schéma d'une ressource.", "string"),
    ("geozone", "Identifiant d'une zone.", "string"),
    ("granularity", "Granularité de la couverture spatiale.", "string"),
    ("access_type", "open, open_with_account ou restricted.", "string"),
    ("reuse", "Identifiant d'une réutilisation.", "string"),
    ("archived", "Archivés ou non ; demande une clé.", "boolean"),
    ("deleted", "Supprimés ou non ; demande une clé.", "boolean"),
    ("private", "Brouillons ou non ; demande une clé.", "boolean"),
)
SORT_QUERY = (
    ("sort", f"Ordre : {', '.join(_SORTS)}, avec un - devant pour l'inverser.", "string"),
)

_Test = Callable[[Document], bool]


def search(portal: Portal, words: str) -> list[Document]:
    """Give the datasets that the caller may see in lists and that hold every word, newest first.

    Args:
        portal: who calls.
        words: what she typed; accents and case do not count. No word finds everything.
    """
    return [dataset for dataset in visible_datasets(portal) if _holds(dataset, folded(words))]


def folded(text: str) -> list[str]:
    """Give the words of a text without accents or case."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).split()


def _holds(dataset: Document, words: list[str]) -> bool:
    texts = (dataset["title"], dataset["description"], dataset["acronym"] or "", *dataset["tags"])
    held = " ".join(folded(" ".join(texts)))
    return all(word in held for word in words)


def asked_datasets(portal: Portal, call: Call, datasets: Iterable[Document]) -> list[Document]:
    """Keep of a list what the filters of a call ask for, in the same order.

    Args:
        portal: who calls.
        call: its query holds the filters; those that are not known are ignored.
        datasets: the list.

    Raises:
        Problem: an argument that cannot be read (400), or that needs a key (401).
    """
    tests = [*_tests_of_states(portal, call), *_tests_of_texts(call), *_tests_of_ids(portal, call)]
    badge = call.first("organization_badge")
    if badge:
        wearers = {
            one["id"] for one in portal.catalogue.all("organization") if badge in one["badges"]
        }
        tests.append(lambda dataset: dataset["organization"] in wearers)
    return [dataset for dataset in datasets if all(test(dataset) for test in tests)]


def _tests_of_states(portal: Portal, call: Call) -> list[_Test]:
    tests: list[_Test] = []
    for name in ("archived", "deleted", "private"):
        wanted = boolean_argument(call, name, f"If set, filters on {name}.")
        if wanted is None:
            continue
        if portal.caller is None:
            raise unauthorized()
        tests.append(_in_state(name, wanted))
    if boolean_argument(call, "featured", "If set to true, it will filter on featured."):
        tests.append(lambda _: False)
    return tests


def _tests_of_texts(call: Call) -> list[_Test]:
    tests: list[_Test] = []
    if words := folded(call.first("q") or ""):
        tests.append(lambda one: _holds(one, words))
    if tags := {tag for tag in call.every("tag") if tag}:
        tests.append(lambda one: tags <= set(one["tags"]))
    choice_argument(call, "access_type", "Filter by access type", ACCESS_TYPES)
    for name, held in _HELD.items():
        if wanted := call.first(name):
            tests.append(_holding(held, wanted))
    return tests


#: What a record holds of each exact filter.
_HELD: dict[str, Callable[[Document], Iterable[Any]]] = {
    "license": lambda one: (one["license"],),
    "access_type": lambda one: (one["access_type"],),
    "badge": lambda one: one["badges"],
    "format": lambda one: [resource["format"] for resource in one["resources"]],
    "schema": lambda one: _of_schemas(one, "name"),
    "schema_version": lambda one: _of_schemas(one, "version"),
    "geozone": lambda one: (one["spatial"] or {}).get("zones", ()),
    "granularity": lambda one: ((one["spatial"] or {}).get("granularity"),),
}

_HELD_IDS: dict[str, Callable[[Document], Iterable[Any]]] = {
    "organization": lambda one: (one["organization"],),
    "owner": lambda one: (one["owner"],),
}


def _in_state(name: str, wanted: bool) -> _Test:
    return lambda one: bool(one[name]) is wanted


def _holding(held: Callable[[Document], Iterable[Any]], wanted: str) -> _Test:
    return lambda one: wanted in held(one)


def _among(identifiers: set[str]) -> _Test:
    return lambda one: one["id"] in identifiers


def _of_schemas(dataset: Document, key: str) -> list[Any]:
    return [(resource["schema"] or {}).get(key) for resource in dataset["resources"]]


def _tests_of_ids(portal: Portal, call: Call) -> list[_Test]:
    """Make the filters that want an identifier: a slug is refused."""
    tests: list[_Test] = []
    for name in ("organization", "owner", "reuse", "topic", "dataservice", "followed_by"):
        wanted = call.first(name)
        if not wanted:
            continue
        if not is_object_id(wanted):
            raise simple_problem(
                400,
                f"{name.capitalize()} arg must be an identifier",
                f"Le filtre « {name} » veut l'identifiant (24 signes), pas le nom de l'adresse. "
                "L'identifiant est dans la clé « id » de l'objet.",
            )
        if name in _HELD_IDS:
            tests.append(_holding(_HELD_IDS[name], wanted))
        elif name == "reuse":
            reuse = portal.catalogue.get("reuse", wanted)
            tests.append(_among(set(reuse["datasets"]) if reuse else set()))
        else:
            # Topics, data services and followers are not imitated: nothing belongs to one.
            tests.append(lambda _: False)
    return tests


def sorted_datasets(portal: Portal, call: Call, datasets: list[Document]) -> list[Document]:
    """Sort a list as ``sort`` asks; without it, the order is kept.

    Raises:
        Problem: shape D, no such order.
    """
    asked = sort_argument(call, _SORTS)
    if asked is None:
        return datasets
    name, backwards = asked
    reuses: Counter[str] = Counter()
    if name == "reuses":
        for reuse in portal.catalogue.all("reuse"):
            if not (reuse["private"] or reuse["deleted"]):
                reuses.update(reuse["datasets"])
    keys: dict[str, Callable[[Document], Any]] = {
        "title": lambda one: one["title"],
        "created": lambda one: parse_moment(one["created_at"]),
        "last_update": lambda one: parse_moment(last_update_of(one)),
        "reuses": lambda one: reuses[one["id"]],
        # Nobody follows, and visits are not counted: the order is left as it is.
        "followers": lambda _: 0,
        "views": lambda _: 0,
    }
    return sorted(datasets, key=keys[name], reverse=backwards)
