"""The workbench: a learner's file is shown, and what she decides about it is replayed.

Nothing is written down that the file does not bear: a worker replays the decision first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.errors import OuvroirError, RefusedError
from grader.exercises.model import Exercise
from grader.progress.database import now
from grader.services.bench_desk import (
    READY,
    SHEET,
    VALIDATOR,
    Desk,
    State,
    find_desk,
    gone,
    put_state,
    read_state,
    source_of,
)
from grader.services.bench_opening import begin, keep_look, look_at, looked, open_state
from grader.services.bench_views import empty_view, places_view, rows_view
from grader.services.desk import as_shown, dropped_last, without_last
from grader.services.file_choices import ACCEPTS, FORMATS
from grader.services.kept_files import kept_until
from grader.services.report_views import comparison_view
from grader.services.responses import as_event
from grader.services.schema_choices import is_known_schema, schema_choices
from grader.services.sheets import choose_sheet, sheets_view
from grader.services.workshop import Workshop
from grader.typography import number
from grader.validation.model import Verdict, compare
from grader.wire import BenchView, Guess, PlacesView, RowsView
from grader.workers import bench as jobs
from grader.workers.bench_model import Written

#: Decisions about one file, at most: each is replayed over the file.
MOST_DECISIONS = 500
#: Lines that all decisions about one file may name.
_MOST_LINES = 100_000
#: Rows or places given at once.
PAGE = 20


def bench_view(workshop: Workshop, learner_id: str, subject: str) -> BenchView:
    """Give the workbench of a subject.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``validateur``, or an exercise's id.

    Raises:
        NotFoundError: there is no such exercise, or it takes no file.
        OuvroirError: the file can no longer be read; the message says why.
    """
    desk = find_desk(workshop, learner_id, subject)
    if desk.path is None:
        return _dressed(workshop, desk, None, empty_view(subject))
    return _shown(workshop, desk, open_state(workshop, desk))


def exercise_bench(workshop: Workshop, learner_id: str, exercise: Exercise) -> BenchView | None:
    """Give the workbench of an exercise once there is a file that can be mended, else None.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        exercise: the exercise.
    """
    desk = find_desk(workshop, learner_id, exercise.id)
    if desk.path is None:
        return None
    try:
        state = open_state(workshop, desk)
        return _shown(workshop, desk, state) if state.stage == READY else None
    except OuvroirError:
        # The exercise tells by itself why a file cannot be read.
        return None


def read(workshop: Workshop, learner_id: str, subject: str, file: str, schema: str) -> BenchView:
    """Read a file that was just dropped.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``validateur``, or an exercise's id.
        file: its hash.
        schema: ``id@version`` that she chose; "" to guess it, or where the exercise fixes it.

    Raises:
        NotFoundError: that is not the file that she dropped last.
        RefusedError: there is no such schema.
    """
    desk = find_desk(workshop, learner_id, subject)
    dropped_last(desk, file)
    if schema and desk.exercise is None:
        return choose_schema(workshop, learner_id, subject, schema)
    return _shown(workshop, desk, open_state(workshop, desk))


def choose_schema(workshop: Workshop, learner_id: str, subject: str, schema: str) -> BenchView:
    """Check the file against a schema: what was decided under another one is forgotten.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``validateur``; an exercise has its own.
        schema: ``id@version``.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: there is no such schema, or the exercise has its own.
    """
    desk = find_desk(workshop, learner_id, subject)
    if desk.exercise is not None or not is_known_schema(workshop, schema):
        raise RefusedError(
            "unknown-choice",
            "Ce modèle de fichier n'est pas proposé ici.",
            "Choisissez-en un dans la liste.",
        )
    if desk.path is None:
        raise gone()
    state = read_state(workshop, desk)
    if state is None or state.schema != schema or state.stage != READY:
        state = begin(workshop, desk, schema)
    return _shown(workshop, desk, state)


def read_sheet(workshop: Workshop, learner_id: str, subject: str, sheet: str) -> BenchView:
    """Read the sheet that she chose in a workbook: what was decided about another is forgotten.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``validateur``, or an exercise's id.
        sheet: name of the sheet.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: the workbook has no such sheet.
    """
    desk = find_desk(workshop, learner_id, subject)
    if desk.event is None or desk.path is None:
        raise gone()
    choose_sheet(workshop, learner_id, subject, as_event(desk.event), sheet)
    return bench_view(workshop, learner_id, subject)


def decide(
    workshop: Workshop, learner_id: str, subject: str, revision: int, decision: Mapping[str, Any]
) -> BenchView:
    """Take one more decision about the file; one that changes nothing is not written down.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``validateur``, or an exercise's id.
        revision: of the view that it was taken on.
        decision: see ``grader.validation.repairs.mend``; its shape was checked.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: it was changed elsewhere, the decision speaks of what is not there, or there
            are too many.
    """
    desk, state = ready(workshop, learner_id, subject, revision)
    decisions = (*state.decisions, decision)
    lines = sum(len(one.get("lines", ())) for one in decisions)
    if len(decisions) > MOST_DECISIONS or lines > _MOST_LINES:
        raise RefusedError(
            "too-many-decisions",
            f"Vous avez déjà fait {number(len(state.decisions))} corrections sur ce fichier : "
            "c'est le plus que l'on puisse refaire d'un coup.",
            "Téléchargez le fichier corrigé, puis déposez-le pour continuer.",
        )
    after = state.with_decisions(decisions)
    look = look_at(workshop, desk, after)
    if not look.steps[-1]:
        return _shown(workshop, desk, state)
    put_state(workshop, desk, after, since=state)
    return _dressed(workshop, desk, after, keep_look(workshop, desk, after, look))


def undo(workshop: Workshop, learner_id: str, subject: str, revision: int) -> BenchView:
    """Take back the last decision.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``validateur``, or an exercise's id.
        revision: of the view that it was taken on.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: it was changed elsewhere, or nothing was decided.
    """
    desk, state = ready(workshop, learner_id, subject, revision)
    before = state.with_decisions(without_last(state))
    look = look_at(workshop, desk, before)
    put_state(workshop, desk, before, since=state)
    return _dressed(workshop, desk, before, keep_look(workshop, desk, before, look))


def rows(workshop: Workshop, learner_id: str, subject: str, group: str, offset: int) -> RowsView:
    """Give some rows of a group of findings.

    Raises:
        NotFoundError: the file was erased, or there is no such group.
    """
    desk, state = ready(workshop, learner_id, subject)
    source, bounds = source_of(workshop, desk, state), workshop.settings.bounds
    part = (offset, PAGE)
    return rows_view(
        group, workshop.pool.run(jobs.rows, source, bounds, state.decisions, group, part), offset
    )


def places(
    workshop: Workshop, learner_id: str, subject: str, repair: str, offset: int
) -> PlacesView:
    """Give some places of a repair or refusal.

    Raises:
        NotFoundError: the file was erased, or there is no such repair.
    """
    desk, state = ready(workshop, learner_id, subject)
    source, bounds = source_of(workshop, desk, state), workshop.settings.bounds
    part = (offset, PAGE)
    return places_view(
        repair,
        workshop.pool.run(jobs.places, source, bounds, state.decisions, repair, part),
        offset,
    )


def write(workshop: Workshop, learner_id: str, subject: str, what: str) -> Written:
    """Write what she downloads.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``validateur``, or an exercise's id.
        what: a key of ``grader.workers.bench_model.ENDINGS``.

    Raises:
        NotFoundError: the file was erased.
    """
    desk, state = ready(workshop, learner_id, subject)
    return workshop.pool.run(
        jobs.write,
        source_of(workshop, desk, state),
        workshop.settings.bounds,
        state.decisions,
        what,
        now().astimezone().date(),
    )


def ready(
    workshop: Workshop, learner_id: str, subject: str, revision: int | None = None
) -> tuple[Desk, State]:
    """Give a file that can be mended, as it was when the page was shown.

    Args:
        workshop: stores and course.
        learner_id: whose.
        subject: ``validateur``, or an exercise's id.
        revision: of the view; None when whatever is there now will do.

    Raises:
        NotFoundError: there is no such exercise, or the file was erased.
        RefusedError: ``changed-elsewhere``.
    """
    desk = find_desk(workshop, learner_id, subject)
    return desk, as_shown(desk, read_state(workshop, desk), revision)


def _shown(workshop: Workshop, desk: Desk, state: State) -> BenchView:
    if state.stage != READY:
        view = replace(empty_view(desk.subject), state=state.stage, file_name=desk.name)
        return _dressed(workshop, desk, state, view)
    return _dressed(workshop, desk, *looked(workshop, desk, state))


def _dressed(workshop: Workshop, desk: Desk, state: State | None, view: BenchView) -> BenchView:
    """Add what depends on the page, on the time, and on what was decided."""
    bounds = workshop.settings.bounds
    if desk.subject == VALIDATOR:
        view = replace(
            view,
            upload_url=workshop.address(f"depot/{VALIDATOR}/fichier"),
            accepts=ACCEPTS,
            formats=FORMATS,
            schemas=schema_choices(workshop),
        )
    view = replace(view, max_bytes=bounds.upload_bytes)
    if state is None or desk.event is None:
        return view
    return replace(
        view,
        trouble=state.trouble,
        sheets=sheets_view(
            workshop,
            desk.learner_id,
            [as_event(desk.event)],
            asked=state.stage == SHEET,
            read=view.report.sheet if view.report else "",
        ),
        schema=state.schema,
        guesses=tuple(Guess(*one) for one in state.guesses),
        revision=state.revision,
        unchecked=state.unchecked,
        since_last=(
            comparison_view(compare(*map(Verdict.from_dict, (state.before, state.after))))
            if state.before and state.after
            else None
        ),
        kept_until=kept_until(workshop, desk.learner_id, desk.sha256),
    )
