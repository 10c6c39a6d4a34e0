"""Community resources: files about a record that somebody else than its producer adds."""

from __future__ import annotations

from typing import Any

from grader.publication.datasets.finding import find_dataset
from grader.publication.documents import Document
from grader.publication.exchange import Received
from grader.publication.portal import Portal
from grader.publication.problems import Problem, form_problem, simple_problem
from grader.publication.references import organization_reference, user_reference
from grader.publication.resources import changes
from grader.publication.resources.forms import resource_from_form
from grader.publication.resources.hosting import forget_resource, host
from grader.publication.resources.view import resource_not_found, shown
from grader.publication.rights import may_edit, may_see, own_or_join


def find_community(portal: Portal, rid: str) -> Document:
    """Give a community resource of a record that the caller may see.

    Raises:
        Problem: there is none of that id (404).
    """
    found = portal.catalogue.get("community_resource", rid.lower())
    if found is None or not _record_is_seen(portal, found):
        raise resource_not_found()
    return found


def community_resources(portal: Portal) -> list[Document]:
    """Give every community resource of records that the caller may see, newest first."""
    found = portal.catalogue.all("community_resource")
    return [one for one in reversed(found) if _record_is_seen(portal, one)]


def add_community(portal: Portal, body: Document) -> Document:
    """Add a remote community resource.

    Args:
        portal: where; somebody calls.
        body: fields of a resource, and ``dataset``: an id, or an object that has one.

    Raises:
        Problem: a field is refused, or there is no such record (400).
    """
    resource = resource_from_form(portal, body, None)
    dataset = _record_named(portal, body.get("dataset"))
    changes.check_remote(resource)
    organization, owner = own_or_join(portal, body, None)
    return _put_new(portal, dataset, resource, organization, owner)


def upload_community(portal: Portal, dataset: Document, received: Received) -> Document:
    """Host an uploaded file as a community resource of a record, owned by who calls.

    Raises:
        Problem: as ``add_upload``.
        OuvroirError: the space holds too many bytes.
    """
    organization, owner = own_or_join(portal, {}, None)
    _check_room(portal)
    resource = changes.uploaded(portal, dataset, received)
    return _put_new(portal, dataset, resource, organization, owner)


def replace_community(portal: Portal, resource: Document, received: Received) -> Document:
    """Put an uploaded file in the place of a community resource's.

    Raises:
        Problem: as ``replace_upload``.
        OuvroirError: the space holds too many bytes.
    """
    dataset = _record_of(portal, resource)
    if dataset is None:
        raise resource_not_found()
    changes.replace_bytes(portal, resource, host(portal, dataset, received))
    portal.catalogue.put("community_resource", resource)
    return resource


def update_community(portal: Portal, resource: Document, body: Document) -> Document:
    """Change what a body names of a community resource.

    Raises:
        Problem: a field is refused (400).
    """
    changed = changes.changed_resource(portal, resource, body)
    changed["organization"], changed["owner"] = own_or_join(portal, body, resource)
    portal.catalogue.put("community_resource", changed)
    return changed


def delete_community(portal: Portal, resource: Document) -> None:
    """Delete a community resource at once, with its file."""
    forget_resource(portal, resource)
    portal.catalogue.remove("community_resource", resource["id"])


def community_view(portal: Portal, resource: Document) -> dict[str, Any]:
    """Give a community resource as the API shows it."""
    dataset = _record_of(portal, resource)
    edit = may_edit(portal, resource)
    return {
        **shown(portal, resource),
        "dataset": None
        if dataset is None
        else {
            "id": dataset["id"],
            "class": "Dataset",
            "title": dataset["title"],
            "slug": dataset["slug"],
            "acronym": dataset["acronym"],
            "uri": portal.addresses.api_url(f"/api/1/datasets/{dataset['slug']}/"),
            "page": portal.addresses.web_url(f"/datasets/{dataset['slug']}"),
        },
        "organization": organization_reference(portal, resource["organization"]),
        "owner": user_reference(portal, resource["owner"]),
        "permissions": {"delete": edit, "edit": edit},
    }


def _put_new(
    portal: Portal,
    dataset: Document,
    resource: Document,
    organization: str | None,
    owner: str | None,
) -> Document:
    _check_room(portal)
    resource.update(dataset=dataset["id"], organization=organization, owner=owner)
    portal.catalogue.put("community_resource", resource)
    return resource


def _check_room(portal: Portal) -> None:
    if len(portal.catalogue.all("community_resource")) >= portal.limits.objects:
        raise simple_problem(
            400,
            f"The portal may not hold more than {portal.limits.objects} community resources",
            "Ce bac à sable ne peut plus recevoir de ressource communautaire : supprimez-en.",
        )


def _record_named(portal: Portal, sent: Any) -> Document:
    named = sent.get("id") if isinstance(sent, dict) else sent
    if not named or not isinstance(named, str):
        raise form_problem(
            {"dataset": "A dataset identifier is required"},
            "Dites de quel jeu de données parle cette ressource : « dataset », avec son "
            "identifiant.",
        )
    try:
        return find_dataset(portal, named)
    except Problem as error:
        raise form_problem(
            {"dataset": [f"Unable to find dataset {named}"]},
            "Aucun jeu de données public ne porte cet identifiant.",
        ) from error


def _record_of(portal: Portal, resource: Document) -> Document | None:
    return portal.catalogue.get("dataset", resource["dataset"])


def _record_is_seen(portal: Portal, resource: Document) -> bool:
    dataset = _record_of(portal, resource)
    return dataset is not None and may_see(portal, dataset)
