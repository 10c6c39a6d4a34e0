"""Reading and writing nbgrader's gradebook; its rows never leave this file."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbgrader.api
from nbgrader.api import Gradebook, MissingEntry, StatementError, SubmittedAssignment
from nbgrader.dbutil import ALEMBIC_DIR

from grader.gradebook.address import is_sqlite, unreachable
from grader.gradebook.configuration import COURSE_ID
from grader.progress.newest_migration import newest_migration


@dataclass(frozen=True)
class CellGrade:
    """The grade of one test cell.

    Attributes:
        name: ``grade_id`` of the cell, the exercise's name.
        points: what counts: a person's grade where there is one, else the automatic one.
        automatic: the automatic grade, or None when nothing was graded.
        max_points: points of a full answer.
        needs_review: nbgrader wants a person to look at it.
    """

    name: str
    points: float
    automatic: float | None
    max_points: float
    needs_review: bool


@dataclass(frozen=True)
class Submission:
    """One learner's copy of one module as the gradebook knows it.

    Attributes:
        module: which assignment.
        learner: whose copy.
        handed_in_at: UTC time of the hand-in, when known.
        penalty: points that nbgrader took off.
        grades: test cell to its grade.
    """

    module: str
    learner: str
    handed_in_at: datetime | None
    penalty: float
    grades: dict[str, CellGrade]


def read(db_url: str, module: str | None = None, learner: str | None = None) -> list[Submission]:
    """Read submissions, sorted by module and learner.

    Args:
        db_url: address of the gradebook.
        module: only this assignment.
        learner: only this person's copies.
    """
    with _opened(db_url) as book:
        names = [module] if module is not None else [a.name for a in book.assignments]
        found = []
        for name in names:
            if learner is None:
                rows = book.assignment_submissions(name)
            else:
                try:
                    rows = [book.find_submission(name, learner)]
                except MissingEntry:
                    rows = []
            found += [_submission(row, name) for row in rows]
    return sorted(found, key=lambda s: (s.module, s.learner))


def create(db_url: str) -> None:
    """Make the gradebook where there is none.

    nbgrader would start the ``alembic`` command, along PATH, to learn the name of its newest
    migration: seconds at each first start, and a command that an environment which was not
    activated (``.venv/bin/ouvroir``) does not have there. alembic is asked in this process.

    Args:
        db_url: address of the gradebook.
    """
    asked = nbgrader.api.get_alembic_version
    nbgrader.api.get_alembic_version = lambda: newest_migration(Path(ALEMBIC_DIR))
    try:
        with _opened(db_url):
            pass
    finally:
        nbgrader.api.get_alembic_version = asked


def has_assignment(db_url: str, module: str) -> bool:
    """Tell whether the gradebook knows an assignment."""
    with _opened(db_url) as book:
        return any(a.name == module for a in book.assignments)


def put_zero(db_url: str, module: str, learner: str, handed_in_at: datetime | None) -> None:
    """Give 0 to a copy that nbgrader could not run, and mark it for a person to look at.

    nbgrader alone would leave the grades of the hand-in before.

    Args:
        db_url: address of the gradebook.
        module: which assignment.
        learner: whose copy.
        handed_in_at: UTC time of the hand-in.
    """
    with _opened(db_url) as book:
        book.update_or_create_student(learner)
        times = {} if handed_in_at is None else {"timestamp": _naive(handed_in_at)}
        submission = book.update_or_create_submission(module, learner, **times)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = 0.0
                grade.needs_manual_grade = True
        book.db.commit()


def ask_review(db_url: str, module: str, learner: str, cells: Iterable[str]) -> None:
    """Mark test cells for a person to look at, as nbgrader's own pages show them.

    nbgrader takes the mark away each time that it runs the copy.

    Args:
        db_url: address of the gradebook.
        module: which assignment.
        learner: whose copy.
        cells: names of the test cells.
    """
    names = set(cells)
    with _opened(db_url) as book:
        for notebook in book.find_submission(module, learner).notebooks:
            for grade in notebook.grades:
                if grade.name in names:
                    grade.needs_manual_grade = True
        book.db.commit()


def erase(db_url: str, learner: str) -> None:
    """Remove a learner and her grades.

    Args:
        db_url: address of the gradebook.
        learner: whose; it is fine when there is nobody.
    """
    with _opened(db_url) as book:
        with suppress(MissingEntry):
            book.remove_student(learner)
        if is_sqlite(db_url):
            if book.db.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal":
                book.db.rollback()
                book.db.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        book.db.rollback()
        alone = book.engine.execution_options(isolation_level="AUTOCOMMIT")
        with alone.connect() as connection:
            # A row that is deleted stays on the disk until then.
            for table in nbgrader.api.Base.metadata.sorted_tables:
                connection.exec_driver_sql(f'VACUUM "{table.name}"')


@dataclass(frozen=True)
class _KeptGrade:
    automatic: float | None
    manual: float | None
    extra: float | None
    needs_review: bool


@dataclass(frozen=True)
class KeptSubmission:
    """What ``set_aside`` keeps of a submission until ``put_back``."""

    learner: str
    timestamp: datetime | None
    grades: dict[str, _KeptGrade]


def set_aside(db_url: str, module: str) -> list[KeptSubmission]:
    """Take all submissions of an assignment out, so that its test cells may change.

    nbgrader refuses to add or remove a cell as long as there are submissions.

    Args:
        db_url: address of the gradebook.
        module: which assignment.
    """
    with _opened(db_url) as book:
        kept = []
        for row in book.assignment_submissions(module):
            grades = {
                grade.name: _KeptGrade(
                    grade.auto_score,
                    grade.manual_score,
                    grade.extra_credit,
                    grade.needs_manual_grade,
                )
                for notebook in row.notebooks
                for grade in notebook.grades
            }
            kept.append(KeptSubmission(row.student_id, row.timestamp, grades))
        for submission in kept:
            book.remove_submission(module, submission.learner)
    return kept


def put_back(db_url: str, module: str, kept: list[KeptSubmission]) -> None:
    """Put submissions back with the grades of the test cells that still exist.

    Args:
        db_url: address of the gradebook.
        module: which assignment.
        kept: what ``set_aside`` gave.
    """
    with _opened(db_url) as book:
        for submission in kept:
            row = book.add_submission(module, submission.learner, timestamp=submission.timestamp)
            for notebook in row.notebooks:
                for grade in notebook.grades:
                    was = submission.grades.get(grade.name)
                    if was is not None:
                        grade.auto_score, grade.manual_score = was.automatic, was.manual
                        grade.extra_credit, grade.needs_manual_grade = was.extra, was.needs_review
        book.db.commit()


@contextmanager
def _opened(db_url: str) -> Iterator[Gradebook]:
    """Open the gradebook, without the warnings that nbgrader's own queries raise.

    What is erased through it is overwritten in the file, not only unlinked
    (sqlite.org/pragma.html#pragma_secure_delete).
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Gradebook(db_url, COURSE_ID) as book:
                if is_sqlite(db_url):
                    book.db.connection().exec_driver_sql("PRAGMA secure_delete=ON")
                    book.db.rollback()
                yield book
        except StatementError as error:
            # What it says holds pseudonyms, and may name the account and the server.
            if is_sqlite(db_url) or type(error).__name__ != "OperationalError":
                raise
            raise unreachable() from error


def _submission(row: SubmittedAssignment, module: str) -> Submission:
    grades = {
        grade.name: CellGrade(
            name=grade.name,
            points=float(grade.score),
            automatic=None if grade.auto_score is None else float(grade.auto_score),
            max_points=float(grade.max_score),
            needs_review=bool(grade.needs_manual_grade),
        )
        for notebook in row.notebooks
        for grade in notebook.grades
    }
    when = None if row.timestamp is None else row.timestamp.replace(tzinfo=UTC)
    return Submission(
        module, row.student_id, when, float(row.late_submission_penalty or 0.0), grades
    )


def _naive(when: datetime) -> datetime:
    return when.astimezone(UTC).replace(tzinfo=None)
