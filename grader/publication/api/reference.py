"""Reference lists in the API: section 11 of the portal's contract. No key, plain lists."""

from __future__ import annotations

from grader.publication.api.route import Call, Route
from grader.publication.exchange import Reply
from grader.publication.portal import Portal
from grader.publication.reference import (
    BADGES,
    EXTENSIONS,
    FREQUENCIES,
    LICENSES,
    RESOURCE_TYPES,
)

_PATH = "/api/1/datasets/"


def _licenses(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply(
        [
            {
                "id": one.id,
                "title": one.title,
                "maintainer": one.maintainer,
                "url": one.url,
                "flags": list(one.flags),
                "alternate_urls": list(one.alternate_urls),
                "alternate_titles": list(one.alternate_titles),
            }
            for one in LICENSES.values()
        ]
    )


def _frequencies(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply([{"id": one.id, "label": one.label} for one in FREQUENCIES.values()])


def _resource_types(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply([{"id": key, "label": label} for key, label in RESOURCE_TYPES.items()])


def _extensions(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply(list(EXTENSIONS))


def _badges(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply(dict(BADGES))


def _schemas(portal: Portal, call: Call) -> Reply:
    del call
    return Reply(
        [
            {
                "name": one.name,
                "title": one.title,
                "versions": [{"version_name": version} for version in one.versions],
            }
            for one in portal.schemas
        ]
    )


ROUTES = (
    Route("GET", f"{_PATH}licenses/", _licenses, "Les licences.", answer="LicenseList"),
    Route(
        "GET",
        f"{_PATH}frequencies/",
        _frequencies,
        "Les fréquences de mise à jour.",
        answer="LabelledList",
    ),
    Route(
        "GET",
        f"{_PATH}resource_types/",
        _resource_types,
        "Les sortes de ressources.",
        answer="LabelledList",
    ),
    Route(
        "GET",
        f"{_PATH}extensions/",
        _extensions,
        "Ce par quoi peut finir le nom d'un fichier envoyé.",
        answer="TextList",
    ),
    Route("GET", f"{_PATH}badges/", _badges, "Les badges des jeux de données.", answer="Labels"),
    Route(
        "GET",
        f"{_PATH}schemas/",
        _schemas,
        "Les schémas qu'une ressource peut déclarer.",
        answer="KnownSchemaList",
    ),
)
