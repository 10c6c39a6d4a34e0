"""A file is put on the bench: which sheet, which schema, and what is found in it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from grader import __version__
from grader.errors import JobFailedError, OuvroirError, RefusedError, UnusableFileError
from grader.exercises.verdicts import WHICH_SHEET
from grader.progress.database import now
from grader.services.bench_desk import (
    READY,
    SCHEMA,
    SHEET,
    UNREAD,
    Desk,
    State,
    gone,
    put_state,
    read_state,
    source_of,
)
from grader.services.bench_views import look_view
from grader.services.desk import put_kept, read_kept
from grader.services.read_back import read_back
from grader.services.schema_choices import clear_choice, told_guess
from grader.services.sheets import keep_sheets
from grader.services.workshop import Workshop, basis_of
from grader.validation.schemas import load_schema, schema_folders
from grader.wire import BenchView, to_json
from grader.workers import bench as jobs
from grader.workers.bench_model import Look

#: Under that key, what was found lies beside the file.
_VIEW = "atelier-vue"


def open_state(workshop: Workshop, desk: Desk) -> State:
    """Give what was decided about a file, once it was read at least once.

    Args:
        workshop: stores and workers.
        desk: whose file; it must be at hand.

    Raises:
        NotFoundError: it was erased.
    """
    state = read_state(workshop, desk)
    return begin(workshop, desk) if state is None else state


def begin(workshop: Workshop, desk: Desk, schema: str = "") -> State:
    """Read a file for the first time, or anew under another schema: nothing is decided yet.

    Args:
        workshop: stores and workers.
        desk: whose file; it must be at hand.
        schema: ``id@version`` that she chose, or "" to guess it.

    Raises:
        NotFoundError: it was erased.
    """
    if desk.event is None or desk.path is None:
        raise gone()
    earlier = read_state(workshop, desk)
    state = State(
        desk.event.id,
        SCHEMA,
        schema=schema or _chosen(desk),
        guesses=earlier.guesses if earlier else (),
        changes=earlier.changes + 1 if earlier else 0,
    )
    try:
        if not state.schema:
            state = _guessed(workshop, desk, state)
        if state.schema:
            state = replace(state, stage=READY)
            keep_look(workshop, desk, state, look_at(workshop, desk, state))
    except UnusableFileError as error:
        keep_sheets(workshop, desk.learner_id, desk.sha256, error.choices)
        state = _stopped(state, error)
    except JobFailedError as error:
        state = _stopped(state, error)
    put_state(workshop, desk, state)
    return state


def look_at(workshop: Workshop, desk: Desk, state: State) -> Look:
    """Have a worker look at a file as decisions leave it.

    Args:
        workshop: workers and bounds.
        desk: whose file.
        state: what was decided.

    Raises:
        OuvroirError: it cannot be; the message says why.
    """
    look = workshop.pool.run(
        jobs.look,
        source_of(workshop, desk, state),
        workshop.settings.bounds,
        state.decisions,
        now().astimezone().date(),
    )
    keep_sheets(workshop, desk.learner_id, desk.sha256, look.sheets)
    return look


def keep_look(workshop: Workshop, desk: Desk, state: State, look: Look) -> BenchView:
    """Keep what was found beside the file, so that the next page need not wait for it.

    Args:
        workshop: stores.
        desk: whose file.
        state: what was decided.
        look: what the worker found.
    """
    view = look_view(workshop, desk, state, look)
    kept = {"basis": _basis(workshop, desk, state), "view": to_json(view)}
    put_kept(workshop, desk, _VIEW, kept)
    return view


def looked(workshop: Workshop, desk: Desk, state: State) -> tuple[State, BenchView]:
    """Give what is found in a file, as it was kept or found anew.

    Args:
        workshop: stores and workers.
        desk: whose file; it is ready.
        state: what was decided.

    Returns:
        the state, begun anew when decisions can no longer be replayed, and the view.

    Raises:
        OuvroirError: it cannot be; the message says why.
    """
    kept = read_kept(workshop, desk, _VIEW) or {}
    if kept.get("basis") == _basis(workshop, desk, state):
        try:
            return state, read_back(BenchView, kept["view"])
        except (KeyError, TypeError, ValueError):
            pass  # Another version of ours kept something else.
    try:
        look = look_at(workshop, desk, state)
    except RefusedError as error:
        if not state.decisions or error.code not in ("unknown-repair", "unknown-cell"):
            raise
        # A newer version of ours names repairs otherwise: she has to decide again.
        state = State(state.drop, READY, schema=state.schema, changes=state.changes + 1)
        look = look_at(workshop, desk, state)
        put_state(workshop, desk, state)
    return state, keep_look(workshop, desk, state, look)


def _chosen(desk: Desk) -> str:
    """Give the schema that the exercise fixes, or that she chose with the drop; "" for none."""
    fixed = desk.exercise.settings.get("schema") if desk.exercise else None
    return str(fixed or (desk.event.data.get("schema", "") if desk.event else ""))


def _guessed(workshop: Workshop, desk: Desk, state: State) -> State:
    """Guess the schema; it is taken when there is no doubt."""
    likely, sheets = workshop.pool.run(
        jobs.guess,
        desk.path,
        workshop.settings.bounds,
        schema_folders(workshop.settings),
        desk.sheet,
    )
    keep_sheets(workshop, desk.learner_id, desk.sha256, sheets)
    guesses = (told_guess(one) for one in likely)
    told = tuple((one.schema, one.title, one.sentence) for one in guesses)
    return replace(state, schema=clear_choice(likely), guesses=told)


def _stopped(state: State, error: OuvroirError) -> State:
    if error.code in WHICH_SHEET:
        return replace(state, stage=SHEET)
    return replace(state, stage=UNREAD, trouble=(error.message, error.hint))


def _basis(workshop: Workshop, desk: Desk, state: State) -> str:
    """Tell what a look depends on: whatever else it was found with is found anew."""
    source = source_of(workshop, desk, state)
    path = load_schema(state.schema, source.folder).path
    stamp = path.stat().st_mtime_ns if path else 0
    exercise = basis_of(desk.exercise) if desk.exercise else ""
    told = (__version__, workshop.settings.base_url, state.revision, state.schema, stamp, exercise)
    return hashlib.sha256(repr((*told, desk.sheet, desk.name)).encode()).hexdigest()
