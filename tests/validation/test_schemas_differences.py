"""What changes from one schema to another, told in French."""

from __future__ import annotations

import json

import pytest

from grader.validation.differences import KINDS, compare_schemas, summarise
from grader.validation.schemas import load_schema, load_schemas
from tests.tables.language import plain_french
from tests.validation.schemas_facts import FOLDER


@pytest.fixture
def changes(tmp_path):
    """Compare two schemas given as descriptors."""

    def comparer(before, after):
        read = []
        for name, one in (("avant", before), ("apres", after)):
            path = tmp_path / f"{name}.json"
            path.write_text(json.dumps(one if isinstance(one, dict) else {"fields": one}))
            read.append(load_schema(path, ()))
        return compare_schemas(*read)

    return comparer


def field(name="a", /, kind="string", **others):
    return {"name": name, "type": kind, **others}


def constrained(**constraints):
    return [field(constraints=constraints)]


#: Code, before, after, what is said: one line for each kind of difference at least.
CASES = [
    ("column-added", [field()], [field(), field("b")], "Nouvelle colonne b (texte, facultative)."),
    (
        "column-added",
        [field()],
        [field(), field("b", "date", constraints={"required": True})],
        "Nouvelle colonne b (date, obligatoire).",
    ),
    ("column-removed", [field(), field("b")], [field()], "La colonne b n'existe plus."),
    (
        "column-renamed",
        [field("Code_Postal")],
        [field("codePostal")],
        "La colonne Code_Postal s'écrit maintenant codePostal.",
    ),
    (
        "column-moved",
        [field("a"), field("b"), field("c")],
        [field("b"), field("c"), field("a")],
        "La colonne a change de place : elle vient maintenant après c.",
    ),
    (
        "column-moved",
        [field("a"), field("b"), field("c")],
        [field("c"), field("a"), field("b")],
        "La colonne c change de place : elle vient maintenant en premier.",
    ),
    (
        "required-changed",
        [field()],
        constrained(required=True),
        "a devient obligatoire : plus de cellule vide.",
    ),
    ("required-changed", constrained(required=True), [field()], "a devient facultative."),
    (
        "type-changed",
        [field()],
        [field(kind="date")],
        "a change de type : texte avant, date maintenant.",
    ),
    (
        "format-changed",
        [field()],
        [field(format="email")],
        "a change de format. Adresse électronique, comme mairie@val-ouvert.example.",
    ),
    (
        "pattern-changed",
        [field()],
        constrained(pattern=r"^\d{9}$"),
        "a : la forme attendue est maintenant 9 chiffres à la suite, sans espace.",
    ),
    (
        "pattern-changed",
        constrained(pattern=r"^\d{9}$"),
        constrained(pattern=r"^\d{14}$"),
        "(avant : 9 chiffres à la suite, sans espace).",
    ),
    ("pattern-changed", constrained(pattern="^x$"), [field()], "a : plus de forme imposée."),
    (
        "enum-changed",
        constrained(enum=["un", "deux"]),
        constrained(enum=["deux", "trois"]),
        "a admet aussi « trois » ; n'admet plus « un ».",
    ),
    ("enum-changed", constrained(enum=["un"]), [field()], "plus de liste de valeurs"),
    ("enum-changed", [field()], constrained(enum=["un"]), "une de ces valeurs seulement : « un »."),
    (
        "enum-changed",
        constrained(enum=["un", "deux"]),
        constrained(enum=["deux", "un"]),
        "les mêmes valeurs dans un autre ordre.",
    ),
    (
        "bound-changed",
        constrained(maxLength=100),
        constrained(maxLength=256),
        "a : le plus grand nombre de caractères est 256 au lieu de 100.",
    ),
    ("bound-changed", constrained(minimum=0.5), [field()], "a : plus de limite"),
    ("bound-changed", [field()], constrained(maximum=9), "la plus grande valeur admise est 9."),
    ("unique-changed", [field()], constrained(unique=True), "ne sert plus qu'une fois"),
    ("unique-changed", constrained(unique=True), [field()], "peut maintenant revenir."),
    (
        "boolean-changed",
        [field(kind="boolean")],
        [field(kind="boolean", trueValues=["oui"], falseValues=["non"])],
        "a : oui s'écrit « oui », non s'écrit « non ».",
    ),
    (
        "boolean-changed",
        [field(kind="boolean", trueValues=["oui"])],
        [field(kind="boolean")],
        "de nouveau « true » et « false ».",
    ),
    (
        "missing-values-changed",
        [field()],
        [field(missingValues=["", "NC"])],
        "a : compte comme vide la cellule vide ou « NC ».",
    ),
    (
        "missing-values-changed",
        {"fields": [field()]},
        {"fields": [field()], "missingValues": ["", "NC"]},
        "Compte maintenant comme une cellule vide : la cellule vide ou « NC ».",
    ),
    (
        "missing-values-changed",
        {"fields": [field()]},
        {"fields": [field()], "missingValues": []},
        "Plus aucun texte ne compte comme une cellule vide.",
    ),
    ("other-changed", [field()], [field(decimalChar=",")], "la propriété « decimalChar » change."),
    ("other-changed", [field()], constrained(jsonSchema={}), "la contrainte « jsonSchema »"),
    (
        "key-changed",
        {"fields": [field()]},
        {"fields": [field()], "primaryKey": "a"},
        "La clé, qui distingue chaque ligne des autres, change : a.",
    ),
    (
        "key-changed",
        {"fields": [field()], "foreignKeys": [{"fields": "a"}]},
        {"fields": [field()]},
        "Le lien avec d'autres fichiers n'existe plus.",
    ),
    (
        "rule-added",
        {"fields": [field()]},
        {"fields": [field()], "custom_checks": [{"name": "siret", "params": {"column": "a"}}]},
        "Nouvelle règle. a : un SIRET dont la clé est juste",
    ),
    (
        "rule-removed",
        {"fields": [field()], "custom_checks": [{"name": "siren", "params": {"column": "a"}}]},
        {"fields": [field()]},
        "Règle abandonnée. a : un SIREN dont la clé est juste",
    ),
]


@pytest.mark.parametrize(("code", "before", "after", "said"), CASES)
def test_one_difference_is_told_alone(changes, code, before, after, said):
    (change,) = changes(before, after)
    assert change.code == code
    assert said in change.message.replace("\u00a0", " ").replace("\u202f", " ")
    assert plain_french(change.message.replace("codePostal", "").replace("decimalChar", "")) == ""
    assert json.dumps(change.to_dict())


def test_every_kind_of_difference_is_told_above():
    assert {code for code, *_ in CASES} == set(KINDS)


@pytest.mark.parametrize("schema", load_schemas(FOLDER), ids=lambda one: str(one.ref))
def test_a_schema_does_not_differ_from_itself(schema):
    assert compare_schemas(schema, schema) == ()


def test_words_and_layout_make_no_difference(changes):
    before = {"fields": [field(title="Un", description="Texte.", example="x")], "title": "A"}
    after = {"fields": [field(title="Deux")], "description": "B", "missingValues": [""]}
    assert changes(before, after) == ()


def test_a_rule_under_its_new_name_is_the_same_rule(changes):
    made = [
        {"fields": [field()], "custom_checks": [{"name": name, "params": {"column": "a"}}]}
        for name in ("french-siret-value", "siret")
    ]
    assert changes(*made) == ()


def test_a_key_written_as_a_list_is_the_same_key(changes):
    assert changes(*({"fields": [field()], "primaryKey": key} for key in ("a", ["a"]))) == ()


def test_the_fewest_columns_are_said_to_move(changes):
    names = list("abcdefgh")
    moved = ["b", "c", "d", "g", "e", "f", "a", "h", "new"]
    told = changes([field(one) for one in names], [field(one) for one in moved])
    assert [(one.code, one.column) for one in told] == [
        ("column-added", "new"), ("column-moved", "g"), ("column-moved", "a"),
    ]  # fmt: skip


def test_a_renamed_column_is_still_compared(changes):
    told = changes([field("Un_Deux")], [field("unDeux", constraints={"required": True})])
    assert [one.code for one in told] == ["column-renamed", "required-changed"]


def test_a_summary_counts_by_kind(changes):
    told = changes(
        constrained(pattern=r"^\d{9}$"),
        [*constrained(pattern=r"^\d{14}$"), field("b"), field("c")],
    )
    said = summarise(told).replace("\u00a0", " ")
    assert said == "2 colonnes ajoutées, 1 forme imposée changée"
    assert summarise(()) == "les mêmes colonnes, contraintes et règles"


def test_real_schemas_are_told_apart():
    menus = load_schema("scdl/menus-collectifs", FOLDER)
    dishes = load_schema("scdl/plats-menus-collectifs", FOLDER)
    codes = {one.code for one in compare_schemas(menus, dishes)}
    assert {"column-added", "column-removed", "rule-removed"} <= codes
