"""Resources of a record: section 6 of the contract."""

from __future__ import annotations

from grader.publication.api.route import Call, Route
from grader.publication.datasets.finding import find_dataset
from grader.publication.documents import Document
from grader.publication.exchange import Reply, Response
from grader.publication.portal import Portal
from grader.publication.problems import Problem, no_route, not_found
from grader.publication.resources import changes
from grader.publication.resources.order import reorder
from grader.publication.resources.view import find_resource, resource_url, resource_view
from grader.publication.rights import check_edit

_BASE = "/api/1/datasets/{dataset}/resources/"


def editable_dataset(portal: Portal, call: Call) -> Document:
    """Find the record that a call names, for one who may edit it.

    Raises:
        Problem: unknown or a draft (404), deleted (410), renamed (308), or not hers (403).
    """
    dataset = find_dataset(portal, call.arguments["dataset"], call)
    check_edit(portal, dataset)
    return dataset


def _add(portal: Portal, call: Call) -> Reply:
    dataset = editable_dataset(portal, call)
    resource = changes.add_remote(portal, dataset, call.json_object())
    return Reply(resource_view(portal, dataset, resource), 201)


def _no_list(_portal: Portal, _call: Call) -> Reply:
    problem = no_route()
    raise Problem(
        404,
        problem.body,
        "En version 1 de l'API, les ressources se lisent avec leur jeu de données : "
        "GET /api/1/datasets/{id}/. La version 2 en donne la liste : "
        "GET /api/2/datasets/{id}/resources/.",
    )


def _reorder(portal: Portal, call: Call) -> Reply:
    dataset = editable_dataset(portal, call)
    ordered = reorder(portal, dataset, call.json())
    return Reply([resource_view(portal, dataset, resource) for resource in ordered])


def _show(portal: Portal, call: Call) -> Reply:
    dataset = find_dataset(portal, call.arguments["dataset"], call)
    return Reply(resource_view(portal, dataset, find_resource(dataset, call.arguments["rid"])))


def _update(portal: Portal, call: Call) -> Reply:
    dataset = editable_dataset(portal, call)
    rid = call.arguments["rid"]
    resource = changes.update_resource(portal, dataset, rid, call.json_object())
    return Reply(resource_view(portal, dataset, resource))


def _delete(portal: Portal, call: Call) -> Reply:
    dataset = editable_dataset(portal, call)
    changes.delete_resource(portal, dataset, call.arguments["rid"])
    return Reply(None, 204)


def _permalink(portal: Portal, call: Call) -> Response:
    """Lead to the bytes of a resource, even those of a draft or of a deleted record."""
    rid = call.arguments["rid"].lower()
    resource = next(
        (
            resource
            for dataset in portal.catalogue.all("dataset")
            for resource in dataset["resources"]
            if resource["id"] == rid
        ),
        portal.catalogue.get("community_resource", rid),
    )
    if resource is None:
        raise not_found(
            "Resource not found",
            "Aucune ressource ne porte cet identifiant : elle a peut-être été supprimée.",
        )
    return Response(302, (("Location", resource_url(portal, resource)),))


ROUTES = (
    Route(
        "GET",
        "/api/1/datasets/r/{rid:uuid}",
        _permalink,
        "Mène au fichier d'une ressource : c'est l'adresse à publier, elle ne change jamais.",
    ),
    Route(
        "POST",
        _BASE,
        _add,
        "Ajoute une ressource distante, en tête de la liste.",
        key=True,
        body="ResourceForm",
        answer="Resource",
    ),
    Route("GET", _BASE, _no_list, "N'existe pas en version 1 : répond 404."),
    Route(
        "PUT",
        _BASE,
        _reorder,
        "Change l'ordre des ressources : toutes doivent être nommées.",
        key=True,
        body="ResourceOrder",
        answer="ResourceList",
    ),
    Route("GET", _BASE + "{rid:uuid}/", _show, "Donne une ressource.", answer="Resource"),
    Route(
        "PUT",
        _BASE + "{rid:uuid}/",
        _update,
        "Modifie une ressource : ce qui n'est pas envoyé reste.",
        key=True,
        body="ResourceForm",
        answer="Resource",
    ),
    Route(
        "DELETE",
        _BASE + "{rid:uuid}/",
        _delete,
        "Supprime une ressource et son fichier, aussitôt et sans retour.",
        key=True,
    ),
)
