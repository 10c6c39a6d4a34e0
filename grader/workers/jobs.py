"""The jobs that workers run: plain functions of plain arguments, importable by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.exercises.assess import assess
from grader.exercises.model import Exercise, Outcome, Response
from grader.exercises.verdicts import file_verdict
from grader.settings import Bounds
from grader.tables.model import Dialect, Notice
from grader.tables.read import read_table
from grader.validation.model import Finding, SchemaRef, Verdict

#: Places shown for each cause; the count beside them is exact.
EXAMPLES_PER_CAUSE = 3
#: Cells of a row quoted around the cell concerned.
CELLS_PER_ROW = 40


@dataclass(frozen=True)
class CauseSummary:
    """One cause in a file: its first finding, how many there are, and a few places.

    Attributes:
        first: the first finding, told in full.
        count: exact number.
        examples: (line, value, row as (column, cell) pairs).
    """

    first: Finding
    count: int
    examples: tuple[tuple[int | None, str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class CheckedFile:
    """What a page needs to tell about a file, whatever its size.

    Attributes:
        verdict: counts by cause, as the exercise scores them.
        schema: checked against which schema.
        dialect: how the file is written.
        n_columns, n_rows: its size.
        notices: « constats de lecture ».
        causes: errors first, then warnings, each in the order of the file.
    """

    verdict: Verdict
    schema: SchemaRef
    dialect: Dialect
    n_columns: int
    n_rows: int
    notices: tuple[Notice, ...]
    causes: tuple[CauseSummary, ...]


def check_file(exercise: Exercise, path: Path, schema: str, bounds: Bounds) -> CheckedFile:
    """Validate a learner's file for an exercise.

    Args:
        exercise: which exercise, keys included.
        path: the file.
        schema: ``id@version`` that she chose, or "" where the exercise fixes it.
        bounds: upper limits.

    Raises:
        UnusableFileError: the file cannot be read.
    """
    report, verdict = file_verdict(exercise, path, bounds, schema=schema)
    by_cause: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in report.findings:
        by_cause.setdefault((finding.severity, *finding.cause), []).append(finding)
    wanted = {
        f.line
        for findings in by_cause.values()
        for f in findings[:EXAMPLES_PER_CAUSE]
        if f.line is not None
    }
    rows = _rows(path, wanted, report.header, bounds) if wanted else {}
    causes = [
        CauseSummary(
            first=findings[0],
            count=len(findings),
            examples=tuple(
                (f.line, f.value or "", rows.get(f.line, ()) if f.line is not None else ())
                for f in findings[:EXAMPLES_PER_CAUSE]
            ),
        )
        for findings in by_cause.values()
    ]
    causes.sort(key=lambda cause: cause.first.severity != "error")
    return CheckedFile(
        verdict=verdict,
        schema=report.schema,
        dialect=report.dialect,
        n_columns=len(report.header),
        n_rows=report.n_rows,
        notices=report.notices,
        causes=tuple(causes),
    )


def baseline(exercise: Exercise, bounds: Bounds) -> Verdict:
    """Give the verdict on the file that a ``mend_file`` exercise gives to the learner."""
    return file_verdict(exercise, Path(str(exercise.settings["file"])), bounds)[1]


def assess_response(exercise: Exercise, response: Response) -> Outcome:
    """Assess one response."""
    return assess(exercise, response)


def _rows(
    path: Path, lines: set[int], header: tuple[str, ...], bounds: Bounds
) -> dict[int, tuple[tuple[str, str], ...]]:
    table = read_table(path, bounds, expected=header)
    return {
        line: tuple(zip(table.header[:CELLS_PER_ROW], row[:CELLS_PER_ROW], strict=False))
        for line, row in zip(table.lines, table.rows, strict=True)
        if line in lines
    }
