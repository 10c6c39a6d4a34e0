"""A dropped file read in a worker; what was found is kept beside it and goes with it."""

from __future__ import annotations

import hashlib

from grader.errors import JobFailedError, NotFoundError, UnusableFileError
from grader.exercises.model import Drop, Event, Exercise
from grader.exercises.verdicts import unusable_verdict
from grader.services.report_views import report_view, report_view_from_dict
from grader.services.sheets import keep_sheets
from grader.services.workshop import Workshop, basis_of
from grader.validation.model import Verdict
from grader.wire import ReportView, to_json
from grader.workers import jobs


def check_drop(workshop: Workshop, learner_id: str, exercise: Exercise, event: Event) -> ReportView:
    """Read a dropped file, keep its verdict and its report, and give the report.

    Args:
        workshop: stores, course and workers.
        learner_id: whose file.
        exercise: on which exercise.
        event: the drop.

    Raises:
        NotFoundError: the file was erased.
        OuvroirError: it cannot be read; the message says why.
    """
    drop = Drop.of(event)
    path = workshop.files.path(learner_id, drop.sha256)
    if not path.exists():
        raise NotFoundError(
            "file-erased", "Ce fichier a été effacé.", "Déposez-le encore pour le vérifier."
        )
    try:
        checked = workshop.pool.run(
            jobs.check_file, exercise, path, drop.schema, workshop.settings.bounds, drop.sheet
        )
    except (UnusableFileError, JobFailedError) as error:
        if isinstance(error, UnusableFileError):
            keep_sheets(workshop, learner_id, drop.sha256, error.choices)
        # Kept like any verdict: a file that could not be read is not read at each visit.
        _keep_verdict(workshop, learner_id, exercise, drop, unusable_verdict(error, drop.schema))
        raise
    view = report_view(checked, str(event.data["name"]))
    keep_sheets(workshop, learner_id, drop.sha256, checked.sheets)
    _keep_verdict(workshop, learner_id, exercise, drop, checked.verdict)
    key = _report_key(exercise, drop)
    workshop.files.put_report(learner_id, drop.sha256, key, to_json(view))
    return view


def kept_report(
    workshop: Workshop, learner_id: str, exercise: Exercise, event: Event
) -> ReportView | None:
    """Give the report on a dropped file as it was kept beside it, or None.

    Args:
        workshop: stores and course.
        learner_id: whose file.
        exercise: on which exercise.
        event: the drop.
    """
    drop = Drop.of(event)
    kept = workshop.files.report(learner_id, drop.sha256, _report_key(exercise, drop))
    return None if kept is None else report_view_from_dict(kept)


def _keep_verdict(
    workshop: Workshop, learner_id: str, exercise: Exercise, drop: Drop, verdict: Verdict
) -> None:
    workshop.events.put_verdict(
        learner_id,
        exercise.id,
        drop.sha256,
        drop.schema,
        verdict.to_dict(),
        basis=basis_of(exercise),
        sheet=drop.sheet,
    )


def _report_key(exercise: Exercise, drop: Drop) -> str:
    key = f"{exercise.id}-{drop.schema}-{basis_of(exercise)[:12]}"
    # A sheet may be called anything, at any length: its name cannot be part of a file's.
    return f"{key}-{hashlib.sha256(drop.sheet.encode()).hexdigest()[:12]}" if drop.sheet else key
