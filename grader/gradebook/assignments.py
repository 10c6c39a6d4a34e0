"""A course folder of nbgrader for notebooks whose answers are code, apart from the modules' own.

    devoirs/
      nbgrader_config.py   from ``_options``, as ``ouvroir grade --assignments`` uses them
      source/<name>/<name>.ipynb       blanks and hidden tests, no solution
      release/ autograded/ feedback/   nbgrader's own
      submitted/<pseudonym>/<name>/<name>.ipynb
      gradebook.db
      ouvroir/             ours: locks, what release/ was made from, how copies were graded

Its points are no part of an attestation (decision 0025).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader import __version__
from grader.errors import GradingError
from grader.gradebook.configuration import course_environment
from grader.gradebook.course_folder import CourseFolder, check_root, release_assignment
from grader.gradebook.files import hash_of_file, write_atomically
from grader.gradebook.lock import locked
from grader.kernels.provisioner import PROVISIONER_NAME
from grader.settings import Settings
from grader.typography import french

_COURSE_ID = "atelier"
_OTHER = "Donnez un autre dossier avec --assignments."
_STEP = "nbgrader.preprocessors."
#: The sources have no solution: their blanks are those that a learner finds. The stock step
#: ``ClearSolutions`` would write one same text everywhere, and is left out.
_RELEASE_STEPS = (
    "IncludeHeaderFooter", "LockCells", "ClearOutput", "CheckCellMetadata", "ComputeChecksums",
    "SaveCells", "ClearHiddenTests", "ComputeChecksums", "CheckCellMetadata",
)  # fmt: skip
#: The stock pages of feedback show hidden tests: they are taken out before.
_FEEDBACK_STEPS = (
    "nbgrader.preprocessors.GetGrades",
    "grader.gradebook.hidden_tests.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
)

_TEMPLATE = """\
# Écrit par Ouvroir : « ouvroir lab --assignments » le refait.
# Dans ce dossier, « nbgrader autograde {example} » donne les points de « ouvroir grade --assignments . »,
# mais exécute les copies avec vos droits, et avec le réseau.
import os

# Les copies tournent sans les variables de votre session (mots de passe, adresses).
os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = {provisioner!r}
{environment}
here = os.path.dirname(os.path.abspath(__file__))

c = get_config()
c.CourseDirectory.root = here
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(here, "gradebook.db")
{options}
"""  # noqa: E501  # a line of the file that is written


def write_assignments(settings: Settings, root: Path, notebooks: Mapping[str, bytes]) -> None:
    """Write ``source/`` and ``nbgrader_config.py``; copies and gradebook there are left alone.

    Args:
        settings: where the courses are.
        root: course folder, made when missing.
        notebooks: name to the notebook with its blanks and hidden tests; at least one.

    Raises:
        GradingError: nothing can be written there, or nbgrader could not read its path.
    """
    check_root(root, _OTHER)
    try:
        for name, data in notebooks.items():
            path = _source(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (root / "submitted").mkdir(exist_ok=True)
        text = _configuration_file(settings, min(notebooks))
        (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    except OSError as error:
        raise GradingError(
            "unusable-folder",
            french(f"Le dossier « {root} » ne peut pas être écrit."),
            _OTHER,
        ) from error


def open_assignments(settings: Settings, root: Path) -> CourseFolder:
    """Open such a folder; nbgrader is not asked.

    Args:
        settings: where the courses are.
        root: as ``write_assignments`` made it.

    Raises:
        GradingError: it is no such folder.
    """
    check_root(root, _OTHER)
    sources = {path.parent.name: path for path in sorted(root.glob("source/*/*.ipynb"))}
    found = {name: path for name, path in sources.items() if path == _source(root, name)}
    if not found:
        raise GradingError(
            "no-assignments",
            french(f"Le dossier « {root} » ne contient pas de devoirs."),
            "Préparez-le : « ouvroir lab --assignments DOSSIER ».",
        )
    return CourseFolder(
        root=root,
        modules={name: _mark(path) for name, path in found.items()},
        options=_options(settings),
        environment=_environment(settings),
    )


def release(folder: CourseFolder, name: str) -> None:
    """Have nbgrader release an assignment whose source is new or changed.

    Args:
        folder: as ``open_assignments`` gives it.
        name: which assignment.

    Raises:
        GradingError: nbgrader refuses it, or the folder cannot be written.
    """
    stamp = folder.root / "ouvroir" / "released" / name
    try:
        folder.hand_ins.mkdir(parents=True, exist_ok=True)
        stamp.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GradingError(
            "unusable-folder",
            french(f"Le dossier « {folder.root} » ne peut pas être écrit."),
            "Vérifiez le droit d'y écrire.",
        ) from error
    with locked(folder.lock):
        wanted = folder.modules[name]
        if stamp.exists() and stamp.read_text("ascii") == wanted and folder.release(name).exists():
            return
        with locked(folder.hand_in_lock):
            release_assignment(folder, name)
        write_atomically(stamp, wanted)


def _source(root: Path, name: str) -> Path:
    return root / "source" / name / f"{name}.ipynb"


def _mark(path: Path) -> str:
    """Hash what a grade depends on beside the copy: its tests, and the version of Ouvroir."""
    return hashlib.sha256(f"{__version__}\n{hash_of_file(path)}".encode()).hexdigest()


def _environment(settings: Settings) -> dict[str, str]:
    """Lead a copy to the courses; no exercise of an atelier is private, nor is its bank shown."""
    return {**course_environment(settings), "OUVROIR_PRIVATE_BANK": ""}


def _options(settings: Settings) -> Mapping[str, Mapping[str, Any]]:
    """Give nbgrader's options, by class, as plain values."""
    return {
        "CourseDirectory": {"course_id": _COURSE_ID},
        "GenerateAssignment": {"preprocessors": [f"{_STEP}{name}" for name in _RELEASE_STEPS]},
        "GenerateFeedback": {"preprocessors": list(_FEEDBACK_STEPS)},
        "Execute": {
            "timeout": int(settings.bounds.job_seconds),
            "startup_timeout": 60,
            "shutdown_kernel": "immediate",
        },
        "OverwriteCells": {
            "add_missing_cells": True,
            "missing_cell_notification": "Cellule {cell_id} absente, remise en place.\n\n",
        },
    }


def _configuration_file(settings: Settings, example: str) -> str:
    return _TEMPLATE.format(
        example=example,
        provisioner=PROVISIONER_NAME,
        environment="\n".join(
            f"os.environ[{k!r}] = {v!r}" for k, v in _environment(settings).items()
        ),
        options="\n".join(
            f"c.{name}.{option} = {value!r}"
            for name, values in _options(settings).items()
            for option, value in values.items()
        ),
    )
