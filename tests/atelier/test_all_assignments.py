"""Every notebook through stock nbgrader, in its three states: the points of its own test."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.atelier.assignments import prepare_assignments
from grader.atelier.notebooks import notebook_bytes
from grader.atelier.source import MISTAKE, SOLUTION, UNTOUCHED, sources
from grader.gradebook import store
from grader.gradebook.address import gradebook_address
from grader.settings import Settings
from tests.atelier.test_assignments import nbgrader

FOUND = {source.slug: source for source in sources(Settings().notebooks / "atelier")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("tous")
    prepare_assignments(replace(Settings(), data=root / "data"), root)
    return root


@pytest.mark.long
@pytest.mark.parametrize("slug", FOUND)
def test_scores_are_those_of_the_notebook(folder, slug):
    source = FOUND[slug]
    for state in (SOLUTION, UNTOUCHED, MISTAKE):
        copy = folder / "submitted" / state / slug / f"{slug}.ipynb"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(notebook_bytes(source, state=state))
    released = nbgrader(folder, "generate_assignment", slug)
    graded = nbgrader(folder, "autograde", slug)

    text = (folder / "release" / slug / f"{slug}.ipynb").read_text(encoding="utf-8")
    assert "HIDDEN" not in text, released.stderr
    points = {
        copy.learner: {name: grade.automatic for name, grade in copy.grades.items()}
        for copy in store.read(gradebook_address(folder, ""))
        if set(copy.grades) == {cell.name for cell in source.tests}
    }
    everything = {cell.name: cell.points for cell in source.tests}
    assert points[SOLUTION] == everything, graded.stderr[-2000:]
    assert points[UNTOUCHED] == dict.fromkeys(everything, 0.0)
    for cell in source.cells:
        if cell.fault is not None:
            assert {n: points[MISTAKE].get(n) for n in cell.fault.points} == cell.fault.points
