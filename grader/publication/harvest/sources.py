"""Sources: declared by a producer, accepted by the site, then harvested every night."""

from __future__ import annotations

from typing import Any

from grader.publication.documents import Document, new_object_id
from grader.publication.harvest.archiving import archive_all_of
from grader.publication.harvest.jobs import make_job
from grader.publication.portal import Portal
from grader.publication.problems import (
    Problem,
    forbidden,
    model_problem,
    not_found,
    simple_problem,
    unauthorized,
)
from grader.publication.rights import is_admin_of
from grader.publication.saving import Checks, as_boolean, check_room, is_web_address

#: What the real one calls each kind of catalogue that it reads; here DCAT alone.
BACKENDS: dict[str, str] = {"dcat": "DCAT"}
#: Days that a record may be missing before it is archived: the code's default, and the guide's.
GRACE_DAYS, GUIDE_GRACE_DAYS = 7, 2
#: What a source may be made to answer instead of what it holds, for the sake of the lesson.
FAULTS: dict[str, str] = {
    "": "répond normalement",
    "500": "tombe en panne (erreur 500)",
    "404": "n'est plus à cette adresse (erreur 404)",
    "302": "renvoie vers une autre adresse (code 302)",
    "unreadable": "répond une page illisible",
    "empty": "répond un catalogue vide",
}
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_URL = 255, 2_000, 2_000
#: Sources of one portal: each is read every night.
_MOST_SOURCES = 20
_STATES = ("pending", "accepted", "refused")


def find_source(portal: Portal, identifier: str) -> Document:
    """Find a source by its id.

    Raises:
        Problem: there is none (404).
    """
    source = portal.catalogue.get("harvest_source", identifier)
    if source is None:
        raise not_found(explanation="Aucune source moissonnée ne porte cet identifiant.")
    return source


def live_sources(portal: Portal) -> list[Document]:
    """Give the sources that were not deleted, the latest first."""
    return [one for one in reversed(portal.catalogue.all("harvest_source")) if not one["deleted"]]


def create_source(portal: Portal, body: Document) -> Document:
    """Declare a source; it waits to be accepted.

    Args:
        portal: where; an administrator of the organisation calls.
        body: ``name``, ``url``, ``backend``, ``organization``…

    Raises:
        Problem: fields are refused (400), or the caller may not (401, 403).
    """
    check_room(portal, "harvest_source")
    if len(live_sources(portal)) >= _MOST_SOURCES:
        raise simple_problem(
            400,
            f"This sandbox holds {_MOST_SOURCES} harvest sources already.",
            f"Ce bac à sable moissonne déjà {_MOST_SOURCES} sources : supprimez-en une.",
        )
    source = read_source(portal, body)
    portal.catalogue.put("harvest_source", source)
    return source


def read_source(portal: Portal, body: Document) -> Document:
    """Read the body that declares a source, without keeping it.

    Raises:
        Problem: as ``create_source``.
    """
    if portal.caller is None:
        raise unauthorized()
    organization = _organization(portal, body)
    fields = _fields(body, None)
    return {
        "id": new_object_id(),
        **fields,
        "organization": organization,
        "owner": None if organization else portal.caller["id"],
        "validation": {"state": "pending", "by": None, "on": None, "comment": None},
        "schedule": None,
        "created_at": portal.now(),
        "deleted": None,
        "grace_days": GRACE_DAYS,
        "fault": "",
    }


def update_source(portal: Portal, source: Document, body: Document) -> Document:
    """Change a source; what the body does not name is kept.

    Raises:
        Problem: fields are refused (400), or the caller may not (401, 403), or it is gone (410).
    """
    check_may_change(portal, source)
    source.update(_fields(body, source))
    portal.catalogue.put("harvest_source", source)
    return source


def set_exercise(portal: Portal, source: Document, *, fault: str, grace_days: int) -> None:
    """Set what exists in the sandbox alone: what the source pretends, and the delay.

    Args:
        portal: where; an administrator of the organisation calls.
        source: which one.
        fault: a key of ``FAULTS``; lasts until it is set again.
        grace_days: days that a record may be missing before it is archived.

    Raises:
        Problem: neither is one of those offered (400), or the caller may not.
    """
    check_may_change(portal, source)
    if fault not in FAULTS or grace_days not in (GRACE_DAYS, GUIDE_GRACE_DAYS):
        raise simple_problem(400, "Unknown choice.", "Choisissez parmi ce qui est proposé.")
    source.update(fault=fault, grace_days=grace_days)
    portal.catalogue.put("harvest_source", source)


def validate_source(portal: Portal, source: Document, state: str, comment: str | None) -> Document:
    """Accept or refuse a source, as the site's administrators do.

    An accepted one is read every night, and a first time at once: that run waits as a job.

    Raises:
        Problem: no such state, a refusal without a reason (400), or the caller may not (403).
    """
    if portal.caller is None:
        raise unauthorized()
    if not portal.sysadmin:
        raise forbidden()
    if source["deleted"]:
        raise gone()
    if state not in _STATES:
        raise model_problem(
            {"state": "Not a valid choice"},
            "« state » vaut « accepted » ou « refused ».",
            "Input payload validation failed",
        )
    if state == "refused" and not comment:
        raise model_problem(
            {"comment": "Comment is required when state is refused"},
            "Un refus se motive : écrivez un commentaire.",
            "Input payload validation failed",
        )
    first = state == "accepted" and source["validation"]["state"] != "accepted"
    source["validation"] = {
        "state": state,
        "by": portal.caller["id"],
        "on": portal.now(),
        "comment": comment or None,
    }
    source["schedule"] = "0 0 * * *" if state == "accepted" else None
    portal.catalogue.put("harvest_source", source)
    if first:
        make_job(portal, source, "first")
    return source


def delete_source(portal: Portal, source: Document) -> int:
    """Delete a source; all of its datasets are archived, and it is never read again.

    Returns:
        how many were archived.

    Raises:
        Problem: the caller may not (401, 403), or it is gone (410).
    """
    check_may_change(portal, source)
    source.update(deleted=portal.now(), active=False, schedule=None)
    portal.catalogue.put("harvest_source", source)
    return archive_all_of(portal, source)


def is_harvested(source: Document) -> bool:
    """Say whether a source is read every night."""
    return bool(
        source["active"] and not source["deleted"] and source["validation"]["state"] == "accepted"
    )


def may_change(portal: Portal, source: Document) -> bool:
    """Say whether the caller administers a source: its organisation's administrators do."""
    if portal.caller is None:
        return False
    return is_admin_of(portal, source["organization"]) or source["owner"] == portal.caller["id"]


def check_may_change(portal: Portal, source: Document) -> None:
    """Refuse whoever may not change a source.

    Raises:
        Problem: no key (401), no right (403), or the source is gone (410).
    """
    if portal.caller is None:
        raise unauthorized()
    if source["deleted"]:
        raise gone()
    if not may_change(portal, source):
        raise forbidden()


def gone() -> Problem:
    """Make the refusal of a source that was deleted."""
    return simple_problem(
        410, "Harvest source has been deleted", "Cette source moissonnée a été supprimée."
    )


def no_manual_run() -> Problem:
    """Make the refusal of a run asked through the API."""
    return simple_problem(
        400,
        "Cannot run source manually. Please contact the platform if you need to reschedule the "
        "harvester.",
        "Comme sur la vraie plateforme, l'API ne lance pas de passage : il a lieu chaque nuit. "
        "Dans le bac à sable, la page de la source a un bouton pour lancer un passage, et un "
        "autre pour avancer le temps.",
    )


def _organization(portal: Portal, body: Document) -> str | None:
    asked: Any = body.get("organization")
    if isinstance(asked, dict):
        asked = asked.get("id")
    if asked is None or asked == "":
        return None
    organization = portal.catalogue.get("organization", asked) if isinstance(asked, str) else None
    if organization is None or organization.get("deleted"):
        raise model_problem(
            {"organization": "Unknown organization"},
            "Aucune organisation de cette plateforme ne porte cet identifiant.",
            "Input payload validation failed",
        )
    if not is_admin_of(portal, organization["id"]):
        raise forbidden()
    identifier: str = organization["id"]
    return identifier


def _fields(body: Document, stored: Document | None) -> Document:
    checks = Checks("HarvestSource", body, stored)
    fields: Document = {
        "name": checks.text("name", required=True, longest=_LONGEST_NAME),
        "description": checks.text("description", longest=_LONGEST_TEXT),
        "url": checks.text("url", required=True, longest=_LONGEST_URL),
        "backend": checks.text("backend", required=True, longest=_LONGEST_NAME),
    }
    if fields["url"] and not is_web_address(fields["url"]):
        checks.refuse("url", f'Invalid URL "{fields["url"]}"', "doit être une adresse complète")
    if fields["backend"] and fields["backend"] not in BACKENDS:
        checks.refuse(
            "backend",
            f'Unknown backend "{fields["backend"]}"',
            "nomme un moissonneur qui n'existe pas ici : le bac à sable n'a que « dcat »",
        )
    kept = stored or {}
    config = body.get("config", kept.get("config"))
    fields["config"] = config if isinstance(config, dict) else {}
    for name in ("active", "autoarchive"):
        fields[name] = as_boolean(body.get(name, kept.get(name, True)))
    checks.close()
    return fields
