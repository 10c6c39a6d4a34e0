"""Handing in from one's folder, and the commands that a learner and her trainer type."""

from __future__ import annotations

import pytest

from grader.atelier.folder import place_notebooks
from grader.atelier.hand_in import hand_in
from grader.cli.main import main
from grader.errors import GradingError, RefusedError
from grader.gradebook.assignments import open_assignments
from grader.gradebook.cell_words import CellWords
from grader.gradebook.feedback_page import feedback_html
from tests.atelier.assignments import prepare
from tests.atelier.small import SLUG, small_settings


@pytest.fixture
def place(tmp_path):
    settings = small_settings(tmp_path)
    mine, trainer = tmp_path / "miens", tmp_path / "devoirs"
    place_notebooks(settings, mine)
    prepare(settings, trainer)
    return settings, mine, trainer


def refused(*arguments):
    with pytest.raises(RefusedError) as caught:
        hand_in(*arguments)
    assert caught.value.hint
    return caught.value.code


def test_what_was_not_worked_in_is_not_handed_in(place):
    settings, mine, trainer = place

    assert refused(settings, mine, trainer, "tilleul-12") == "nothing-to-hand-in"
    assert not list((trainer / "submitted").iterdir())


@pytest.mark.parametrize("name", ["", "../autre", "Tilleul", "a b", "-a", "a" * 65])
def test_a_name_that_is_no_pseudonym_writes_nothing(place, name):
    settings, mine, trainer = place

    assert refused(settings, mine, trainer, name) == "bad-pseudonym"


def test_a_broken_notebook_and_a_wrong_folder_are_told(place):
    settings, mine, trainer = place
    (mine / f"{SLUG}.ipynb").write_text("[1", encoding="utf-8")

    assert refused(settings, mine, trainer, "tilleul-12") == "unreadable-notebook"
    assert refused(settings, mine, mine, "tilleul-12") == "no-assignments"
    with pytest.raises(GradingError) as caught:
        open_assignments(settings, mine)
    assert "ouvroir lab --assignments" in caught.value.hint


def test_the_commands_tell_where_things_are(place, tmp_path, monkeypatch, capsys):
    settings, mine, _ = place
    monkeypatch.setenv("OUVROIR_NOTEBOOKS", str(settings.notebooks))
    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path / "data"))
    trainer = tmp_path / "autres"
    path = mine / f"{SLUG}.ipynb"
    path.write_text(path.read_text("utf-8").replace("____", "'absent'"), encoding="utf-8")

    assert main(["lab", "--assignments", str(trainer)]) == 0
    assert "ouvroir grade --assignments" in capsys.readouterr().out
    assert main(["grade", "--assignments", str(trainer)]) == 0
    assert "Aucune copie" in capsys.readouterr().out
    hand = ["lab", "--folder", str(mine), "--hand-in", str(trainer), "--as", "tilleul-12"]
    assert main(hand) == 0
    assert SLUG in capsys.readouterr().out
    assert (trainer / "submitted" / "tilleul-12" / SLUG / f"{SLUG}.ipynb").is_file()
    assert main(["grade", "--assignments", str(mine)]) == 2
    assert "ne contient pas de devoirs" in capsys.readouterr().err


def test_a_page_of_feedback_shows_what_a_copy_said_as_text():
    words = "<script>alert(1)</script>"
    cells = [CellWords("a", "1. Lire", 1.0, 2.0, words), CellWords("b", "2. Rendre", 3.0, 3.0)]

    page = feedback_html("Lire <b>", "tilleul-12", cells, "", None)

    assert "<script" not in page
    assert "Lire &lt;b&gt;" in page
    assert "4\u00a0points" in page or "4 points sur 5" in page
    assert page.count("<section>") == 2
    assert "En partie" in page
    assert "Rien à reprendre" in page
    assert "<section>" not in feedback_html("Lire", "tilleul-12", cells, "Illisible.", None)
