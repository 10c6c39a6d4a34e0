"""Every sandbox notebook in three states: untouched, with its solutions, with typical mistakes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from grader.atelier.proofs import source_problems
from grader.atelier.source import MISTAKE, SOLUTION, UNTOUCHED, sources
from grader.settings import Settings
from tests.atelier.states import BYTES, SECONDS, STATES, WALL_SECONDS

FOLDER = Settings().notebooks / "atelier"
FOUND = {source.slug: source for source in sources(FOLDER)}


@pytest.fixture(scope="module")
def runs():
    """What came of each notebook in each state: one process, forked for each run."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.atelier.states", str(FOLDER)],
        capture_output=True,
        text=True,
        timeout=WALL_SECONDS * len(FOUND),
        check=True,
    )
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {(one["slug"], one["state"]): one for one in told}


def test_there_are_eight_notebooks_and_the_one_of_authors():
    assert len(FOUND) >= 9


@pytest.mark.parametrize("slug", FOUND)
def test_the_source_is_in_order(slug):
    assert list(source_problems(FOUND[slug], Settings())) == []


@pytest.mark.parametrize("slug", FOUND)
def test_the_solution_earns_everything(runs, slug):
    run = runs[slug, SOLUTION]

    assert run["errors"] == {}
    assert run["points"] == {cell.name: cell.points for cell in FOUND[slug].tests}


@pytest.mark.parametrize("slug", FOUND)
def test_untouched_earns_nothing_and_says_so(runs, slug):
    run = runs[slug, UNTOUCHED]

    assert run["points"] == {cell.name: 0.0 for cell in FOUND[slug].tests}
    assert not [where for where, (kind, _) in run["errors"].items() if kind == "SyntaxError"]


@pytest.mark.parametrize("slug", FOUND)
def test_a_typical_mistake_earns_what_its_author_says(runs, slug):
    source, run = FOUND[slug], runs[slug, MISTAKE]
    faults = [cell.fault for cell in source.cells if cell.fault is not None]

    assert faults
    for fault in faults:
        assert {name: run["points"].get(name) for name in fault.points} == fault.points, run
    assert sum(run["points"].values()) < source.points


@pytest.mark.parametrize("slug", FOUND)
def test_no_state_takes_too_much(runs, slug):
    for state in STATES:
        assert runs[slug, state].get("bytes", BYTES) < BYTES, state
        assert runs[slug, state].get("seconds", SECONDS) < SECONDS, state
