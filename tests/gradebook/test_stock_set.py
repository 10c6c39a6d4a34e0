"""Fourteen copies, whole to harmful: the points of stock nbgrader wherever it gives any.

One stock run for all, with the same bounds on a cell's time and memory; a copy to which stock gives
nothing is named by ours, with 0 and the reason.
"""

from __future__ import annotations

import copy as copying
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from grader.gradebook.course_folder import prepare
from grader.gradebook.model import GradedCopy
from grader.settings import Bounds
from tests.gradebook.conftest import Place, open_place
from tests.gradebook.course import COPIES
from tests.gradebook.stock import StockGrades, run_ours, run_stock
from tests.gradebook.test_hostile_copies import CODES, add_code

#: Seconds of one cell, for stock and for ours.
CELL_SECONDS = 6.0
#: Name of the copy to what its own code does before the locked cells.
CODED = {
    "avertissements": CODES["avertit"],
    "bavarde": CODES["bavarde"],
    "boucle-sans-fin": CODES["boucle"],
    "bombe-memoire": CODES["gourmande"],
    "erreur-de-syntaxe": CODES["mal-ecrite"],
    "noyau-mort": CODES["meurt"],
    "widget": CODES["widget"],
}


def graded_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]


def delete_cell(notebook: NotebookNode) -> None:
    notebook.cells.remove(graded_cells(notebook)[0])


def duplicate_cell(notebook: NotebookNode) -> None:
    cell = copying.deepcopy(graded_cells(notebook)[0])
    cell["id"] = "double"
    cell.source = "6.0"
    notebook.cells.append(cell)


def edit_locked_cell(notebook: NotebookNode) -> None:
    for cell in graded_cells(notebook):
        cell.source = "100.0"
        cell.metadata["nbgrader"]["points"] = 100


#: Name of the copy to what was done to its notebook.
ALTERED: dict[str, Callable[[NotebookNode], None]] = {
    "cellule-effacee": delete_cell,
    "cellule-doublee": duplicate_cell,
    "cellule-retouchee": edit_locked_cell,
}
#: Name of the copy to the responses that it holds as they are.
WHOLE = {"bonne": "complete", "en-partie": "en-partie", "vide": "vide"}
OTHER_MODULE = "autre-module"
NAMES = sorted({*CODED, *ALTERED, *WHOLE, OTHER_MODULE})
#: Copies to which stock gives nothing, and what is said of them. Of two cells of one name, nbgrader
#: 0.9 empties the metadata of the first, then refuses the notebook for being empty there.
WITHOUT = {
    "cellule-doublee": "nbgrader n'a pas pu lire cette copie",
    "noyau-mort": "s'est arrêtée brutalement",
}


def name_other_module(folder: Path) -> None:
    """Make of a copy the one of another module, put in the wrong folder."""
    path = folder / "reponses.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps({**data, "module": "autre"}).replace("essai/", "autre/")
    path.write_text(text, encoding="utf-8")


def hand_in_all(place: Place) -> None:
    for name, kind in WHOLE.items():
        place.hand_in(name, COPIES[kind][0])
    for name, code in CODED.items():
        add_code(place.hand_in(name, COPIES["en-partie"][0]), code)
    for name, alter in ALTERED.items():
        path = place.hand_in(name, COPIES["en-partie"][0]) / "essai.ipynb"
        notebook = nbformat.read(path, as_version=4)
        alter(notebook)
        nbformat.write(notebook, path)
    name_other_module(place.hand_in(OTHER_MODULE, COPIES["complete"][0]))


@dataclass(frozen=True)
class Both:
    """What each gives."""

    stock: StockGrades
    ours: dict[str, GradedCopy]


@pytest.fixture(scope="module")
def both(shared_place: Place, tmp_path_factory: pytest.TempPathFactory) -> Both:
    opened = open_place(shared_place.settings.courses.parent)
    settings = replace(opened.settings, bounds=Bounds(job_seconds=CELL_SECONDS))
    place = replace(opened, settings=settings, folder=prepare(settings, opened.course))
    hand_in_all(place)
    stock = run_stock(place.folder.root, tmp_path_factory.mktemp("stock") / "dossier", "essai")
    return Both(stock, run_ours(place))


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(WITHOUT)))
def test_points_are_those_of_stock(name: str, both: Both) -> None:
    given = {f"essai/{cell}": points for cell, points in both.stock[name].items()}
    assert both.ours[name].points == given
    assert not both.ours[name].failed


def test_what_was_done_to_a_copy_earned_nothing_and_cost_nothing(both: Both) -> None:
    for name in {*CODED, *ALTERED} - set(WITHOUT):
        assert both.ours[name].points == {"essai/un": 1.5, "essai/deux": 0.0}, name
        assert both.ours[name].agreed, name
    assert [both.ours[name].total for name in WHOLE] == [10.0, 1.5, 0.0]


@pytest.mark.parametrize("name", sorted(WITHOUT))
def test_a_copy_without_points_in_stock_is_named_with_a_zero_and_the_reason(
    name: str, both: Both
) -> None:
    assert set(both.stock.get(name, {}).values()) <= {None}
    copy = both.ours[name]
    assert (copy.total, copy.failed, copy.needs_look) == (0.0, True, True)
    assert WITHOUT[name] in copy.problem
    assert set(copy.reasons) == set(copy.points)


def test_a_copy_of_another_module_is_named(both: Both) -> None:
    copy = both.ours[OTHER_MODULE]
    assert copy.total == 0.0
    assert "un autre pseudonyme ou un autre module" in copy.problem


def test_no_copy_is_left_out_and_every_zero_has_a_reason(both: Both) -> None:
    assert sorted(both.ours) == NAMES
    for copy in both.ours.values():
        zeros = {exercise for exercise, points in copy.points.items() if points == 0}
        assert set(copy.reasons) == zeros, copy.learner
