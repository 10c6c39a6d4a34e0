"""The notebooks on the newest Python that the lock installs on, in an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from grader.atelier.source import MISTAKE, SOLUTION, UNTOUCHED, sources
from grader.settings import Settings
from tests.atelier.newest import CACHE, CHOSEN, ROOT, environment, main
from tests.atelier.states import WALL_SECONDS

FOLDER = Settings().notebooks / "atelier"


def test_a_python_that_does_not_start_is_told_in_french(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv(CHOSEN, str(tmp_path / "python9"))

    assert main() == 1
    assert "n'est pas un Python qui démarre" in capsys.readouterr().out


def test_a_machine_without_a_newer_python_is_told_what_to_do(monkeypatch, capsys, tmp_path):
    monkeypatch.delenv(CHOSEN, raising=False)
    monkeypatch.delenv("OUVROIR_NEWEST_PYTHON", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))

    assert main() == 1
    assert "test-newest" in capsys.readouterr().out


@pytest.mark.long
def test_every_notebook_earns_the_same_on_the_newest_python():
    python = environment()
    if python is None:
        pytest.skip(f"aucun Python plus récent que {sys.version_info[0]}.{sys.version_info[1]} ici")
    done = subprocess.run(
        [python, "-m", "tests.atelier.states", str(FOLDER)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=WALL_SECONDS * 10,
        check=False,
        env={**os.environ, "PYTHONPYCACHEPREFIX": str(CACHE / "pycache")},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    runs = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    points = {(run["slug"], run["state"]): run["points"] for run in runs}
    for source in sources(FOLDER):
        tests = {cell.name: cell.points for cell in source.tests}
        assert points[source.slug, SOLUTION] == tests
        assert points[source.slug, UNTOUCHED] == dict.fromkeys(tests, 0.0)
        for cell in source.cells:
            if cell.fault is not None:
                earned = points[source.slug, MISTAKE]
                assert {name: earned.get(name) for name in cell.fault.points} == cell.fault.points
