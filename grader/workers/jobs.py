"""The jobs that workers run: plain functions of plain arguments, importable by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.exercises.assess import assess
from grader.exercises.dictionary_facts import FileFacts, facts_of
from grader.exercises.model import Exercise, Outcome, Response
from grader.exercises.rows_key import Key, key_of
from grader.exercises.verdicts import file_verdict, read_and_judge
from grader.settings import Bounds
from grader.tables.model import Dialect, Notice, Table
from grader.tables.signature import workbook_kind
from grader.tables.workbooks.open import open_workbook
from grader.validation.model import Finding, SchemaRef, Verdict

#: Places shown for each cause; the count beside them is exact.
EXAMPLES_PER_CAUSE = 3
#: Notices that say that the workbook has other sheets than the one read.
_PICKED = frozenset({"sheet-chosen", "hidden-sheets"})
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
        sheets: names of the sheets that may be read, when it is a workbook of several.
    """

    verdict: Verdict
    schema: SchemaRef
    dialect: Dialect
    n_columns: int
    n_rows: int
    notices: tuple[Notice, ...]
    causes: tuple[CauseSummary, ...]
    sheets: tuple[str, ...] = ()


def check_file(
    exercise: Exercise, path: Path, schema: str, bounds: Bounds, sheet: str = ""
) -> CheckedFile:
    """Validate a learner's file for an exercise.

    Args:
        exercise: which exercise, keys included.
        path: the file.
        schema: ``id@version`` that she chose, or "" where the exercise fixes it.
        bounds: upper limits.
        sheet: the sheet that she chose in a workbook, or "".

    Raises:
        UnusableFileError: the file cannot be read, or she has to choose a sheet.
    """
    table, report, verdict = read_and_judge(exercise, path, bounds, schema=schema, sheet=sheet)
    causes = [
        CauseSummary(
            first=group.examples[0],
            count=group.count,
            examples=tuple((f.line, f.value or "", _row(table, f.line)) for f in group.examples),
        )
        for group in report.groups(EXAMPLES_PER_CAUSE)
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
        sheets=sheet_names(path, bounds, report.notices, sheet),
    )


def baseline(exercise: Exercise, bounds: Bounds) -> Verdict:
    """Give the verdict on the file that a ``mend_file`` exercise gives to the learner."""
    return file_verdict(exercise, Path(str(exercise.settings["file"])), bounds)[1]


def rows_key(exercise: Exercise) -> Key:
    """Give what the engine says of each row of an exercise on rows."""
    return key_of(exercise)


def dictionary_facts(exercise: Exercise) -> FileFacts:
    """Read the small file of an exercise on a dictionary."""
    return facts_of(exercise)


def assess_response(exercise: Exercise, response: Response) -> Outcome:
    """Assess one response."""
    return assess(exercise, response)


def assess_responses(pairs: Sequence[tuple[Exercise, Response]]) -> list[Outcome]:
    """Assess the responses of a copy, in one journey to a worker.

    Args:
        pairs: each exercise and what was done on it.
    """
    return [assess(exercise, response) for exercise, response in pairs]


def sheet_names(
    path: Path, bounds: Bounds, notices: Sequence[Notice], sheet: str
) -> tuple[str, ...]:
    """Name the sheets of a workbook in which one was picked, by us or by her; else nothing.

    Args:
        path: the file.
        bounds: upper limits on what is read.
        notices: what was noticed while it was read.
        sheet: the sheet that she chose, or "".
    """
    if not sheet and not any(notice.code in _PICKED for notice in notices):
        return ()
    data = path.read_bytes()
    kind = workbook_kind(data)
    return open_workbook(data, kind, bounds).sheet_names if kind else ()


def _row(table: Table, line: int | None) -> tuple[tuple[str, str], ...]:
    """Give the row at a line as (column, cell) pairs; nothing for the header and above."""
    index = (line or 0) - table.lines.start
    if not 0 <= index < table.n_rows:
        return ()
    return tuple(zip(table.header[:CELLS_PER_ROW], table.row(index)[:CELLS_PER_ROW], strict=False))
