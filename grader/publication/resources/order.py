"""The order of a record's resources, as its producer wants it."""

from __future__ import annotations

from typing import Any

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.problems import simple_problem
from grader.publication.resources.changes import save


def reorder(portal: Portal, dataset: Document, raw: Any) -> list[Document]:
    """Put the resources of a record in another order, and keep it.

    Args:
        portal: where.
        dataset: the record, changed in place; the caller may edit it.
        raw: list of ids, or of objects with an ``id``: every resource, once.

    Returns:
        The resources in their new order.

    Raises:
        Problem: one is missing, unknown or named twice (400).
    """
    sent = raw if isinstance(raw, list) else []
    by_id = {resource["id"]: resource for resource in dataset["resources"]}
    if len(sent) != len(by_id):
        raise simple_problem(
            400,
            f"All resources must be reordered, you provided {len(sent)} out of {len(by_id)}",
            "Envoyez la liste des identifiants de toutes les ressources du jeu de données, "
            "dans l'ordre voulu.",
        )
    ids = [_id_of(one) for one in sent]
    if set(ids) != set(by_id):
        raise simple_problem(
            400,
            f"Resource ids must match existing ones in dataset, ie: {set(by_id)}",
            "Chaque ressource du jeu de données doit figurer une fois, et une seule.",
        )
    dataset["resources"] = [by_id[one] for one in ids]
    save(portal, dataset)
    return list(dataset["resources"])


def _id_of(one: Any) -> str:
    found = one.get("id") if isinstance(one, dict) else one
    if not isinstance(found, str):
        raise simple_problem(
            400,
            "Each resource must have an 'id' field",
            'Écrivez chaque ressource avec son identifiant : {"id": "…"}, ou l\'identifiant seul.',
        )
    return found.lower()
