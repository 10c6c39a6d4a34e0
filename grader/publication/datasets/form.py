"""The form of a record: what a POST or a PUT changes in what is kept.

Section 5 of the portal's contract: a field that the body does not name is kept, but ``tags`` and
``temporal_coverage``, which are erased.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable
from typing import Any

from grader.publication.datasets import fields
from grader.publication.datasets.coverage import spatial_coverage, temporal_coverage
from grader.publication.datasets.extras import dataset_extras
from grader.publication.datasets.fields import RefusedField
from grader.publication.datasets.listed import read_contact_points, read_resources
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.problems import Problem, form_problem, model_problem, simple_problem
from grader.publication.reference import (
    ACCESS_TYPES,
    FREQUENCIES,
    LEGACY_FREQUENCIES,
    LICENSES,
)
from grader.publication.rights import own_or_join
from grader.publication.slugs import clean_tags

#: Characters.
LONGEST_TITLE = 350
LONGEST_DESCRIPTION = 100_000
LONGEST_SHORT_DESCRIPTION = 200
LONGEST_ACRONYM = 128
_LONGEST_OTHER = 2_000
_MOST_AUDIENCES = 20

_REQUIRED = ("title", "description")
#: A body that does not name them empties them.
_ERASED_WHEN_ABSENT = ("tags", "temporal_coverage")


def filled(portal: Portal, body: Document, stored: Document, *, new: bool) -> Document:
    """Give a record as a body changes it; the stored one is left alone.

    Args:
        portal: who calls.
        body: the JSON object that was sent.
        stored: the record as it is kept, or an empty one.
        new: whether it is being created: its required fields must be there.

    Raises:
        Problem: fields are refused, all of them told at once (400).
    """
    dataset = copy.deepcopy(stored)
    if "frequency" in body:
        # First, since the real software stumbles over it before it looks at anything else.
        dataset["frequency"] = _frequency(body["frequency"])
    refusals = _Refusals()
    for name, read in _READERS.items():
        if name in body or name in _ERASED_WHEN_ABSENT or (new and name in _REQUIRED):
            with refusals.of(name):
                dataset[name] = read(body.get(name))
    with refusals.of("organization"):
        dataset["organization"], dataset["owner"] = own_or_join(
            portal, body, None if new else stored
        )
    _fill_what_depends(portal, body, dataset, refusals)
    refusals.close(stored, new=new)
    return dataset


def _fill_what_depends(
    portal: Portal, body: Document, dataset: Document, refusals: _Refusals
) -> None:
    """Read the fields that depend on what is kept, or on whose record it is."""
    readers: dict[str, Callable[[Any], Any]] = {
        "spatial": lambda value: spatial_coverage(value, dataset["spatial"]),
        "extras": lambda value: dataset_extras(
            portal, value, dataset["extras"], dataset["organization"]
        ),
        "contact_points": lambda value: read_contact_points(portal, value, dataset),
        "resources": lambda value: read_resources(portal, value, dataset),
    }
    for name, read in readers.items():
        if name in body:
            with refusals.of(name):
                dataset[name] = read(body[name])


class _Refusals:
    """What the form refuses, gathered so that a person learns all of it at once."""

    def __init__(self) -> None:
        self._form: dict[str, Any] = {}
        self._model: dict[str, Any] = {}
        self._told: list[str] = []
        self._name = ""

    def of(self, name: str) -> _Refusals:
        """Name the field that is about to be read."""
        self._name = name
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, refused: object, trace: object) -> bool:
        """Keep a refusal of the form; any other fault goes on."""
        if isinstance(refused, RefusedField):
            if refused.model:
                self._model[refused.model] = refused.errors
            else:
                self._form[self._name] = refused.errors
            self._told.append(_about(self._name, refused.explanation))
            return True
        if isinstance(refused, Problem) and refused.body.get("errors"):
            self._form.update(refused.body["errors"])
            self._told.append(refused.explanation)
            return True
        return False

    def close(self, stored: Document, *, new: bool) -> None:
        """Refuse what was gathered: the form's fields first, then the model's.

        Raises:
            Problem: shape A, or B.
        """
        told = " ".join(dict.fromkeys(self._told))
        if self._form:
            raise form_problem(self._form, told)
        if self._model:
            name = "None" if new else stored["id"]
            reasons = ", ".join(f"{_reason(one)}: ['{key}']" for key, one in self._model.items())
            message = f"ValidationError (Dataset:{name}) ({reasons})"
            raise model_problem(self._model, told, message)


def _about(name: str, explanation: str) -> str:
    """Say which field an explanation is about, unless it does."""
    if f"« {name} »" in explanation:
        return explanation
    return f"Champ « {name} » : {explanation[0].lower()}{explanation[1:]}"


def _reason(error: Any) -> str:
    return ", ".join(dict.fromkeys(error.values())) if isinstance(error, dict) else str(error)


def _frequency(value: Any) -> str | None:
    """Read a frequency; null is none.

    Raises:
        Problem: it is not one of the list (400, shape C).
    """
    if value is None:
        return None
    name = LEGACY_FREQUENCIES.get(value, value) if isinstance(value, str) else value
    if not isinstance(name, str) or name not in FREQUENCIES:
        raise simple_problem(
            400,
            f"'{str(value)[:100]}' is not a valid UpdateFrequency",
            "Cette fréquence n'est pas dans la liste : GET /api/1/datasets/frequencies/ la "
            "donne. Une mise à jour par semaine s'écrit « weekly », par an « annual ».",
        )
    return name


def _acronym(value: Any) -> str | None:
    read = fields.text(value) or None
    if read is not None and len(read) > LONGEST_ACRONYM:
        raise RefusedField(
            "String value is too long",
            f"Un sigle compte au plus {LONGEST_ACRONYM} caractères.",
            model="acronym",
        )
    return read


def _license(value: Any) -> str | None:
    """Read a licence; as on the real platform, one that is unknown is lost without an error."""
    return value if isinstance(value, str) and value in LICENSES else None


def _access_type(value: Any) -> str:
    return "open" if value is None else fields.choice(value, ACCESS_TYPES)


def _audiences(value: Any) -> list[Document]:
    if value is None:
        return []
    if (
        not isinstance(value, list)
        or len(value) > _MOST_AUDIENCES
        or not all(isinstance(one, dict) for one in value)
    ):
        raise RefusedField(
            [fields.BAD_TYPE], "« access_audiences » attend une liste d'objets JSON."
        )
    return value


def _web_address(value: Any) -> str | None:
    read = fields.bounded_text(value, _LONGEST_OTHER)
    if read is not None and not read.startswith(("http://", "https://")):
        raise RefusedField([f'URL invalide "{read}"'], "Une adresse commence par https://.")
    return read


#: In the order of the form. Those that depend on what is kept are read after.
_READERS: dict[str, Callable[[Any], Any]] = {
    "title": functools.partial(fields.required_text, longest=LONGEST_TITLE),
    "acronym": _acronym,
    "description": functools.partial(fields.required_text, longest=LONGEST_DESCRIPTION),
    "description_short": functools.partial(fields.bounded_text, longest=LONGEST_SHORT_DESCRIPTION),
    "license": _license,
    "frequency_date": fields.moment_or_none,
    "deleted": fields.moment_or_none,
    "archived": fields.moment_or_none,
    "tags": clean_tags,
    "temporal_coverage": temporal_coverage,
    "private": fields.boolean,
    "access_type": _access_type,
    "access_audiences": _audiences,
    "authorization_request_url": _web_address,
    "access_type_reason": functools.partial(fields.bounded_text, longest=_LONGEST_OTHER),
    "access_type_reason_category": functools.partial(fields.bounded_text, longest=LONGEST_ACRONYM),
}
