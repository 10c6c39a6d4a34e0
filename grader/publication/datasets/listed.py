"""Lists inside a record's form: its resources and its contact points."""

from __future__ import annotations

from typing import Any

from grader.publication.datasets.fields import BAD_TYPE, RefusedField
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.problems import Problem, form_problem, simple_problem
from grader.typography import plural


def read_resources(portal: Portal, value: Any, dataset: Document) -> list[Document]:
    """Read the ``resources`` of a body: they replace the list, but an empty list changes nothing.

    An item whose ``id`` is known is completed from the stored one; an unknown ``id`` is dropped
    and a new one given. Those that are not repeated vanish.

    Args:
        portal: who calls.
        value: as it came.
        dataset: the record as it is kept.

    Raises:
        RefusedField: an item is refused; there is one answer an item, in order.
        Problem: null, which the real software refuses without a reason, or too many (400).
    """
    if value is None:
        raise form_problem(
            {},
            "« resources: null » est refusé, et la vraie API ne dit pas pourquoi. Pour garder "
            "les ressources, retirez ce champ de l'appel.",
        )
    if not isinstance(value, list):
        raise RefusedField([BAD_TYPE], "« resources » attend une liste d'objets JSON.")
    if not value:
        stored: list[Document] = dataset["resources"]
        return stored
    if len(value) > portal.limits.resources:
        raise too_many_resources(portal)
    # Late: the package of resources asks this one where a record is.
    from grader.publication.resources import resource_from_form

    known = {resource["id"]: resource for resource in dataset["resources"]}
    read: list[Document] = []
    errors: list[Any] = []
    told: list[str] = []
    for item in value:
        try:
            if not isinstance(item, dict):
                raise form_problem({"url": [BAD_TYPE]}, "Chaque ressource est un objet JSON.")
            # Taken out, so that an identifier sent twice does not name two resources.
            identifier = item.get("id")
            kept = known.pop(identifier.lower(), None) if isinstance(identifier, str) else None
            read.append(resource_from_form(portal, item, kept))
            errors.append({})
        except Problem as problem:
            errors.append(problem.body.get("errors", {}))
            told.append(problem.explanation)
    if told:
        raise RefusedField(errors, " ".join(dict.fromkeys(told)))
    return read


def too_many_resources(portal: Portal) -> Problem:
    """Make the refusal of one resource too many."""
    most = portal.limits.resources
    return simple_problem(
        400,
        f"Too many resources: {most} at most",
        f"Un jeu de données du bac à sable contient au plus {plural(most, 'ressource')}. "
        "La vraie plateforme n'a pas cette limite.",
    )


def read_contact_points(portal: Portal, value: Any, dataset: Document) -> list[str]:
    """Read the ``contact_points`` of a body: null empties them, an empty list changes nothing.

    Args:
        portal: who calls.
        value: as it came: ids, or objects with an ``id``.
        dataset: the record, with the owner it will have.

    Raises:
        RefusedField: one does not exist, or belongs to somebody else.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise RefusedField([BAD_TYPE], "« contact_points » attend une liste d'identifiants.")
    if not value:
        stored: list[str] = dataset["contact_points"]
        return stored
    found: list[str] = []
    for one in value:
        identifier = one.get("id") if isinstance(one, dict) else one
        contact = (
            portal.catalogue.get("contact", identifier) if isinstance(identifier, str) else None
        )
        # One that the record had before it changed hands may stay.
        if contact is None or not (
            contact["id"] in dataset["contact_points"] or _same_owner(contact, dataset)
        ):
            raise RefusedField(
                ["Wrong contact point id or contact point ownership mismatch"],
                "Un point de contact doit exister (POST /api/1/contacts/) et appartenir à la "
                "même organisation, ou à la même personne, que le jeu de données.",
            )
        found.append(contact["id"])
    return list(dict.fromkeys(found))


def _same_owner(contact: Document, dataset: Document) -> bool:
    return bool(
        contact.get("organization") == dataset["organization"]
        and contact.get("owner") == dataset["owner"]
    )
