"""Me: who calls, and what is hers or her organisations'."""

from __future__ import annotations

from typing import Any

from grader.publication.api.route import caller_of
from grader.publication.documents import Document
from grader.publication.organizations import organizations_of
from grader.publication.portal import Portal
from grader.publication.references import email_of, organization_reference, user_reference


def me_view(portal: Portal) -> dict[str, Any]:
    """Give the caller as she sees herself.

    Raises:
        Problem: nobody calls (401).
    """
    user = caller_of(portal)
    identifier = user["id"]
    reference = user_reference(portal, identifier) or {}
    return {
        "id": identifier,
        "slug": user["slug"],
        "first_name": user["first_name"],
        "last_name": user["last_name"],
        "email": email_of(user["slug"]),
        "about": None,
        "active": True,
        "roles": ["admin"] if portal.sysadmin else [],
        "since": user["created_at"],
        "website": None,
        "avatar": None,
        "avatar_thumbnail": None,
        "deleted": None,
        "last_login_at": None,
        "mail_cadence": None,
        "notifications_paused": False,
        "password_rotation_demanded": None,
        "password_rotation_performed": None,
        "metrics": {
            "datasets": _count(portal.catalogue.all("dataset"), identifier),
            "reuses": _count(portal.catalogue.all("reuse"), identifier),
            "dataservices": 0,
            "followers": 0,
            "following": 0,
        },
        "organizations": [
            organization_reference(portal, organization["id"])
            for organization in organizations_of(portal, identifier)
        ],
        "uri": reference.get("uri"),
        "page": reference.get("page"),
    }


def owned_by_me(portal: Portal, documents: list[Document]) -> list[Document]:
    """Keep of datasets or reuses those that the caller owns herself, newest first."""
    mine = caller_of(portal)["id"]
    return [found for found in documents[::-1] if found["owner"] == mine]


def of_my_organizations(portal: Portal, documents: list[Document]) -> list[Document]:
    """Keep of datasets or reuses those of the caller and of her organisations, newest first."""
    mine = caller_of(portal)["id"]
    organizations = {found["id"] for found in organizations_of(portal, mine)}
    return [
        found
        for found in documents[::-1]
        if found["owner"] == mine or found["organization"] in organizations
    ]


def _count(documents: list[Document], user_id: str) -> int:
    return sum(found["owner"] == user_id and not found["deleted"] for found in documents)
