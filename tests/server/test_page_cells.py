"""The cells of a page: those of a choice stand with hers first, and none is lost."""

from __future__ import annotations

from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.server.page_cells import cells_for
from grader.services.choices import Arranged
from grader.services.profile import LearnerProfile

NOBODY = LearnerProfile()
CHOICE = Arranged(("m/c",), ("m/a", "m/b"), "Les autres <deux>")


def text(source):
    return new_markdown_cell(source, metadata={"ouvroir": {"html": True, "step": "exercer"}})


def piece(ref, kind="exercise"):
    about = {"piece": kind, "ref": ref, "step": "exercer"}
    return new_code_cell("show()", metadata={"ouvroir": about})


def told(cells):
    return [cell.metadata["ouvroir"].get("ref") or cell.source for cell in cells]


def test_hers_stand_first_and_the_others_are_folded_beneath():
    cells = [text("<p>avant</p>"), piece("m/a"), piece("m/b"), piece("m/c"), text("<p>après</p>")]
    found = cells_for(cells, "", NOBODY, [CHOICE])
    assert told(found) == [
        "<p>avant</p>",
        "m/c",
        '<details class="choix-autres">\n<summary>Les autres &lt;deux&gt;</summary>',
        "m/a",
        "m/b",
        "</details>",
        "<p>après</p>",
    ]
    assert {cell.metadata["ouvroir"]["step"] for cell in found} == {"exercer"}


def test_where_an_author_wrote_between_them_nothing_moves():
    cells = [piece("m/a"), text("<p>Le suivant est plus long.</p>"), piece("m/b"), piece("m/c")]
    assert told(cells_for(cells, "", NOBODY, [CHOICE])) == told(cells)


def test_a_choice_that_the_page_does_not_hold_whole_moves_nothing():
    cells = [piece("m/a"), piece("m/b")]
    assert told(cells_for(cells, "", NOBODY, [CHOICE])) == ["m/a", "m/b"]


def test_a_page_of_one_kind_holds_no_other():
    cells = [piece("x", "room"), piece("y", "trainer"), text("<p>prose</p>")]
    assert told(cells_for(cells, "trainer", NOBODY, ())) == ["y"]
