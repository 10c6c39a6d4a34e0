"""What the jobs of the workbench are given and give back: plain records, small whatever the file.

Lines are those of the file as dropped, whatever rows were taken out since. The server imports this
module: nothing here may ask for the readers of tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from grader.tables.model import Dialect, Notice
from grader.validation.model import Finding, SchemaRef, Verdict
from grader.validation.schemas import Folders

#: A decision as JSON types, see ``grader.validation.repairs.mend``.
Decisions = Sequence[Mapping[str, Any]]

#: What may be written.
FILE, JOURNAL, SCRIPT, REPORT = "file", "journal", "script", "report"
#: How the name of each ends, after what they have in common.
ENDINGS = {FILE: ".csv", JOURNAL: "-journal.csv", SCRIPT: ".py", REPORT: "-rapport.html"}


class Spot(NamedTuple):
    """One place, as ``changes.Place``, in a module that asks for nothing heavy.

    Attributes:
        line: None for the file as a whole.
        column: "" for a whole row.
        before: what stands there; None where there is nothing.
        after: what will stand there; None where nothing will.
    """

    line: int | None
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Source:
    """A file to mend, and how it is read.

    Attributes:
        path: the file as dropped.
        schema: ``id@version``.
        folder: where schemas are.
        sheet: the sheet chosen in a workbook, or "".
        key: a column whose cells must all differ, beside what the schema says; or "".
    """

    path: Path
    schema: str
    folder: Folders
    sheet: str = ""
    key: str = ""


@dataclass(frozen=True)
class Cause:
    """A repair, or what cannot be mended.

    Attributes:
        key: its name.
        column: name of the column, or "".
        sure: it may be applied without a look.
        count: places in all.
        count_label: « 41 cellules ».
        title, why, action, doubt: its telling.
        places: the first ones.
    """

    key: str
    column: str
    sure: bool
    count: int
    count_label: str
    title: str
    why: str
    action: str
    doubt: str
    places: tuple[Spot, ...]


@dataclass(frozen=True)
class Trouble:
    """Findings of one cause in one column.

    Attributes:
        key: ``group|column``.
        first: the first of them.
        count: how many.
        cost: ``blocking``, ``linking``, ``reading`` or ``comfort``.
        has_rows: some of them stand in rows of data.
        repairs: keys of the repairs that mend it, the sure ones first.
    """

    key: str
    first: Finding
    count: int
    cost: str
    has_rows: bool
    repairs: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One column of the file.

    Attributes:
        name: its name in findings.
        letter: as a spreadsheet names it.
        known: the schema has it.
        required: the schema requires it.
        misnamed: something is wrong with its label.
        errors, warnings: how many of its cells are concerned.
        slices: cells in error in each of the slices of the file, from top to bottom.
    """

    name: str
    letter: str
    known: bool
    required: bool
    misnamed: bool
    errors: int
    warnings: int
    slices: tuple[int, ...]


@dataclass(frozen=True)
class Look:
    """A file as decisions have left it.

    Attributes:
        schema: checked against which schema.
        dialect: how the dropped file is written.
        notices: « constats de lecture » of the dropped file.
        sheets: names of the sheets, when it is a workbook of several.
        n_rows, n_columns: its size now.
        n_errors, n_warnings: findings now.
        strip: its columns.
        troubles: the costliest first.
        repairs: the sure ones first.
        refusals: what cannot be mended.
        steps: by decision, what it did; "" for one that did nothing.
        stem: how the names of what is downloaded begin.
    """

    schema: SchemaRef
    dialect: Dialect
    notices: tuple[Notice, ...]
    sheets: tuple[str, ...]
    n_rows: int
    n_columns: int
    n_errors: int
    n_warnings: int
    strip: tuple[Column, ...]
    troubles: tuple[Trouble, ...]
    repairs: tuple[Cause, ...]
    refusals: tuple[Cause, ...]
    steps: tuple[str, ...]
    stem: str


@dataclass(frozen=True)
class FaultyRow:
    """A row with a fault.

    Attributes:
        line: of the file as dropped.
        cells: one a column shown; None where there is none.
        faulty: indexes of the cells of it that have a fault of the group.
        message: what is wrong.
    """

    line: int
    cells: tuple[str | None, ...]
    faulty: tuple[int, ...]
    message: str


@dataclass(frozen=True)
class FaultyRows:
    """Some rows of a group.

    Attributes:
        columns: names of the columns shown.
        rows: from the offset on.
        total: rows of the group in all.
    """

    columns: tuple[str, ...]
    rows: tuple[FaultyRow, ...]
    total: int


@dataclass(frozen=True)
class Places:
    """Some places of a repair or of a refusal.

    Attributes:
        places: from the offset on.
        total: places in all.
    """

    places: tuple[Spot, ...]
    total: int


@dataclass(frozen=True)
class Written:
    """Something to download.

    Attributes:
        name: a safe file name.
        content: its bytes.
    """

    name: str
    content: bytes


@dataclass(frozen=True)
class Likely:
    """A schema that a file may follow.

    Attributes:
        schema: which one.
        found: columns recognised.
        total: columns of the schema.
        likeness: from 0 to 1.
    """

    schema: SchemaRef
    found: int
    total: int
    likeness: float


@dataclass(frozen=True)
class Judged:
    """A mended file judged as it would be written.

    Attributes:
        dropped: counts by cause of the file as dropped.
        present: counts by cause of the file that would be written now.
    """

    dropped: Verdict
    present: Verdict
