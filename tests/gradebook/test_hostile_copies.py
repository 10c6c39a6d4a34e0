"""Copies whose code does harm: it reaches nothing, takes nobody's time, and changes no note."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from grader.gradebook.grade import grade
from grader.gradebook.model import GradedCopy
from grader.kernels.confinement import confinable
from grader.settings import Bounds
from tests.gradebook.conftest import Place, open_place
from tests.gradebook.course import COPIES

#: learner to the code that comes first in her copy
CODES = {
    "a-sort": """\
        import pathlib, socket
        told = {{}}
        for name in {outside!r}:
            try:
                pathlib.Path(name).read_bytes()
                told[name] = "lu"
            except OSError as error:
                told[name] = type(error).__name__
        try:
            pathlib.Path({target!r}).write_text("x")
            told["écrit"] = "oui"
        except OSError as error:
            told["écrit"] = type(error).__name__
        try:
            socket.create_connection(("127.0.0.1", {port}), 2)
            told["réseau"] = "oui"
        except OSError as error:
            told["réseau"] = "non"
        pathlib.Path("dans-sa-copie").write_text("x")
        told""",
    "avertit": "import sys, warnings\nwarnings.warn('attention')\nprint('x', file=sys.stderr)",
    "bavarde": "for _ in range(200):\n    print('bla ' * 20_000)",
    "boucle": "while True:\n    pass",
    "demarre": """\
        import pathlib, subprocess, sys
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        pathlib.Path("enfant").write_text(str(child.pid))""",
    "gourmande": "held = bytearray(1 << 34)",
    "meurt": "import os\nos._exit(3)",
    "mal-ecrite": "def f(:\n  retour",
    "sage": "1 + 1",
    "widget": "import ipywidgets\nipywidgets.IntSlider()",
}
DIED = "meurt"


def add_code(copy: Path, code: str) -> None:
    path = copy / "essai.ipynb"
    notebook = nbformat.read(path, as_version=4)
    lines = [line.removeprefix(" " * 8) for line in code.splitlines()]
    notebook.cells.insert(0, new_code_cell("\n".join(lines), id="avant"))
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def graded(shared_place: Place) -> dict[str, GradedCopy]:
    place = open_place(shared_place.settings.courses.parent)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        names = {
            "outside": [str(place.settings.data / "gradebook" / "gradebook.db"), __file__],
            "target": str(place.settings.data / "intrus"),
            "port": listening.getsockname()[1],
        }
        for learner, code in CODES.items():
            copy = place.hand_in(learner, COPIES["en-partie"][0])
            add_code(copy, code.format(**names) if learner == "a-sort" else code)
        settings = replace(place.settings, bounds=Bounds(job_seconds=6.0))
        copies = grade(settings, place.course, at_once=2)
    return {copy.learner: copy for copy in copies}


def output(place: Place, learner: str) -> str:
    run = place.folder.autograded("essai", learner) / "essai.ipynb"
    return str(nbformat.read(run, as_version=4).cells[0].outputs)


@pytest.mark.parametrize("learner", sorted(set(CODES) - {DIED}))
def test_what_comes_before_a_locked_cell_changes_no_note(
    learner: str, graded: dict[str, GradedCopy]
) -> None:
    copy = graded[learner]
    assert (copy.total, copy.agreed, copy.failed, copy.problem) == (1.5, True, False, "")


def test_a_copy_whose_kernel_dies_is_named_and_stops_nobody(
    graded: dict[str, GradedCopy],
) -> None:
    copy = graded[DIED]
    assert (copy.total, copy.failed) == (0.0, True)
    assert "s'est arrêtée brutalement" in copy.problem
    assert list(graded) == sorted(CODES)


def test_the_code_of_a_copy_reaches_its_own_folder_alone(
    shared_place: Place, graded: object
) -> None:
    allowed = confinable(os.environ)
    told = output(shared_place, "a-sort")
    assert ("'écrit': 'PermissionError'" in told) == allowed.files
    assert (told.count("PermissionError") == 3) == allowed.files
    assert ("'réseau': 'non'" in told) == allowed.network
    assert (shared_place.settings.data / "intrus").exists() != allowed.files
    assert (shared_place.folder.autograded("essai", "a-sort") / "dans-sa-copie").exists()


def test_what_a_copy_started_ends_with_it(shared_place: Place, graded: object) -> None:
    pid = int((shared_place.folder.autograded("essai", "demarre") / "enfant").read_text())
    state = Path(f"/proc/{pid}/stat")
    for _ in range(100):
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.1)
    raise AssertionError("a process of the copy goes on")


def test_bounds_are_met_and_said_in_the_run(shared_place: Place, graded: object) -> None:
    assert "MemoryError" in output(shared_place, "gourmande")
    assert "CellTimeoutError" in output(shared_place, "boucle") or "KeyboardInterrupt" in output(
        shared_place, "boucle"
    )
    assert "SyntaxError" in output(shared_place, "mal-ecrite")
    assert "widget-view+json" in output(shared_place, "widget")
