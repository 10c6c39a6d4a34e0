"""From bytes of an unknown sender to a graph: bounded, and never asking the network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from grader.publication.harvest.model import (
    MAX_PAGE_BYTES,
    MAX_TRIPLES,
    Fetch,
    Fetched,
    HarvestFailedError,
)
from grader.typography import french, number

if TYPE_CHECKING:
    from rdflib import Graph

#: Extension of an address to rdflib's name of a format.
_BY_EXTENSION = {
    "json": "json-ld",
    "jsonld": "json-ld",
    "ttl": "turtle",
    "xml": "xml",
    "rdf": "xml",
    "owl": "xml",
    "n3": "n3",
    "nt": "nt",
    "trig": "trig",
}
_BY_TYPE = {
    "application/ld+json": "json-ld",
    "application/json": "json-ld",
    "application/x-turtle": "turtle",
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/n3": "n3",
    "application/n-triples": "nt",
    "application/trig": "trig",
}


def find_format(url: str, fetch: Fetch) -> str:
    """Tell in which format a catalogue is: by the extension of its address, else by asking.

    Args:
        url: the catalogue's.
        fetch: asks an address.

    Raises:
        HarvestFailedError: the address leads elsewhere or announces no format that is read.
    """
    extension = (
        url.partition("?")[0].partition("#")[0].rpartition("/")[2].rpartition(".")[2].lower()
    )
    if extension in _BY_EXTENSION:
        return _BY_EXTENSION[extension]
    answered = check_answer(fetch(url, "HEAD"))
    kind = answered.content_type.partition(";")[0].strip().lower()
    if kind not in _BY_TYPE:
        raise HarvestFailedError(
            "unknown-format",
            french(
                f"La source annonce le format « {kind[:80] or 'aucun'} », qui n'est pas celui "
                "d'un catalogue DCAT."
            ),
            french(
                "Donnez l'adresse finale du catalogue, avec son extension : « …/catalog.ttl », "
                "« …/catalog.jsonld » ou « …/catalog.xml »."
            ),
        )
    return _BY_TYPE[kind]


def check_answer(answered: Fetched) -> Fetched:
    """Give an answer back if it is a good one.

    Raises:
        HarvestFailedError: a redirection, a refusal, a fault, or too many bytes.
    """
    status = answered.status
    if 300 <= status < 400:
        raise HarvestFailedError(
            "redirected",
            french(
                f"La source renvoie vers une autre adresse (code {status}), et un moissonneur "
                "ne suit pas ces renvois."
            ),
            french("Donnez l'adresse finale : « …/catalog.ttl » et non « …/catalog »."),
        )
    if status != 200:
        raise HarvestFailedError(
            "http-error",
            french(f"La source a répondu par une erreur (code {status})."),
            french(
                "Aucune fiche n'est archivée après un passage en échec. "
                "Ouvrez l'adresse dans un navigateur pour voir ce qu'elle répond."
            ),
        )
    if len(answered.body) > MAX_PAGE_BYTES:
        raise _too_big(f"une page dépasse {MAX_PAGE_BYTES // 1024 // 1024} Mo")
    return answered


def parse_graph(content: bytes, form: str, address: str) -> Graph:
    """Read one page of a catalogue into a graph.

    Args:
        content: its bytes.
        form: as ``find_format`` gives it.
        address: the page's own, on which relative addresses stand.

    Raises:
        HarvestFailedError: it cannot be read, or is too big.
    """
    from rdflib import Dataset, Graph

    if len(content) > MAX_PAGE_BYTES:
        raise _too_big(f"une page dépasse {MAX_PAGE_BYTES // 1024 // 1024} Mo")
    try:
        text = _made_safe(content.decode("utf-8-sig"), form)
        graph = Graph(bind_namespaces="none")
        if form == "trig":
            quads = Dataset(default_union=True)
            quads.parse(data=text, format=form, publicID=address)
            for subject, predicate, value, _ in quads.quads():
                graph.add((subject, predicate, value))
        else:
            graph.parse(data=text, format=form, publicID=address)
    except HarvestFailedError:
        raise
    except Exception as error:
        # Each parser has its own exceptions, and hostile text finds those nobody thought of.
        raise _unreadable() from error
    if len(graph) > MAX_TRIPLES:
        raise _too_big(f"une page compte plus de {number(MAX_TRIPLES)} déclarations")
    return graph


def _made_safe(text: str, form: str) -> str:
    """Take out of a text what would make its parser ask the network or swell."""
    if form == "json-ld":
        value = json.loads(text)
        _refuse_far_contexts(value)
        # Written anew: what was looked at is what is read.
        return json.dumps(value)
    # The parser is given text: no encoding that the document announces can hide what is looked for.
    if form == "xml" and ("<!ENTITY" in text or "<!DOCTYPE" in text):
        raise _unreadable()
    return text


def _refuse_far_contexts(value: Any) -> None:
    """Refuse a context that is an address: the parser would fetch it, from inside our network."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        if not isinstance(value, dict):
            continue
        waiting.extend(value.values())
        contexts = value.get("@context")
        every = contexts if isinstance(contexts, list) else [contexts]
        if "@import" in value or any(isinstance(context, str) for context in every):
            raise HarvestFailedError(
                "far-context",
                french("Le catalogue renvoie à un contexte JSON-LD qui est à une autre adresse."),
                french(
                    "Écrivez le contexte dans le fichier même (« @context » suivi d'accolades) : "
                    "le bac à sable n'appelle jamais le réseau."
                ),
            )


def _unreadable() -> HarvestFailedError:
    return HarvestFailedError(
        "unreadable",
        french("Une page du catalogue ne peut pas être lue : sa syntaxe est fautive."),
        french(
            "Aucune fiche n'est archivée après un passage en échec. Vérifiez que l'adresse donne "
            "bien un catalogue DCAT (JSON-LD, Turtle ou RDF/XML), et non une page web ou un "
            "message d'erreur."
        ),
    )


def _too_big(why: str) -> HarvestFailedError:
    return HarvestFailedError(
        "too-big",
        french(f"Le catalogue est trop volumineux pour le bac à sable : {why}."),
        french("Demandez des pages plus petites, par exemple avec « ?page_size=50 »."),
    )
