"""From a learner's file to a report that she reads and a verdict that counts.

The verdict holds counts by cause alone. The server keeps it at each drop, so that a copy
handed in without its file earns the same as with it.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import OuvroirError
from grader.exercises import twins
from grader.exercises.model import Exercise
from grader.exercises.scoring import DUPLICATE_KEY, UNUSABLE, code_of
from grader.settings import Bounds
from grader.validation.model import Cause, Report, Verdict

if TYPE_CHECKING:
    from grader.tables.model import Table

MEND_FILE = "mend_file"
#: Warnings that count in every exercise: the file is valid, and its maker has more to mend.
ALWAYS_COUNTED = frozenset({DUPLICATE_KEY, "misspelt-optional-label"})
#: Codes of the refusals that are a question: which sheet of the workbook?
WHICH_SHEET = frozenset({"several-sheets", "sheet-unknown"})


def file_verdict(
    exercise: Exercise, path: Path, bounds: Bounds, *, schema: str = "", sheet: str = ""
) -> tuple[Report, Verdict]:
    """Validate a file for an exercise; see ``read_and_judge``, less the table."""
    judged = read_and_judge(exercise, path, bounds, schema=schema, sheet=sheet)
    return judged.report, judged.verdict


class Judged(NamedTuple):
    """A learner's file, and what is said of it.

    Attributes:
        table: the file as read.
        report: everything that is wrong, lost rows and altered values included.
        verdict: counts of what counts in the exercise.
    """

    table: Table
    report: Report
    verdict: Verdict


def read_and_judge(
    exercise: Exercise, path: Path, bounds: Bounds, *, schema: str = "", sheet: str = ""
) -> Judged:
    """Read and validate a file for an exercise.

    Args:
        exercise: a ``mend_file`` or ``own_file`` exercise, keys included.
        path: the learner's file.
        bounds: upper limits on what is read.
        schema: ``id@version`` that she chose; the exercise's own when empty.
        sheet: the sheet that she chose in a workbook; the only one that fits when empty.

    Returns:
        The table; the report, with lost rows and altered values as findings for ``mend_file``;
        and the verdict restricted to what counts in this exercise.

    Raises:
        UnusableFileError: no table can be made of the file, or she has to say which sheet of
            it is to be read (``several-sheets``).
    """
    # The readers come with what they need: a quiz must not pay for that.
    from grader.tables.read import read_table
    from grader.validation.schemas import load_schema
    from grader.validation.validate import validate_table

    settings = exercise.settings
    known = load_schema(
        schema or settings.get("schema") or settings["schemas"][0], settings["schemas_folder"]
    )
    table = read_table(path, bounds, expected=known.labels, sheet=sheet or None)
    unique = [
        {"name": "unique-values", "params": {"column": column}}
        for column in unique_columns(exercise)
    ]
    more_rules = [*unique, *settings.get("checks", ())]
    report = validate_table(table, known, extra_checks=more_rules)
    if exercise.kind == MEND_FILE:
        more = twins.findings(exercise, table, known, report)
        if more:
            report = dataclasses.replace(report, findings=(*report.findings, *more))
    return Judged(table, report, counted(exercise, report))


def unique_columns(exercise: Exercise) -> tuple[str, ...]:
    """Give the columns no value of which comes twice: the key, where it is of one column alone."""
    key: tuple[str, ...] = exercise.settings.get("key", ())
    return key if len(key) == 1 else ()


def make_ready(exercise: Exercise) -> None:
    """Read what an exercise's files will be checked against, in a process that is then forked.

    No file is read: polars starts threads when it is imported, which do not survive a fork.

    Args:
        exercise: any; the schema that a learner chooses herself is read once she has.

    Raises:
        UnknownSchemaError: there is no such schema, or it cannot be used.
    """
    if schema := exercise.settings.get("schema"):
        from grader.validation.oracle import make_readers
        from grader.validation.schemas import load_schema

        make_readers(load_schema(schema, exercise.settings["schemas_folder"]))


def unusable(verdict: Verdict) -> bool:
    """Tell whether a verdict says that the file could not be read at all."""
    return any(code_of(cause) == UNUSABLE for cause in verdict.counts)


def awaits_sheet(verdict: Verdict | None) -> bool:
    """Tell whether a verdict says that the file waits for its owner to choose a sheet."""
    asked = {(f"{UNUSABLE}/{code}", "") for code in WHICH_SHEET}
    return verdict is not None and not asked.isdisjoint(verdict.counts)


def unusable_verdict(error: OuvroirError, schema: str = "") -> Verdict:
    """Give the verdict to keep for a file that could not be read: it earns nothing.

    Args:
        error: why it could not be read; only its code is kept.
        schema: ``id@version`` that it should have been checked against.
    """
    return Verdict(
        schema=schema, valid=False, n_rows=0, counts={(f"{UNUSABLE}/{error.code}", ""): 1}
    )


def counted(exercise: Exercise, report: Report) -> Verdict:
    """Restrict a report to the faults that this exercise counts.

    They are errors, repeated keys, misspelt names, and what the exercise names in ``also``.
    """
    also = frozenset(exercise.settings.get("also", ()))
    counts: Counter[Cause] = Counter()
    for (severity, code, group, column), count in report.counts.items():
        if severity == "error" or {code, group} & (also | ALWAYS_COUNTED):
            counts[(group, column)] += count
    for notice in report.notices:
        if notice.code in also:
            counts[(notice.code, "")] += notice.count
    return Verdict(
        schema=str(report.schema), valid=report.valid, n_rows=report.n_rows, counts=dict(counts)
    )
