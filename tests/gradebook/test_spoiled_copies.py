"""Copies that a learner or a disk spoiled: what stock gives, never silently, and safely."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from grader.gradebook import grade as grading
from grader.gradebook.course_folder import prepare
from grader.gradebook.model import GradedCopy
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.course import COPIES, MARKER
from tests.gradebook.stock import SECRETS, StockGrades, run_ours, run_stock

SPOILED = (
    "carnet-illisible",
    "cellule-modifiee",
    "reponses-illisibles",
    "sans-reponses",
    "une-cle-manque",
)


def spoil(place: Place) -> None:
    """Hand in copies, then spoil each in its own way."""
    folders = {name: place.hand_in(name, COPIES["en-partie"][0]) for name in SPOILED}
    (folders["carnet-illisible"] / "essai.ipynb").write_text("{ceci n'est pas", encoding="utf-8")
    (folders["reponses-illisibles"] / "reponses.json").write_bytes(b"\x00\xff{")
    (folders["sans-reponses"] / "reponses.json").unlink()
    answers = folders["une-cle-manque"] / "reponses.json"
    data = json.loads(answers.read_text(encoding="utf-8"))
    del data["responses"]["essai/un"]["seed"]
    answers.write_text(json.dumps(data), encoding="utf-8")
    path = folders["cellule-modifiee"] / "essai.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = "4.0"
    notebook.cells.append(new_code_cell("import os\nprint(sorted(os.environ))", id="vue"))
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def stock_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stock") / "gradebook"


@pytest.fixture(scope="module")
def stock(shared_place: Place, stock_root: Path) -> StockGrades:
    shared_place.hand_in("intacte", COPIES["complete"][0])
    spoil(shared_place)
    return run_stock(shared_place.folder.root, stock_root, "essai")


@pytest.fixture(scope="module")
def ours(shared_place: Place, stock: StockGrades) -> dict[str, GradedCopy]:
    return run_ours(shared_place)


@pytest.mark.parametrize("name", ["intacte", *sorted(set(SPOILED) - {"carnet-illisible"})])
def test_points_are_those_of_stock(
    name: str, ours: dict[str, GradedCopy], stock: StockGrades
) -> None:
    given = {f"essai/{cell}": points for cell, points in stock[name].items()}
    assert ours[name].points == given
    assert ours[name].agreed


def test_an_edited_test_cell_earns_what_the_responses_earn(ours: dict[str, GradedCopy]) -> None:
    assert ours["cellule-modifiee"].points == {"essai/un": 1.5, "essai/deux": 0.0}


@pytest.mark.parametrize("name", ["reponses-illisibles", "sans-reponses", "une-cle-manque"])
def test_unreadable_responses_earn_nothing_and_say_why(
    name: str, ours: dict[str, GradedCopy]
) -> None:
    copy = ours[name]
    assert copy.total == 0
    assert copy.needs_look
    assert "reponses.json" in copy.problem
    assert {o.status for o in copy.outcomes.values()} == {"uncheckable"}
    assert set(copy.reasons) == set(copy.points)


def test_a_broken_notebook_is_named_and_does_not_stop_the_others(
    ours: dict[str, GradedCopy], stock: StockGrades
) -> None:
    assert set(ours) == {"intacte", *SPOILED}
    copy = ours["carnet-illisible"]
    assert copy.total == 0
    assert "nbgrader n'a pas pu lire cette copie" in copy.problem
    assert set(copy.reasons.values()) == {copy.problem}
    assert set(stock["carnet-illisible"].values()) == {None}


def test_no_test_cell_wrote_errors_or_warnings(
    shared_place: Place, ours: dict[str, GradedCopy], stock_root: Path
) -> None:
    for root in (shared_place.folder.root, stock_root):
        runs = list((root / "autograded").glob("*/essai/essai.ipynb"))
        assert len(runs) == len(ours) - 1
        for run in runs:
            for cell in nbformat.read(run, as_version=4).cells:
                if cell.metadata.get("nbgrader", {}).get("grade"):
                    assert [o.output_type for o in cell.outputs] == ["execute_result"], run
                    float(cell.outputs[0]["data"]["text/plain"])


def test_copies_run_without_the_secrets_of_the_process(
    shared_place: Place, ours: object, stock_root: Path
) -> None:
    for root in (shared_place.folder.root, stock_root):
        run = root / "autograded" / "cellule-modifiee" / "essai" / "essai.ipynb"
        seen = nbformat.read(run, as_version=4).cells[-1].outputs[0].text
        assert "OUVROIR_COURSES" in seen
        for name in SECRETS:
            assert name not in seen


def test_no_key_lies_where_learners_may_look(shared_place: Place, ours: object) -> None:
    quiz = shared_place.settings.courses / "essai" / "quiz.yml"
    assert MARKER in quiz.read_text(encoding="utf-8")
    for step in ("source", "release", "submitted", "autograded"):
        files = [p for p in (shared_place.folder.root / step).rglob("*") if p.is_file()]
        assert files
        for path in files:
            assert MARKER.encode() not in path.read_bytes(), path


def test_the_release_asks_for_the_python_kernel(shared_place: Place) -> None:
    released = json.loads(shared_place.folder.release("essai").read_text(encoding="utf-8"))
    assert released["metadata"]["kernelspec"]["name"] == "python3"


def test_a_second_run_grades_only_what_changed_or_could_not_be_graded(
    shared_place: Place, ours: dict[str, GradedCopy]
) -> None:
    again = grading.grade(shared_place.settings, shared_place.course)
    failed = [c.learner for c in again if c.failed]
    assert failed == sorted(set(SPOILED) - {"cellule-modifiee"})
    assert [c.learner for c in again if c.fresh] == failed
    assert {c.learner: c.points for c in again} == {n: c.points for n, c in ours.items()}
    shared_place.hand_in("intacte", COPIES["en-partie"][0], WHEN.replace(hour=13))
    seen: list[tuple[int, int]] = []
    graded = grading.grade(
        shared_place.settings,
        shared_place.course,
        "essai",
        on_progress=lambda done, total, copy: seen.append((done, total)),
    )
    assert [(c.learner, c.total) for c in graded if c.fresh and not c.failed] == [("intacte", 1.5)]
    assert seen == [(n, len(graded)) for n in range(1, len(graded) + 1)]


def test_a_mended_key_has_copies_graded_again(shared_place: Place) -> None:
    module = shared_place.course.modules["essai"]
    exercise = module.exercises["essai/deux"]
    item = exercise.items[0]
    right = tuple(replace(a, correct=a.id == "b") for a in item.body.answers)
    body = replace(item.body, answers=right)
    changed = replace(exercise, items=(replace(item, body=body),))
    exercises = {**module.exercises, changed.id: changed}
    course = replace(shared_place.course, modules={"essai": replace(module, exercises=exercises)})
    before = shared_place.folder.modules["essai"]
    assert prepare(shared_place.settings, shared_place.course).modules["essai"] == before
    assert prepare(shared_place.settings, course).modules["essai"] != before
