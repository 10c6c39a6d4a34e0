"""What a new space holds: its users, a few organisations, and records of unequal quality.

What is made is written in ``sandbox_data/portal/*.yml`` and goes through the same functions as
what a person does by the API, at the moments that the file tells.
"""

from __future__ import annotations

from pathlib import Path

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.slugs import free_slug


def make_user(portal: Portal, user_id: str, pseudonym: str) -> Document:
    """Make the user that a learner is on a portal.

    Args:
        portal: which portal.
        user_id: 24 hexadecimal characters.
        pseudonym: hers; no name is known.
    """
    return add_user(portal, user_id, pseudonym, pseudonym, "(bac à sable)")


def add_user(
    portal: Portal, user_id: str, called: str, first_name: str, last_name: str
) -> Document:
    """Keep a user under a name that nobody has in addresses.

    Args:
        portal: which portal.
        user_id: 24 hexadecimal characters.
        called: what her name in addresses is made of.
        first_name: as it is shown.
        last_name: as it is shown.
    """
    taken = {other["slug"] for other in portal.catalogue.all("user") if other["id"] != user_id}
    user: Document = {
        "id": user_id,
        "slug": free_slug(called, taken.__contains__),
        "first_name": first_name,
        "last_name": last_name,
        "created_at": portal.now(),
    }
    portal.catalogue.put("user", user)
    return user


def seed(
    portal: Portal, sandbox: Path, user: Document | None, incoming: Path | None = None
) -> None:
    """Furnish a portal that is empty, and give a new user her place in it.

    Args:
        portal: which portal.
        sandbox: folder of the fictional data.
        user: who enters; None for the demonstration, where nobody is.
        incoming: folder on the disk where hosted files are kept, for those that are copied in;
            one of the system's where there is none.
    """
    if not portal.catalogue.all("organization"):
        # Late: reading of YAML and the whole of records, for the first visit of a space alone.
        from grader.publication.furnishing import furnish

        furnish(portal, sandbox, incoming)
    if user is not None:
        _join(portal, user)


def _join(portal: Portal, user: Document) -> None:
    """Make a user a member of the organisations that take everyone in, with the role they say."""
    # Late, so that a user can be made without loading what organisations need.
    from grader.publication.organizations import join_organization

    for organization in portal.catalogue.all("organization"):
        role = organization.get("joined_as")
        members = {member["user"] for member in organization["members"]}
        if role is not None and user["id"] not in members and not organization["deleted"]:
            join_organization(portal, organization, user["id"], role)
