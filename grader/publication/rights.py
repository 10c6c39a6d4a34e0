"""Who may see, edit and own what; the texts are those of the real API's refusals."""

from __future__ import annotations

import re
from typing import Any

from grader.publication.api.route import caller_of
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.problems import Problem, forbidden, form_problem, unauthorized

_OBJECT_ID = re.compile(r"[0-9a-f]{24}")
#: Roles that edit every object of their organisation.
_EDITORS = ("admin", "editor")


def is_object_id(text: str) -> bool:
    """Say whether a text has the form of an object's identifier: 24 hexadecimal signs."""
    return _OBJECT_ID.fullmatch(text) is not None


def role_in(portal: Portal, organization_id: str | None) -> str | None:
    """Give the caller's role in an organisation, or None where she is not a member."""
    if portal.caller is None or organization_id is None:
        return None
    organization = portal.catalogue.get("organization", organization_id)
    return role_of(organization, portal.caller["id"])


def role_of(organization: Document | None, user_id: str) -> str | None:
    """Give someone's role in an organisation that is at hand, or None."""
    if organization is None:
        return None
    return next((m["role"] for m in organization["members"] if m["user"] == user_id), None)


def is_admin_of(portal: Portal, organization_id: str | None) -> bool:
    """Say whether the caller administers an organisation, its members and its sources."""
    return portal.sysadmin or role_in(portal, organization_id) == "admin"


def is_producer(portal: Portal, owned: Document) -> bool:
    """Say whether the caller is the owner, or a member of any role of the organisation.

    Args:
        portal: who calls.
        owned: what has ``organization`` and ``owner``.
    """
    if portal.caller is None:
        return False
    if portal.sysadmin or owned.get("owner") == portal.caller["id"]:
        return True
    return role_in(portal, owned.get("organization")) is not None


def may_edit(portal: Portal, owned: Document) -> bool:
    """Say whether the caller may change an object.

    A partial editor changes only what is assigned to her (``assigned``: user ids).
    """
    if portal.caller is None:
        return False
    if portal.sysadmin or owned.get("owner") == portal.caller["id"]:
        return True
    role = role_in(portal, owned.get("organization"))
    if role == "partial_editor":
        return portal.caller["id"] in owned.get("assigned", ())
    return role in _EDITORS


def assigned_at_birth(portal: Portal, organization_id: str | None) -> list[str]:
    """Give whom an object is assigned to as it is created: the partial editor who makes it."""
    if portal.caller is None or role_in(portal, organization_id) != "partial_editor":
        return []
    return [portal.caller["id"]]


def may_see(portal: Portal, owned: Document) -> bool:
    """Say whether the caller may see an object: drafts are seen by those who produce them."""
    return not owned.get("private") or is_producer(portal, owned)


def check_edit(portal: Portal, owned: Document) -> None:
    """Refuse whoever may not change an object.

    Raises:
        Problem: no key (401), or no right (403).
    """
    if portal.caller is None:
        raise unauthorized()
    if not may_edit(portal, owned):
        raise forbidden()


def own_or_join(
    portal: Portal, body: Document, current: Document | None
) -> tuple[str | None, str | None]:
    """Read to whom an object belongs, from the ``organization`` and ``owner`` of a body.

    Args:
        portal: who calls; somebody.
        body: the whole body of the call: an absent field is not a null one.
        current: the stored object; None when it is being created.

    Returns:
        Ids of organisation and owner: exactly one is not None.

    Raises:
        Problem: shape A, under ``organization`` or ``owner``.
    """
    caller = caller_of(portal)["id"]
    asked = _identifier("organization", body.get("organization"))
    if current is None:
        if asked is not None:
            return _joined(portal, asked), None
        return None, _owner(portal, body) or caller

    organization, owner = current.get("organization"), current.get("owner")
    if asked is None:
        return _without_organization(portal, body, organization, owner)
    if asked == organization:
        return organization, None
    if organization is not None:
        raise _refused(
            "organization",
            "Impossible de modifier le propriétaire après la création. Veuillez utiliser la "
            "fonctionnalité de transfert.",
            "Un objet d'une organisation ne passe pas à une autre par un PUT : retirez "
            "« organization » de l'appel, ou renvoyez le même identifiant.",
        )
    return _joined(portal, asked), None


def _without_organization(
    portal: Portal, body: Document, organization: str | None, owner: str | None
) -> tuple[str | None, str | None]:
    if "organization" in body and organization is not None:
        # The real software falls over here (500); a refusal says the same and does no harm.
        raise _refused(
            "organization",
            "Impossible de modifier le propriétaire après la création. Veuillez utiliser la "
            "fonctionnalité de transfert.",
            "« organization: null » ne retire pas un objet à son organisation (la vraie "
            "plateforme répond ici par une erreur 500). Retirez ce champ de l'appel.",
        )
    given = _owner(portal, body)
    if given is None:
        return organization, owner
    return None, given


def _identifier(field: str, raw: Any) -> str | None:
    if isinstance(raw, dict):
        raw = raw.get("id")
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str) or not is_object_id(raw):
        raise _refused(
            field,
            f"Unsupported identifier: {raw}",
            "Un identifiant est fait de 24 chiffres ou lettres de a à f. Le nom de l'adresse "
            "d'une organisation n'est pas accepté ici.",
        )
    return raw


def _joined(portal: Portal, organization_id: str) -> str:
    organization = portal.catalogue.get("organization", organization_id)
    if organization is None or organization.get("deleted"):
        raise _refused(
            "organization",
            "Organization n'existe pas",
            "Aucune organisation ne porte cet identifiant. GET /api/1/me/ donne les vôtres.",
        )
    if not portal.sysadmin and role_of(organization, caller_of(portal)["id"]) is None:
        raise _refused(
            "organization",
            "Permission refusée pour cette organisation",
            "Vous n'êtes pas membre de cette organisation. GET /api/1/me/ donne les vôtres.",
        )
    return organization_id


def _owner(portal: Portal, body: Document) -> str | None:
    asked = _identifier("owner", body.get("owner"))
    if asked is None:
        return None
    if portal.catalogue.get("user", asked) is None:
        raise _refused(
            "owner", "User n'existe pas", "Personne ne porte cet identifiant sur ce portail."
        )
    if asked != caller_of(portal)["id"] and not portal.sysadmin:
        raise _refused(
            "owner",
            "You can only set yourself as owner",
            "Vous ne pouvez désigner que vous comme propriétaire. Le plus simple est de ne pas "
            "envoyer « owner ».",
        )
    return asked


def _refused(field: str, message: str, explanation: str) -> Problem:
    return form_problem({field: [message]}, explanation)
