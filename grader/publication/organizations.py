"""Organisations of a portal: found, made, changed, deleted and shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from stdnum.fr import siret

from grader.publication.documents import Document, new_object_id
from grader.publication.portal import Portal
from grader.publication.problems import Problem, forbidden, not_found, simple_problem, unauthorized
from grader.publication.reference import ROLES
from grader.publication.references import (
    masked_email,
    organization_permissions,
    user_reference,
)
from grader.publication.rights import is_admin_of, role_in
from grader.publication.saving import Checks, check_room, read_deleted
from grader.publication.slugs import named, own_slug, slugify

#: What an organisation counts that nobody does in a sandbox.
_NEVER_COUNTED = ("dataservices", "followers", "views")
_BY_MONTHS = (
    "datasets_by_months",
    "reuses_by_months",
    "dataservices_by_months",
    "followers_by_months",
)


@dataclass
class Counts:
    """How many public datasets and reuses each organisation has."""

    datasets: Counter[str] = field(default_factory=Counter)
    reuses: Counter[str] = field(default_factory=Counter)


def count_objects(portal: Portal) -> Counts:
    """Count what each organisation shows to everyone: once for a whole list."""
    return Counts(
        Counter(
            found["organization"]
            for found in portal.catalogue.all("dataset")
            if found["organization"]
            and not (found["private"] or found["deleted"] or found["archived"])
        ),
        Counter(
            found["organization"]
            for found in portal.catalogue.all("reuse")
            if found["organization"] and not (found["private"] or found["deleted"])
        ),
    )


def find_organization(portal: Portal, name: str) -> Document:
    """Find an organisation by id, slug or former slug, deleted or not.

    Raises:
        Problem: there is none (404).
    """
    found = portal.catalogue.get("organization", name)
    if found is not None:
        return found
    found = named(portal.catalogue.all("organization"), name)
    if found is None:
        raise not_found(
            explanation="Aucune organisation ne porte ce nom ni cet identifiant. Leur liste : "
            "GET /api/1/organizations/."
        )
    return found


def check_not_deleted(portal: Portal, organization: Document) -> None:
    """Refuse a deleted organisation to whoever is not a member.

    Raises:
        Problem: it is gone (410).
    """
    if organization["deleted"] and not (
        portal.sysadmin or role_in(portal, organization["id"]) is not None
    ):
        raise gone()


def gone() -> Problem:
    """Make the refusal of a deleted organisation."""
    return simple_problem(
        410,
        "Organization has been deleted",
        "Cette organisation a été supprimée. Un de ses administrateurs peut la rétablir : PUT "
        "avec « deleted » à null.",
    )


def visible_organizations(portal: Portal) -> list[Document]:
    """Give the organisations that are not deleted, newest first."""
    found = [org for org in portal.catalogue.all("organization") if not org["deleted"]]
    return found[::-1]


def organizations_of(portal: Portal, user_id: str) -> list[Document]:
    """Give the organisations that someone is a member of, the first joined first."""
    return [
        organization
        for organization in portal.catalogue.all("organization")
        if not organization["deleted"]
        and any(member["user"] == user_id for member in organization["members"])
    ]


def create_organization(portal: Portal, body: Document) -> Document:
    """Make an organisation; the caller becomes its administrator.

    Raises:
        Problem: no key (401), or a field is refused (400, shape B).
    """
    if portal.caller is None:
        raise unauthorized()
    check_room(portal, "organization")
    now = portal.now()
    organization = {
        "id": new_object_id(),
        "slug": "",
        "old_slugs": [],
        **_fields(body, None),
        "badges": [],
        "members": [{"user": portal.caller["id"], "role": "admin", "since": now}],
        "created_at": now,
        "last_modified": now,
        "deleted": None,
    }
    organization["slug"] = _slug(portal, organization)
    portal.catalogue.put("organization", organization)
    return organization


def update_organization(portal: Portal, organization: Document, body: Document) -> Document:
    """Change an organisation: a field that is absent is kept, null clears it.

    Raises:
        Problem: it is deleted and not being restored (410), the caller does not administer it
            (401, 403), or a field is refused (400, shape B).
    """
    if organization["deleted"] and body.get("deleted", True) is not None:
        raise gone()
    check_admin(portal, organization)
    changed = {
        **organization,
        **_fields(body, organization),
        "deleted": read_deleted(body, organization),
        "last_modified": portal.now(),
    }
    if slugify(changed["name"]) != slugify(organization["name"]):
        changed["slug"] = _slug(portal, changed)
        changed["old_slugs"] = [
            *(slug for slug in organization["old_slugs"] if slug != changed["slug"]),
            organization["slug"],
        ]
    portal.catalogue.put("organization", changed)
    return changed


def delete_organization(portal: Portal, organization: Document) -> None:
    """Delete an organisation; what it published stays as it is, under its name.

    Raises:
        Problem: it is deleted already (410), or the caller does not administer it (401, 403).
    """
    if organization["deleted"]:
        raise gone()
    check_admin(portal, organization)
    portal.catalogue.put("organization", {**organization, "deleted": portal.now()})


def check_admin(portal: Portal, organization: Document) -> None:
    """Refuse whoever does not administer an organisation.

    Raises:
        Problem: no key (401), or another role or none (403).
    """
    if portal.caller is None:
        raise unauthorized()
    if not is_admin_of(portal, organization["id"]):
        refusal = forbidden()
        refusal.explanation = (
            "Seul un administrateur de l'organisation la modifie : un éditeur publie pour elle, "
            "sans pouvoir changer sa fiche."
        )
        raise refusal


def join_organization(portal: Portal, organization: Document, user_id: str, role: str) -> None:
    """Make someone a member of an organisation, or change her role there.

    Args:
        portal: which portal.
        organization: which one.
        user_id: who.
        role: one of ``ROLES``.
    """
    others = [member for member in organization["members"] if member["user"] != user_id]
    joined = {"user": user_id, "role": role, "since": portal.now()}
    portal.catalogue.put("organization", {**organization, "members": [*others, joined]})


def organization_view(
    portal: Portal, organization: Document, counts: Counts | None = None
) -> dict[str, Any]:
    """Give an organisation as the API shows it.

    Args:
        portal: which portal; who calls decides of addresses shown and permissions.
        organization: the stored document.
        counts: what was counted for a whole list; counted here where there is none.
    """
    counts = counts or count_objects(portal)
    identifier, slug = organization["id"], organization["slug"]
    return {
        "id": identifier,
        "name": organization["name"],
        "acronym": organization["acronym"],
        "slug": slug,
        "description": organization["description"],
        "url": organization["url"],
        "logo": None,
        "logo_thumbnail": None,
        "image_url": None,
        "banner_url": None,
        "banner_thumbnail": None,
        "business_number_id": organization["business_number_id"],
        "badges": [{"kind": kind} for kind in organization["badges"]],
        "members": [_member_view(portal, organization, m) for m in organization["members"]],
        "teams": [],
        "metrics": {
            "datasets": counts.datasets[identifier],
            "reuses": counts.reuses[identifier],
            "members": len(organization["members"]),
            **dict.fromkeys(_NEVER_COUNTED, 0),
            **{name: {} for name in _BY_MONTHS},
        },
        "extras": organization["extras"],
        "zone": None,
        "created_at": organization["created_at"],
        "last_modified": organization["last_modified"],
        "deleted": organization["deleted"],
        "uri": portal.addresses.api_url(f"/api/1/organizations/{slug}/"),
        "page": portal.addresses.web_url(f"/organizations/{slug}"),
        "permissions": organization_permissions(portal, organization),
    }


def _member_view(portal: Portal, organization: Document, member: Document) -> dict[str, Any]:
    user = user_reference(portal, member["user"])
    if user is not None:
        # Those of the organisation alone see something of each other's address.
        seen = organization_permissions(portal, organization)["private"]
        user |= {"email": masked_email(user["slug"]) if seen else None, "last_login_at": None}
    label = ROLES[member["role"]][0]
    return {"user": user, "role": member["role"], "label": label, "since": member["since"]}


def _fields(body: Document, stored: Document | None) -> Document:
    checks = Checks("Organization", body, stored)
    read: Document = {
        "name": checks.text("name", required=True, longest=350),
        "description": checks.text("description", required=True, longest=100_000),
        "acronym": checks.text("acronym", longest=128),
        "url": checks.address("url"),
        "business_number_id": _siret(checks),
        "extras": checks.extras(),
    }
    checks.close()
    return read


def _siret(checks: Checks) -> str | None:
    value = checks.text("business_number_id")
    if value is None:
        return None
    if not (len(value) == 14 and value.isascii() and value.isdigit()):
        checks.refuse(
            "business_number_id",
            "Un numéro siret est composé de 14 chiffres",
            "est un SIRET : 14 chiffres, sans espaces",
        )
    elif not siret.is_valid(value):
        checks.refuse(
            "business_number_id",
            "La clé de contrôle du numéro siret est invalide",
            "a un chiffre faux : la clé de contrôle ne correspond pas. Recopiez le SIRET",
        )
    return value


def _slug(portal: Portal, organization: Document) -> str:
    return own_slug(portal.catalogue.all("organization"), organization, organization["name"])
