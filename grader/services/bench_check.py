"""« Vérifier de nouveau »: the mended file is judged as it would be written, and compared.

In an exercise it is a new drop, which counts like any other; the bench itself goes on from the
file that was dropped first, so that every decision may still be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.exercises.model import Drop, Exercise
from grader.exercises.present import since_restart
from grader.exercises.verdicts import unusable
from grader.services import bench, file_exercises
from grader.services.bench_desk import Desk, State, put_state, source_of
from grader.services.responses import gather
from grader.services.workshop import Workshop
from grader.wire import BenchView
from grader.workers import bench as jobs
from grader.workers.bench_model import FILE


def check(workshop: Workshop, learner_id: str, subject: str, revision: int) -> BenchView:
    """Check the mended file again, and tell what changed since the last time.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        subject: ``validateur``, or an exercise's id.
        revision: of the view that she saw.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: it was changed elsewhere, or her files take up all the room.
        OuvroirError: the mended file cannot be read; the message says why.
    """
    desk, state = bench.ready(workshop, learner_id, subject, revision)
    if state.checked is None or state.unchecked:
        if desk.exercise is None:
            checked = _judged(workshop, desk, state)
        else:
            checked = _dropped(workshop, desk, state, desk.exercise)
        put_state(workshop, desk, checked, since=state)
    return bench.bench_view(workshop, learner_id, subject)


def _judged(workshop: Workshop, desk: Desk, state: State) -> State:
    found = workshop.pool.run(
        jobs.judge,
        source_of(workshop, desk, state),
        workshop.settings.bounds,
        state.decisions,
    )
    return state.with_check(state.after or found.dropped.to_dict(), found.present.to_dict())


def _dropped(workshop: Workshop, desk: Desk, state: State, exercise: Exercise) -> State:
    """Drop the mended file, have it scored, and take both verdicts as the exercise counts."""
    written = bench.write(workshop, desk.learner_id, desk.subject, FILE)
    incoming = workshop.files.incoming(len(written.content))
    try:
        incoming.write(written.content)
        schema = str(desk.event.data.get("schema", "")) if desk.event else ""
        event = workshop.files.keep(
            desk.learner_id, exercise.id, written.name, schema, incoming, origin=desk.sha256
        )
    finally:
        incoming.discard()
    file_exercises.check(workshop, desk.learner_id, exercise, str(event.data["sha256"]))
    verdicts = _verdicts(workshop, desk.learner_id, exercise)
    before = verdicts[-2] if len(verdicts) > 1 else None
    return state.with_check(before, verdicts[-1])


def _verdicts(workshop: Workshop, learner_id: str, exercise: Exercise) -> list[Mapping[str, Any]]:
    """Give the verdicts on the files that could be read, oldest first."""
    response = gather(workshop, learner_id, exercise).response
    known = (response.verdicts.get(Drop.of(e).key) for e in since_restart(response.events))
    return [verdict.to_dict() for verdict in known if verdict and not unusable(verdict)]
