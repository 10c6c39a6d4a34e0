"""The notebooks on the newest Python that the lock installs on, in an environment of its own."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.atelier.source import MISTAKE, SOLUTION, UNTOUCHED, sources
from grader.settings import Settings
from tests.atelier.states import WALL_SECONDS

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
FOLDER = Settings().notebooks / "atelier"
#: Environments; git ignores this folder.
CACHE = ROOT / ".cache" / "newest-python"
#: Newest first; one that the lock does not install on yet makes way for the one before.
VERSIONS = ("3.14", "3.13", "3.12")


def pythons():
    """Give the Pythons newer than this one that are on this machine, the newest first."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for version in VERSIONS:
        if tuple(map(int, version.split("."))) <= sys.version_info[:2]:
            continue
        found = shutil.which(f"python{version}")
        places = sorted(kept.glob(f"{version}.*/bin/python"), reverse=True)
        yield from (
            str(place)
            for place in (found, *places)
            # A shim of pyenv stands there for a version that is not chosen.
            if place and subprocess.run([place, "-c", ""], check=False).returncode == 0
        )


def installed(python: str, folder: Path) -> Path | None:
    """Make an environment with the lock, once; None where the lock does not install."""
    made = folder / "bin" / "python"
    if (folder / ".installed").exists():
        return made
    subprocess.run([python, "-m", "venv", folder], check=True)
    for arguments in (
        ["--require-hashes", "--requirement", str(LOCK)],
        ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        done = subprocess.run(
            [made, "-m", "pip", "install", "--quiet", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )
        if done.returncode:
            print(done.stderr[-2000:])
            return None
    (folder / ".installed").touch()
    return made


def environment():
    """Give the Python of an environment with the lock on the newest Python that it installs on."""
    prepared = os.environ.get("OUVROIR_NEWEST_PYTHON")
    if prepared:
        return Path(prepared)
    print_of_lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    for python in pythons():
        version = re.sub(r"\W", "-", Path(python).resolve().parent.parent.name)
        made = installed(python, CACHE / f"{version}-{print_of_lock}")
        if made is not None:
            return made
    return None


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
