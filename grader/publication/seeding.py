"""What a new space holds: its first user and a few organisations."""

from __future__ import annotations

from pathlib import Path

from grader.publication.documents import Document
from grader.publication.portal import Portal


def make_user(portal: Portal, user_id: str, pseudonym: str) -> Document:
    """Make the user that a learner is on a portal.

    Args:
        portal: which portal.
        user_id: 24 hexadecimal characters.
        pseudonym: hers; no name is known.
    """
    user: Document = {
        "id": user_id,
        "slug": pseudonym.lower(),
        "first_name": pseudonym,
        "last_name": "(bac à sable)",
        "created_at": portal.now(),
    }
    portal.catalogue.put("user", user)
    return user


def seed(portal: Portal, sandbox: Path, user: Document | None) -> None:
    """Furnish a portal that is empty, and give a new user her place in it.

    Args:
        portal: which portal.
        sandbox: folder of the fictional data.
        user: who enters; None for the demonstration, where nobody is.
    """
    del portal, sandbox, user
