"""Copies: placing one when a learner hands in, listing them, erasing hers.

Whoever needs both locks takes ``CourseFolder.lock`` first and ``hand_in_lock`` last and briefly:
a hand-in never waits for a grading.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.content.copies import FILES, copy_durably, sync_folder, write_copy
from grader.errors import NotFoundError
from grader.exercises.model import Response
from grader.gradebook.address import has_gradebook
from grader.gradebook.course_folder import CourseFolder, check_learner
from grader.gradebook.files import write_atomically
from grader.gradebook.lock import locked

#: nbgrader's own file for the time of a hand-in.
TIMESTAMP = "timestamp.txt"

#: Marks a cell that shows what a learner wrote; no other program reads it.
_WRITTEN = "ouvroir_written"

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Copy:
    """A copy that waits in ``submitted/``, graded or not."""

    module: str
    learner: str
    folder: Path


def place_copy(
    folder: CourseFolder,
    module: str,
    learner: str,
    responses: Mapping[str, Response],
    *,
    with_files: bool,
    handed_in_at: datetime,
    written: Mapping[str, str] | None = None,
) -> Path:
    """Hand in: write a learner's copy whole, in place of an earlier one.

    The copy is written aside, then renamed; a kill in between leaves either the old one or the
    new one, which ``finish_hand_ins`` puts in place. Files, and the folders around the renames,
    are on the disk when this returns.

    Args:
        folder: as ``prepare`` gives it.
        module: slug of the module.
        learner: pseudonymous id: small letters, digits and dashes.
        responses: exercise id to response, for every exercise that she began.
        with_files: she chose to send her files, and not only verdicts and counts.
        handed_in_at: time of the hand-in, with its time zone.
        written: exercise id to the texts that a person marks, in Markdown, for nbgrader's pages.

    Returns:
        The copy's folder.

    Raises:
        NotFoundError: no such module, or the learner's id is not one of ours.
    """
    target = folder.submitted(module, learner)
    with locked(folder.hand_in_lock):
        _write(
            folder,
            target,
            folder.release(module),
            responses,
            with_files=with_files,
            handed_in_at=handed_in_at,
            written=written or {},
        )
    return target


def replace_copy(
    folder: CourseFolder,
    module: str,
    learner: str,
    responses: Mapping[str, Response],
    *,
    with_files: bool,
    moment: datetime,
    written: Mapping[str, str] | None = None,
) -> bool:
    """Write the responses of a copy anew, with its own notebook, files and time.

    Args:
        folder: as ``prepare`` gives it.
        module: slug of the module.
        learner: pseudonymous id.
        responses: as ``read_copy`` gave them, with what is to change.
        with_files: as the copy says.
        moment: time of the copy that was read; another one stays as it is.
        written: as for ``place_copy``.

    Returns:
        Whether it was written: False when she handed in anew, or was erased, meanwhile.

    Raises:
        NotFoundError: no such module, or the learner's id is not one of ours.
    """
    target = folder.submitted(module, learner)
    notebook = target / f"{module}.ipynb"
    with locked(folder.hand_in_lock):
        if handed_in_at(target) != moment.astimezone(UTC) or not notebook.is_file():
            return False
        _write(
            folder,
            target,
            notebook,
            responses,
            with_files=with_files,
            handed_in_at=moment,
            written=written or {},
        )
    return True


def _write(
    folder: CourseFolder,
    target: Path,
    notebook: Path,
    responses: Mapping[str, Response],
    *,
    with_files: bool,
    handed_in_at: datetime,
    written: Mapping[str, str],
) -> None:
    """Write a copy aside, then put it in place; the caller holds the lock."""
    module, learner = target.name, target.parent.name
    name = f"{module}@{learner}"
    part = folder.hand_ins / f"{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    copy_durably(notebook, part / f"{module}.ipynb")
    if written:
        _show_written(part / f"{module}.ipynb", written)
    write_copy(
        part,
        module,
        learner,
        responses,
        with_files=with_files,
        handed_in_at=handed_in_at,
    )
    stamp = handed_in_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC\n")
    write_atomically(part / TIMESTAMP, stamp)
    sync_folder(part)
    ready = folder.hand_ins / f"{name}.ready"
    shutil.rmtree(ready, ignore_errors=True)
    part.rename(ready)
    sync_folder(folder.hand_ins)
    _put_in_place(ready, target)


def _show_written(path: Path, written: Mapping[str, str]) -> None:
    """Put texts into a notebook, each above the cell that holds the points of its exercise."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    texts = {exercise_id.rpartition("/")[2]: text for exercise_id, text in written.items()}
    cells = []
    for cell in notebook["cells"]:
        if _WRITTEN in cell["metadata"]:
            continue
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in texts:
            mark = {_WRITTEN: True, "editable": False}
            # An id of nbformat has 64 characters at most.
            own = hashlib.sha256(name.encode()).hexdigest()[:32]
            shown = {"cell_type": "markdown", "id": own, "metadata": mark, "source": texts[name]}
            cells.append(shown)
        cells.append(cell)
    notebook["cells"] = cells
    write_atomically(path, json.dumps(notebook, ensure_ascii=False, indent=1))


def withdraw_copy(folder: CourseFolder, module: str, learner: str, moment: datetime) -> None:
    """Take back a copy whose hand-in could not be recorded; a newer one stays.

    Args:
        folder: as ``prepare`` gives it.
        module: slug of the module.
        learner: pseudonymous id.
        moment: time of the hand-in that was not recorded.

    Raises:
        NotFoundError: no such module, or the learner's id is not one of ours.
    """
    target = folder.submitted(module, learner)
    with locked(folder.hand_in_lock):
        if handed_in_at(target) == moment.astimezone(UTC):
            shutil.rmtree(target, ignore_errors=True)


def finish_hand_ins(folder: CourseFolder) -> None:
    """Put in place the hand-ins that a kill interrupted between writing and renaming.

    What was not written whole, and what was replaced, is removed.

    Args:
        folder: as ``prepare`` gives it.
    """
    with locked(folder.hand_in_lock):
        for ready in sorted(folder.hand_ins.glob("*@*.ready")):
            module, _, learner = ready.stem.partition("@")
            if module in folder.modules:
                _put_in_place(ready, folder.submitted(module, learner))
        for left in (*folder.hand_ins.glob("*@*.part"), *folder.hand_ins.glob("*@*.old")):
            shutil.rmtree(left, ignore_errors=True)


def list_copies(
    folder: CourseFolder, module: str | None = None, learner: str | None = None
) -> list[Copy]:
    """List the copies, by module then learner.

    Folders whose name is not a pseudonym of ours are left alone.

    Args:
        folder: as ``prepare`` gives it.
        module: only this module.
        learner: only this learner.

    Raises:
        NotFoundError: no such module, or the learner's id is not one of ours.
    """
    if module is not None:
        folder.check_module(module)
    if learner is not None:
        check_learner(learner)
    found = []
    for path in (folder.root / "submitted").glob("*/*"):
        wanted = module in (None, path.name) and learner in (None, path.parent.name)
        if wanted and path.is_dir() and path.name in folder.modules:
            found.append(Copy(path.name, path.parent.name, path))
    return sorted(found, key=lambda c: (c.module, c.learner))


def erase_copies(folder: CourseFolder, learner: str) -> None:
    """Erase all that this room holds of a learner: copies, runs, reports and grades.

    Args:
        folder: as ``prepare`` gives it.
        learner: pseudonymous id.

    Raises:
        NotFoundError: the learner's id is not one of ours.
    """
    check_learner(learner)
    with locked(folder.lock):
        with locked(folder.hand_in_lock):
            shutil.rmtree(folder.root / "submitted" / learner, ignore_errors=True)
            for left in folder.hand_ins.glob(f"*@{learner}.*"):
                shutil.rmtree(left, ignore_errors=True)
        for step in ("autograded", "feedback"):
            shutil.rmtree(folder.root / step / learner, ignore_errors=True)
        for module in folder.modules:
            folder.report(module, learner).unlink(missing_ok=True)
        if has_gradebook(folder.db_url):
            from grader.gradebook import store

            store.erase(folder.db_url, learner)


def erase_sent_files(folder: CourseFolder, before: datetime) -> int:
    """Erase the learners' files in copies handed in before a date; what they earned stays.

    A copy holds the verdict on each of its files, so it is graded alike without them.

    Args:
        folder: as ``prepare`` gives it.
        before: copies handed in earlier lose their files.

    Returns:
        How many copies lost files.
    """
    n_copies = 0
    for copy in list_copies(folder):
        places = [p / FILES for p in _places(folder, copy)]
        if not any(p.exists() for p in places):
            continue
        with locked(folder.lock), locked(folder.hand_in_lock):
            moment = handed_in_at(copy.folder)
            if moment is None or moment >= before:
                continue
            for place in places:
                shutil.rmtree(place, ignore_errors=True)
        n_copies += 1
    return n_copies


def erase_sent_file(folder: CourseFolder, learner: str, sha256: str) -> int:
    """Erase one file from a learner's copies; what it earned stays, by its verdict.

    Args:
        folder: as ``prepare`` gives it.
        learner: pseudonymous id.
        sha256: hash of the file, in hexadecimal.

    Returns:
        How many copies lost it.

    Raises:
        NotFoundError: the learner's id is not one of ours, or the hash is none.
    """
    check_learner(learner)
    if not _SHA256.fullmatch(sha256):
        raise NotFoundError("unknown-file", "Ce fichier n'existe pas.")
    n_copies = 0
    with locked(folder.lock), locked(folder.hand_in_lock):
        for copy in list_copies(folder, learner=learner):
            files = [p / FILES / sha256 for p in _places(folder, copy)]
            n_copies += any(file.is_file() for file in files)
            for file in files:
                file.unlink(missing_ok=True)
                # A folder that still holds another file stays.
                with contextlib.suppress(OSError):
                    file.parent.rmdir()
        for left in folder.hand_ins.glob(f"*@{learner}.*/{FILES}/{sha256}"):
            left.unlink(missing_ok=True)
    return n_copies


def _places(folder: CourseFolder, copy: Copy) -> list[Path]:
    """Give the folders where a copy lies: as handed in, and as it was run."""
    return [folder.root / step / copy.learner / copy.module for step in ("submitted", "autograded")]


def handed_in_at(copy: Path) -> datetime | None:
    """Read the UTC time of a hand-in, or None when nothing tells it.

    Args:
        copy: the copy's folder.
    """
    try:
        text = (copy / TIMESTAMP).read_text(encoding="utf-8").strip()
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S.%f UTC").replace(tzinfo=UTC)
    except (OSError, ValueError):
        return None


def _put_in_place(ready: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    sync_folder(target.parent.parent)
    old = ready.with_suffix(".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    ready.rename(target)
    sync_folder(target.parent)
    sync_folder(ready.parent)
    shutil.rmtree(old, ignore_errors=True)
