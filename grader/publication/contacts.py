"""Contact points: whom to ask about a dataset."""

from __future__ import annotations

import re
from typing import Any

from grader.publication.documents import Document, new_object_id
from grader.publication.portal import Portal
from grader.publication.problems import not_found
from grader.publication.reference import CONTACT_ROLES
from grader.publication.references import organization_reference, user_reference
from grader.publication.rights import assigned_at_birth, check_edit
from grader.publication.saving import Checks, check_room

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


def find_contact(portal: Portal, identifier: str) -> Document:
    """Find a contact point.

    Raises:
        Problem: there is none (404).
    """
    contact = portal.catalogue.get("contact", identifier)
    if contact is None:
        raise not_found()
    return contact


def create_contact(portal: Portal, body: Document) -> Document:
    """Make a contact point, of the caller or of an organisation of hers.

    Raises:
        Problem: no key (401), or a field is refused (400, shape B).
    """
    check_room(portal, "contact")
    contact: Document = {"id": new_object_id(), **_fields(portal, body, None)}
    contact["assigned"] = assigned_at_birth(portal, contact["organization"])
    portal.catalogue.put("contact", contact)
    return contact


def update_contact(portal: Portal, contact: Document, body: Document) -> Document:
    """Change a contact point: a field that is absent is kept.

    Raises:
        Problem: the caller has no right (401, 403), or a field is refused (400, shape B).
    """
    check_edit(portal, contact)
    changed = {**contact, **_fields(portal, body, contact)}
    portal.catalogue.put("contact", changed)
    return changed


def delete_contact(portal: Portal, contact: Document) -> None:
    """Forget a contact point, and take it off the datasets that name it.

    Raises:
        Problem: the caller has no right (401, 403).
    """
    check_edit(portal, contact)
    for dataset in portal.catalogue.all("dataset"):
        if contact["id"] in dataset["contact_points"]:
            dataset["contact_points"].remove(contact["id"])
            portal.catalogue.put("dataset", dataset)
    portal.catalogue.remove("contact", contact["id"])


def contact_view(portal: Portal, contact: Document) -> dict[str, Any]:
    """Give a contact point as the API shows it."""
    return {
        "id": contact["id"],
        "name": contact["name"],
        "email": contact["email"],
        "contact_form": contact["contact_form"],
        "role": contact["role"],
        "owner": user_reference(portal, contact["owner"]),
        "organization": organization_reference(portal, contact["organization"]),
    }


def _fields(portal: Portal, body: Document, stored: Document | None) -> Document:
    checks = Checks("ContactPoint", body, stored)
    read: Document = {
        "name": checks.text("name", required=True, longest=255),
        "email": checks.text("email", longest=255),
        "contact_form": checks.address("contact_form"),
        "role": checks.choice("role", CONTACT_ROLES, required=True),
    }
    if read["email"] is not None and not _EMAIL.fullmatch(read["email"]):
        checks.refuse(
            "email",
            f"Invalid email address: {read['email'][:100]}",
            "doit être une adresse de courriel : nom@domaine.fr",
        )
    # An address refused above was given all the same.
    given = read["email"] or read["contact_form"] or {"email", "contact_form"} & set(checks.errors)
    if read["role"] == "contact" and not given:
        checks.refuse(
            "__all__",
            "At least an email or a contact form is required for a contact point",
            "(fiche entière) demande une adresse de courriel ou un formulaire de contact",
        )
    read["organization"], read["owner"] = checks.owner(portal)
    checks.close()
    return read
