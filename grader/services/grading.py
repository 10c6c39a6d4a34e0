"""Grading hand-ins and telling the learners; run in a process of its own, never in the server."""

from __future__ import annotations

import dataclasses

from grader.content.build import ensure_built
from grader.exercises.assess import assess
from grader.exercises.model import (
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.gradebook.course_folder import prepare
from grader.gradebook.export_csv import export_csv
from grader.gradebook.grade import OnProgress, grade
from grader.gradebook.model import GradedCopy
from grader.gradebook.results import grades
from grader.progress.database import Database
from grader.progress.hand_ins import GRADED, HandIns
from grader.progress.learners import Learners
from grader.services.reviewed_copies import bring_reviews
from grader.settings import Settings
from grader.workers import jobs
from grader.workers.pool import WorkerPool


def grade_and_record(
    settings: Settings,
    module: str | None = None,
    learner: str | None = None,
    on_progress: OnProgress | None = None,
    *,
    at_once: int | None = None,
) -> list[GradedCopy]:
    """Grade what was handed in and write each note where the learner's page reads it.

    Learners' files are read in workers, bounded in memory and time: as many as copies are graded
    at the same time.

    Args:
        settings: where things are.
        module: only this module.
        learner: only this learner.
        on_progress: called after each copy.
        at_once: copies graded at the same time; as many as there are workers where not given.

    Raises:
        OuvroirError: nothing can be graded; the message says why.
    """
    at_once = at_once or settings.workers
    course = ensure_built(settings)
    database = Database(settings)
    hand_ins = HandIns(database)
    pool = WorkerPool(dataclasses.replace(settings, workers=at_once))

    def assess_bounded(exercise: Exercise, response: Response) -> Outcome:
        if not exercise.reads_file or not response.events:
            return assess(exercise, response)
        return pool.run(jobs.assess_response, exercise, response)

    def record(done: int, total: int, copy: GradedCopy) -> None:
        newest = hand_ins.newest(copy.learner, copy.module)
        if newest is not None and (copy.fresh or newest.state != GRADED):
            _record(hand_ins, copy)
        if on_progress is not None:
            on_progress(done, total, copy)

    try:
        bring_reviews(prepare(settings, course), course, database, module, learner)
        return grade(
            settings,
            course,
            module,
            learner,
            record,
            assess_with=assess_bounded,
            at_once=at_once,
        )
    finally:
        pool.close()
        database.close()


def _record(hand_ins: HandIns, copy: GradedCopy) -> None:
    if copy.failed:
        hand_ins.put_failure(
            copy.learner, copy.module, copy.problem, handed_in_at=copy.handed_in_at
        )
        return
    outcomes = {
        exercise_id: official_outcome(copy, exercise_id).to_dict() for exercise_id in copy.points
    }
    hand_ins.put_grade(
        copy.learner,
        copy.module,
        points=copy.total,
        max_points=copy.maximum,
        outcomes=outcomes,
        handed_in_at=copy.handed_in_at,
    )


def official_outcome(copy: GradedCopy, exercise_id: str) -> Outcome:
    """Give the outcome of an exercise with the gradebook's points, and the reason of a zero.

    The words come from ``assess``; should its points differ from the gradebook's, the gradebook
    rules, and the copy is listed for the trainer (``GradedCopy.problem``).
    """
    official, most = copy.points[exercise_id], copy.max_points[exercise_id]
    outcome = copy.outcomes.get(exercise_id)
    reason = copy.reasons.get(exercise_id, "")
    if outcome is None or outcome.points != official:
        status = PASSED if official >= most else PARTIAL if official > 0 else FAILED
        feedback = outcome.feedback if outcome else ()
        outcome = Outcome(status, official, most, feedback)
    told = {f.message for f in outcome.feedback}
    if reason and reason not in told and outcome.status != NOT_ATTEMPTED:
        extra = (Feedback("reason", reason),)
        outcome = dataclasses.replace(outcome, feedback=outcome.feedback + extra)
    return outcome


def grades_csv(settings: Settings, module: str | None = None, *, spreadsheet: bool = False) -> str:
    """Write the gradebook as CSV, learners named by their pseudonyms.

    Args:
        settings: where things are.
        module: only this module.
        spreadsheet: write for a French spreadsheet.

    Raises:
        NotFoundError: no such module.
    """
    course = ensure_built(settings)
    database = Database(settings)
    try:
        pseudonyms = Learners(database).pseudonyms()
    finally:
        database.close()
    rows = [
        dataclasses.replace(row, learner=pseudonyms.get(row.learner, row.learner))
        for row in grades(settings, course, module)
    ]
    titles = {
        exercise.id: exercise.title
        for slug, found in course.modules.items()
        if module in (None, slug)
        for exercise in found.exercises.values()
    }
    return export_csv(rows, titles, spreadsheet=spreadsheet)
