"""What the other columns of a file change in what one of them seems to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.privacy.detection.finding import Finding, lower, short
from grader.privacy.detection.kinds import KINDS, NO_BODIES, PEOPLE
from grader.privacy.detection.model import LIKELY, SURE, UNSURE
from grader.privacy.model import FREE
from grader.typography import number, plural

_BODIES = ("organisation", "siren")
_PAIRS = ("first-name", "civility", "birth-date", "nir", "sex")
_CONTACTS = ("phone", "email", "iban", "plate", "address")


def in_context(findings: Sequence[Finding]) -> list[Finding]:
    """Look at the columns together.

    - A role that holds only where rows speak of people is ``free`` where none does.
    - « NOM » beside « PRÉNOM » is surer.
    - A SIREN is somebody's own where a legal form, its name or a neighbour says so.

    Args:
        findings: one for each column, in the order of the file.
    """
    bodies = speaks_of_bodies(findings)
    people = speaks_of_people(findings)
    paired = any(one.kind in _PAIRS for one in findings)
    forms = [one for one in findings if _is_legal_form(one)]
    told: list[Finding] = []
    for place, one in enumerate(findings):
        changed = one
        if one.kind == "siren":
            changed = _sole_traders(one, findings, place, forms)
        elif one.kind == "last-name" and paired and one.confidence != SURE:
            note = "D'autres colonnes parlent aussi de personnes."
            confidence = SURE if one.confidence == LIKELY else LIKELY
            changed = replace(one, confidence=confidence, notes=(*one.notes, note))
        elif not people:
            changed = _without_people(one, bodies=bodies)
        told.append(changed)
    return told


def speaks_of_people(findings: Sequence[Finding]) -> bool:
    """Tell whether rows speak of people, élus in their office apart.

    Args:
        findings: all columns of a file.
    """
    return any(
        KINDS[one.kind].person and one.confidence != UNSURE and "elected" not in one.said
        for one in findings
    )


def speaks_of_bodies(findings: Sequence[Finding]) -> bool:
    """Tell whether rows speak of organisations or of places.

    Args:
        findings: all columns of a file.
    """
    return any(one.kind in _BODIES for one in findings)


def _without_people(one: Finding, *, bodies: bool) -> Finding:
    holds = KINDS[one.kind].holds
    if holds == PEOPLE or (holds == NO_BODIES and bodies):
        note = "Rien d'autre dans le fichier ne parle de personnes."
        return replace(one, role=FREE, confidence=LIKELY, notes=(*one.notes, note))
    if bodies and one.kind in _CONTACTS:
        note = "Ce peut être le contact d'un organisme et non celui d'une personne."
        return replace(one, confidence=lower(one.confidence), notes=(*one.notes, note))
    return one


def _is_legal_form(one: Finding) -> bool:
    share = one.column.share("sole")
    return share > 0 and ("legal-form" in one.said or share >= 0.5 or _all_forms(one))


def _all_forms(one: Finding) -> bool:
    """Tell whether a column is made of a few short values, some of which are legal forms."""
    return one.column.distinct <= 30 and "sole-trader" in one.said


def _sole_traders(
    one: Finding, findings: Sequence[Finding], place: int, forms: Sequence[Finding]
) -> Finding:
    if "sole-trader" in one.said:
        note = "Le nom de la colonne parle de personnes à leur compte : leur numéro les désigne."
        return replace(one, kind="sole-trader", confidence=LIKELY, notes=(*one.notes, note))
    for form in forms:
        cells = _cells_of_sole_traders(one, form)
        if cells:
            some = (
                "concerne une personne à son compte, que son numéro désigne."
                if cells < 2
                else "concernent des personnes à leur compte, que leur numéro désigne."
            )
            note = (
                f"La colonne « {short(form.column.label)} » dit que {plural(cells, 'ligne')} sur "
                f"{number(one.column.rows)} {some}"
            )
            return replace(
                one, kind="sole-trader", confidence=LIKELY, cells=cells, notes=(*one.notes, note)
            )
    beside = [findings[near] for near in (place - 1, place + 1) if 0 <= near < len(findings)]
    named = [
        near for near in beside if near.kind in ("name", "last-name") and "elected" not in near.said
    ]
    if named and not any(near.kind == "organisation" for near in findings):
        note = (
            f"La colonne voisine, « {short(named[0].column.label)} », contient des noms de "
            "personnes : ces numéros sont peut-être ceux de personnes à leur compte."
        )
        return replace(one, kind="sole-trader", confidence=UNSURE, notes=(*one.notes, note))
    return one


def _cells_of_sole_traders(one: Finding, form: Finding) -> int:
    sole = form.column.values_with("sole")
    concerned = form.column.series.is_in(sole)
    return int((concerned & (one.column.series != "")).sum())
