"""Discussions: questions and answers under a dataset or a reuse."""

from __future__ import annotations

from typing import Any

from grader.publication.api.route import caller_of
from grader.publication.documents import Document, Kind, new_object_id, new_resource_id
from grader.publication.portal import Portal
from grader.publication.problems import forbidden, not_found, simple_problem, unauthorized
from grader.publication.references import organization_reference, user_reference
from grader.publication.rights import is_producer, may_edit, may_see, role_in
from grader.publication.saving import REQUIRED, Checks, as_boolean, check_room

#: What a discussion may be about; only the first two exist in the sandbox.
SUBJECTS: dict[str, Kind | None] = {
    "Dataset": "dataset",
    "Reuse": "reuse",
    "Post": None,
    "Dataservice": None,
    "Topic": None,
}
_LONGEST = 50_000
_PAGES = {"Dataset": "datasets", "Reuse": "reuses"}


def find_discussion(portal: Portal, identifier: str) -> Document:
    """Find a discussion whose subject the caller may see.

    Raises:
        Problem: there is none for her (404).
    """
    discussion = portal.catalogue.get("discussion", identifier)
    if discussion is None or not _is_visible(portal, discussion["subject"]):
        raise not_found()
    return discussion


def visible_discussions(portal: Portal) -> list[Document]:
    """Give the discussions whose subject the caller may see, the oldest first."""
    seen: dict[tuple[str, str], bool] = {}
    found = []
    for discussion in portal.catalogue.all("discussion"):
        subject = discussion["subject"]
        key = (subject["class"], subject["id"])
        if key not in seen:
            seen[key] = _is_visible(portal, subject)
        if seen[key]:
            found.append(discussion)
    return found


def discussions_about(portal: Portal, subject_id: str) -> list[Document]:
    """Give the discussions about a dataset or a reuse, newest first; its right is not asked."""
    return [
        found
        for found in portal.catalogue.all("discussion")[::-1]
        if found["subject"]["id"] == subject_id
    ]


def discussions_of_organization(portal: Portal, organization_ids: set[str]) -> list[Document]:
    """Give the discussions about what organisations publish, newest first."""
    return [
        found
        for found in visible_discussions(portal)[::-1]
        if (subject := subject_of(portal, found["subject"])) is not None
        and subject["organization"] in organization_ids
    ]


def subject_of(portal: Portal, reference: Document) -> Document | None:
    """Give the dataset or reuse that a discussion is about; None where it is no more."""
    kind = SUBJECTS.get(reference["class"])
    return portal.catalogue.get(kind, reference["id"]) if kind is not None else None


def start_discussion(portal: Portal, body: Document) -> Document:
    """Open a discussion.

    Args:
        portal: which portal; somebody calls.
        body: ``title``, ``comment``, ``subject`` and perhaps ``organization``.

    Raises:
        Problem: no key (401), or a field is refused (400, shape B).
    """
    check_room(portal, "discussion")
    checks = Checks("Discussion", body, None)
    read: Document = {
        "title": checks.text("title", required=True, longest=350),
        "subject": _subject(portal, checks),
        "organization": _on_behalf(portal, checks),
        "extras": checks.extras(),
    }
    comment = _comment(checks)
    checks.close()
    message = _message(portal, comment, read["organization"])
    discussion = {
        "id": new_object_id(),
        **read,
        "user": message["posted_by"],
        "created": message["posted_on"],
        "closed": None,
        "closed_by": None,
        "closed_by_organization": None,
        "discussion": [message],
    }
    portal.catalogue.put("discussion", discussion)
    return discussion


def answer_discussion(portal: Portal, discussion: Document, body: Document) -> Document:
    """Answer in a discussion, close it, or both.

    Args:
        portal: which portal; somebody calls.
        discussion: the stored document.
        body: ``comment``, ``close`` and perhaps ``organization``.

    Raises:
        Problem: no key (401), it is closed or the caller may not close it (403), or a field is
            refused (400).
    """
    if discussion["closed"]:
        raise simple_problem(
            403,
            "Can't add comments on a closed discussion",
            "Cette discussion est close : ouvrez-en une autre.",
        )
    close = as_boolean(body.get("close"))
    checks = Checks("Discussion", body, None)
    organization = _on_behalf(portal, checks)
    comment = _comment(checks) if body.get("comment") or not close else None
    checks.close()
    if comment is not None:
        message = _message(portal, comment, organization)
        discussion["discussion"].append(message)
    if close:
        if not _may_close(portal, discussion):
            refusal = forbidden()
            refusal.explanation = (
                "Seuls l'auteur de la discussion et les producteurs du jeu de données peuvent la "
                "clore."
            )
            raise refusal
        discussion["closed"] = portal.now()
        discussion["closed_by"] = caller_of(portal)["id"]
        discussion["closed_by_organization"] = organization
    portal.catalogue.put("discussion", discussion)
    return discussion


def retitle_discussion(portal: Portal, discussion: Document, body: Document) -> Document:
    """Change the title of a discussion; its author may.

    Raises:
        Problem: the caller is not its author (401, 403), or the title is refused (400).
    """
    if not _is_author(portal, discussion):
        raise forbidden() if portal.caller else unauthorized()
    checks = Checks("Discussion", body, discussion)
    title = checks.text("title", required=True, longest=350)
    checks.close()
    changed = {**discussion, "title": title}
    portal.catalogue.put("discussion", changed)
    return changed


def delete_discussion(portal: Portal, discussion: Document) -> None:
    """Delete a discussion at once; the site's administrators may.

    Raises:
        Problem: the caller is not one (401, 403).
    """
    if not portal.sysadmin:
        raise forbidden() if portal.caller else unauthorized()
    portal.catalogue.remove("discussion", discussion["id"])


def discussion_view(portal: Portal, discussion: Document) -> dict[str, Any]:
    """Give a discussion as the API shows it."""
    return {
        "id": discussion["id"],
        "class": "Discussion",
        "title": discussion["title"],
        "subject": discussion["subject"],
        "user": user_reference(portal, discussion["user"]),
        "organization": organization_reference(portal, discussion["organization"]),
        "created": discussion["created"],
        "closed": discussion["closed"],
        "closed_by": user_reference(portal, discussion["closed_by"]),
        "closed_by_organization": organization_reference(
            portal, discussion["closed_by_organization"]
        ),
        "discussion": [_message_view(portal, message) for message in discussion["discussion"]],
        "extras": discussion["extras"],
        "permissions": {
            "close": _may_close(portal, discussion),
            "edit": _is_author(portal, discussion),
            "delete": portal.sysadmin,
        },
        "url": portal.addresses.api_url(f"/api/1/discussions/{discussion['id']}/"),
        "self_web_url": _web_url(portal, discussion),
    }


def _message_view(portal: Portal, message: Document) -> dict[str, Any]:
    mine = portal.caller is not None and message["posted_by"] == portal.caller["id"]
    return {
        "id": message["id"],
        "content": message["content"],
        "posted_by": user_reference(portal, message["posted_by"]),
        "posted_by_organization": organization_reference(portal, message["posted_by_organization"]),
        "posted_on": message["posted_on"],
        "last_modified_at": message["last_modified_at"],
        "permissions": {"edit": mine or portal.sysadmin, "delete": portal.sysadmin},
    }


def _web_url(portal: Portal, discussion: Document) -> str | None:
    subject = subject_of(portal, discussion["subject"])
    if subject is None:
        return None
    place = _PAGES[discussion["subject"]["class"]]
    return portal.addresses.web_url(f"/{place}/{subject['slug']}#discussion-{discussion['id']}")


def _is_visible(portal: Portal, reference: Document) -> bool:
    subject = subject_of(portal, reference)
    if subject is None or not may_see(portal, subject):
        return False
    return not subject["deleted"] or is_producer(portal, subject)


def _is_author(portal: Portal, discussion: Document) -> bool:
    if portal.caller is None:
        return False
    return portal.sysadmin or discussion["user"] == portal.caller["id"]


def _may_close(portal: Portal, discussion: Document) -> bool:
    subject = subject_of(portal, discussion["subject"])
    return _is_author(portal, discussion) or (subject is not None and may_edit(portal, subject))


def _message(portal: Portal, content: str, organization: str | None) -> Document:
    return {
        "id": new_resource_id(),
        "content": content,
        "posted_by": caller_of(portal)["id"],
        "posted_by_organization": organization,
        "posted_on": portal.now(),
        "last_modified_at": None,
    }


def _comment(checks: Checks) -> str:
    comment = checks.body.get("comment")
    if isinstance(comment, str) and comment.strip() and len(comment) <= _LONGEST:
        return comment
    if not comment or (isinstance(comment, str) and not comment.strip()):
        error, told = REQUIRED, "est obligatoire : c'est le message lui-même"
    elif isinstance(comment, str):
        error, told = "String value is too long", f"dépasse {_LONGEST} caractères"
    else:
        error, told = "StringField only accepts string values", "doit être un texte"
    checks.refuse("discussion", {"0": {"content": error}}, f"(votre « comment ») {told}")
    return ""


def _subject(portal: Portal, checks: Checks) -> Document | None:
    raw = checks.body.get("subject")
    if not raw:
        checks.refuse("subject", REQUIRED, "est obligatoire : ce dont on discute")
        return None
    if not isinstance(raw, dict) or raw.get("class") not in tuple(SUBJECTS):
        listed = "', '".join(SUBJECTS)
        checks.refuse(
            "subject",
            f"Value must be one of ['{listed}']",
            'est un objet {"class": "Dataset", "id": "…"}',
        )
        return None
    reference = {"class": raw["class"], "id": str(raw.get("id"))}
    if not _is_visible(portal, reference):
        checks.refuse(
            "subject",
            f"{reference['class']} n'existe pas",
            "nomme un objet qui n'existe pas ici, ou un brouillon d'autrui",
        )
    return reference


def _on_behalf(portal: Portal, checks: Checks) -> str | None:
    """Read the organisation in whose name one writes."""
    raw = checks.body.get("organization")
    identifier = raw.get("id") if isinstance(raw, dict) else raw
    if not identifier:
        return None
    if not isinstance(identifier, str) or portal.catalogue.get("organization", identifier) is None:
        checks.refuse("organization", "Organization n'existe pas", "n'existe pas")
    elif role_in(portal, identifier) is None:
        checks.refuse(
            "organization",
            "Permission refusée pour cette organisation",
            "n'est pas la vôtre : vous ne pouvez pas écrire en son nom",
        )
    return identifier if isinstance(identifier, str) else None
