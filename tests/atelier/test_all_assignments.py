"""Every notebook in its three states through ``ouvroir grade`` and through stock nbgrader."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from grader.atelier.source import MISTAKE, SOLUTION, UNTOUCHED, sources, without_hidden
from grader.gradebook import store
from grader.gradebook.address import gradebook_address
from grader.gradebook.grade_assignments import grade_assignments
from grader.settings import Settings
from tests.atelier.assignments import nbgrader, prepare, submit

FOUND = {source.slug: source for source in sources(Settings().notebooks / "atelier")}


STATES = (SOLUTION, UNTOUCHED, MISTAKE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every notebook in its three states, graded by ``ouvroir grade --assignments``."""
    root = tmp_path_factory.mktemp("tous")
    settings = replace(Settings(), data=root / "data")
    prepare(settings, root)
    for source in FOUND.values():
        for state in STATES:
            submit(root, source, state, state)
    grade_assignments(settings, root, at_once=2)
    return root


def points(folder, slug):
    return {
        copy.learner: {name: grade.automatic for name, grade in copy.grades.items()}
        for copy in store.read(gradebook_address(folder, ""), slug)
    }


@pytest.mark.long
@pytest.mark.parametrize("slug", FOUND)
def test_scores_are_those_of_the_notebook_and_of_stock_nbgrader(folder, slug):
    source = FOUND[slug]
    ours = points(folder, slug)
    released = nbgrader(folder, "generate_assignment", slug, "--force")
    graded = nbgrader(folder, "autograde", slug, "--force")

    text = (folder / "release" / slug / f"{slug}.ipynb").read_text(encoding="utf-8")
    assert "HIDDEN" not in text, released.stderr
    assert ours == points(folder, slug), graded.stderr[-2000:]
    everything = {cell.name: cell.points for cell in source.tests}
    assert ours[SOLUTION] == everything
    assert ours[UNTOUCHED] == dict.fromkeys(everything, 0.0)
    for cell in source.cells:
        if cell.fault is not None:
            assert {n: ours[MISTAKE].get(n) for n in cell.fault.points} == cell.fault.points


@pytest.mark.long
@pytest.mark.parametrize("slug", FOUND)
def test_feedback_shows_no_line_of_a_hidden_test(folder, slug):
    hidden = [
        line.strip()
        for cell in FOUND[slug].tests
        for line in set(cell.text.splitlines()) - set(without_hidden(cell.text).splitlines())
        if "assert" in line
    ]
    assert hidden
    done = nbgrader(folder, "generate_feedback", slug, "--force")
    for state in STATES:
        stock = folder / "feedback" / state / slug / f"{slug}.html"
        assert stock.is_file(), done.stderr[-2000:]
        for page in (stock, folder / "retours" / state / f"{slug}.html"):
            text = unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))
            assert [line for line in hidden if line in text] == []
