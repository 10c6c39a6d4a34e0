"""``quiz.json`` helps an editor with each type, and agrees with what the types themselves say."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from grader.content.check import check_course
from grader.content.declarations import Document, conforms, parse_document
from grader.content.load import load_course
from grader.quiz.declare import COMMON_KEYS
from grader.quiz.registry import TYPES
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX

SCHEMA = json.loads(
    (resources.files("grader.content") / "json_schemas" / "quiz.json").read_text(encoding="utf-8")
)
ITEM = SCHEMA["properties"]["items"]["items"]
BY_TYPE = {one["if"]["properties"]["type"]["const"]: one["then"] for one in ITEM["allOf"]}
VALID = [(name, raw) for name, kind in TYPES.items() for raw in kind.valid]

HEAD = """\
items:
  - id: essai-q01
    type: {}
    objective: essai-o1
    question: Quoi ?
"""


def faults_of(document):
    found = []
    conforms(document, "quiz", found.append)
    return [(fault.where, fault.message, fault.hint) for fault in found]


def test_every_type_is_known_and_described():
    assert ITEM["properties"]["type"]["enum"] == list(TYPES) == list(BY_TYPE)
    for name in TYPES:
        assert f"{name} : " in ITEM["properties"]["type"]["description"]


@pytest.mark.parametrize("name", TYPES)
def test_keys_of_a_type_are_those_that_it_declares(name):
    assert set(BY_TYPE[name]["properties"]) == COMMON_KEYS | TYPES[name].keys
    assert set(BY_TYPE[name]["required"]) <= TYPES[name].keys
    for key in TYPES[name].keys:
        assert BY_TYPE[name]["properties"][key]["description"]


def test_common_keys_are_described():
    assert set(ITEM["properties"]) == COMMON_KEYS
    assert all(one["description"] for one in ITEM["properties"].values())


@pytest.mark.parametrize(("name", "raw"), VALID)
def test_valid_example_conforms(name, raw):
    assert faults_of(Document({"items": [raw]}, f"{name}.yml", {(): 1})) == []


def test_a_common_key_is_never_refused():
    more = {"source": "guide", "explanation": "?", "hints": ["?"], "misconception": "?"}
    raws = [{**raw, **more} for _, raw in VALID]
    assert faults_of(Document({"items": raws}, "quiz.yml", {(): 1})) == []


#: Type, lines after the head, line told from 1, start of the message, part of the hint.
FAULTS = [
    ("essay", "", 3, "« type » n'a pas une valeur connue.", "open_text"),
    ("single_choice", "", 2, "La clé « answers » manque.", "answers"),
    ("single_choice", "    answers: []\n    truth: true\n", 2, "La clé « truth » n'est pas connue.",
     "Clés possibles : answers, explanation,"),
    ("single_choice", "    answers:\n      - text: Oui\n", 6, "« answers » est vide ou trop court.",
     "au moins 2"),
    ("single_choice", "    answers:\n      - text: Oui\n        right: true\n      - text: Non\n",
     7, "La clé « right » n'est pas connue.", "correct, feedback, text"),
    ("true_false", "    truth: oui\n    reasons: [{text: A}, {text: B}]\n", 6,
     "« truth » attend true ou false.", "Corrigez la valeur"),
    ("ordering", "    steps:\n      - {text: A}\n      - {texte: B}\n      - {text: C}\n", 8,
     "La clé « texte » n'est pas connue.", "feedback, if_wrong, text"),
    ("matching", "    pairs:\n      - {left: A, right: B}\n      - {left: C}\n", 8,
     "La clé « right » manque.", "right"),
    ("classification", "    columns: [A, A]\n    entries: []\n", 6,
     "« columns » contient deux fois la même chose.", "une seule fois"),
    ("numeric", "    value: 12,5\n", 6, "« value » attend un nombre.", "Corrigez la valeur"),
    ("numeric", "    value: 1\n    units: {€: 1, k€: mille}\n", 7, "« k€ » attend un nombre.",
     "Corrigez la valeur"),
    ("numeric", "    value: 1\n    tolerance: -1\n", 7, "« tolerance » est hors des limites.",
     "Limite : 0"),
    ("short_text", "    accepted: UTF-8\n", 6, "« accepted » attend une liste.", "Corrigez"),
    ("odd_one_out", "    columns: [A]\n    rows:\n      - cells: [1]\n      - cells: [B]\n", 8,
     "« cells » attend un texte.", "guillemets droits"),
    ("span_marking", "    text: Un texte\n    spans: []\n", 7, "« spans » est vide ou trop court.",
     "au moins 1"),
    ("open_text", "    rubric: [{text: A, points: 0}]\n", 6, "« points » est hors des limites.",
     "Limite : 0"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "line", "message", "hint"), FAULTS)
def test_a_fault_is_told_in_french_at_its_line(name, lines, line, message, hint):
    found = faults_of(parse_document(HEAD.format(name) + lines, "essai/quiz.yml"))
    assert (f"essai/quiz.yml:{line}", message) in [(where, said) for where, said, _ in found]
    assert any(said == message and hint in how for _, said, how in found)


@pytest.mark.parametrize("raw", ["[]", "items: {}", "items: [3]", "items: [{type: [a]}]", "~"])
def test_a_declaration_of_another_shape_is_told_and_nothing_else(raw):
    assert faults_of(parse_document(raw, "essai/quiz.yml"))


def test_the_course_of_questions_is_sound_and_has_every_type_twice():
    assert check_course(QUIZ, SMALL_SANDBOX) == []
    module = load_course(QUIZ, SMALL_SANDBOX).modules["essai"]
    graded = {item for exercise in module.exercises.values() for item in exercise.items}
    types = {exercise.kind: set() for exercise in module.exercises.values()}
    for exercise in module.exercises.values():
        types[exercise.kind] |= {item.type for item in exercise.items}
    assert set(types) == {"quiz", "case"}
    assert types["quiz"] == set(TYPES)
    assert {i.type for i in module.items.values() if i not in graded} == set(TYPES)
