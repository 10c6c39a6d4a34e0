"""From a learner's file to a report that she reads and a verdict that counts.

The verdict holds counts by cause alone. The server keeps it at each drop, so that a copy
handed in without its file earns the same as with it.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

from grader.errors import OuvroirError
from grader.exercises import twins
from grader.exercises.model import Exercise
from grader.exercises.scoring import UNUSABLE, code_of
from grader.settings import Bounds
from grader.validation.model import Finding, Report, Verdict

MEND_FILE = "mend_file"
DUPLICATE_KEY = "duplicate-key"


def file_verdict(
    exercise: Exercise, path: Path, bounds: Bounds, *, schema: str = ""
) -> tuple[Report, Verdict]:
    """Validate a file for an exercise.

    Args:
        exercise: a ``mend_file`` or ``own_file`` exercise, keys included.
        path: the learner's file.
        bounds: upper limits on what is read.
        schema: ``id@version`` that she chose; the exercise's own when empty.

    Returns:
        The report, with lost rows and altered values as findings for ``mend_file``; and the
        verdict restricted to what counts in this exercise.

    Raises:
        UnusableFileError: no table can be made of the file.
    """
    # The readers come with what they need: a quiz must not pay for that.
    from grader.tables.read import read_table
    from grader.validation.schemas import load_schema
    from grader.validation.validate import validate_table

    settings = exercise.settings
    known = load_schema(
        schema or settings.get("schema") or settings["schemas"][0], settings["schemas_folder"]
    )
    table = read_table(path, bounds, expected=known.labels)
    key = settings.get("key")
    unique = [{"name": "unique-values", "params": {"column": key}}] if key else []
    report = validate_table(table, known, extra_checks=unique)
    if exercise.kind == MEND_FILE:
        more = twins.findings(exercise, table, known, report)
        report = dataclasses.replace(report, findings=(*report.findings, *more))
    return report, counted(exercise, report)


def unusable(verdict: Verdict) -> bool:
    """Tell whether a verdict says that the file could not be read at all."""
    return any(code_of(cause) == UNUSABLE for cause in verdict.counts)


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

    They are errors, repeated keys, and what the exercise names in ``also``.
    """
    also = frozenset(exercise.settings.get("also", ()))
    counts = Counter(f.cause for f in report.findings if _counts(f, also))
    for notice in report.notices:
        if notice.code in also:
            counts[(notice.code, "")] += notice.count
    return Verdict(
        schema=str(report.schema), valid=report.valid, n_rows=report.n_rows, counts=dict(counts)
    )


def _counts(finding: Finding, also: frozenset[str]) -> bool:
    return (
        finding.severity == "error"
        or finding.code == DUPLICATE_KEY
        or finding.code in also
        or finding.group in also
    )
