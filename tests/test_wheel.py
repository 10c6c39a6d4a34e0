"""The wheel is enough: installed elsewhere, it serves its own courses, on lesser systems too."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.support.running import RunningServer

ROOT = Path(__file__).resolve().parents[1]
#: What Windows has not; hidden from our own code alone, since other libraries ask for the system.
LESSER_SYSTEM = """
import builtins, os
_import = builtins.__import__
def _hiding(name, globals=None, locals=None, fromlist=(), level=0):
    ours = str((globals or {}).get("__name__", "")).startswith("grader")
    if ours and name in ("fcntl", "resource", "pwd"):
        raise ImportError(f"{name} is hidden by a test")
    return _import(name, globals, locals, fromlist, level)
builtins.__import__ = _hiding
del os.fork
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command outside the checkout, with nothing of its settings."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("OUVROIR_", "PYTHON"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environ, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("roue")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """An environment with the wheel alone; what it depends on is lent by the present one."""
    folder = tmp_path_factory.mktemp("installe")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))",
                    cwd=folder).strip())  # fmt: skip
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "depends.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def test_the_wheel_carries_content_and_nothing_derived(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "grader/carried/courses/catalogue.yml",
        "grader/carried/notebooks/accueil.ipynb",
        "grader/carried/sandbox_data/communes/val-ouvert/deliberations.csv",
        "grader/content/json_schemas/quiz.json",
        "grader/progress/migrations/env.py",
        "grader/ui/static/page.js",
    ):
        assert name in names
    ours = (ROOT / "grader").rglob("*.typ")
    assert {path.relative_to(ROOT).as_posix() for path in ours} <= names
    assert "grader/documents/attestation.typ" in names
    strange = [n for n in names if "__pycache__" in n or "/build/" in n or n.startswith("tests")]
    assert not strange


def test_it_checks_its_own_courses_outside_the_checkout(installed, tmp_path):
    place = run(installed, "-c", "import grader.settings as s; print(s.DEFAULT_ROOT)", cwd=tmp_path)
    assert str(ROOT) not in place
    assert "carried" in place
    run(installed, "-m", "grader", "check", cwd=tmp_path)


@pytest.mark.parametrize("lesser", [False, True], ids=["this system", "without fork and fcntl"])
def test_it_serves_outside_the_checkout(installed, tmp_path, lesser):
    site = installed.parents[1] / "lib"
    (hook,) = [path / "sitecustomize.py" for path in site.glob("python*/site-packages")]
    hook.write_text(LESSER_SYSTEM if lesser else "", encoding="utf-8")
    server = RunningServer(tmp_path / "travaux", python=installed, folder=tmp_path)
    try:
        server.start()
        home = httpx.get(server.address, follow_redirects=True, timeout=60)
        assert home.status_code == 200
        assert '"kind": "home"' in home.text
        lesson = server.address + "lecon/preparer/ce-que-lit-une-machine"
        page = httpx.get(lesson, follow_redirects=True, timeout=60, cookies=home.cookies)
        assert "prep-r01" in page.text
    finally:
        server.stop()
    hook.unlink()
