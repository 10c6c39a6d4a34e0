"""``docs/catalogue-dcat.md`` names what is emitted, no more and no less."""

from __future__ import annotations

import re

import pytest
from rdflib import RDF

from grader.publication.dcat.terms import BY_EXTENSION, HVD_CATEGORIES, PREFIXES
from grader.settings import DEFAULT_ROOT
from tests.publication.catalogues import FULL, change, fetched, make, term
from tests.support.portal import Asker

TEXT = (DEFAULT_ROOT / "docs" / "catalogue-dcat.md").read_text(encoding="utf-8")
WORD = re.compile(rf"`((?:{'|'.join(PREFIXES)}):\w+)`")


def named(title: str) -> set[str]:
    """Every property of the first column of the table under a title."""
    table = TEXT.partition(f"| {title} |")[2].partition("\n\n")[0]
    return {word for line in table.splitlines() for word in WORD.findall(line.split(" | ")[0])}


@pytest.fixture
def graph(tmp_path):
    """All that may be said: a full record, a harvested one, one of high value and its contacts."""
    asker = Asker(tmp_path)
    contacts = []
    for role in ("contact", "publisher"):
        sent = {"name": role, "email": "a@exemple.fr", "role": role}
        contacts.append(asker.ask("POST", "/api/1/contacts/", sent)[1]["id"])
    make(asker, contact_points=contacts)
    change(asker, make(asker, license="notspecified")["id"], badges=["hvd"])
    service = [{**FULL["resources"][0], "format": "wms"}]
    harvest = {"dct_identifier": "1", "modified_at": "2026-01-01T00:00:00"}
    change(asker, make(asker, resources=service)["id"], harvest=harvest)
    return fetched(asker, "site/catalog.ttl")


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Propriété du jeu de données", "dcat:Dataset"),
     ("Propriété de la distribution", "dcat:Distribution")],
)  # fmt: skip
def test_what_is_emitted_is_what_is_named(graph, title, kind):
    nodes = set(graph.subjects(RDF.type, term(kind)))
    said = {p for s, p, _ in graph if s in nodes} - {RDF.type}
    assert said == {term(word) for word in named(title)}


def test_what_is_named_as_absent_is_absent(graph):
    absent = named("Propriété") - {"dct:license"}
    assert absent == {"dct:spatial", "dct:conformsTo", "dcat:theme"}
    datasets = set(graph.subjects(RDF.type, term("dcat:Dataset")))
    said = {p for s, p, _ in graph if s in datasets}
    assert not said & {term(word) for word in [*absent, "dct:license"]}


def test_extensions_types_and_categories_are_named():
    for extension, how in BY_EXTENSION.items():
        row = next(line for line in TEXT.splitlines() if line.startswith("| ") and
                   f"`{extension}`" in line.split(" | ")[0])  # fmt: skip
        assert f"`{how.mime}`" in row
    assert [tag for tag in HVD_CATEGORIES if f"`{tag}`" not in TEXT] == []
