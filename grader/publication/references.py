"""Organisations and people as other objects show them."""

from __future__ import annotations

from typing import Any

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.rights import role_of


def organization_reference(portal: Portal, identifier: str | None) -> dict[str, Any] | None:
    """Give an organisation as a dataset shows its own, or None where there is none."""
    if identifier is None:
        return None
    organization = portal.catalogue.get("organization", identifier)
    if organization is None:
        return None
    return {
        "id": organization["id"],
        "class": "Organization",
        "name": organization["name"],
        "acronym": organization["acronym"],
        "slug": organization["slug"],
        "uri": portal.addresses.api_url(f"/api/1/organizations/{organization['slug']}/"),
        "page": portal.addresses.web_url(f"/organizations/{organization['slug']}"),
        "logo": None,
        "logo_thumbnail": None,
        "badges": [{"kind": kind} for kind in organization["badges"]],
        "permissions": organization_permissions(portal, organization),
    }


def organization_permissions(portal: Portal, organization: Document) -> dict[str, bool]:
    """Say what the caller may do with an organisation."""
    role = role_of(organization, portal.caller["id"]) if portal.caller else None
    admin = portal.sysadmin or role == "admin"
    return {
        "edit": admin,
        "delete": admin,
        "members": admin,
        "harvest": admin,
        "private": admin or role is not None,
    }


def user_reference(portal: Portal, identifier: str | None) -> dict[str, Any] | None:
    """Give a person as other objects show her, or None where there is none."""
    if identifier is None:
        return None
    user = portal.catalogue.get("user", identifier)
    if user is None:
        return None
    return {
        "id": user["id"],
        "class": "User",
        "first_name": user["first_name"],
        "last_name": user["last_name"],
        "slug": user["slug"],
        "uri": portal.addresses.api_url(f"/api/1/users/{user['slug']}/"),
        "page": portal.addresses.web_url(f"/users/{user['slug']}"),
        "avatar": None,
        "avatar_thumbnail": None,
        "deleted": user.get("deleted"),
    }


def email_of(slug: str) -> str:
    """Give the address of someone in the sandbox: nobody reads it, and none is asked."""
    return f"{slug}@bac-a-sable.example"


def masked_email(slug: str) -> str:
    """Give what other members see of an address."""
    return email_of(slug[:1] + "***")
