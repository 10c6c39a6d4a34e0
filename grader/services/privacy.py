"""The workbench of anonymisation: a file is shown, and what is decided about it is replayed.

Nothing is written down that the file does not bear: a worker carries the decision out first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from grader.errors import JobFailedError, OuvroirError, RefusedError, UnusableFileError
from grader.exercises.anonymise import RECIPE
from grader.exercises.verdicts import WHICH_SHEET
from grader.services import privacy_own
from grader.services import privacy_views as views
from grader.services.desk import (
    READY,
    SHEET,
    UNREAD,
    Desk,
    after_decisions,
    as_shown,
    dropped_last,
    gone,
    without_last,
)
from grader.services.privacy_desk import (
    ANONYMISER,
    State,
    example_path,
    find_desk,
    first_state,
    put_state,
    read_state,
    source_of,
)
from grader.services.responses import as_event, gather, outcome_of
from grader.services.sheets import choose_sheet, keep_sheets
from grader.services.workshop import Workshop
from grader.typography import number
from grader.wire import PeopleView, PrivacyView, RowsPreview, to_json
from grader.workers import privacy as jobs
from grader.workers.privacy_model import PAGE, Look, Written

T = TypeVar("T")

#: Decisions about one file, at most: each is replayed over the file.
MOST_DECISIONS = 300


def privacy_view(workshop: Workshop, learner_id: str, subject: str) -> PrivacyView:
    """Give the workbench of a subject.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``, or an exercise's id.

    Raises:
        NotFoundError: there is no such exercise, or it is of another kind.
        OuvroirError: the file can no longer be read; the message says why.
    """
    desk = find_desk(workshop, learner_id, subject)
    if desk.path is None:
        return views.empty_view(workshop, desk)
    state = read_state(workshop, desk)
    if state is None:
        return _begun(workshop, desk)
    if state.stage != READY:
        return views.stopped_view(workshop, desk, state)
    try:
        look = _looked(workshop, desk, state)
    except RefusedError as error:
        if not state.decisions or error.code == "file-erased":
            raise
        # A newer version of ours offers something else: she has to decide again.
        return _begun(workshop, desk, changes=state.changes + 1)
    return views.look_view(workshop, desk, state, look)


def read(workshop: Workshop, learner_id: str, subject: str, file: str) -> PrivacyView:
    """Read a file that was just dropped.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``.
        file: its hash.

    Raises:
        NotFoundError: that is not the file that she dropped last.
    """
    desk = find_desk(workshop, learner_id, subject)
    dropped_last(desk, file)
    return privacy_view(workshop, learner_id, subject)


def take_example(workshop: Workshop, learner_id: str, subject: str) -> PrivacyView:
    """Put the fictional file on the page, as if it were dropped.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``.

    Raises:
        NotFoundError: this installation has none.
        RefusedError: an exercise has its own file, or her files take up all the room.
    """
    if subject != ANONYMISER:
        raise RefusedError("no-example-here", "Cet exercice se fait sur le fichier fourni.")
    path = example_path(workshop)
    content = path.read_bytes()
    incoming = workshop.files.incoming(len(content))
    try:
        incoming.write(content)
        workshop.files.keep(learner_id, subject, path.name, "", incoming)
    finally:
        incoming.discard()
    return privacy_view(workshop, learner_id, subject)


def take_own(workshop: Workshop, learner_id: str, subject: str, file: str) -> PrivacyView:
    """Put on the page a file of hers that she dropped to mend it, as mended so far.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``.
        file: its hash, as she dropped it.

    Raises:
        NotFoundError: it is not at hand any more.
        RefusedError: an exercise has its own file, or her files take up all the room.
    """
    if subject != ANONYMISER:
        raise RefusedError("no-example-here", "Cet exercice se fait sur le fichier fourni.")
    privacy_own.take_up(workshop, learner_id, file)
    return privacy_view(workshop, learner_id, subject)


def read_sheet(workshop: Workshop, learner_id: str, subject: str, sheet: str) -> PrivacyView:
    """Read the sheet that she chose in a workbook: what was decided about another is forgotten.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``.
        sheet: name of the sheet.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: the workbook has no such sheet.
    """
    desk = find_desk(workshop, learner_id, subject)
    if desk.event is None or desk.path is None:
        raise gone()
    choose_sheet(workshop, learner_id, subject, as_event(desk.event), sheet)
    return privacy_view(workshop, learner_id, subject)


def decide(
    workshop: Workshop, learner_id: str, subject: str, revision: int, asked: Mapping[str, Any]
) -> PrivacyView:
    """Take one more decision about the file; one that changes nothing is not written down.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``, or an exercise's id.
        revision: of the view that it was taken on.
        asked: see ``grader.workers.privacy_work.decided``; its shape was checked.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: it was changed elsewhere, the decision speaks of what is not there, or there
            are too many.
    """
    desk, state = ready(workshop, learner_id, subject, revision)
    if len(state.decisions) >= MOST_DECISIONS:
        raise RefusedError(
            "too-many-decisions",
            f"Vous avez déjà fait {number(len(state.decisions))} choix sur ce fichier : c'est le "
            "plus que l'on puisse refaire d'un coup.",
            "Annulez les derniers pour en faire d'autres.",
        )
    found = _run(workshop, desk, state, jobs.decide, asked)
    if found.decisions == state.decisions:
        return views.look_view(workshop, desk, state, found.look)
    after = after_decisions(state, found.decisions)
    kept = len(found.decisions) + 1 - len(found.look.points)
    after = replace(after, trail=(*state.trail[:kept], *found.look.points))
    put_state(workshop, desk, after, since=state)
    return views.look_view(workshop, desk, after, found.look)


def undo(workshop: Workshop, learner_id: str, subject: str, revision: int) -> PrivacyView:
    """Take back the last decision.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``, or an exercise's id.
        revision: of the view that it was taken on.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: it was changed elsewhere, or nothing was decided.
    """
    desk, state = ready(workshop, learner_id, subject, revision)
    before = after_decisions(state, without_last(state))
    before = replace(before, trail=state.trail[: len(before.decisions) + 1])
    look = _looked(workshop, desk, before)
    put_state(workshop, desk, before, since=state)
    return views.look_view(workshop, desk, before, look)


def check(workshop: Workshop, learner_id: str, subject: str, revision: int) -> PrivacyView:
    """Answer « Est-ce publiable ? »; in an exercise, that is what counts.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``, or an exercise's id.
        revision: of the view that she saw.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: it was changed elsewhere.
    """
    desk, state = ready(workshop, learner_id, subject, revision)
    found = _run(workshop, desk, state, jobs.judge)
    appraisal = to_json(views.appraisal_view(found.appraisal))
    checked = replace(state, appraised=state.revision, appraisal=appraisal)
    if desk.exercise is not None:
        data = {"roles": dict(found.roles), "recipe": [dict(step) for step in found.recipe]}
        if _last_sent(workshop, desk) != data:
            workshop.events.append(learner_id, subject, RECIPE, data)
        work = gather(workshop, learner_id, desk.exercise)
        outcome = outcome_of(workshop, learner_id, desk.exercise, work)
        checked = replace(checked, graded=(outcome.points, outcome.max_points))
    put_state(workshop, desk, checked, since=state)
    return views.look_view(workshop, desk, checked, _looked(workshop, desk, checked))


def rows(workshop: Workshop, learner_id: str, subject: str, offset: int) -> RowsPreview:
    """Give some rows as they would be published.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``, or an exercise's id.
        offset: of the first.

    Raises:
        NotFoundError: the file was erased.
    """
    desk, state = ready(workshop, learner_id, subject)
    found = _run(workshop, desk, state, jobs.rows, (offset, PAGE))
    return views.rows_view(found, offset)


def people(workshop: Workshop, learner_id: str, subject: str, revision: int) -> PeopleView:
    """Attack the file at hand, and name whom that finds.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``, or an exercise's id.
        revision: of the view that she saw.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: it was changed elsewhere.
    """
    desk, state = ready(workshop, learner_id, subject, revision)
    found = _run(workshop, desk, state, jobs.people)
    return views.people_view(found, revision)


def write(workshop: Workshop, learner_id: str, subject: str, what: str) -> Written:
    """Write what she downloads.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``anonymiser``, or an exercise's id.
        what: a key of ``grader.workers.privacy_model.ENDINGS``.

    Raises:
        NotFoundError: the file was erased.
    """
    desk, state = ready(workshop, learner_id, subject)
    return _run(workshop, desk, state, jobs.write, what, views.stem_of(desk))


def ready(
    workshop: Workshop, learner_id: str, subject: str, revision: int | None = None
) -> tuple[Desk, State]:
    """Give a file that can be anonymised, as it was when the page was shown.

    Args:
        workshop: stores and course.
        learner_id: whose.
        subject: ``anonymiser``, or an exercise's id.
        revision: of the view; None when whatever is there now will do.

    Raises:
        NotFoundError: there is no such exercise, or the file was erased.
        RefusedError: ``changed-elsewhere``.
    """
    desk = find_desk(workshop, learner_id, subject)
    return desk, as_shown(desk, read_state(workshop, desk), revision)


def _begun(workshop: Workshop, desk: Desk, changes: int = 0) -> PrivacyView:
    """Read a file for the first time: what was sent before of an exercise is decided already."""
    state = replace(first_state(desk), changes=changes)
    sent = _last_sent(workshop, desk)
    try:
        begun = _run(workshop, desk, state, jobs.resume, sent)
    except (UnusableFileError, JobFailedError) as error:
        state = _stopped(workshop, desk, state, error)
        put_state(workshop, desk, state)
        return views.stopped_view(workshop, desk, state)
    look = begun.look
    _keep_sheets(workshop, desk, look.sheets)
    state = replace(state, decisions=begun.decisions, trail=look.points)
    put_state(workshop, desk, state)
    return views.look_view(workshop, desk, state, look)


def _run(workshop: Workshop, desk: Desk, state: State, job: Callable[..., T], *arguments: Any) -> T:
    """Have a worker do something with the file as it was decided."""
    source, bounds = source_of(workshop, desk, state), workshop.settings.bounds
    return workshop.pool.run(job, source, bounds, state.decisions, *arguments)


def _looked(workshop: Workshop, desk: Desk, state: State) -> Look:
    return _run(workshop, desk, state, jobs.look, len(state.trail))


def _keep_sheets(workshop: Workshop, desk: Desk, names: Sequence[str]) -> None:
    if desk.event is not None:
        keep_sheets(workshop, desk.learner_id, desk.sha256, names)


def _stopped(workshop: Workshop, desk: Desk, state: State, error: OuvroirError) -> State:
    if isinstance(error, UnusableFileError):
        _keep_sheets(workshop, desk, error.choices)
    if error.code in WHICH_SHEET:
        return replace(state, stage=SHEET)
    return replace(state, stage=UNREAD, trouble=(error.message, error.hint))


def _last_sent(workshop: Workshop, desk: Desk) -> Mapping[str, Any] | None:
    """Give the last recipe that she sent of an exercise, or None."""
    if desk.exercise is None:
        return None
    events = workshop.events.of(desk.learner_id, [desk.subject])[desk.subject]
    sent = [event for event in events if event.kind == RECIPE]
    return dict(sent[-1].data) if sent else None
