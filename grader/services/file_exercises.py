"""Exercises on a file: drop, check, hints, solution, and the view of where it stands."""

from __future__ import annotations

from pathlib import Path

from grader.content.prose import block_html, inline_html
from grader.errors import JobFailedError, NotFoundError, RefusedError, UnusableFileError
from grader.exercises.model import Drop, Event, Exercise
from grader.exercises.present import drops, since_restart
from grader.exercises.verdicts import WHICH_SHEET, awaits_sheet, unusable
from grader.services.bench import exercise_bench
from grader.services.checked_files import check_drop, kept_report
from grader.services.choices import shown_outcome
from grader.services.dates import size_label
from grader.services.file_choices import ACCEPTS, FORMATS
from grader.services.kept_files import kept_until
from grader.services.report_views import comparison_view
from grader.services.responses import Work, gather
from grader.services.schema_choices import schema_title
from grader.services.sessions.rules import require_solution
from grader.services.sheets import choose_sheet, sheets_view
from grader.services.turns import in_turn
from grader.services.workshop import Workshop, basis_of
from grader.typography import french
from grader.validation.model import Verdict, compare
from grader.validation.schemas import load_schema
from grader.wire import ComparisonView, FileExerciseView, ReportView
from grader.workers import jobs


def check(workshop: Workshop, learner_id: str, exercise: Exercise, sha256: str) -> None:
    """Read a dropped file in a worker and keep what was found.

    A workbook whose sheets are several is no fault: the view then asks which one to read.

    Raises:
        NotFoundError: she dropped no such file here.
        OuvroirError: the file cannot be read; the message says why.
    """
    _check_or_ask(
        workshop, learner_id, exercise, _drop_event(workshop, learner_id, exercise, sha256)
    )


def read_sheet(
    workshop: Workshop, learner_id: str, exercise: Exercise, sha256: str, sheet: str
) -> None:
    """Read the sheet that she chose in a workbook that she dropped before.

    Raises:
        NotFoundError: she dropped no such file here.
        RefusedError: the workbook has no such sheet.
        OuvroirError: the sheet cannot be read; the message says why.
    """
    event = _drop_event(workshop, learner_id, exercise, sha256)
    chosen = choose_sheet(workshop, learner_id, exercise.id, event, sheet)
    _check_or_ask(workshop, learner_id, exercise, chosen)


@in_turn
def open_hint(workshop: Workshop, learner_id: str, exercise: Exercise) -> None:
    """Open the next hint, if one is left."""
    opened = gather(workshop, learner_id, exercise).response.hints_opened
    if opened < len(exercise.hints):
        workshop.events.append(learner_id, exercise.id, "hint", {"number": opened + 1})


@in_turn
def see_solution(workshop: Workshop, learner_id: str, exercise: Exercise) -> None:
    """Record that the solution was asked for; what comes after earns nothing."""
    if not gather(workshop, learner_id, exercise).response.solution_seen:
        workshop.events.append(learner_id, exercise.id, "solution", {})


def restart(workshop: Workshop, learner_id: str, exercise: Exercise) -> None:
    """Start again from another file: earlier ones no longer count as the first.

    Raises:
        RefusedError: the exercise gives the file itself.
    """
    if exercise.kind != "own_file":
        raise RefusedError("no-restart", "Cet exercice se fait sur le fichier fourni.")
    workshop.events.append(learner_id, exercise.id, "restart", {})


def solution_file(workshop: Workshop, learner_id: str, exercise: Exercise) -> Path:
    """Give the corrected file, once the solution was asked for.

    Raises:
        NotFoundError: there is none, or it is not time.
        RefusedError: a session that she joined keeps it closed.
    """
    require_solution(workshop, learner_id, exercise)
    reference = exercise.settings.get("reference")
    if reference is None or not gather(workshop, learner_id, exercise).response.solution_seen:
        raise NotFoundError("no-solution-yet", "Ce corrigé n'est pas encore ouvert.")
    return Path(str(reference))


def exercise_view(workshop: Workshop, learner_id: str, exercise: Exercise) -> FileExerciseView:
    """Give the public view of a file exercise for a learner."""
    work = gather(workshop, learner_id, exercise)
    files = since_restart(work.response.events)
    report = kept_report(workshop, learner_id, exercise, files[-1]) if files else None
    if files and report is None and Drop.of(files[-1]).key not in work.response.verdicts:
        # A kill came between the drop and its verdict: the file is read now.
        report = _read_after_all(workshop, learner_id, exercise, files[-1])
        work = gather(workshop, learner_id, exercise)
    verdicts = work.response.verdicts
    solution_seen = work.response.solution_seen
    slug = exercise.id.partition("/")[2]
    given = exercise.settings.get("file")
    reference = exercise.settings.get("reference")
    return FileExerciseView(
        id=exercise.id,
        kind=exercise.kind,
        title=french(exercise.title),
        statement_html=block_html(exercise.statement),
        outcome=shown_outcome(workshop, learner_id, exercise, work),
        given_url=given_url(workshop, exercise, given) if given else "",
        given_name=Path(str(given)).name if given else "",
        given_facts=given_facts(Path(str(given))) if given else "",
        schemas=_schema_choices(workshop, exercise),
        schema=str(files[-1].data.get("schema", "")) if files else "",
        upload_url=workshop.address(f"depot/{exercise.module}/{slug}"),
        max_bytes=workshop.settings.bounds.upload_bytes,
        accepts=ACCEPTS,
        formats=FORMATS,
        sheets=sheets_view(
            workshop,
            learner_id,
            files,
            asked=bool(files) and awaits_sheet(verdicts.get(Drop.of(files[-1]).key)),
            read=report.sheet if report else "",
        ),
        report=report,
        comparison=_comparison(workshop, exercise, work, since_last=False),
        since_last=_comparison(workshop, exercise, work, since_last=True),
        attempts=sum(
            not awaits_sheet(verdicts.get(Drop.of(e).key)) for e in drops(work.response.events)
        ),
        kept_until=(kept_until(workshop, learner_id, Drop.of(files[-1]).sha256) if files else ""),
        hints_html=tuple(inline_html(h) for h in exercise.hints[: work.response.hints_opened]),
        hints_total=len(exercise.hints),
        solution_html=block_html(exercise.solution) if solution_seen else "",
        solution_url=(
            _download(workshop, exercise, "corrige", reference)
            if solution_seen and reference
            else ""
        ),
        solution_name=Path(str(reference)).name if solution_seen and reference else "",
        bench=exercise_bench(workshop, learner_id, exercise),
    )


def _drop_event(workshop: Workshop, learner_id: str, exercise: Exercise, sha256: str) -> Event:
    """Give her newest drop of a file on an exercise."""
    events = gather(workshop, learner_id, exercise).response.events
    found = [e for e in events if e.kind == "file" and Drop.of(e).sha256 == sha256]
    if not found:
        raise NotFoundError("unknown-file", "Ce fichier n'a pas été reçu.", "Déposez-le encore.")
    return found[-1]


def _check_or_ask(workshop: Workshop, learner_id: str, exercise: Exercise, event: Event) -> None:
    """Check a drop; a workbook that waits for a sheet to be chosen is told by the view."""
    try:
        check_drop(workshop, learner_id, exercise, event)
    except UnusableFileError as error:
        if error.code not in WHICH_SHEET:
            raise


def _read_after_all(
    workshop: Workshop, learner_id: str, exercise: Exercise, event: Event
) -> ReportView | None:
    try:
        return check_drop(workshop, learner_id, exercise, event)
    except (NotFoundError, UnusableFileError, JobFailedError):
        # ``assess`` tells the reason, and keeps what an earlier file earned.
        return None


def _comparison(
    workshop: Workshop, exercise: Exercise, work: Work, *, since_last: bool
) -> ComparisonView | None:
    """Compare the present file with the first one, or with the one just before."""
    known = work.response.verdicts
    verdicts = [
        known[key] for e in since_restart(work.response.events) if (key := Drop.of(e).key) in known
    ]
    verdicts = [v for v in verdicts if not unusable(v)]
    verdicts = [v for v in verdicts if v.schema == verdicts[-1].schema]
    if exercise.kind == "mend_file" and verdicts and not since_last:
        verdicts.insert(0, _baseline(workshop, exercise))
    if len(verdicts) < (3 if since_last and exercise.kind == "own_file" else 2):
        return None
    before = verdicts[-2] if since_last else verdicts[0]
    return comparison_view(compare(before, verdicts[-1]))


def _baseline(workshop: Workshop, exercise: Exercise) -> Verdict:
    """Give the verdict on the given file, found once as long as nothing changes."""
    basis = basis_of(exercise)
    if basis not in workshop.baselines:
        workshop.baselines[basis] = workshop.pool.run(
            jobs.baseline, exercise, workshop.settings.bounds
        )
    return workshop.baselines[basis]


def _schema_choices(workshop: Workshop, exercise: Exercise) -> tuple[tuple[str, str], ...]:
    folder = workshop.settings.sandbox / "schemas"
    references = (str(reference) for reference in exercise.settings.get("schemas", ()))
    return tuple((name, schema_title(load_schema(name, folder).ref)) for name in references)


def _download(workshop: Workshop, exercise: Exercise, what: str, path: object) -> str:
    slug = exercise.id.partition("/")[2]
    return workshop.address(f"{what}/{exercise.module}/{slug}/{Path(str(path)).name}")


def given_url(workshop: Workshop, exercise: Exercise, path: object) -> str:
    """Give the address of a file that an exercise gives.

    Args:
        workshop: for addresses.
        exercise: which exercise.
        path: one of its files.
    """
    return _download(workshop, exercise, "donnees", path)


def given_facts(path: Path) -> str:
    """Tell a file that an exercise gives: « Fichier CSV, 12 Ko ».

    Args:
        path: the file.
    """
    return french(f"Fichier CSV, {size_label(path.stat().st_size)}")
