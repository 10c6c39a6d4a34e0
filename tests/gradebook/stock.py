"""Stock nbgrader, typed in a shell, in a copy of the course folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from grader.gradebook import store
from grader.gradebook.address import gradebook_address
from grader.gradebook.grade import grade
from grader.gradebook.model import GradedCopy
from grader.settings import sqlalchemy_address
from tests.gradebook.conftest import Place

#: What a careless administrator might have around.
SECRETS = {"AWS_SECRET": "marqueur", "OUVROIR_DATABASE_URL": "postgresql://marqueur"}

#: learner to (test cell to points, None where stock gives none)
StockGrades = dict[str, dict[str, float | None]]


def run_stock(course_folder: Path, target: Path, module: str, gradebook: str = "") -> StockGrades:
    """Copy a course folder and type ``nbgrader autograde <module>`` in the copy.

    Args:
        course_folder: as ``prepare`` made it.
        target: the copy.
        module: which assignment.
        gradebook: address of its gradebook, where it is not a file of the folder.
    """
    shutil.copytree(course_folder, target)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", module],
        cwd=target,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("OUVROIR_")},
            "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
            **SECRETS,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    found = store.read(gradebook_address(target, sqlalchemy_address(gradebook)))
    assert found, done.stderr
    return {s.learner: {n: g.automatic for n, g in s.grades.items()} for s in found}


def run_ours(place: Place) -> dict[str, GradedCopy]:
    """Grade with ``ouvroir grade``'s own function, secrets around."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SECRETS.items():
            patch.setenv(name, value)
        copies = grade(place.settings, place.course)
    return {copy.learner: copy for copy in copies}
