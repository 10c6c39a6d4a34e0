"""Finding datasets: by identifier or by the name of their address, and only what one may see.

Section 8 of the portal's contract: a draft is 404 and a deleted record 410 for whoever does not
produce it; a former name leads to the present one (308).
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from grader.publication.api.route import Call
from grader.publication.datasets.remembering import reading_once
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.problems import Problem, not_found, simple_problem
from grader.publication.rights import is_producer
from grader.publication.slugs import slugify


def find_dataset(portal: Portal, name: str, call: Call | None = None) -> Document:
    """Find a dataset that the caller may see.

    Args:
        portal: which portal, and who calls.
        name: its identifier, or the name of its address (slug).
        call: the call whose path holds ``name``: a former name then leads to the same call
            under the present name. Without it, to the record itself.

    Raises:
        Problem: unknown or somebody else's draft (404), deleted (410), or renamed (308).
    """
    dataset = find_even_deleted(portal, name, call)
    if dataset["deleted"] and not is_producer(portal, dataset):
        raise gone()
    return dataset


def find_even_deleted(portal: Portal, name: str, call: Call | None = None) -> Document:
    """Find a dataset that the caller may see, or that was deleted.

    Args:
        portal: which portal, and who calls.
        name: its identifier or slug.
        call: as in ``find_dataset``.

    Raises:
        Problem: unknown or somebody else's draft (404), or renamed (308).
    """
    dataset = portal.catalogue.get("dataset", name) or _by_slug(portal, name, call)
    if dataset is None or (dataset["private"] and not is_producer(portal, dataset)):
        raise not_found(
            explanation="Aucun jeu de données public ne porte cet identifiant. S'il s'agit d'un "
            "brouillon, seuls les membres de son organisation le lisent, avec leur clé."
        )
    return dataset


def find_to_change(portal: Portal, name: str, call: Call | None = None) -> Document:
    """Find a dataset that is about to be changed; rights are not looked at yet.

    Raises:
        Problem: unknown or somebody else's draft (404), deleted (410), or renamed (308).
    """
    dataset = find_even_deleted(portal, name, call)
    if dataset["deleted"]:
        raise gone()
    return dataset


def gone() -> Problem:
    """Make the refusal of a dataset that was deleted."""
    return simple_problem(
        410,
        "Dataset has been deleted",
        "Ce jeu de données a été supprimé. Ses producteurs peuvent le rétablir : un PUT avec "
        "« deleted: null », en renvoyant aussi les mots-clés et la période.",
    )


def is_public(dataset: Document) -> bool:
    """Say whether a dataset is in the lists that anyone reads."""
    return not (dataset["private"] or dataset["archived"] or dataset["deleted"])


def visible_datasets(portal: Portal) -> list[Document]:
    """Give the datasets of the list as the caller sees it, newest first.

    Anyone sees the public ones; a key adds everything of the caller and of her organisations,
    drafts, archived and deleted included.
    """
    reader = reading_once(portal)
    return [
        dataset
        for dataset in reversed(portal.catalogue.all("dataset"))
        if is_public(dataset) or is_producer(reader, dataset)
    ]


def public_datasets(portal: Portal) -> list[Document]:
    """Give the datasets that anyone sees in lists and in the catalogue, newest first."""
    return [found for found in reversed(portal.catalogue.all("dataset")) if is_public(found)]


def datasets_of_organization(portal: Portal, organization_id: str) -> list[Document]:
    """Give an organisation's own list, newest first.

    As the real one does, it drops drafts unless the caller is a member, but neither archived
    nor deleted ones, whoever calls.
    """
    reader = reading_once(portal)
    return [
        dataset
        for dataset in reversed(portal.catalogue.all("dataset"))
        if dataset["organization"] == organization_id
        and (not dataset["private"] or is_producer(reader, dataset))
    ]


def dataset_of_resource(portal: Portal, resource_id: str) -> Document | None:
    """Find which dataset holds a resource, whoever may see it, or None."""
    wanted = resource_id.lower()
    for dataset in portal.catalogue.all("dataset"):
        if any(resource["id"] == wanted for resource in dataset["resources"]):
            return dataset
    return None


def _by_slug(portal: Portal, name: str, call: Call | None) -> Document | None:
    """Find a dataset by its present slug.

    Raises:
        Problem: the name is a former slug, or a title as it is written (308).
    """
    datasets = portal.catalogue.all("dataset")
    for dataset in datasets:
        if dataset["slug"] == name:
            return dataset
    slugged = slugify(name)
    renamed = next((one for one in datasets if name in one["old_slugs"]), None) or next(
        (one for one in datasets if slugged and one["slug"] == slugged), None
    )
    if renamed is None or (renamed["private"] and not is_producer(portal, renamed)):
        return None
    raise _moved(portal, name, name_in_address(renamed), call)


def name_in_address(dataset: Document) -> str:
    """Give what names a dataset in its address: its slug, or its id where that is empty.

    A title made only of signs gives an empty slug.
    """
    name: str = dataset["slug"] or dataset["id"]
    return name


def _moved(portal: Portal, former: str, present: str, call: Call | None) -> Problem:
    path, query = f"/api/1/datasets/{present}/", ""
    if call is not None:
        path = call.request.path.replace(f"/datasets/{former}", f"/datasets/{present}", 1)
        query = f"?{urlencode(call.request.query)}" if call.request.query else ""
    return Problem(
        308,
        {"message": "Permanent Redirect"},
        "Ce jeu de données a changé de titre, donc d'adresse : suivez l'en-tête Location, ou "
        "nommez-le par son identifiant, qui ne change pas.",
        (("Location", portal.addresses.api_url(quote(path)) + query),),
    )
