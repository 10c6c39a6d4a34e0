"""Notebooks as assignments: handed in, graded by stock nbgrader and by ``ouvroir grade``, told."""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
from html import unescape

import pytest

from grader.atelier.folder import place_notebooks
from grader.atelier.frames import frame_bytes
from grader.atelier.hand_in import hand_in
from grader.atelier.notebooks import notebook_bytes
from grader.atelier.source import MISTAKE, SOLUTION, UNTOUCHED, read_source
from grader.content.one_exercise import load_exercise
from grader.exercises.assess import assess
from grader.exercises.model import Event, Response
from grader.gradebook import store
from grader.gradebook.address import gradebook_address
from grader.gradebook.grade_assignments import grade_assignments
from grader.kernels.confinement import Confinement, confinable
from grader.settings import Bounds, Settings
from tests.atelier.assignments import nbgrader, prepare
from tests.atelier.small import SLUG, small_settings

MEND = "preparer/deliberations-sales"
CLEAN = "communes/val-ouvert/deliberations.csv"
#: What the fourth learner adds to a right answer: dates that nobody can read any more.
SPOIL = 'table.loc[:60, "DELIB_DATE"] = table.loc[:60, "DELIB_DATE"].str.replace("-", "/")'
#: And what she tries: a file that is not hers, and a server of this computer.
PRY = """
import socket
for essai in (lambda: open({path!r}).read(), lambda: socket.create_connection({address!r}, 2)):
    try:
        print("ouvert", essai())
    except OSError as fermeture:
        print("fermé")
"""
STATES = {"complete": SOLUTION, "vide": UNTOUCHED, "trois-lignes": MISTAKE, "presque": SOLUTION}


def worked(source, learner, pry):
    """Give the notebook of a learner, as JupyterLab saved it."""
    notebook = json.loads(notebook_bytes(source, state=STATES[learner]))
    for cell in notebook["cells"]:
        if cell["id"] == "lire" and learner == "presque":
            cell["source"] = [*cell["source"], "\n", SPOIL, pry]
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "un secret"}]
    return json.dumps(notebook)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Copies handed in from learners' folders, then graded by ``ouvroir grade``."""
    root = tmp_path_factory.mktemp("atelier")
    settings, folder = small_settings(root), root / "devoirs"
    prepare(settings, folder)
    source = read_source(settings.notebooks / "atelier" / f"{SLUG}.py")
    (root / "secret.txt").write_text("la clé du serveur", encoding="utf-8")
    listening = socket.create_server(("127.0.0.1", 0))
    pry = PRY.format(path=str(root / "secret.txt"), address=listening.getsockname())
    for learner in STATES:
        mine = root / learner
        place_notebooks(settings, mine)
        (mine / f"{SLUG}.ipynb").write_text(worked(source, learner, pry), encoding="utf-8")
        assert hand_in(settings, mine, folder, learner).names == (SLUG,)
    with listening:
        return folder, settings, grade_assignments(settings, folder)


@pytest.fixture(scope="module")
def stock(course, tmp_path_factory):
    """The same copies, graded by nbgrader's own commands in another folder."""
    folder, settings, _ = course
    other = tmp_path_factory.mktemp("stock")
    prepare(settings, other)
    done = nbgrader(other, "generate_assignment", SLUG)
    assert (other / "release" / SLUG / f"{SLUG}.ipynb").is_file(), done.stderr
    (other / "submitted").rmdir()
    (other / "submitted").symlink_to(folder / "submitted")
    nbgrader(other, "autograde", SLUG)
    return other


def of_page():
    """Give the points that a page gives for what each learner's notebook checks."""
    import pandas as pd

    settings = Settings()
    exercise = load_exercise(settings.courses, settings.sandbox, MEND, None)
    table = pd.read_csv(settings.sandbox / CLEAN, dtype=str)
    spoiled = table.copy()
    spoiled.loc[:60, "DELIB_DATE"] = spoiled.loc[:60, "DELIB_DATE"].str.replace("-", "/")
    return exercise, {"complete": table, "trois-lignes": table.head(3), "presque": spoiled}


def text_of(page):
    return unescape(re.sub(r"<style.*?</style>|<[^>]+>", "", page.read_text("utf-8"), flags=re.S))


def points(folder):
    return {
        copy.learner: {name: grade.automatic for name, grade in copy.grades.items()}
        for copy in store.read(gradebook_address(folder, ""))
    }


def test_a_release_has_blanks_and_no_hidden_test(course):
    folder, _, _ = course
    text = (folder / "release" / SLUG / f"{SLUG}.ipynb").read_text(encoding="utf-8")

    assert "____" in text
    assert "HIDDEN" not in text
    assert "il manque des lignes" not in text
    assert "deliberations.csv" not in text


def test_a_hand_in_leaves_behind_what_cells_showed(course):
    folder, _, _ = course
    copy = folder / "submitted" / "vide" / SLUG

    assert "un secret" not in (copy / f"{SLUG}.ipynb").read_text(encoding="utf-8")
    assert (copy / "timestamp.txt").read_text("ascii").endswith(" UTC")


def test_scores_are_those_of_the_page_and_of_stock_nbgrader(course, stock, tmp_path):
    folder, _, copies = course
    exercise, tables = of_page()
    found = points(folder)

    assert found == points(stock)
    assert found["complete"] == {"lire-verif": 2.0, "valide": 10.0}
    assert found["vide"] == {"lire-verif": 0.0, "valide": 0.0}
    assert found["trois-lignes"]["lire-verif"] == 0
    for learner, table in tables.items():
        path = tmp_path / "a.csv"
        path.write_bytes(frame_bytes(table, Bounds()))
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        event = Event("file", "2026-01-01T00:00:00+00:00", {"sha256": sha256, "name": "a.csv"})
        expected = assess(exercise, Response(exercise.id, 0, (event,), {sha256: path}))
        assert found[learner]["valide"] == expected.points, learner
        copy = next(one for one in copies if one.learner == learner)
        words = re.sub(r"\s", " ", copy.cells[1].words)
        assert all(re.sub(r"\s", " ", one.message) in words for one in expected.feedback), words
    assert 0 < found["presque"]["valide"] < 10


@pytest.mark.skipif(
    confinable(os.environ) != Confinement(files=True, network=True),
    reason="cette machine ne permet pas d'enfermer un noyau",
)
def test_a_copy_reads_no_other_file_and_calls_nobody(course):
    folder, _, _ = course
    ran = json.loads((folder / "autograded/presque" / SLUG / f"{SLUG}.ipynb").read_text("utf-8"))
    said = ["".join(o.get("text", "")) for c in ran["cells"] for o in c.get("outputs", ())]

    assert "fermé\nferm\u00e9\n" in said


def test_feedback_is_french_and_shows_no_hidden_test(course, stock):
    folder, _, _ = course
    told = text_of(folder / "retours" / "trois-lignes" / f"{SLUG}.html")
    done = nbgrader(stock, "generate_feedback", SLUG, "--student=trois-lignes")
    page = stock / "feedback" / "trois-lignes" / SLUG / f"{SLUG}.html"

    assert page.is_file(), done.stderr
    for text in (told, text_of(page)):
        assert "Pas encore" in text
        assert "il manque des lignes" in text
        # The hidden line itself, and the mark above it.
        assert "len(table)" not in text
        assert "HIDDEN" not in text
    assert "0 point sur 12" in re.sub(r"\s", " ", told)
    assert "Non commencé" in text_of(folder / "retours" / "vide" / f"{SLUG}.html")
    assert "rien n'est envoyé" not in told


def test_what_did_not_change_is_not_graded_again_and_what_is_broken_is_told(course):
    folder, settings, _ = course
    broken = folder / "submitted" / "abime" / SLUG
    broken.mkdir(parents=True)
    (folder / "submitted" / "Mon Nom" / SLUG).mkdir(parents=True)

    found = {one.learner: one for one in grade_assignments(settings, folder)}

    assert [one.fresh for name, one in found.items() if name in STATES] == [False] * len(STATES)
    assert found["presque"].total == 11.83
    assert found["abime"].failed
    assert "n'a pas pu lire" in found["abime"].problem
    assert "pseudonyme" in found["Mon Nom"].problem
    assert not list((folder / "retours").glob("Mon*"))


@pytest.mark.long
def test_validation_of_an_untouched_copy_names_what_is_left(stock):
    untouched = stock / "release" / SLUG / f"{SLUG}.ipynb"
    done = nbgrader(stock, "validate", str(untouched))

    assert done.stdout.count("Non commencé") == 1, done.stderr
