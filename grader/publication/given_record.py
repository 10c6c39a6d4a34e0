"""A record as an API gives it, or as one is about to send it, brought back to what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.errors import OuvroirError
from grader.publication.documents import Document
from grader.publication.json_reading import read_json
from grader.publication.portal import moment, parse_moment
from grader.publication.reference import FREQUENCIES, LEGACY_FREQUENCIES, LICENSES, NOT_SPECIFIED
from grader.typography import french

_KINDS: dict[type, str] = {
    str: "un texte",
    dict: "un objet, entre accolades,",
    list: "une liste",
}
#: How much of a name that somebody wrote is quoted.
_QUOTED = 60


@dataclass(frozen=True)
class GivenRecord:
    """A record that somebody holds.

    Attributes:
        title: as it is written.
        identifier: its id, or "" where it was not published yet.
        document: the fields that the quality score looks at, as a portal stores them.
        last_update: when its API says that it was updated.
        score: the score that its API showed, from 0 to 1.
        notices: what had to be supposed, in French.
    """

    title: str
    identifier: str
    document: Document
    last_update: datetime | None
    score: float | None
    notices: tuple[str, ...]


def read_given(raw: bytes, now: datetime) -> tuple[list[GivenRecord], bool]:
    """Read what an API answered: a record, a page of records, or a list of them.

    Args:
        raw: JSON in UTF-8.
        now: the moment that a record without any date is taken to be made at.

    Returns:
        the records, and whether they came as several.

    Raises:
        OuvroirError: it cannot be read, or holds no record.
    """
    try:
        value = read_json(raw)
    except (ValueError, RecursionError) as error:
        raise OuvroirError(
            "not-json",
            french("Ce n'est pas du JSON lisible."),
            french(
                "Enregistrez la réponse de l'API telle quelle, en UTF-8, par exemple avec "
                "« curl -L -o fiche.json » suivi de l'adresse de la fiche."
            ),
        ) from error
    if isinstance(value, dict) and isinstance(value.get("data"), list) and "title" not in value:
        value = value["data"]
    several = isinstance(value, list)
    given = value if isinstance(value, list) else [value]
    if not given:
        raise OuvroirError("no-record", "Cette liste ne contient aucune fiche.")
    named = [(f"fiche {at} : " if several else "", one) for at, one in enumerate(given, 1)]
    return [_given(one, where, now) for where, one in named], several


def _given(record: Any, where: str, now: datetime) -> GivenRecord:
    if not isinstance(record, dict) or not isinstance(record.get("title"), str):
        raise OuvroirError(
            "not-a-record",
            french(f"{where}ce JSON n'est pas une fiche de jeu de données : elle a un « title »."),
            french(
                "Donnez ce que répond l'adresse /api/1/datasets/ suivie de l'identifiant du jeu "
                "de données."
            ),
        )
    fields = _Fields(record, where)
    notices: list[str] = []
    resources = [
        _resource(_Fields(one, f"{where}resources[{at}]."), now)
        for at, one in enumerate(_resources_of(fields))
    ]
    modified = fields.when("last_modified")
    updated = fields.when("last_update")
    if modified is None and updated is None and not resources:
        notices.append("La fiche ne porte aucune date : elle est comptée comme faite à l'instant.")
    harvest = _Fields(fields.one("harvest", dict) or {}, f"{where}harvest.")
    harvested = harvest.when("modified_at")
    shown = fields.one("quality", dict) or {}
    score = shown.get("score")
    document: Document = {
        "title": record["title"],
        "description": fields.one("description", str),
        "license": _license(fields, shown, notices),
        "frequency": _frequency(fields),
        "temporal_coverage": record.get("temporal_coverage") or None,
        "spatial": record.get("spatial") or None,
        "harvest": {"modified_at": moment(harvested)} if harvested else None,
        "last_modified": moment(modified or updated or now),
        "resources": resources,
    }
    return GivenRecord(
        title=record["title"],
        identifier=str(record.get("id") or ""),
        document=document,
        last_update=updated,
        score=float(score) if isinstance(score, int | float) else None,
        notices=tuple(french(one) for one in notices),
    )


def _resources_of(fields: _Fields) -> list[Any]:
    if isinstance(fields.values.get("resources"), dict):
        raise OuvroirError(
            "resources-elsewhere",
            french(f"{fields.where}cette fiche ne porte pas ses ressources : c'est une API v2."),
            french("Prenez la fiche à son adresse en /api/1/datasets/."),
        )
    return fields.one("resources", list) or []


def _resource(fields: _Fields, now: datetime) -> Document:
    at = fields.when("last_modified")
    return {
        "format": fields.one("format", str),
        "type": fields.one("type", str),
        "filetype": fields.one("filetype", str),
        "description": fields.one("description", str),
        "extras": fields.one("extras", dict) or {},
        "last_modified": moment(at or now),
    }


def _license(fields: _Fields, shown: Mapping[str, Any], notices: list[str]) -> str | None:
    """Tell which licence is stored: the API shows the same word for none and « notspecified »."""
    named = fields.identifier("license")
    published = bool(fields.values.get("id"))
    if named not in (None, NOT_SPECIFIED):
        if published or named in LICENSES:
            return named
        notices.append(
            f"La licence « {str(named)[:_QUOTED]} » n'est pas un identifiant connu : la plateforme "
            "l'effacerait sans message."
        )
        return None
    if isinstance(shown.get("license"), bool):
        return NOT_SPECIFIED if shown["license"] else None
    if named == NOT_SPECIFIED and not published:
        return NOT_SPECIFIED
    if named == NOT_SPECIFIED:
        notices.append(
            "« notspecified » se lit de même sans licence et avec la licence « non précisée » : "
            "la fiche est comptée sans licence."
        )
    return None


def _frequency(fields: _Fields) -> str | None:
    named = fields.identifier("frequency")
    if not named:
        return None
    named = LEGACY_FREQUENCIES.get(named, named)
    if named not in FREQUENCIES:
        raise OuvroirError(
            "unknown-frequency",
            french(
                f"{fields.where}« {named[:_QUOTED]} » n'est pas une fréquence de mise à jour de "
                "l'API."
            ),
            french("Les plus courantes : daily, weekly, monthly, quarterly, annual, punctual."),
        )
    return named


class _Fields:
    """The fields of an object that anybody wrote, each read as what it must be.

    Args:
        values: the object.
        where: what goes before a field's name in a refusal.
    """

    def __init__(self, values: Any, where: str) -> None:
        if not isinstance(values, dict):
            raise _unexpected(where.rstrip("."), dict)
        self.values: dict[str, Any] = values
        self.where = where

    def one(self, name: str, kind: type) -> Any:
        """Give a field that may be absent or null."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, kind):
            raise _unexpected(self.where + name, kind)
        return value

    def identifier(self, name: str) -> str | None:
        """Give a field that is an identifier, or an object that has one."""
        value = self.values.get(name)
        if isinstance(value, dict):
            return _Fields(value, f"{self.where}{name}.").identifier("id")
        found: str | None = self.one(name, str)
        return found

    def when(self, name: str) -> datetime | None:
        """Give a moment."""
        text = self.one(name, str)
        if not text:
            return None
        try:
            return parse_moment(text)
        except (ValueError, OverflowError) as error:
            raise OuvroirError(
                "bad-date",
                french(f"{self.where}{name} : ce n'est pas une date."),
                french("Une date s'écrit 2026-11-22T12:00:00+00:00."),
            ) from error


def _unexpected(where: str, kind: type) -> OuvroirError:
    return OuvroirError(
        "unexpected-value",
        french(f"{where} : {_KINDS[kind]} est attendu{'e' if kind is list else ''}."),
        french("Donnez la fiche telle que l'API l'a répondue."),
    )
