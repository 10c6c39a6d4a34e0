"""The steps of a guided console: what is read of a declaration, and what is refused."""

from __future__ import annotations

import json

import pytest

from grader.errors import ContentError
from grader.exercises.console import MOST_STEPS, read_console
from grader.exercises.kind import Surroundings
from tests.fixtures.course_paths import SMALL_SANDBOX

WHERE = "exemple/exercises.yml:2"
AROUND = Surroundings("exemple", {}, SMALL_SANDBOX)
CREATE = {
    "title": "Créer un brouillon",
    "tell": "La fiche vient d'abord.",
    "method": "POST",
    "path": "/api/1/datasets/",
    "body": {"title": "Registre", "private": True, "organization": "{organisation}"},
    "expect": 201,
    "then": "La fiche est créée.",
}
UPLOAD = {
    "title": "Déposer le fichier",
    "tell": "Puis le fichier.",
    "method": "POST",
    "path": "/api/1/datasets/{jeu}/upload/",
    "file": "communes/exemple/registre.csv",
    "expect": 201,
    "then": "Le fichier est là.",
    "otherwise": "Vérifiez l'adresse.",
}
DESCRIBE = {
    "title": "Décrire",
    "tell": "Enfin sa description.",
    "method": "PUT",
    "path": "/api/1/datasets/{jeu}/resources/{ressource}/",
    "body": {"title": "Registre 2026"},
    "expect": 200,
    "then": "C'est décrit.",
}
READ = {
    **CREATE,
    "method": "GET",
    "path": "/api/2/datasets/{jeu}/?page=1&q=a%20b",
    "expect": 200,
    "key": False,
}
del READ["body"]


def read(*steps):
    return read_console({"console": list(steps)}, WHERE, AROUND)


def test_steps_are_read_in_order():
    create, upload, describe, plain = read(CREATE, UPLOAD, DESCRIBE, READ)
    assert (create.method, create.path, create.expect, create.key) == (
        "POST", "/api/1/datasets/", 201, True,
    )  # fmt: skip
    assert json.loads(create.body) == CREATE["body"]
    assert (create.creates, create.adds, create.file, create.otherwise) == (True, False, None, "")
    assert upload.file == (SMALL_SANDBOX / "communes/exemple/registre.csv").resolve()
    assert (upload.body, upload.adds, upload.otherwise) == ("", True, "Vérifiez l'adresse.")
    assert not describe.creates
    assert not describe.adds
    assert (plain.key, plain.body) == (False, "")


def test_an_exercise_without_console_has_no_step():
    assert read_console({"id": "x"}, WHERE, AROUND) == ()


def test_a_body_is_written_for_a_person_to_edit():
    body = read(CREATE)[0].body
    assert '\n  "title": "Registre",\n' in body
    accented = read({**CREATE, "body": {"title": "Délibérations"}})[0].body
    assert "Délibérations" in accented


@pytest.mark.parametrize(
    ("console", "code"),
    [
        (None, "bad-console"),
        ({}, "bad-console"),
        ([], "bad-console"),
        ([CREATE] * (MOST_STEPS + 1), "bad-console"),
        (["POST"], "bad-value"),
        ([{**CREATE, "url": "/api/1/"}], "unknown-key"),
        ([{k: v for k, v in CREATE.items() if k != "title"}], "missing-key"),
        ([{k: v for k, v in CREATE.items() if k != "tell"}], "missing-key"),
        ([{k: v for k, v in CREATE.items() if k != "then"}], "missing-key"),
        ([{**CREATE, "method": "post"}], "bad-method"),
        ([{**CREATE, "method": "TRACE"}], "bad-method"),
        ([{**CREATE, "path": "https://www.data.gouv.fr/api/1/datasets/"}], "bad-path"),
        ([{**CREATE, "path": "/api/3/datasets/"}], "bad-path"),
        ([{**CREATE, "path": "/datasets/"}], "bad-path"),
        ([{**CREATE, "path": "/api/1/datasets/un jeu/"}], "bad-path"),
        ([{**CREATE, "path": "/api/1/datasets/?q=été"}], "bad-path"),
        ([{**CREATE, "path": "/api/1/datasets/{fiche}/"}], "unknown-placeholder"),
        ([UPLOAD], "early-placeholder"),
        ([{**CREATE, "expect": 401}, UPLOAD], "early-placeholder"),
        ([CREATE, DESCRIBE], "early-placeholder"),
        ([{**CREATE, "body": {"title": "{ressource}"}}], "early-placeholder"),
        ([{**CREATE, "body": "{}"}], "bad-body"),
        ([{**CREATE, "body": {"title": float("nan")}}], "bad-body"),
        ([{**CREATE, "body": {"title": object()}}], "bad-body"),
        ([{**CREATE, "body": {"title": "é" * 40_000}}], "bad-body"),
        ([{**CREATE, "file": UPLOAD["file"]}], "bad-body"),
        ([CREATE, {**UPLOAD, "method": "PUT"}], "bad-body"),
        ([{**CREATE, "method": "GET"}], "bad-body"),
        ([{**CREATE, "method": "DELETE"}], "bad-body"),
        ([CREATE, {**UPLOAD, "file": "communes/exemple/absent.csv"}], "missing-file"),
        ([CREATE, {**UPLOAD, "file": "../../../etc/passwd"}], "missing-file"),
        ([{**CREATE, "expect": "201"}], "bad-expect"),
        ([{**CREATE, "expect": True}], "bad-expect"),
        ([{**CREATE, "expect": 100}], "bad-expect"),
        ([{**CREATE, "key": "non"}], "bad-value"),
    ],
)
def test_an_ill_formed_console_is_refused_with_its_place(console, code):
    with pytest.raises(ContentError) as refusal:
        read_console({"console": console}, WHERE, AROUND)
    assert refusal.value.code == code
    assert str(refusal.value).startswith(f"{WHERE}: ")
    assert refusal.value.hint


def test_a_file_whose_name_a_shell_would_read_otherwise_is_refused(tmp_path):
    (tmp_path / "budget;2026.csv").write_text("a\n1\n")
    around = Surroundings("exemple", {}, tmp_path)
    with pytest.raises(ContentError) as refusal:
        read_console({"console": [CREATE, {**UPLOAD, "file": "budget;2026.csv"}]}, WHERE, around)
    assert refusal.value.code == "bad-value"
