"""Datasets of the API, version 2: the little that the official client calls."""

from __future__ import annotations

from typing import Any

from grader.publication.api.route import Call, Route
from grader.publication.datasets import (
    dataset_of_resource,
    dataset_view,
    find_dataset,
    find_to_change,
    save_dataset,
)
from grader.publication.datasets.extras import (
    RESERVED_OF_DATASET,
    RESERVED_OF_RESOURCE,
    extras_without,
    merged_extras,
)
from grader.publication.documents import Document
from grader.publication.exchange import Reply
from grader.publication.pages import PAGE_QUERY, page_object
from grader.publication.portal import Portal
from grader.publication.problems import not_found
from grader.publication.resources import find_resource, resource_view
from grader.publication.rights import check_edit

#: Resources of a page where none is asked.
_PAGE_SIZE = 50


def get_dataset(portal: Portal, call: Call) -> Reply:
    """Give a dataset, its resources by an address."""
    dataset = find_dataset(portal, call.arguments["dataset"], call)
    shown = dataset_view(portal, dataset)
    page = f"page=1&page_size={_PAGE_SIZE}"
    own = portal.addresses.api_url(f"/api/2/datasets/{dataset['id']}/resources/?{page}")
    others = portal.addresses.api_url(
        f"/api/1/datasets/community_resources/?dataset={dataset['id']}&{page}"
    )
    community = [
        one
        for one in portal.catalogue.all("community_resource")
        if one.get("dataset") == dataset["id"]
    ]
    shown["resources"] = _subsection(own, len(dataset["resources"]))
    shown["community_resources"] = _subsection(others, len(community))
    return Reply(shown)


def _subsection(address: str, total: int) -> dict[str, Any]:
    return {"rel": "subsection", "href": address, "type": "GET", "total": total}


def list_resources(portal: Portal, call: Call) -> Reply:
    """Give a page of a dataset's resources."""
    dataset = find_dataset(portal, call.arguments["dataset"], call)
    kind, words = call.first("type"), (call.first("q") or "").lower()
    found = [
        resource
        for resource in dataset["resources"]
        if kind in (None, "", resource["type"]) and words in resource["title"].lower()
    ]
    return Reply(
        page_object(
            portal,
            call,
            found,
            lambda resource: resource_view(portal, dataset, resource),
            default_size=_PAGE_SIZE,
        )
    )


def get_resource(portal: Portal, call: Call) -> Reply:
    """Give a resource and the dataset that holds it, from the resource's identifier alone."""
    wanted = call.arguments["rid"]
    dataset = dataset_of_resource(portal, wanted)
    if dataset is None:
        raise not_found(
            "Resource does not exist",
            "Aucune ressource ne porte cet identifiant : elle a peut-être été supprimée.",
        )
    dataset = find_dataset(portal, dataset["id"])
    shown = resource_view(portal, dataset, find_resource(dataset, wanted))
    return Reply({"resource": shown, "dataset_id": dataset["id"]})


def get_extras(portal: Portal, call: Call) -> Reply:
    """Give the extras of a dataset."""
    return Reply(find_dataset(portal, call.arguments["dataset"], call)["extras"])


def put_extras(portal: Portal, call: Call) -> Reply:
    """Merge extras into those of a dataset."""
    dataset = _to_change(portal, call)
    dataset["extras"] = merged_extras(portal, call.json(), dataset["extras"], RESERVED_OF_DATASET)
    save_dataset(portal, dataset)
    return Reply(dataset["extras"])


def delete_extras(portal: Portal, call: Call) -> Reply:
    """Remove extras of a dataset by their keys."""
    dataset = _to_change(portal, call)
    dataset["extras"] = extras_without(call.json(), dataset["extras"])
    save_dataset(portal, dataset)
    return Reply(None, 204)


def get_resource_extras(portal: Portal, call: Call) -> Reply:
    """Give the extras of a resource."""
    dataset = find_dataset(portal, call.arguments["dataset"], call)
    return Reply(find_resource(dataset, call.arguments["rid"])["extras"])


def put_resource_extras(portal: Portal, call: Call) -> Reply:
    """Merge extras into those of a resource."""
    dataset = _to_change(portal, call)
    resource = find_resource(dataset, call.arguments["rid"])
    resource["extras"] = merged_extras(
        portal, call.json(), resource["extras"], RESERVED_OF_RESOURCE
    )
    save_dataset(portal, dataset)
    return Reply(resource["extras"])


def delete_resource_extras(portal: Portal, call: Call) -> Reply:
    """Remove extras of a resource by their keys."""
    dataset = _to_change(portal, call)
    resource = find_resource(dataset, call.arguments["rid"])
    resource["extras"] = extras_without(call.json(), resource["extras"])
    save_dataset(portal, dataset)
    return Reply(None, 204)


def _to_change(portal: Portal, call: Call) -> Document:
    dataset = find_to_change(portal, call.arguments["dataset"], call)
    check_edit(portal, dataset)
    return dataset


_DATASET = "/api/2/datasets/{dataset}/"
_RESOURCE = _DATASET + "resources/{rid:uuid}/extras/"

ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/api/2/datasets/resources/{rid:uuid}/",
        get_resource,
        "Une ressource et l'identifiant de son jeu de données.",
        answer="ResourceAndDataset",
    ),
    Route(
        "GET",
        _DATASET,
        get_dataset,
        "Un jeu de données, ses ressources par une adresse.",
        answer="DatasetV2",
    ),
    Route(
        "GET",
        _DATASET + "resources/",
        list_resources,
        "Les ressources d'un jeu de données, page par page.",
        answer="ResourcePage",
        query=(
            ("type", "Genre de ressource.", "string"),
            ("q", "Texte cherché dans les titres.", "string"),
            *PAGE_QUERY,
        ),
    ),
    Route("GET", _DATASET + "extras/", get_extras, "Valeurs libres.", answer="Extras"),
    Route(
        "PUT",
        _DATASET + "extras/",
        put_extras,
        "Fusionne des valeurs libres ; une valeur null retire sa clé.",
        key=True,
        body="Extras",
        answer="Extras",
    ),
    Route(
        "DELETE",
        _DATASET + "extras/",
        delete_extras,
        "Retire des valeurs libres : la liste de leurs clés.",
        key=True,
        body="Keys",
    ),
    Route(
        "GET", _RESOURCE, get_resource_extras, "Valeurs libres d'une ressource.", answer="Extras"
    ),
    Route(
        "PUT",
        _RESOURCE,
        put_resource_extras,
        "Fusionne des valeurs libres d'une ressource.",
        key=True,
        body="Extras",
        answer="Extras",
    ),
    Route(
        "DELETE",
        _RESOURCE,
        delete_resource_extras,
        "Retire des valeurs libres d'une ressource.",
        key=True,
        body="Keys",
    ),
)
