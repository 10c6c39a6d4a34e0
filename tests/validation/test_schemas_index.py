"""The index of schemas: its form is checked, so that a slip is told and not shown."""

from __future__ import annotations

import copy

import pytest
import yaml

from grader.errors import UnknownSchemaError
from grader.validation.index import CONFIDENCES, SERVICES, load_index, load_indexes
from tests.tables.language import plain_french
from tests.validation.schemas_facts import FOLDER

ENTRY = {
    "id": "p/n",
    "version": "1.0.0",
    "title": "Titre",
    "service": "finances",
    "producer": "Producteur",
    "address": "https://exemple.fr",
    "licence": {"name": "Licence Ouverte 2.0", "doubtful": False, "note": "Une note."},
    "legal_basis": {"text": "Un texte.", "confidence": "vérifié"},
    "publishers": "Les communes.",
}


def write(folder, content):
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    (folder / "index.yml").write_text(text, encoding="utf-8")
    return folder


def test_an_entry_is_read(tmp_path):
    entry = load_index(write(tmp_path, {"schemas": [ENTRY]}))["p/n@1.0.0"]
    assert (entry.title, entry.producer, entry.licence.doubtful) == ("Titre", "Producteur", False)
    assert entry.legal_basis.certain
    assert entry.to_dict() == ENTRY


def test_a_folder_without_index_has_no_entries(tmp_path):
    assert load_index(tmp_path) == {}


def test_a_schema_may_have_no_legal_basis(tmp_path):
    folder = write(tmp_path, {"schemas": [{**ENTRY, "legal_basis": None}]})
    assert load_index(folder)["p/n@1.0.0"].legal_basis is None


def test_what_is_still_to_check_is_never_certain():
    known = [entry.legal_basis for entry in load_index(FOLDER).values() if entry.legal_basis]
    assert {one.confidence for one in known} == set(CONFIDENCES)
    assert {one.confidence for one in known if not one.certain} == {"à vérifier"}


def test_the_first_folder_that_speaks_of_a_schema_wins(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, {"schemas": [{**ENTRY, "producer": name}]})
    found = load_indexes((tmp_path / "a", tmp_path / "absent", tmp_path / "b"))
    assert found["p/n@1.0.0"].producer == "a"
    assert load_indexes(tmp_path / "b")["p/n@1.0.0"].producer == "b"


def changed(**changes):
    return {"schemas": [{**copy.deepcopy(ENTRY), **changes}]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("schemas: [", "ne peut pas être lu"),
        ("texte", "schemas"),
        ({"schemas": {}}, "schemas"),
        ({"schemas": ["p/n"]}, "entrée 1"),
        ({"schemas": [ENTRY, ENTRY]}, "deux fois"),
        (changed(extra=1), "extra"),
        (
            {"schemas": [{key: value for key, value in ENTRY.items() if key != "publishers"}]},
            "publishers",
        ),
        (changed(version=0.1), "version"),
        (changed(title=" "), "title"),
        (changed(service="autre"), "autre"),
        (changed(licence="LO"), "licence"),
        (changed(licence={"name": "", "doubtful": False, "note": ""}), "licence"),
        (changed(licence={"name": "LO", "doubtful": "non", "note": ""}), "licence"),
        (changed(legal_basis="Une loi"), "base légale"),
        (changed(legal_basis={"text": "Une loi", "confidence": "sûr"}), "base légale"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path, content, said):
    with pytest.raises(UnknownSchemaError) as refused:
        load_index(write(tmp_path, content))
    assert refused.value.code == "schema-index-unusable"
    assert said in refused.value.message
    assert plain_french(refused.value.hint) == ""


def test_every_service_has_a_schema():
    assert {entry.service for entry in load_index(FOLDER).values()} == set(SERVICES)
