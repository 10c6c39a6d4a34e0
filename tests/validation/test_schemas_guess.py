"""Guessing the schema of a file by its column names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.validation.guess import all_labels, guess_schemas
from grader.validation.schemas import load_schemas
from tests.validation.schemas_facts import FOLDER

SCHEMAS = load_schemas(FOLDER)
each_schema = pytest.mark.parametrize("schema", SCHEMAS, ids=lambda one: str(one.ref))


def put(folder: Path, place: str, *names: str) -> None:
    path = folder / place / "schema.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"fields": [{"name": name} for name in names]}))


def told(header, folder):
    return [(str(one.schema), one.found, one.total) for one in guess_schemas(header, folder)]


@each_schema
@pytest.mark.parametrize(
    "write",
    [
        lambda field: field.name,
        lambda field: f" {field.name.upper()} ",
        lambda field: field.title,
    ],
    ids=["exact", "capitals", "titles"],
)
def test_each_schema_is_guessed_from_its_own_columns(schema, write):
    guesses = guess_schemas([write(field) for field in schema.fields], FOLDER)
    assert guesses[0].schema == schema.ref
    assert guesses[0].found == guesses[0].total == len(schema.fields)
    assert guesses[0].likeness == 1


@each_schema
def test_each_schema_is_guessed_from_half_of_its_columns_among_strangers(schema):
    half = schema.labels[: (len(schema.fields) + 1) // 2]
    guesses = guess_schemas([*half, "colonne à nous", "autre colonne à nous"], FOLDER)
    assert guesses[0].schema == schema.ref


def test_misspelt_columns_count(tmp_path):
    put(tmp_path, "p/n/1.0.0", "DELIB_DATE", "DELIB_OBJET", "COLL_SIRET", "VOTE_EFFECTIF")
    header = ["date_delib", "DELIB_OBJT", "COLL SIRET", "VOTE_EFFFECTIF"]
    assert told(header, tmp_path) == [("p/n@1.0.0", 4, 4)]


def test_columns_all_misspelt_are_still_recognised(tmp_path):
    put(tmp_path, "p/n/1.0.0", "montantVerse", "beneficiaire", "objetDecision")
    assert told(["montantVersé2", "bénéficaire", "objetDecison"], tmp_path) == [("p/n@1.0.0", 3, 3)]


def test_the_schema_found_whole_comes_before_a_larger_one_found_in_part(tmp_path):
    put(tmp_path, "p/grand/1.0.0", *(f"c{i}x" for i in range(10)))
    put(tmp_path, "p/petit/1.0.0", *(f"c{i}x" for i in range(4)))
    header = [f"c{i}x" for i in range(5)]
    assert told(header, tmp_path) == [("p/petit@1.0.0", 4, 4), ("p/grand@1.0.0", 5, 10)]


def test_at_most_five_are_proposed(tmp_path):
    for number in range(7):
        put(tmp_path, f"p/n{number}/1.0.0", "a1", "b2")
    assert [one for one, *_ in told(["a1", "b2"], tmp_path)] == [f"p/n{i}@1.0.0" for i in range(5)]


def test_the_schema_that_explains_more_of_the_file_comes_first(tmp_path):
    put(tmp_path, "p/court/1.0.0", "a1", "b2")
    put(tmp_path, "p/long/1.0.0", "a1", "b2", "c3", "d4", "e5")
    assert told(["a1", "b2", "c3", "d4"], tmp_path)[0] == ("p/long@1.0.0", 4, 5)
    assert told(["a1", "b2"], tmp_path)[0] == ("p/court@1.0.0", 2, 2)


def test_of_equal_versions_the_newest_comes_first(tmp_path):
    for version in ("1.9.0", "1.10.0"):
        put(tmp_path, f"p/n/{version}", "a1", "b2")
    assert told(["a1", "b2"], tmp_path) == [("p/n@1.10.0", 2, 2), ("p/n@1.9.0", 2, 2)]


def test_equal_schemas_come_by_name(tmp_path):
    for name in ("poires", "abricots"):
        put(tmp_path, f"p/{name}/1.0.0", "a1", "b2")
    assert [one for one, *_ in told(["a1", "b2"], tmp_path)] == [
        "p/abricots@1.0.0",
        "p/poires@1.0.0",
    ]


def test_a_schema_far_less_likely_is_not_proposed(tmp_path):
    put(tmp_path, "p/long/1.0.0", *(f"c{i}x" for i in range(12)))
    put(tmp_path, "p/autre/1.0.0", "c0x", "z1", "z2", "z3")
    assert [one for one, *_ in told([f"c{i}x" for i in range(12)], tmp_path)] == ["p/long@1.0.0"]


@pytest.mark.parametrize("header", [[], ["", "  "], ["essence", "hauteur"], ["%%%"]])
def test_nothing_is_proposed_where_nothing_is_known(header):
    assert guess_schemas(header, FOLDER) == ()


def test_repeated_and_blank_labels_do_no_harm(tmp_path):
    put(tmp_path, "p/n/1.0.0", "a1", "b2")
    guess = guess_schemas(["a1", "a1", "", "b2"], tmp_path)[0]
    assert (guess.found, guess.total) == (2, 2)
    assert guess.likeness < 1


def test_few_common_columns_are_a_weak_guess():
    guesses = guess_schemas(["siret", *(f"inconnue {i}" for i in range(9))], FOLDER)
    assert guesses
    assert all(guess.likeness < 0.3 for guess in guesses)
    assert len(guesses) <= 5


def test_only_likely_schemas_are_placed(monkeypatch):
    """Placing costs as much as reading the file: thirty schemas are not placed for one header."""
    from grader.validation import guess as room

    placed = []
    place = room.place
    monkeypatch.setattr(
        room,
        "place",
        lambda header, schema, line: placed.append(schema) or place(header, schema, line),
    )
    room.guess_schemas(SCHEMAS[-1].labels, FOLDER)
    assert 1 <= len(placed) <= 3


def test_all_labels_are_given_once_by_their_normal_form(tmp_path):
    put(tmp_path, "p/n/1.0.0", "SIRET", "nom")
    put(tmp_path, "p/m/1.0.0", "siret", "Code postal")
    assert sorted(map(str.lower, all_labels(tmp_path))) == ["code postal", "nom", "siret"]
