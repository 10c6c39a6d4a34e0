"""``ouvroir new`` as an author types it."""

from __future__ import annotations

import shutil

import pytest

from grader.cli.main import main
from grader.settings import DEFAULT_ROOT


@pytest.fixture
def courses(tmp_path, monkeypatch):
    folder = shutil.copytree(DEFAULT_ROOT / "courses", tmp_path / "courses")
    monkeypatch.setenv("OUVROIR_COURSES", str(folder))
    return folder


def test_each_thing_is_begun_and_its_files_are_named(courses, capsys):
    for command, file in (
        (["module", "essayer", "--title", "Essayer"], "essayer/module.yml"),
        (["lesson", "essayer/premiers-pas", "--title", "Premiers pas"], "essayer/premiers-pas.md"),
        (["item", "essayer", "--type", "ordering"], "essayer/quiz.yml"),
        (["exercise", "essayer/faire-le-point"], "essayer/exercises.yml"),
    ):
        assert main(["new", *command]) == 0
        said = capsys.readouterr().out
        assert str(courses / file) in said
        assert "ouvroir check" in said


def test_it_says_how_to_place_what_was_begun(courses, capsys):
    main(["new", "item", "preparer"])
    assert "```{question} prep-r" in capsys.readouterr().out
    main(["new", "exercise", "preparer/essai", "--kind", "mend_file"])
    assert "```{exercice} essai" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["preparer", "preparer/a/b", "/a", "preparer/"])
def test_a_name_without_its_module_is_refused(courses, capsys, name):
    assert main(["new", "lesson", name, "--title", "Titre"]) == 2
    assert capsys.readouterr().err.strip()
