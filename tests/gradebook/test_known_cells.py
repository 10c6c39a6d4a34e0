"""A copy that holds no code but the release's needs no kernel; any other word in it brings one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.content.copies import ANSWERS, ASSESSED, assessed_points, assessed_variable
from grader.gradebook import converters, store
from grader.gradebook.kept_open import keep_open
from grader.kernels.grading_run import GradingProvisioner
from tests.gradebook.conftest import Place

Edit = Callable[[NotebookNode], object]


@pytest.fixture
def kernels(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders in which kernels were started."""
    started: list[str] = []
    launch = GradingProvisioner.launch_kernel

    async def noted(self: GradingProvisioner, cmd: list[str], **named: Any) -> Any:
        started.append(str(named.get("cwd")))
        return await launch(self, cmd, **named)

    monkeypatch.setattr(GradingProvisioner, "launch_kernel", noted)
    keep_open()
    return started


def run(place: Place, learner: str, points: dict[str, float], edit: Edit | None = None) -> Any:
    """Run an empty copy whose points are said to be known, and give the grades of its cells."""
    place.hand_in(learner, {})
    if edit is not None:
        path = place.folder.submitted("essai", learner) / "essai.ipynb"
        notebook = nbformat.read(path, as_version=4)
        edit(notebook)
        nbformat.write(notebook, path)
    done = converters.autograde(place.folder, "essai", learner, points)
    assert not done.failure
    (found,) = store.read(place.folder.db_url, "essai", learner)
    return {name: grade.automatic for name, grade in found.grades.items()}


def known(place: Place, points: float) -> dict[str, float]:
    return dict.fromkeys(place.course.modules["essai"].exercises, points)


def test_no_kernel_is_started_where_every_value_is_known(place: Place, kernels: list[str]) -> None:
    grades = run(place, "connue", known(place, 1.25))
    assert set(grades.values()) == {1.25}
    assert kernels == []


def test_a_text_added_by_hand_is_nothing_to_run(place: Place, kernels: list[str]) -> None:
    def add(notebook: NotebookNode) -> None:
        notebook.cells.append(new_markdown_cell("Merci !"))

    assert set(run(place, "texte", known(place, 1.0), add).values()) == {1.0}
    assert kernels == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda notebook: notebook.cells.append(new_code_cell("1 + 1")),
        lambda notebook: notebook.cells.insert(0, new_code_cell("import grader")),
        # Put back by nbgrader, with a word that says so.
        lambda notebook: notebook.cells.pop(2),
    ],
    ids=["one more", "one before", "one less"],
)
def test_other_code_is_run_and_finds_the_points_there(
    place: Place, kernels: list[str], edit: Edit
) -> None:
    assert set(run(place, "autre", known(place, 1.5), edit).values()) == {1.5}
    assert len(kernels) == 1


def test_what_is_not_known_is_asked_of_the_cell(place: Place, kernels: list[str]) -> None:
    points = known(place, 1.5)
    unknown = sorted(points)[0]
    del points[unknown]
    grades = run(place, "partie", points)
    # An empty copy earns nothing.
    assert grades[unknown.rpartition("/")[2]] == 0
    assert len(kernels) == 1


def test_points_are_those_of_the_very_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ANSWERS).write_text('{"a": 1}', encoding="utf-8")
    told = assessed_variable(tmp_path, {"essai/quiz": 3.0})
    monkeypatch.setenv(ASSESSED, told[ASSESSED])
    assert assessed_points(tmp_path) == {}, "a cell that a learner runs looks for itself"
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert assessed_points(tmp_path) == {"essai/quiz": 3.0}
    (tmp_path / ANSWERS).write_text('{"a": 2}', encoding="utf-8")
    assert assessed_points(tmp_path) == {}
