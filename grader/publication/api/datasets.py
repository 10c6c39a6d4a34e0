"""Datasets of the API, version 1: the list, records, suggestions."""

from __future__ import annotations

from grader.publication.api.route import Call, Route
from grader.publication.asked import required_argument
from grader.publication.datasets import (
    asked_datasets,
    create_dataset,
    dataset_view,
    delete_dataset,
    find_dataset,
    find_even_deleted,
    sorted_datasets,
    update_dataset,
    viewer,
    visible_datasets,
)
from grader.publication.datasets.searching import FILTER_QUERY, SORT_QUERY
from grader.publication.datasets.suggesting import (
    suggest_datasets,
    suggest_formats,
    suggest_mimes,
)
from grader.publication.exchange import Reply
from grader.publication.pages import PAGE_QUERY, page_object, positive_argument
from grader.publication.portal import Portal
from grader.publication.rights import check_edit

_SUGGESTED = 10


def list_datasets(portal: Portal, call: Call) -> Reply:
    """Give a page of the datasets that the caller sees."""
    found = asked_datasets(portal, call, visible_datasets(portal))
    return Reply(page_object(portal, call, sorted_datasets(portal, call, found), viewer(portal)))


def post_dataset(portal: Portal, call: Call) -> Reply:
    """Create a dataset."""
    return Reply(dataset_view(portal, create_dataset(portal, call.json_object())), 201)


def get_dataset(portal: Portal, call: Call) -> Reply:
    """Give a dataset."""
    return Reply(dataset_view(portal, find_dataset(portal, call.arguments["dataset"], call)))


def put_dataset(portal: Portal, call: Call) -> Reply:
    """Change a dataset, or restore it: gone (410), then the right (403), then the fields (400)."""
    dataset = find_even_deleted(portal, call.arguments["dataset"], call)
    if not dataset["deleted"]:
        check_edit(portal, dataset)
    return Reply(dataset_view(portal, update_dataset(portal, dataset, call.json_object())))


def remove_dataset(portal: Portal, call: Call) -> Reply:
    """Delete a dataset."""
    delete_dataset(portal, find_even_deleted(portal, call.arguments["dataset"], call))
    return Reply(None, 204)


def suggest(portal: Portal, call: Call) -> Reply:
    """Suggest datasets for what a person began to type."""
    return Reply(suggest_datasets(portal, *_asked(call)))


def suggest_format(portal: Portal, call: Call) -> Reply:
    """Suggest formats."""
    return Reply(suggest_formats(portal, *_asked(call)))


def suggest_mime(portal: Portal, call: Call) -> Reply:
    """Suggest kinds of contents."""
    return Reply(suggest_mimes(portal, *_asked(call)))


def _asked(call: Call) -> tuple[str, int]:
    words = required_argument(call, "q", "The string to autocomplete/suggest")
    return words, positive_argument(call, "size", "The amount of suggestion to fetch", _SUGGESTED)


_DATASET = "/api/1/datasets/{dataset}/"
_SUGGEST_QUERY = (
    ("q", "Début de ce que l'on cherche.", "string"),
    ("size", "Nombre de propositions, 10 par défaut.", "integer"),
)

ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/api/1/datasets/",
        list_datasets,
        "Liste des jeux de données ; avec une clé, aussi les vôtres, brouillons compris.",
        answer="DatasetPage",
        query=FILTER_QUERY + SORT_QUERY + PAGE_QUERY,
    ),
    Route(
        "POST",
        "/api/1/datasets/",
        post_dataset,
        "Crée un jeu de données : sans « private », il est public aussitôt.",
        key=True,
        body="DatasetForm",
        answer="Dataset",
    ),
    Route(
        "GET",
        "/api/1/datasets/suggest/",
        suggest,
        "Propose des jeux de données.",
        answer="DatasetSuggestions",
        query=_SUGGEST_QUERY,
    ),
    Route(
        "GET",
        "/api/1/datasets/suggest/formats/",
        suggest_format,
        "Propose des formats.",
        answer="TextSuggestions",
        query=_SUGGEST_QUERY,
    ),
    Route(
        "GET",
        "/api/1/datasets/suggest/mime/",
        suggest_mime,
        "Propose des types de contenu.",
        answer="TextSuggestions",
        query=_SUGGEST_QUERY,
    ),
    Route("GET", _DATASET, get_dataset, "Un jeu de données.", answer="Dataset"),
    Route(
        "PUT",
        _DATASET,
        put_dataset,
        "Modifie un jeu de données : mots-clés et période absents sont effacés.",
        key=True,
        body="DatasetChange",
        answer="Dataset",
    ),
    Route("DELETE", _DATASET, remove_dataset, "Supprime un jeu de données.", key=True),
)
