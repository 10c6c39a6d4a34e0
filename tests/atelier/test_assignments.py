"""Notebooks as assignments: release, validation, grading and feedback by stock nbgrader."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig

import pytest

from grader.atelier.assignments import prepare_assignments
from grader.atelier.notebooks import notebook_bytes
from grader.atelier.source import MISTAKE, SOLUTION, UNTOUCHED, read_source
from grader.gradebook import store
from grader.gradebook.address import gradebook_address
from tests.atelier.small import SLUG, small_settings

STATES = {"complete": SOLUTION, "vide": UNTOUCHED, "trois-lignes": MISTAKE}


def nbgrader(folder, *arguments):
    scripts = sysconfig.get_path("scripts")
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("OUVROIR_")},
            "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("atelier")
    settings = small_settings(root)
    folder = root / "devoirs"
    prepare_assignments(settings, folder)
    done = nbgrader(folder, "generate_assignment", SLUG)
    assert (folder / "release" / SLUG / f"{SLUG}.ipynb").is_file(), done.stderr
    source = read_source(settings.notebooks / "atelier" / f"{SLUG}.py")
    for learner, state in STATES.items():
        copy = folder / "submitted" / learner / SLUG / f"{SLUG}.ipynb"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(notebook_bytes(source, state=state))
    nbgrader(folder, "autograde", SLUG)
    return folder


def test_a_release_has_blanks_and_no_hidden_test(course):
    text = (course / "release" / SLUG / f"{SLUG}.ipynb").read_text(encoding="utf-8")

    assert "____" in text
    assert "HIDDEN" not in text
    assert "il manque des lignes" not in text
    assert "deliberations.csv" not in text


def test_scores_are_those_of_the_page(course):
    found = {copy.learner: copy for copy in store.read(gradebook_address(course, ""))}

    points = {
        learner: {name: grade.automatic for name, grade in copy.grades.items()}
        for learner, copy in found.items()
    }
    assert points["complete"] == {"lire-verif": 2.0, "valide": 10.0}
    assert points["vide"] == {"lire-verif": 0.0, "valide": 0.0}
    assert points["trois-lignes"] == {"lire-verif": 0.0, "valide": 0.0}


def test_feedback_tells_in_french(course):
    done = nbgrader(course, "generate_feedback", SLUG, "--student=vide")

    page = course / "feedback" / "vide" / SLUG / f"{SLUG}.html"
    assert page.is_file(), done.stderr
    assert "Non commencé" in page.read_text(encoding="utf-8")


@pytest.mark.long
def test_validation_of_an_untouched_copy_names_what_is_left(course):
    untouched = course / "release" / SLUG / f"{SLUG}.ipynb"
    done = nbgrader(course, "validate", str(untouched))

    assert done.stdout.count("Non commencé") == 1, done.stderr
