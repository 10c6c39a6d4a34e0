"""Free values of a record (``extras``): by PUT v1 they are replaced, by v2 they are merged."""

from __future__ import annotations

import re
from typing import Any

from grader.publication.datasets.fields import BAD_TYPE, RefusedField
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.problems import simple_problem

#: Keys that belong to the platform, on a record and on a resource.
RESERVED_OF_DATASET = re.compile(r"transport:.*|recommendations.*|dcat", re.DOTALL)
RESERVED_OF_RESOURCE = re.compile(
    r"(analysis|check|csv-export|validation-report):.*|dcat", re.DOTALL
)
_CUSTOM = "custom:"
_TYPES_TEXT = "Value should be an instance of: str, int, float, bool, datetime, date, list, dict"


def dataset_extras(
    portal: Portal, value: Any, stored: Document, organization: str | None
) -> Document:
    """Read the ``extras`` of a body of v1: they replace the stored ones as a whole.

    Reserved keys are kept from the stored ones, and dropped from the body, without a word.

    Args:
        portal: who calls; the site's administrators may write reserved keys.
        value: as it came.
        stored: extras of the record as it is kept.
        organization: whose record it is: it declares which ``custom:`` keys are allowed.

    Raises:
        RefusedField: no object, or a value that is not kept.
    """
    if value is None:
        value = {}
    if not isinstance(value, dict):
        raise RefusedField([BAD_TYPE], "« extras » attend un objet JSON : des clés et des valeurs.")
    _check(portal, value, organization)
    if portal.sysadmin:
        return dict(value)
    kept = {key: one for key, one in stored.items() if RESERVED_OF_DATASET.fullmatch(key)}
    free = {key: one for key, one in value.items() if not RESERVED_OF_DATASET.fullmatch(key)}
    return kept | free


def _check(portal: Portal, extras: Document, organization: str | None) -> None:
    """Refuse what the model would.

    Raises:
        RefusedField: null, or a ``custom:`` key that the organisation did not declare.
    """
    declared = _declared_keys(portal, organization)
    errors = {}
    for key, value in extras.items():
        if value is None:
            errors[key] = _TYPES_TEXT
        elif key.startswith(_CUSTOM) and organization is None:
            errors[key] = "Custom metadatas are only accessible to dataset with parent organization"
        elif key.startswith(_CUSTOM) and key.removeprefix(_CUSTOM) not in declared:
            errors[key] = "Dataset's organization did not define the requested custom metadata"
    if errors:
        raise RefusedField(
            errors,
            "Dans « extras », une valeur est un texte, un nombre, un booléen, une liste ou un "
            "objet ; une clé « custom:… » doit d'abord être déclarée par l'organisation.",
            model="extras",
        )


def _declared_keys(portal: Portal, organization: str | None) -> set[str]:
    found = portal.catalogue.get("organization", organization) if organization else None
    declared = (found or {}).get("extras", {}).get("custom", [])
    return {
        one["title"]
        for one in (declared if isinstance(declared, list) else [])
        if isinstance(one, dict) and isinstance(one.get("title"), str)
    }


def merged_extras(
    portal: Portal, value: Any, stored: Document, reserved: re.Pattern[str]
) -> Document:
    """Read the body of a PUT of v2: it is merged, and a null value removes its key.

    Args:
        portal: who calls.
        value: as it came.
        stored: extras as they are kept.
        reserved: keys that only the site's administrators may write.

    Raises:
        Problem: no object, or a reserved key (400).
    """
    if not isinstance(value, dict):
        raise simple_problem(
            400,
            "Wrong payload format, dict expected",
            "Envoyez un objet JSON : des clés et des valeurs entre accolades.",
        )
    held = sorted(key for key in value if reserved.fullmatch(key))
    if held and not portal.sysadmin:
        raise simple_problem(
            400,
            f"Extras keys reserved to platform services: {', '.join(held)}",
            "Ces clés sont celles que la plateforme écrit elle-même : retirez-les de l'appel.",
        )
    merged = {**stored, **value}
    return {key: one for key, one in merged.items() if one is not None}


def extras_without(value: Any, stored: Document) -> Document:
    """Read the body of a DELETE of v2: a list of keys to remove.

    Raises:
        Problem: no list (400), or a key that is not there (404).
    """
    if not isinstance(value, list):
        raise simple_problem(
            400,
            "Wrong payload format, list expected",
            "Envoyez la liste JSON des clés à retirer.",
        )
    if not all(isinstance(key, str) and key in stored for key in value):
        raise simple_problem(
            404,
            "Key not found in existing extras",
            "Une des clés à retirer n'existe pas : rien n'a été changé.",
        )
    return {key: one for key, one in stored.items() if key not in value}
