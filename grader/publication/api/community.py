"""Community resources: end of section 10 of the contract."""

from __future__ import annotations

from grader.publication.api.route import Call, Route
from grader.publication.api.uploads import take
from grader.publication.datasets.finding import find_dataset
from grader.publication.documents import Document
from grader.publication.exchange import Received, Reply
from grader.publication.pages import PAGE_QUERY, page_object
from grader.publication.portal import Portal
from grader.publication.resources import community
from grader.publication.rights import check_edit

_BASE = "/api/1/datasets/community_resources/"
_FILTERS = ("dataset", "organization", "owner")


def _list(portal: Portal, call: Call) -> Reply:
    found = community.community_resources(portal)
    for name in _FILTERS:
        wanted = call.first(name)
        if wanted is not None:
            found = [one for one in found if one[name] == wanted]
    view = page_object(portal, call, found, lambda one: community.community_view(portal, one))
    return Reply(view)


def _add(portal: Portal, call: Call) -> Reply:
    resource = community.add_community(portal, call.json_object())
    return Reply(community.community_view(portal, resource), 201)


def _show(portal: Portal, call: Call) -> Reply:
    resource = community.find_community(portal, call.arguments["rid"])
    return Reply(community.community_view(portal, resource))


def _update(portal: Portal, call: Call) -> Reply:
    resource = _editable(portal, call)
    changed = community.update_community(portal, resource, call.json_object())
    return Reply(community.community_view(portal, changed))


def _delete(portal: Portal, call: Call) -> Reply:
    community.delete_community(portal, _editable(portal, call))
    return Reply(None, 204)


def _upload(portal: Portal, call: Call) -> Reply:
    dataset = find_dataset(portal, call.arguments["dataset"], call)

    def act(received: Received) -> Document:
        resource = community.upload_community(portal, dataset, received)
        return community.community_view(portal, resource)

    return take(portal, call, act, 201)


def _replace(portal: Portal, call: Call) -> Reply:
    resource = _editable(portal, call)

    def act(received: Received) -> Document:
        replaced = community.replace_community(portal, resource, received)
        return community.community_view(portal, replaced)

    return take(portal, call, act, 200)


def _editable(portal: Portal, call: Call) -> Document:
    resource = community.find_community(portal, call.arguments["rid"])
    check_edit(portal, resource)
    return resource


ROUTES = (
    Route(
        "GET",
        _BASE,
        _list,
        "Liste les ressources communautaires, la plus récente d'abord.",
        answer="CommunityResourcePage",
        query=(
            *PAGE_QUERY,
            ("dataset", "Identifiant d'un jeu de données.", "string"),
            ("organization", "Identifiant d'une organisation.", "string"),
            ("owner", "Identifiant d'une personne.", "string"),
        ),
    ),
    Route(
        "POST",
        _BASE,
        _add,
        "Ajoute une ressource communautaire distante à un jeu de données.",
        key=True,
        body="CommunityResourceForm",
        answer="CommunityResource",
    ),
    Route(
        "GET",
        _BASE + "{rid:uuid}/",
        _show,
        "Donne une ressource communautaire.",
        answer="CommunityResource",
    ),
    Route(
        "PUT",
        _BASE + "{rid:uuid}/",
        _update,
        "Modifie une ressource communautaire : ce qui n'est pas envoyé reste.",
        key=True,
        body="CommunityResourceForm",
        answer="CommunityResource",
    ),
    Route(
        "DELETE",
        _BASE + "{rid:uuid}/",
        _delete,
        "Supprime une ressource communautaire et son fichier, aussitôt.",
        key=True,
    ),
    Route(
        "POST",
        _BASE + "{rid:uuid}/upload/",
        _replace,
        "Remplace le fichier d'une ressource communautaire.",
        key=True,
        upload=True,
        answer="UploadedCommunityResource",
    ),
    Route(
        "POST",
        "/api/1/datasets/{dataset}/upload/community/",
        _upload,
        "Dépose un fichier comme ressource communautaire d'un jeu de données.",
        key=True,
        upload=True,
        answer="UploadedCommunityResource",
    ),
)
