"""Our schemas state the facts of the official ones, in words of their own."""

from __future__ import annotations

import copy

import pytest
from frictionless import Field
from stdnum.fr import siren, siret

from grader.settings import DEFAULT_ROOT
from grader.validation.facts import facts, facts_digest
from grader.validation.index import load_index
from grader.validation.schemas import load_schemas
from tests.validation.schemas_facts import FOLDER, OFFICIAL, descriptors, digests

OURS = dict(descriptors(FOLDER))
THEIRS = dict(descriptors(OFFICIAL))
SCHEMAS = {str(schema.ref): schema for schema in load_schemas(FOLDER)}
each_schema = pytest.mark.parametrize("ref", sorted(OURS))
#: Names and addresses of things are the same in any words.
SHORT = 30


def words(descriptor):
    """Every sentence of a schema, by its own words or those of its fields."""
    for holder in (descriptor, *descriptor["fields"]):
        for key in ("title", "description"):
            yield from str(holder.get(key) or "").split(". ")


def test_twenty_eight_schemas_are_installed_and_each_has_its_digest():
    assert len(OURS) == 28
    assert set(digests()) == set(OURS) == set(SCHEMAS)


@each_schema
def test_the_facts_are_those_whose_digest_is_kept(ref):
    assert facts_digest(OURS[ref]) == digests()[ref]


def test_the_digests_are_those_of_the_official_files_at_hand():
    """On a clone without these files, the digests stand for them."""
    assert {ref: facts_digest(one) for ref, one in THEIRS.items()} == {
        ref: digest for ref, digest in digests().items() if ref in THEIRS
    }
    differing = {ref for ref, one in THEIRS.items() if facts(one) != facts(OURS[ref])}
    assert not differing


def test_no_sentence_is_taken_from_an_official_file():
    copied = []
    for ref, official in THEIRS.items():
        known = " ".join(words(official))
        copied += [(ref, one) for one in words(OURS[ref]) if len(one) >= SHORT and one in known]
    assert not copied


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one["fields"].reverse(),
        lambda one: one["fields"].pop(),
        lambda one: one["fields"][1]["constraints"].update(pattern="^x$"),
        lambda one: one["fields"][1]["constraints"].pop("required"),
        lambda one: one["fields"][3].update(format="%d/%m/%Y"),
        lambda one: one["fields"][0].update(trueValues=["oui"]),
        lambda one: one["custom_checks"].pop(),
        lambda one: one.update(missingValues=["NA"]),
        lambda one: one.update(primaryKey="DELIB_ID"),
        lambda one: one.update(foreignKeys=[{"fields": "DELIB_ID"}]),
    ],
)
def test_a_digest_sees_each_fact(spoil):
    spoilt = copy.deepcopy(OURS["scdl/deliberations@2.1.5"])
    spoil(spoilt)
    assert facts_digest(spoilt) != digests()["scdl/deliberations@2.1.5"]


def test_a_digest_does_not_see_words():
    other = copy.deepcopy(OURS["scdl/deliberations@2.1.5"])
    other["title"] = other["fields"][0]["description"] = other["fields"][0]["example"] = "Autre"
    assert facts_digest(other) == digests()["scdl/deliberations@2.1.5"]


@each_schema
def test_every_column_is_explained_in_careful_french(ref):
    for field in OURS[ref]["fields"]:
        assert field["title"].strip(), field["name"]
        assert plain_spaces(field["description"]), (field["name"], field["description"])


def plain_spaces(text: str) -> bool:
    """Whether a text is filled, ends as a sentence does and holds no stray space."""
    return bool(text) and text == text.strip() and text[-1] in ".?" and "  " not in text


@each_schema
def test_provenance_is_stated(ref):
    provenance = OURS[ref]["provenance"]
    assert provenance["producer"]
    assert provenance["catalogue"].startswith("https://")
    assert "licence" in provenance["licence"].lower()


@each_schema
def test_each_example_is_valid_for_its_own_field(ref):
    schema = SCHEMAS[ref]
    for field in schema.fields:
        assert field.example, field.name
        known = {key: value for key, value in field.descriptor.items() if key != "example"}
        reader = Field.from_descriptor(known).create_cell_reader()
        assert not reader(field.example)[1], (field.name, field.example)


@each_schema
def test_each_example_of_an_identifier_has_its_key(ref):
    schema = SCHEMAS[ref]
    examples = {field.name: field.example for field in schema.fields}
    for check in schema.checks:
        if check.name in {"siret", "french-siret-value"}:
            assert siret.is_valid(examples[check.params["column"]])
        elif check.name in {"siren", "french-siren-value"}:
            assert siren.is_valid(examples[check.params["column"]])


def test_each_schema_is_in_the_index_under_its_title():
    index = load_index(FOLDER)
    assert {ref: entry.title for ref, entry in index.items()} == {
        ref: one["title"] for ref, one in OURS.items()
    }


@each_schema
def test_the_index_speaks_plainly_and_its_doubts_are_those_of_the_schemas(ref):
    entry = load_index(FOLDER)[ref]
    assert entry.address.startswith(("https://", "http://"))
    told = [entry.publishers, entry.licence.note]
    told += [entry.legal_basis.text] if entry.legal_basis else []
    for text in told:
        assert plain_spaces(text), text
        assert "oups" not in text.lower()
    assert entry.licence.doubtful is not entry.licence.name.startswith("Licence Ouverte")


@each_schema
def test_the_documentation_lists_each_schema_as_it_is(ref):
    text = (DEFAULT_ROOT / "docs" / "schemas.md").read_text(encoding="utf-8")
    entry, schema = load_index(FOLDER)[ref], SCHEMAS[ref]
    required = sum(field.required for field in schema.fields)
    row = next(line for line in text.splitlines() if line.startswith(f"| `{ref}` |"))
    assert f"| {schema.ref.title} | {entry.producer} |" in row
    assert f"| {len(schema.fields)} ({required}) |" in row
    assert entry.licence.name.lower() in row.lower()
    assert ("faits seulement" in row) is entry.licence.doubtful
