"""What a schema asks, in words: no bare regular expression, no name of a rule alone."""

from __future__ import annotations

import re

import pytest

from grader.typography import french
from grader.validation.forms import FORMS, describe_pattern
from grader.validation.schema_words import (
    TYPES,
    bound,
    describe_constraints,
    describe_rule,
    describe_schema_rules,
    quoted_list,
)
from grader.validation.schemas import CheckSpec, load_schemas
from tests.tables.language import plain_french
from tests.validation.schemas_facts import FOLDER
from tests.validation.tables import schema_of

SCHEMAS = load_schemas(FOLDER)
FIELDS = [(schema, field) for schema in SCHEMAS for field in schema.fields]
PATTERNS = {
    field.constraints["pattern"]: field for _, field in FIELDS if "pattern" in field.constraints
}
CODED = re.compile(r"\\[dwsbDWS]|\[\^?[0-9A-Za-z]|\(\?|\{\d|[*+]\$?$|^\^|\)\?")


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_each_pattern_of_our_schemas_is_told_in_words(pattern):
    words = describe_pattern(pattern)
    assert plain_french(french(f"Forme attendue : {words}.")) == ""
    assert not CODED.search(words), words


def test_no_words_are_kept_for_a_pattern_that_no_schema_has():
    assert not set(FORMS) - set(PATTERNS)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"^\d{7}$", "7 chiffres à la suite"),
        (r"[0-9]{3}", "3 chiffres à la suite"),
        (
            r"(?:(?:^|\|)(Fixe|Mobile \(bus\)))+$",
            (
                "une ou plusieurs de ces valeurs, séparées par une barre verticale ( | ) : "
                "« Fixe », « Mobile (bus) »"
            ),
        ),
        (
            r"(?:(?:^|;)(un|deux))+$",
            "une ou plusieurs de ces valeurs, séparées par un point-virgule : « un », « deux »",
        ),
        (r"(?:(?:^|\|)(a+|b))+$", ""),
        (r"^[a-z]{2}x?$", ""),
    ],
)
def test_simple_patterns_are_told_whatever_their_schema(pattern, words):
    assert describe_pattern(pattern) == words


def test_a_pattern_without_words_is_told_with_its_example_and_explained(tmp_path):
    schema = schema_of(
        tmp_path,
        {"name": "a", "example": "ab", "constraints": {"pattern": "^[a-z]{2}x?$"}},
        {"name": "b", "constraints": {"pattern": "^[a-z]{2}x?$"}},
    )
    first, second = (list(describe_constraints(field)) for field in schema.fields)
    assert "la même que « ab »" in first[0]
    assert all("expression régulière (une écriture codée)" in one for one in (*first, *second))


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda one: str(one.ref))
def test_every_constraint_and_rule_of_our_schemas_is_a_french_sentence(schema):
    sentences = [one for field in schema.fields for one in describe_constraints(field)]
    for sentence in (*sentences, *describe_schema_rules(schema)):
        own = french(sentence).replace("{", "").replace("}", "")
        assert plain_french(_without_names(own, schema)) == "", sentence


def _without_names(sentence: str, schema) -> str:
    """Names of columns and signs of writing may look like English words."""
    for name in sorted(schema.labels, key=len, reverse=True):
        sentence = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "X", sentence)
    return sentence


def test_every_rule_of_our_schemas_has_words():
    told = {check.name: describe_rule(check) for one in SCHEMAS for check in one.checks}
    assert len(told) >= 9
    assert not [name for name, sentence in told.items() if name in sentence]


def test_every_type_of_our_schemas_has_a_word():
    assert {field.type for _, field in FIELDS} <= set(TYPES)


@pytest.mark.parametrize(
    ("name", "params", "said"),
    [
        ("siret", {"column": "A"}, "A : un SIRET dont la clé est juste"),
        ("french-siret-value", {"column": "A"}, "A : un SIRET dont la clé est juste"),
        (
            "compare-columns-value",
            {"column": "A", "op": ">=", "column2": "B"},
            "La valeur de A doit être supérieure ou égale à celle de B",
        ),
        ("cohesive-columns-value", {"column": "A", "othercolumns": ["B", "C"]}, "A, B et C se"),
        ("sum-columns-value", {"column": "A", "columns": ["B", "C"]}, "somme exacte de B et C"),
        ("year-interval-value", {"column": "A", "allow-year-only": "yes"}, "Une seule année"),
        ("one-of-required", {"column1": "A", "column2": "B"}, "A ou B"),
        ("siret", {}, "paramètres sont mal écrits"),
        ("compare-columns-value", {"column": "A", "op": "?", "column2": "B"}, "mal écrits"),
        ("inconnue", {"column": "A"}, "A : règle « inconnue », propre à ce schéma."),
        ("inconnue", {}, "Règle « inconnue », propre à ce schéma."),
    ],
)
def test_rules_in_words(name, params, said):
    assert said in describe_rule(CheckSpec(name, params))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ({"type": "number", "constraints": {"minimum": 0.01, "maximum": 1}}, "De 0,01 à 1."),
        ({"constraints": {"minLength": 5, "maxLength": 5}}, "Exactement 5 caractères."),
        ({"constraints": {"maxLength": 1}}, "Au plus 1 caractère."),
        ({"constraints": {"minLength": 2}}, "Au moins 2 caractères."),
        ({"type": "integer", "constraints": {"minimum": 0}}, "Au moins 0."),
        ({"type": "integer", "constraints": {"maximum": 9}}, "Au plus 9."),
        ({"constraints": {"unique": True}}, "Une valeur ne sert qu'une fois dans la colonne."),
        ({"constraints": {"enum": ["a", "b"]}}, "Une de ces valeurs : « a » ou « b »."),
        ({"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]}, "Oui s'écrit « oui »"),
        ({"type": "boolean"}, "Oui s'écrit « true »"),
        ({"type": "date"}, "Année-mois-jour, comme 2025-03-27."),
        ({"type": "date", "format": "%d/%m/%Y"}, "Écriture codée du format : « %d/%m/%Y »."),
        ({"missingValues": ["", "NC"]}, "Compte comme vide : la cellule vide ou « NC »."),
        (
            {"type": "array", "arrayItem": {"constraints": {"enum": ["a "]}}},
            "« a  » (suivi d'une espace)",
        ),
    ],
)
def test_constraints_in_words(tmp_path, field, said):
    schema = schema_of(tmp_path, {"name": "a", **field})
    assert said in " ".join(describe_constraints(schema.fields[0])).replace("\u00a0", " ")


def test_a_key_and_empty_cells_in_words(tmp_path):
    schema = schema_of(tmp_path, "a", "b", primaryKey=["a", "b"], missingValues=["", "NC"])
    assert list(describe_schema_rules(schema)) == [
        (
            "Ensemble, les colonnes a et b distinguent chaque ligne des autres : ni doublon ni "
            "cellule vide."
        ),
        "Compte comme une cellule vide : la cellule vide ou « NC ».",
    ]


def test_lists_and_bounds_are_written_as_french_readers_do():
    assert quoted_list(["a"]) == "« a »"
    assert quoted_list(["a", "b", ""], "ou") == "« a », « b » ou la cellule vide"
    assert (bound(0.5), bound(3), bound("2020-01-01")) == ("0,5", "3", "2020-01-01")
