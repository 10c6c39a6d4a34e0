"""Creating, changing, deleting and restoring datasets."""

from __future__ import annotations

from grader.publication.api.route import caller_of
from grader.publication.datasets.finding import gone
from grader.publication.datasets.form import filled
from grader.publication.datasets.remembering import reading_once
from grader.publication.datasets.saving import new_dataset, save_dataset
from grader.publication.documents import Document, new_object_id
from grader.publication.portal import Portal
from grader.publication.problems import Problem, simple_problem
from grader.publication.rights import assigned_at_birth, check_edit
from grader.typography import plural


def create_dataset(portal: Portal, body: Document) -> Document:
    """Create a dataset; without ``private``, it is public at once.

    Args:
        portal: where, and who calls: without an organisation, she owns it.
        body: the JSON object that was sent.

    Raises:
        Problem: no key (401), refused fields, or one record too many (400).
    """
    caller_of(portal)
    portal = reading_once(portal)
    if len(portal.catalogue.all("dataset")) >= portal.limits.datasets:
        raise _too_many(portal)
    dataset = filled(portal, body, new_dataset(portal, new_object_id()), new=True)
    dataset["assigned"] = assigned_at_birth(portal, dataset["organization"])
    save_dataset(portal, dataset)
    return dataset


def update_dataset(portal: Portal, dataset: Document, body: Document) -> Document:
    """Change a dataset by a PUT: section 5 of the portal's contract.

    Args:
        portal: where, and who calls.
        dataset: as it is kept.
        body: the JSON object that was sent; ``deleted: null`` restores what was deleted.

    Raises:
        Problem: deleted (410), no right (403), refused fields (400), in that order.
    """
    if dataset["deleted"] and not asks_to_restore(body):
        raise gone()
    check_edit(portal, dataset)
    portal = reading_once(portal)
    changed = filled(portal, body, dataset, new=False)
    _forget_vanished(portal, dataset, changed)
    save_dataset(portal, changed)
    return changed


def asks_to_restore(body: Document) -> bool:
    """Say whether a body brings a deleted dataset back."""
    return "deleted" in body and body["deleted"] is None


def delete_dataset(portal: Portal, dataset: Document) -> None:
    """Delete a dataset: a date is written, and the record stays until it is purged.

    Raises:
        Problem: deleted already (410), no right (403), or it carries a DOI (409).
    """
    if dataset["deleted"]:
        raise gone()
    check_edit(portal, dataset)
    if (dataset["harvest"] or {}).get("doi"):
        raise simple_problem(
            409,
            "Dataset has a DOI and can only be archived, not deleted",
            "Ce jeu de données a un identifiant permanent (DOI), que d'autres citent : "
            "archivez-le au lieu de le supprimer.",
        )
    dataset["deleted"] = portal.now()
    save_dataset(portal, dataset)


def _forget_vanished(portal: Portal, before: Document, after: Document) -> None:
    """Forget the files of the resources that a PUT did not repeat."""
    from grader.publication.resources import forget_resource

    stay = {resource["id"] for resource in after["resources"]}
    for resource in before["resources"]:
        if resource["id"] not in stay:
            forget_resource(portal, resource)


def _too_many(portal: Portal) -> Problem:
    most = portal.limits.datasets
    return simple_problem(
        400,
        f"Too many datasets: {most} at most",
        f"Cet espace contient déjà {plural(most, 'jeu de données', 'jeux de données')}, le plus "
        "qu'il puisse garder. Ceux que vous avez supprimés comptent encore : videz l'espace "
        "depuis sa page d'accueil pour repartir de zéro.",
    )
