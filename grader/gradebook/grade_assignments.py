"""Grading the notebooks of an atelier as modules' copies are: by nbgrader, bounded and confined.

nbgrader gives the official points. Here is kept what each test said, for the page of feedback:
the notebook's own words, and no line of a hidden test.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat

from grader.errors import NotFoundError
from grader.gradebook import reasons, reports, store
from grader.gradebook.assignments import open_assignments, release
from grader.gradebook.cell_words import CellWords, words_of
from grader.gradebook.course_folder import CourseFolder, check_learner
from grader.gradebook.feedback_page import feedback_html
from grader.gradebook.files import hash_of_folder, write_atomically
from grader.gradebook.lock import locked
from grader.gradebook.model import UNREADABLE
from grader.gradebook.runners import Runners
from grader.gradebook.submissions import handed_in_at
from grader.settings import Settings


@dataclass(frozen=True)
class GradedNotebook:
    """A copy of an assignment of an atelier, graded.

    Attributes:
        learner: pseudonym, the name of her folder.
        assignment: name of the notebook.
        title: French, as the notebook gives it.
        cells: each test, in order, with its points and what it said.
        problem: why a person should look at it, in French; "" when all is well.
        fresh: graded by this run; False when nothing had changed since an earlier one.
        failed: it could not be run: its zero is no note.
        feedback: the page written for her, or None.
    """

    learner: str
    assignment: str
    title: str
    cells: tuple[CellWords, ...] = ()
    problem: str = ""
    fresh: bool = True
    failed: bool = False
    feedback: Path | None = field(default=None, compare=False)

    @property
    def total(self) -> float:
        """Points of the whole copy."""
        return round(sum(cell.points for cell in self.cells), 2)

    @property
    def maximum(self) -> float:
        """Points of a full copy."""
        return round(sum(cell.max_points for cell in self.cells), 2)

    def to_dict(self) -> dict[str, Any]:
        """Give the copy as JSON types."""
        return {
            "learner": self.learner,
            "assignment": self.assignment,
            "total": self.total,
            "maximum": self.maximum,
            "cells": [cell.to_dict() for cell in self.cells],
            "problem": self.problem,
            "fresh": self.fresh,
            "failed": self.failed,
        }


#: Called after each copy with the number done and the number in all.
OnProgress = Callable[[int, int], None]


def grade_assignments(
    settings: Settings,
    root: Path,
    assignment: str | None = None,
    learner: str | None = None,
    on_progress: OnProgress | None = None,
    *,
    at_once: int = 1,
) -> list[GradedNotebook]:
    """Grade the copies of a folder that are new or changed, and write each one's feedback.

    Args:
        settings: where the courses are, and the bounds of a copy.
        root: as ``assignments.write_assignments`` made it.
        assignment: only this notebook.
        learner: only this person.
        on_progress: called after each copy, from one thread at a time.
        at_once: copies run at the same time, each in a process of its own.

    Returns:
        Every copy that is there, by assignment then by pseudonym.

    Raises:
        GradingError: it is no such folder, or nbgrader refuses an assignment.
        NotFoundError: no such assignment.
    """
    folder = open_assignments(settings, root)
    if assignment is not None:
        folder.check_module(assignment)
    copies = [
        (path.name, path.parent.name)
        for path in sorted(root.glob("submitted/*/*"), key=lambda one: (one.name, one.parent.name))
        if path.is_dir()
        and path.name in folder.modules
        and assignment in (None, path.name)
        and learner in (None, path.parent.name)
    ]
    for name in dict.fromkeys(name for name, _ in copies):
        release(folder, name)
    runners = Runners(folder, max(1, min(at_once, len(copies))), settings.bounds.job_seconds)
    found: list[GradedNotebook] = []
    try:
        with ThreadPoolExecutor(max(1, at_once), thread_name_prefix="grade") as threads:
            for one in threads.map(lambda copy: _grade_one(folder, runners, *copy), copies):
                found.append(one)
                if on_progress is not None:
                    on_progress(len(found), len(copies))
    finally:
        runners.close()
    return found


def _grade_one(folder: CourseFolder, runners: Runners, name: str, learner: str) -> GradedNotebook:
    try:
        check_learner(learner)
    except NotFoundError:
        problem = reasons.of_copy("unknown-folder")
        return GradedNotebook(learner, name, name, problem=problem, failed=True)
    with locked(folder.copy_lock(name, learner)):
        path = folder.report(name, learner)
        known, mark = reports.load(path), _fingerprint(folder, name, learner)
        submission = store.read(folder.db_url, name, learner)
        if known is not None and submission and mark and known.fingerprint == mark:
            return _told(folder, name, learner, known, fresh=False)
        report = _run(folder, runners, name, learner, mark)
        reports.save(path, report)
        return _told(folder, name, learner, report, fresh=True)


def _fingerprint(folder: CourseFolder, name: str, learner: str) -> str:
    try:
        return f"{hash_of_folder(folder.submitted(name, learner))}-{folder.modules[name]}"
    except OSError:
        return ""


def _run(
    folder: CourseFolder, runners: Runners, name: str, learner: str, mark: str
) -> reports.Report:
    """Run a copy with nbgrader; one that cannot be run has 0 and a reason."""
    when = handed_in_at(folder.submitted(name, learner))
    failure = UNREADABLE
    if (folder.submitted(name, learner) / f"{name}.ipynb").is_file():
        cells = nbformat.read(folder.release(name), as_version=4).cells
        failure = runners.run(name, learner, len(cells), {}).failure
    if failure:
        store.put_zero(folder.db_url, name, learner, when)
    return reports.Report(
        fingerprint="" if failure else mark,
        handed_in_at=when,
        graded_at=datetime.now(UTC),
        problem=reasons.of_copy(failure) if failure else "",
        failed=bool(failure),
    )


def _told(
    folder: CourseFolder, name: str, learner: str, report: reports.Report, *, fresh: bool
) -> GradedNotebook:
    """Gather the points of the gradebook and the words of the run, and write them down for her."""
    submissions = store.read(folder.db_url, name, learner)
    grades = submissions[0].grades if submissions else {}
    notebook = nbformat.read(folder.release(name), as_version=4)
    run = folder.autograded(name, learner) / f"{name}.ipynb"
    ran = None if report.failed or not run.is_file() else nbformat.read(run, as_version=4)
    title, cells = words_of(notebook, ran, grades)
    page = folder.root / "retours" / learner / f"{name}.html"
    copy = GradedNotebook(
        learner, name, title, cells, report.problem, fresh, report.failed, feedback=page
    )
    write_atomically(
        page, feedback_html(title, learner, cells, report.problem, report.handed_in_at)
    )
    return copy
