"""Public views of the workbench, on which a file is read, mended and checked again.

Cells shown here go to the file's owner alone. Everything that comes from a file is hostile text:
the page escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.views import ComparisonView, ReportView, SheetsView


@dataclass(frozen=True)
class PlaceView:
    """One place that a repair touches, or that cannot be mended.

    Attributes:
        line: 1-based line of the file as dropped; None for the file as a whole.
        column: name of the column; "" for a whole row.
        before: what stands there; None where there is nothing.
        after: what will stand there; None where nothing will.
    """

    line: int | None
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class RepairView:
    """A cause that can be mended, with its first places.

    Attributes:
        key: names it in ``bench_apply``.
        column: name of the column; "" for the whole file.
        sure: nobody has to look before it is applied; else it is to be confirmed.
        count: places in all.
        title: the cause (« Dates écrites jour/mois/année »).
        why: how it comes about.
        action: what the repair does, as a sentence.
        doubt: what to look at before it is applied; "" when it is sure.
        count_label: « 41 cellules ».
        places: the first few.
    """

    key: str
    column: str
    sure: bool
    count: int
    title: str
    why: str
    action: str
    doubt: str
    count_label: str
    places: tuple[PlaceView, ...]


@dataclass(frozen=True)
class RefusalView:
    """A cause that cannot be mended here; fields as in ``RepairView``.

    Attributes:
        action: where what was lost is found again.
    """

    key: str
    column: str
    count: int
    title: str
    why: str
    action: str
    count_label: str
    places: tuple[PlaceView, ...]


@dataclass(frozen=True)
class PlacesView:
    """More places of one repair or refusal: ``bench_places``.

    Attributes:
        key: of the repair or refusal.
        places: from ``offset`` on.
        offset: of the first.
        total: how many there are in all.
    """

    key: str
    places: tuple[PlaceView, ...]
    offset: int
    total: int


@dataclass(frozen=True)
class StripColumn:
    """One column of the file in the strip.

    Attributes:
        name: its name in findings.
        letter: as a spreadsheet names it.
        known: the schema has it.
        required: the schema requires it.
        errors, warnings: how many of its cells are concerned.
        label: « 197 cellules sur 201 en erreur », « aucune anomalie ».
        slices: errors in each of the slices of the file, from its top to its bottom; all files
            have as many slices, or one a row when they have fewer rows.
    """

    name: str
    letter: str
    known: bool
    required: bool
    errors: int
    warnings: int
    label: str
    slices: tuple[int, ...]


@dataclass(frozen=True)
class BenchGroup:
    """Findings of one cause in one column, ranked by what they cost to those who reuse the file.

    Attributes:
        key: ``group|column``: names it in ``bench_rows``.
        severity: ``error`` or ``warning``.
        column: name of the column, or "".
        count: how many.
        message, why, fix: the first finding, told in three parts.
        others: « 41 autres cellules ont la même erreur. » or "".
        cost: ``blocking``, ``linking``, ``reading`` or ``comfort``.
        cost_label: « Bloque la lecture », « Empêche de relier », « Fausse les calculs », « Gêne ».
        has_rows: ``bench_rows`` has something to show.
        repairs: keys of the repairs of the same column that mend it, the sure ones first.
    """

    key: str
    severity: str
    column: str
    count: int
    message: str
    why: str
    fix: str
    others: str
    cost: str
    cost_label: str
    has_rows: bool
    repairs: tuple[str, ...]


@dataclass(frozen=True)
class BenchRow:
    """A row with a fault.

    Attributes:
        line: 1-based line of the file as dropped.
        cells: as they are now, one a column of ``RowsView.columns``; None where there is none.
        faulty: indexes of the cells of it that have a fault of this group.
        message: what is wrong, for this row.
    """

    line: int
    cells: tuple[str | None, ...]
    faulty: tuple[int, ...]
    message: str


@dataclass(frozen=True)
class RowsView:
    """Rows of one group: ``bench_rows``.

    Attributes:
        key: of the group.
        columns: names of the columns shown: the concerned one and those around it.
        rows: from ``offset`` on, in the order of the file.
        offset: of the first.
        total: how many rows the group has in all.
    """

    key: str
    columns: tuple[str, ...]
    rows: tuple[BenchRow, ...]
    offset: int
    total: int


@dataclass(frozen=True)
class StepView:
    """Something done, which can be undone from the last on.

    Attributes:
        number: from 1.
        label: « Dates écrites jour/mois/année, colonne DELIB_DATE : 41 cellules corrigées ».
    """

    number: int
    label: str


@dataclass(frozen=True)
class Guess:
    """A schema proposed for a file.

    Attributes:
        schema: ``id@version``.
        title: its title and version.
        sentence: « 14 colonnes sur 16 ».
    """

    schema: str
    title: str
    sentence: str


@dataclass(frozen=True)
class DownloadView:
    """Something to download.

    Attributes:
        what: ``file``, ``journal``, ``script`` or ``report``.
        label: what it is for.
        url: where it is.
        name: its file name.
    """

    what: str
    label: str
    url: str
    name: str


@dataclass(frozen=True)
class BenchView:
    """The workbench, whole.

    Attributes:
        subject: ``validateur``, or the exercise that it belongs to.
        state: ``empty`` (no file yet), ``sheet`` (a sheet is to be chosen), ``schema`` (one is to
            be chosen), ``unread`` (the file cannot be read: ``trouble`` says why) or ``ready``.
        trouble: message and hint of a refusal, or ("", "").
        upload_url, max_bytes, accepts, formats: as in ``FileExerciseView``; "" where the file is
            dropped elsewhere on the page.
        file_name: as she named it.
        sheets: of a workbook of several, else None.
        schemas: all choices (``id@version``, title) ; empty when the exercise fixes the schema.
        guesses: the likeliest first.
        schema: in force, or "".
        report: sentence, facts, notices (its ``groups`` are empty: see ``groups``); None until
            ready.
        n_errors, n_warnings: as the file now stands.
        strip: the columns.
        groups: by what they cost, the costliest first.
        repairs: the sure ones first.
        sure_count: places that all sure repairs touch now.
        refusals: what cannot be mended.
        steps: what was done, oldest first.
        revision: names this moment; sent back with the next decision, never reckoned with.
        unchecked: decisions since the last « Vérifier de nouveau ».
        since_last: difference that the last « Vérifier de nouveau » told, or None.
        downloads: corrected file, journal, script, report.
        kept_until: until when the file is kept.
    """

    subject: str
    state: str
    trouble: tuple[str, str]
    upload_url: str
    max_bytes: int
    accepts: str
    formats: str
    file_name: str
    sheets: SheetsView | None
    schemas: tuple[tuple[str, str], ...]
    guesses: tuple[Guess, ...]
    schema: str
    report: ReportView | None
    n_errors: int
    n_warnings: int
    strip: tuple[StripColumn, ...]
    groups: tuple[BenchGroup, ...]
    repairs: tuple[RepairView, ...]
    sure_count: int
    refusals: tuple[RefusalView, ...]
    steps: tuple[StepView, ...]
    revision: int
    unchecked: int
    since_last: ComparisonView | None
    downloads: tuple[DownloadView, ...]
    kept_until: str
