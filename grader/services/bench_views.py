"""The workbench told to the file's owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grader.services.bench_desk import EMPTY, READY, Desk, State
from grader.services.report_views import others_label, report_view
from grader.services.workshop import Workshop
from grader.typography import french, number, plural
from grader.validation.model import Finding, Verdict
from grader.wire import (
    BenchGroup,
    BenchRow,
    BenchView,
    DownloadView,
    PlacesView,
    PlaceView,
    RefusalView,
    RepairView,
    ReportView,
    RowsView,
    StepView,
    StripColumn,
)
from grader.workers.bench_model import (
    ENDINGS,
    FILE,
    JOURNAL,
    REPORT,
    SCRIPT,
    Cause,
    Column,
    FaultyRows,
    Look,
    Places,
    Spot,
    Trouble,
)
from grader.workers.jobs import CheckedFile

_COSTS = {
    "blocking": "Bloque la lecture",
    "linking": "Empêche de relier",
    "reading": "Fausse les calculs",
    "comfort": "Gêne",
}
_DOWNLOADS: Mapping[str, str] = {
    FILE: "Le fichier corrigé (CSV)",
    JOURNAL: "Le journal des corrections (CSV)",
    SCRIPT: "Le script qui refait ces corrections sur votre prochain export (Python)",
    REPORT: "Le rapport de vérification du fichier corrigé (page à imprimer)",
}


def empty_view(subject: str) -> BenchView:
    """Give a bench with nothing on it.

    Args:
        subject: ``validateur``, or an exercise's id.
    """
    return BenchView(
        subject=subject,
        state=EMPTY,
        trouble=("", ""),
        upload_url="",
        max_bytes=0,
        accepts="",
        formats="",
        file_name="",
        sheets=None,
        schemas=(),
        guesses=(),
        schema="",
        report=None,
        n_errors=0,
        n_warnings=0,
        strip=(),
        groups=(),
        repairs=(),
        sure_count=0,
        refusals=(),
        steps=(),
        revision=0,
        unchecked=0,
        since_last=None,
        downloads=(),
        kept_until="",
    )


def look_view(workshop: Workshop, desk: Desk, state: State, look: Look) -> BenchView:
    """Tell what was found in a file: what depends on the time, or on the page, is left out.

    Args:
        workshop: for addresses.
        desk: whose file.
        state: what was decided.
        look: what the worker found.
    """
    return replace(
        empty_view(desk.subject),
        state=READY,
        file_name=desk.name,
        schema=state.schema,
        report=_report(desk, state, look),
        n_errors=look.n_errors,
        n_warnings=look.n_warnings,
        strip=tuple(_column(column, look.n_rows) for column in look.strip),
        groups=tuple(_group(trouble) for trouble in look.troubles),
        repairs=tuple(_repair(cause) for cause in look.repairs),
        sure_count=sum(cause.count for cause in look.repairs if cause.sure),
        refusals=tuple(_refusal(cause) for cause in look.refusals),
        steps=tuple(StepView(rank, label) for rank, label in enumerate(look.steps, 1)),
        downloads=tuple(
            _download(workshop, desk, what, f"{look.stem}{ENDINGS[what]}") for what in _DOWNLOADS
        ),
    )


def _download(workshop: Workshop, desk: Desk, what: str, name: str) -> DownloadView:
    url = workshop.address(f"reprise/{desk.subject}/{what}/{name}")
    return DownloadView(what, french(_DOWNLOADS[what]), url, name)


def rows_view(key: str, rows: FaultyRows, offset: int) -> RowsView:
    """Tell some rows of a group.

    Args:
        key: of the group.
        rows: what the worker found.
        offset: of the first.
    """
    return RowsView(
        key=key,
        columns=rows.columns,
        rows=tuple(BenchRow(row.line, row.cells, row.faulty, row.message) for row in rows.rows),
        offset=offset,
        total=rows.total,
    )


def places_view(key: str, places: Places, offset: int) -> PlacesView:
    """Tell some places of a repair or refusal.

    Args:
        key: of the repair or refusal.
        places: what the worker found.
        offset: of the first.
    """
    return PlacesView(key, _places(places.places), offset, places.total)


def _report(desk: Desk, state: State, look: Look) -> ReportView:
    checked = CheckedFile(
        verdict=Verdict(state.schema, not look.n_errors, look.n_rows, {}),
        schema=look.schema,
        dialect=look.dialect,
        n_columns=look.n_columns,
        n_rows=look.n_rows,
        notices=look.notices,
        causes=(),
    )
    told = report_view(checked, desk.name)
    if look.n_errors:
        causes = sum(1 for one in look.troubles if one.first.severity == "error")
        holds = "tient" if look.n_errors == 1 else "tiennent"
        sentence = (
            f"Votre fichier n'est pas encore valide : {plural(look.n_errors, 'erreur')}, "
            f"qui {holds} à {plural(causes, 'cause')}."
        )
        return replace(told, valid=False, sentence=french(sentence))
    if state.decisions:
        return replace(told, sentence=french("Avec vos corrections, votre fichier est valide."))
    return told


def _column(column: Column, n_rows: int) -> StripColumn:
    told = []
    if column.misnamed:
        told.append("nom à corriger")
    if column.errors:
        cells = plural(column.errors, "cellule")
        told.append(f"{cells} sur {number(n_rows)} en erreur")
    if column.warnings:
        cells = plural(column.warnings, "cellule")
        told.append(f"{cells} sur {number(n_rows)} à regarder")
    return StripColumn(
        name=column.name,
        letter=column.letter,
        known=column.known,
        required=column.required,
        errors=column.errors,
        warnings=column.warnings,
        label=french(", ".join(told) or "aucune anomalie"),
        slices=column.slices,
    )


def _group(trouble: Trouble) -> BenchGroup:
    first = trouble.first
    return BenchGroup(
        key=trouble.key,
        severity=first.severity,
        column=first.column,
        count=trouble.count,
        message=_at_its_line(first) if trouble.has_rows else first.message,
        why=first.why,
        fix=first.fix,
        others=others_label(first, trouble.count - 1),
        cost=trouble.cost,
        cost_label=_COSTS[trouble.cost],
        has_rows=trouble.has_rows,
        repairs=trouble.repairs,
    )


def _at_its_line(first: Finding) -> str:
    """Say where the first of them is, then what it is."""
    if not first.line:
        return first.message
    return french(f"Ligne {first.line} : ") + first.message


def _repair(cause: Cause) -> RepairView:
    return RepairView(
        key=cause.key,
        column=cause.column,
        sure=cause.sure,
        count=cause.count,
        title=cause.title,
        why=cause.why,
        action=cause.action,
        doubt=cause.doubt,
        count_label=cause.count_label,
        places=_places(cause.places),
    )


def _refusal(cause: Cause) -> RefusalView:
    return RefusalView(
        key=cause.key,
        column=cause.column,
        count=cause.count,
        title=cause.title,
        why=cause.why,
        action=cause.action,
        count_label=cause.count_label,
        places=_places(cause.places),
    )


def _places(places: tuple[Spot, ...]) -> tuple[PlaceView, ...]:
    return tuple(PlaceView(*place) for place in places)
