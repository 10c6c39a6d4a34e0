"""A grading run that is told to stop leaves nothing behind, and judges no copy."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from grader.gradebook.grade import grade
from tests.gradebook.conftest import Place
from tests.gradebook.course import COPIES

LEARNER = "tilleul-1234"
WAIT = """\
import os, pathlib, time
if not pathlib.Path({done!r}).exists():
    # A copy writes in its own folder alone.
    pathlib.Path("part").write_text(str(os.getpid()))
    os.rename("part", "ready")
    time.sleep(600)
"""


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(1800):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come")


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_run_ended_by_the_server_leaves_neither_kernel_nor_folder_nor_note(
    place: Place,
) -> None:
    copy = place.hand_in(LEARNER, COPIES["complete"][0]) / "essai.ipynb"
    ready = place.folder.autograded("essai", LEARNER) / "ready"
    done = place.settings.courses / "done"
    notebook = nbformat.read(copy, as_version=4)
    notebook.cells.insert(0, new_code_cell(WAIT.format(done=str(done)), id="attend"))
    nbformat.write(notebook, copy)
    # The system bounds the path of a socket, and that of this test's own folder is long.
    temporary = Path(tempfile.mkdtemp(prefix="ouvroir-"))
    run = subprocess.Popen(
        [sys.executable, "-m", "grader", "grade"],
        env={
            **os.environ,
            "OUVROIR_COURSES": str(place.settings.courses),
            "OUVROIR_BUILD": str(place.settings.build),
            "OUVROIR_DATA": str(place.settings.data),
            "TMPDIR": str(temporary),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        wait_for(ready.exists)
        kernel = int(ready.read_text())
        assert list(temporary.rglob("ouvroir-kernel-*"))
        run.send_signal(signal.SIGTERM)
        output, errors = run.communicate(timeout=60)
    finally:
        run.kill()
        run.wait()
    assert (run.returncode, output, errors) == (130, b"", b"")
    assert list(temporary.iterdir()) == []
    temporary.rmdir()
    wait_for(lambda: not runs(kernel))
    assert not place.folder.report("essai", LEARNER).exists()

    done.touch()
    (again,) = grade(place.settings, place.course)
    assert (again.fresh, again.failed, again.total) == (True, False, 10.0)
    assert json.loads(place.folder.report("essai", LEARNER).read_text())["problem"] == ""
