"""A folder of assignments for a test, and nbgrader's own commands on it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from grader.atelier.assignments import assignment_notebooks
from grader.atelier.notebooks import notebook_bytes
from grader.atelier.source import Source
from grader.gradebook.assignments import write_assignments
from grader.settings import Settings


def prepare(settings: Settings, folder: Path) -> None:
    """Do what ``ouvroir lab --assignments`` does.

    Args:
        settings: where notebooks and courses are.
        folder: made when missing.
    """
    write_assignments(settings, folder, assignment_notebooks(settings))


def submit(folder: Path, source: Source, learner: str, state: str) -> None:
    """Put a copy where it is graded.

    Args:
        folder: of the assignments.
        source: the notebook.
        learner: whose copy.
        state: of its answers.
    """
    copy = folder / "submitted" / learner / source.slug / f"{source.slug}.ipynb"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(notebook_bytes(source, state=state))


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of stock nbgrader in a folder of assignments.

    Args:
        folder: where its configuration is.
        arguments: of the command.
    """
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
