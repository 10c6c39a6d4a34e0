"""Duties as a program or a spreadsheet takes them: one object, one row for each rule."""

from __future__ import annotations

import csv
import io
from typing import Any

from grader.obligations.duties import Duty
from grader.services.obligations.result import LOOKS, Group, Result

_HEAD = (
    "id", "theme", "statut", "obligation", "raison", "quoi", "ou", "quand", "schema", "texte",
    "depuis", "source", "verifie_le",
)  # fmt: skip
#: Signs that make a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def duty_records(result: Result) -> dict[str, Any]:
    """Give a result as JSON types.

    Args:
        result: of one authority.
    """
    profile = result.profile
    return {
        "profile": {
            "kind": profile.kind.value,
            "population": profile.population,
            "staff": float(profile.staff),
            "facts": sorted(profile.facts),
            "delegated": sorted(profile.delegated),
        },
        "summary": f"{result.headline} {result.others}",
        "caution": result.caution,
        "duties": [_record(group, duty) for group, duty in _all(result)],
    }


def duty_table(result: Result) -> str:
    """Give a result as CSV in UTF-8, one row for each rule.

    Args:
        result: of one authority.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for group, duty in _all(result):
        rule, source = duty.rule, duty.rule.sources[0]
        row = (
            rule.id, group.theme.title, LOOKS[duty.status][2], rule.title, duty.because, rule.what,
            rule.where, rule.when, rule.schema, rule.article, _day(duty), source.address,
            source.verified_on.isoformat(),
        )  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return text.getvalue()


def _all(result: Result) -> list[tuple[Group, Duty]]:
    groups = (*result.required, *result.advised, *result.excluded)
    return [(group, duty) for group in groups for duty in group.duties]


def _day(duty: Duty) -> str:
    return duty.rule.since.isoformat() if duty.rule.since else ""


def _record(group: Group, duty: Duty) -> dict[str, Any]:
    rule = duty.rule
    return {
        "id": rule.id,
        "theme": {"id": group.theme.id, "title": group.theme.title},
        "status": duty.status.value,
        "title": rule.title,
        "because": duty.because,
        "what": rule.what,
        "where": rule.where,
        "when": rule.when,
        "schema": rule.schema,
        "article": rule.article,
        "since": _day(duty) or None,
        "why": rule.why,
        "note": rule.note,
        "sanction": rule.sanction,
        "sources": [
            {
                "reference": source.reference,
                "address": source.address,
                "verified_on": source.verified_on.isoformat(),
                "confidence": source.confidence,
            }
            for source in rule.sources
        ],
    }
