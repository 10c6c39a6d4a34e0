"""Routes of the catalogue in DCAT: the portal's, an organisation's, and one record's.

Facts of section 13 of the portal's contract. The RDF library is loaded by the first call alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote, urlencode

from grader.publication.api.route import Call, Route
from grader.publication.datasets import asked_datasets, find_dataset, public_datasets
from grader.publication.datasets.remembering import RememberingCatalogue
from grader.publication.datasets.searching import FILTER_QUERY
from grader.publication.dcat.terms import (
    BY_EXTENSION,
    BY_MIME,
    CONTEXT,
    DEFAULT_SERIALISATION,
    Serialisation,
)
from grader.publication.documents import Document
from grader.publication.exchange import Reply, Response
from grader.publication.organizations import check_not_deleted, find_organization
from grader.publication.pages import PAGE_QUERY, asked_page, page_address
from grader.publication.portal import Portal
from grader.publication.problems import not_found, simple_problem
from grader.typography import number, plural

#: Records of a page where none is asked.
PAGE_SIZE = 100
#: Resources of one page; the real one has no bound.
MOST_RESOURCES = 5_000
_SITE = "/api/1/site/catalog"
_QUALITY = re.compile(r"\s*q\s*=\s*([0-9.]{1,6})\s*")


def site_catalog(portal: Portal, call: Call) -> Response:
    """Lead to the catalogue in the format that the caller accepts."""
    return _to_catalog(portal, call, _SITE)


def site_catalog_format(portal: Portal, call: Call) -> Response:
    """Give a page of the portal's catalogue: a key adds nothing to what anyone sees."""
    return _catalog(
        portal, call, _SITE, None, asked_datasets(portal, call, public_datasets(portal))
    )


def site_data(portal: Portal, call: Call) -> Response:
    """Lead from the former address to the catalogue."""
    _serialisation(call)
    return _found(portal, f"{_SITE}.{call.arguments['ext']}", call.request.query)


def site_context(_portal: Portal, _call: Call) -> Reply:
    """Give what the words of the JSON-LD stand for."""
    return Reply({"@context": CONTEXT}, headers=(("Content-Type", "application/ld+json"),))


def organization_catalog(portal: Portal, call: Call) -> Response:
    """Lead to an organisation's catalogue in the format that the caller accepts."""
    organization = _organization(portal, call)
    return _to_catalog(portal, call, _path_of(organization))


def organization_catalog_format(portal: Portal, call: Call) -> Response:
    """Give a page of an organisation's catalogue."""
    organization = _organization(portal, call)
    owned = [
        dataset
        for dataset in public_datasets(portal)
        if dataset["organization"] == organization["id"]
    ]
    return _catalog(portal, call, _path_of(organization), organization, owned)


def dataset_rdf(portal: Portal, call: Call) -> Response:
    """Lead to a record in the format that the caller accepts."""
    dataset = find_dataset(portal, call.arguments["dataset"], call)
    extension = accepted(call.request.headers.get("accept", "")).extension
    return _found(portal, f"/api/1/datasets/{dataset['id']}/rdf.{extension}", ())


def dataset_rdf_format(portal: Portal, call: Call) -> Response:
    """Give one record."""
    how = _serialisation(call)
    dataset = find_dataset(portal, call.arguments["dataset"], call)
    from grader.publication.dcat.catalogue import dataset_graph, serialise

    return _sent(serialise(dataset_graph(portal, dataset), how), how)


def accepted(header: str) -> Serialisation:
    """Choose a serialisation by a header ``Accept``: the best that is written here.

    Args:
        header: as it came; « any » is no preference.
    """
    best, wanted = 0.0, DEFAULT_SERIALISATION
    for part in header.split(","):
        mime, *parameters = part.split(";")
        found = BY_MIME.get(mime.strip().lower())
        weight = _weight(parameters)
        if found is not None and weight > best:
            best, wanted = weight, found
    return wanted


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        if said := _QUALITY.fullmatch(parameter):
            try:
                return float(said[1])
            except ValueError:
                return 0.0
    return 1.0


def _organization(portal: Portal, call: Call) -> Document:
    organization = find_organization(portal, call.arguments["organization"])
    check_not_deleted(portal, organization)
    return organization


def _path_of(organization: Document) -> str:
    return f"/api/1/organizations/{organization['id']}/catalog"


def _serialisation(call: Call) -> Serialisation:
    """Give the serialisation that an address names.

    Raises:
        Problem: it names none (404).
    """
    found = BY_EXTENSION.get(call.arguments["ext"])
    if found is None:
        raise not_found(
            explanation="Le catalogue n'existe pas dans ce format. Ses extensions : "
            f"{', '.join(BY_EXTENSION)}."
        )
    return found


def _to_catalog(portal: Portal, call: Call, path: str) -> Response:
    page = asked_page(call, PAGE_SIZE)
    kept = [pair for pair in call.request.query if pair[0] not in ("page", "page_size")]
    pages = [("page", str(page.number)), ("page_size", str(page.size))]
    extension = accepted(call.request.headers.get("accept", "")).extension
    return _found(portal, f"{path}.{extension}", [*pages, *kept])


def _found(portal: Portal, path: str, query: Sequence[tuple[str, str]]) -> Response:
    address = portal.addresses.api_url(quote(path)) + (f"?{urlencode(query)}" if query else "")
    return Response(302, (("Location", address),))


def _catalog(
    portal: Portal,
    call: Call,
    path: str,
    organization: Document | None,
    datasets: Sequence[Document],
) -> Response:
    """Write one page of a catalogue.

    Raises:
        Problem: no such format or page (404), or bad arguments (400).
    """
    how = _serialisation(call)
    asked = asked_page(call, PAGE_SIZE)
    shown = asked.part_of(datasets)
    _check_weight(shown)
    written = f"{path}.{call.arguments['ext']}"
    from grader.publication.dcat.catalogue import CataloguePage, catalogue_graph, serialise

    def address_of(number: int) -> str:
        return page_address(portal, call, number, asked.size, written)

    page = CataloguePage(
        node=portal.addresses.api_url(path),
        organization=organization,
        datasets=shown,
        total=len(datasets),
        number=asked.number,
        last=asked.last_of(len(datasets)),
        address_of=address_of,
    )
    reading = replace(portal, catalogue=RememberingCatalogue(portal.catalogue))
    return _sent(serialise(catalogue_graph(reading, page), how), how)


def _check_weight(datasets: Sequence[Document]) -> None:
    """Refuse a page that would take the server too long.

    Raises:
        Problem: it has too many resources (400).
    """
    held = sum(len(dataset["resources"]) for dataset in datasets)
    if held > MOST_RESOURCES:
        raise simple_problem(
            400,
            f"Too many resources in one page: {held}, at most {MOST_RESOURCES}",
            f"Cette page du catalogue décrirait {plural(held, 'ressource')}, plus que les "
            f"{number(MOST_RESOURCES)} que le bac à sable écrit à la fois. Demandez des pages "
            "plus petites avec page_size. La vraie plateforme n'a pas cette limite.",
        )


def _sent(body: bytes, how: Serialisation) -> Response:
    return Response(200, (("Content-Type", how.mime),), body)


ROUTES: tuple[Route, ...] = (
    Route("GET", _SITE, site_catalog, "Mène au catalogue, dans le format accepté.",
          query=PAGE_QUERY),
    Route("GET", _SITE + ".{ext:ext}", site_catalog_format,
          "Donne une page du catalogue public en DCAT.", query=PAGE_QUERY + FILTER_QUERY),
    Route("GET", "/api/1/site/data.{ext:ext}", site_data, "Mène au catalogue."),
    Route("GET", "/api/1/site/context.jsonld", site_context,
          "Donne le contexte du JSON-LD : ce que désignent ses mots."),
    Route("GET", "/api/1/organizations/{organization}/catalog", organization_catalog,
          "Mène au catalogue d'une organisation, dans le format accepté.", query=PAGE_QUERY),
    Route("GET", "/api/1/organizations/{organization}/catalog.{ext:ext}",
          organization_catalog_format,
          "Donne une page du catalogue d'une organisation en DCAT : l'adresse à donner à un "
          "moissonneur.", query=PAGE_QUERY),
    Route("GET", "/api/1/datasets/{dataset}/rdf", dataset_rdf,
          "Mène à un jeu de données en DCAT, dans le format accepté."),
    Route("GET", "/api/1/datasets/{dataset}/rdf.{ext:ext}", dataset_rdf_format,
          "Donne un jeu de données en DCAT."),
)  # fmt: skip
