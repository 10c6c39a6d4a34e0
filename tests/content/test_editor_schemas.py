"""What an editor needs to complete declarations: a schema a kind, and a line that leads to it."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import jsonschema
import pytest

from grader.content import editor
from grader.content.declarations import conforms, read_document
from grader.content.scaffold.make import Scaffold
from grader.settings import DEFAULT_ROOT
from tests.fixtures.course_paths import SMALL

COURSES = DEFAULT_ROOT / "courses"
SCHEMAS = {path.stem: path for path in editor.SCHEMAS.glob("*.json")}
DECLARATIONS = sorted(path.relative_to(COURSES).as_posix() for path in COURSES.rglob("*.yml"))
#: The ledger of ids is written by ``ouvroir check``: nobody types in it.
TYPED = [name for name in DECLARATIONS if name != "identifiants.yml"]
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def led_to(path: Path) -> Path:
    """Follow the first line of a declaration as an editor does."""
    found = LINE.match(path.read_text(encoding="utf-8"))
    assert found, f"{path} does not begin with the line that editors read"
    return Path(os.path.normpath(path.parent / found[1]))


def properties(schema, place=""):
    """Give each property that a person may type, with its schema."""
    for name, inner in schema.get("properties", {}).items():
        yield f"{place}/{name}", inner
        yield from properties(inner, f"{place}/{name}")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from properties(schema[key], f"{place}/…")


def test_every_kind_of_declaration_has_a_schema():
    kinds = {Path(name).stem for name in DECLARATIONS}

    assert {"catalogue", "sources", "glossaire", "module", "quiz", "exercises", "cases"} <= kinds
    assert kinds <= SCHEMAS.keys()
    assert SCHEMAS.keys() - kinds == {"lesson"}  # the head of a lesson, inside its Markdown


@pytest.mark.parametrize("name", TYPED)
def test_each_declaration_leads_editors_to_its_schema(name):
    assert led_to(COURSES / name) == SCHEMAS[Path(name).stem]


@pytest.mark.parametrize("name", DECLARATIONS)
def test_each_declaration_is_valid_for_editors_as_it_is_for_us(name):
    """Editors know draft 7; our own reading holds to the same file."""
    schema = json.loads(SCHEMAS[Path(name).stem].read_text(encoding="utf-8"))
    document = read_document(COURSES, name)
    faults = []

    assert list(jsonschema.Draft7Validator(schema).iter_errors(document.data)) == []
    assert conforms(document, Path(name).stem, faults.append), faults


@pytest.mark.parametrize("kind", sorted(SCHEMAS.keys() - {"identifiants"}))
def test_each_schema_is_one_of_draft_7_and_each_key_is_described_in_french(kind):
    schema = json.loads(SCHEMAS[kind].read_text(encoding="utf-8"))

    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"]
    # Those of one type of question alone are checked in test_quiz_declarations.py.
    bare = [place for place, inner in properties(schema) if not inner.get("description")]
    assert bare == []


def test_what_new_writes_begins_with_the_line(tmp_path):
    courses = shutil.copytree(SMALL, tmp_path / "courses")
    scaffold = Scaffold(courses)
    scaffold.module("essayer", "Essayer")
    scaffold.exercise("essayer", "essai", "quiz")

    for name in ("module", "quiz", "exercises", "cases"):
        path = courses / "essayer" / f"{name}.yml"
        assert led_to(path) == SCHEMAS[name]
        assert path.read_text(encoding="utf-8").count("yaml-language-server") == 1
    lesson = (courses / "essayer" / "premiere-lecon.md").read_text(encoding="utf-8")
    assert lesson.startswith("---\n")
    catalogue = (courses / "catalogue.yml").read_text(encoding="utf-8")
    assert "yaml-language-server" not in catalogue, "what exists is left as its author has it"


def test_the_path_is_relative_in_a_checkout_and_full_elsewhere(tmp_path, monkeypatch):
    inside = editor.schema_line(COURSES, "preparer/quiz.yml")
    elsewhere = editor.schema_line(tmp_path, "preparer/quiz.yml")
    monkeypatch.setattr(editor, "INSTALLED", True)
    installed = editor.schema_line(COURSES, "preparer/quiz.yml")

    assert inside.endswith("$schema=../../grader/content/json_schemas/quiz.json\n")
    assert elsewhere == installed == f"# yaml-language-server: $schema={SCHEMAS['quiz']}\n"
    assert editor.schema_line(COURSES, "preparer/figures.yml") == ""
    assert editor.schema_line(COURSES, "preparer/lesson.md") == ""
