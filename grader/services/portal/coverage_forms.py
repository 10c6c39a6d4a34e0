"""The form that asks of when and of where a record's data is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from grader.publication.documents import Document
from grader.publication.reference import GRANULARITIES, find_zone
from grader.services.portal.forms import Choice, Field, Form, check, told
from grader.services.portal.zones import zone_named
from grader.typography import french


def coverage_form(dataset: Document, cancel: str) -> Form:
    """Ask of when and of where the data is.

    Args:
        dataset: as stored.
        cancel: the record's page.
    """
    coverage = dataset.get("temporal_coverage") or {}
    spatial = dataset.get("spatial") or {}
    zones = [find_zone(one) for one in spatial.get("zones") or ()]
    names = [zone.name for zone in zones if zone]
    fields = (
        Field(
            "debut",
            "Premier jour couvert",
            kind="date",
            hint="Celui des données, pas celui de leur publication.",
            value=coverage.get("start") or "",
            optional=True,
        ),
        Field(
            "fin",
            "Dernier jour couvert",
            kind="date",
            hint="Laissez vide si les données continuent.",
            value=coverage.get("end") or "",
            optional=True,
        ),
        Field(
            "territoire",
            "Territoire",
            hint=(
                "Le nom ou le code Insee d'une commune, d'un département, d'une région : "
                "« Rennes », « 35238 ». Une fois indiqué, il se remplace mais ne s'efface pas."
            ),
            value=", ".join(names),
            optional=True,
        ),
        Field(
            "precision",
            "Précision géographique",
            kind="list",
            hint="Le découpage le plus fin des données.",
            choices=(
                Choice("", "Non précisée"),
                *(Choice(key, label) for key, label in GRANULARITIES.items()),
            ),
            value=spatial.get("granularity") or "",
            optional=True,
        ),
    )
    return Form(
        title="Période et territoire",
        fields=told(fields),
        submit="Enregistrer",
        cancel=cancel,
        lead=(french("De quand et d'où parlent vos données ? Un point de qualité pour chacun."),),
    )


def covered(dataset: Document, values: Mapping[str, str]) -> Document:
    """Read what was typed, as an update of a record takes it.

    Raises:
        FormFault: there is something to mend.
    """
    start, end = values.get("debut", "").strip(), values.get("fin", "").strip()
    errors = {}
    if end and not start:
        errors["debut"] = "Indiquez le premier jour : une période ne peut pas n'avoir qu'une fin."
    for name, text in (("debut", start), ("fin", end)):
        if text and not _is_date(text):
            errors[name] = "Écrivez une date qui existe, par exemple 2025-01-31."
    if not errors and start and end and end < start:
        errors["fin"] = "Le dernier jour vient avant le premier : échangez-les."
    check(errors)
    coverage = {"start": start, "end": end or None} if start else None
    changes: Document = {"temporal_coverage": coverage}
    spatial = _spatial(dataset, values)
    if spatial:
        changes["spatial"] = spatial
    return changes


def _spatial(dataset: Document, values: Mapping[str, str]) -> Document:
    stored = dataset.get("spatial") or {}
    zones = []
    for text in values.get("territoire", "").split(","):
        if text.strip():
            zones.append(zone_named(text.strip(), stored.get("zones") or ()).id)
    spatial: Document = {}
    if zones:
        spatial["zones"] = zones
    if values.get("precision"):
        spatial["granularity"] = values["precision"]
    return spatial


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2025-01-31")
