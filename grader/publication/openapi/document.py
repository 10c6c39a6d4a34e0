"""The OpenAPI document of the API: its routes, told for programs and for people."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any

from grader import __version__
from grader.publication.api.route import Route
from grader.publication.openapi.words import Schema, reference, schemas
from grader.publication.portal import Portal
from grader.typography import french

_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_NAME: Schema = {"type": "string", "minLength": 1}
_SHAPES: dict[str | None, Schema] = {
    "uuid": {"type": "string", "format": "uuid"},
    "ext": {"enum": ["json", "jsonld", "ttl", "xml", "rdf", "n3", "nt", "trig"]},
}
_JSON = "application/json"
_RDF = (
    "application/ld+json", "application/x-turtle", "application/rdf+xml", "text/n3",
    "application/n-triples", "application/trig",
)  # fmt: skip
_INTRODUCTION = (
    "Le sous-ensemble de l'API de data.gouv.fr dont un producteur se sert : mêmes chemins, mêmes "
    "champs, mêmes codes. Rien de ce qui est envoyé ici n'est publié. Ce qui n'est pas imité "
    "répond 501. L'en-tête `X-Fields` réduit une réponse aux champs demandés "
    "(`data{id,title},next_page`). Chaque refus porte, sous `explication`, ce qu'il faut faire."
)
#: What a call may be refused with, told in French.
_REFUSALS = {
    308: "L'adresse exacte est dans l'en-tête Location.",
    400: "Un argument ou un champ est refusé.",
    401: "La clé manque, ou n'est pas reconnue.",
    403: "La clé ne donne pas ce droit.",
    404: "Rien n'existe sous ce nom, ou c'est un brouillon d'autrui.",
    410: "L'objet a été supprimé.",
    413: "L'envoi est trop volumineux.",
    415: "Le contenu du fichier n'est pas du genre attendu.",
}
_READING = (308, 400, 401, 404, 410)
_WRITING = (308, 400, 401, 403, 404, 410, 413)
#: Routes whose success is not 200, or 201 for a POST, or 204 for a DELETE.
_SUCCESSES: dict[tuple[str, str], tuple[int, ...]] = {
    ("POST", "/api/1/discussions/{discussion}/"): (200,),
    ("POST", "/api/1/reuses/{reuse}/datasets/"): (200, 201),
    # A run is asked of a site that runs its sources by night, and refuses.
    ("POST", "/api/1/harvest/source/{source}/run/"): (),
    ("POST", "/api/1/harvest/source/preview/"): (200,),
    ("POST", "/api/1/harvest/source/{source}/validate/"): (200,),
    ("POST", "/api/1/datasets/{dataset}/resources/{rid}/upload/"): (200,),
    ("POST", "/api/1/datasets/community_resources/{rid}/upload/"): (200,),
    # A part of a file that comes in parts is answered 200, the whole 201.
    ("POST", "/api/1/datasets/{dataset}/upload/"): (200, 201),
    ("POST", "/api/1/datasets/{dataset}/upload/community/"): (200, 201),
    # Version 1 has no list of resources: what is there is the address of a POST.
    ("GET", "/api/1/datasets/{dataset}/resources/"): (),
    ("GET", "/api/1/site/data.{ext}"): (302,),
    ("GET", "/api/1/site/context.jsonld"): (200,),
}


def openapi_document(portal: Portal, routes: Iterable[Route]) -> dict[str, Any]:
    """Describe the API.

    Args:
        portal: whose addresses, and whose objects give examples.
        routes: every one.
    """
    paths: dict[str, dict[str, Any]] = {}
    examples = _examples(portal)
    for route in routes:
        operation = _operation(route, examples)
        paths.setdefault(_plain(route.path), {}).setdefault(route.method.lower(), operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": french(f"{portal.title} : API de publication"),
            "version": __version__,
            "description": french(_INTRODUCTION),
        },
        "servers": [{"url": portal.addresses.api_url("")}],
        "paths": paths,
        "components": {
            "schemas": {name: copy.deepcopy(schema) for name, schema in schemas().items()},
            "responses": _refusals(),
            "securitySchemes": {"cle": {"type": "apiKey", "in": "header", "name": "X-API-KEY"}},
        },
    }


def _plain(path: str) -> str:
    return _PLACE.sub(r"{\1}", path)


def _operation(route: Route, examples: dict[str, str]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _identifier(route),
        "summary": french(route.summary),
        "tags": [route.path.split("/")[3] or "api"],
        "parameters": [*_places(route, examples), *_query(route)],
        "responses": _responses(route),
        "security": [{"cle": []}] if route.key else [{}, {"cle": []}],
    }
    if route.upload:
        form = {"multipart/form-data": {"schema": reference("UploadForm")}}
        operation["requestBody"] = {"required": True, "content": form}
    elif route.body:
        body = {_JSON: {"schema": reference(route.body)}}
        operation["requestBody"] = {"required": True, "content": body}
    return operation


def _identifier(route: Route) -> str:
    words = [word for word in re.split(r"\W+", _plain(route.path)) if word and word != "api"]
    return "_".join([route.method.lower(), *words])


def _places(route: Route, examples: dict[str, str]) -> Iterator[dict[str, Any]]:
    for place in _PLACE.finditer(route.path):
        schema = _SHAPES.get(place[2], _NAME)
        example = examples.get(place[1])
        yield {
            "name": place[1],
            "in": "path",
            "required": True,
            "schema": {**schema, "examples": [example]} if example else schema,
        }


def _query(route: Route) -> Iterator[dict[str, Any]]:
    for name, told, kind in route.query:
        yield {
            "name": name,
            "in": "query",
            "description": french(told),
            "schema": {"type": kind},
        }


def _responses(route: Route) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for status in _successes(route):
        told[str(status)] = {"description": french(route.summary), **_content(route, status)}
    refusals = _WRITING if route.key else _READING
    for status in (*refusals, 415) if route.upload else refusals:
        told[str(status)] = {"$ref": f"#/components/responses/{status}"}
    return told


def _refusals() -> dict[str, Any]:
    return {
        str(status): {
            "description": french(told),
            "content": {_JSON: {"schema": reference("Error")}},
        }
        for status, told in _REFUSALS.items()
    }


def _successes(route: Route) -> tuple[int, ...]:
    special = _SUCCESSES.get((route.method, _plain(route.path)))
    if special is not None:
        return special
    if route.method == "DELETE" and not route.answer:
        return (204,)
    if route.method == "GET" and not route.answer and ".{ext" not in route.path:
        return (302,)
    return (201,) if route.method == "POST" else (200,)


def _content(route: Route, status: int) -> dict[str, Any]:
    if status in (204, 302):
        return {}
    if not route.answer:
        kinds = _RDF if "{ext" in route.path else _RDF[:1]
        return {"content": {kind: {"schema": {}} for kind in kinds}}
    return {"content": {_JSON: {"schema": reference(route.answer)}}}


def _examples(portal: Portal) -> dict[str, str]:
    """Give something that exists for what a path names, where there is one."""
    datasets = [
        one
        for one in portal.catalogue.all("dataset")
        if not (one["private"] or one["deleted"] or one["archived"])
    ]
    examples = {"dataset": datasets[0]["id"]} if datasets else {}
    resources = [one for dataset in datasets for one in dataset["resources"]]
    if resources:
        examples["rid"] = resources[0]["id"]
    for kind in ("organization", "reuse", "discussion", "contact"):
        kept = portal.catalogue.all(kind)
        if kept:
            examples[kind] = kept[0]["id"]
    return examples
