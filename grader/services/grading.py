"""Grading hand-ins and telling the learners; run in a process of its own, never in the server."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from grader.content.build import ensure_built, fingerprint
from grader.content.model import Course
from grader.errors import JobFailedError
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
from grader.gradebook.course_folder import CourseFolder, prepare
from grader.gradebook.grade import OnProgress, grade
from grader.gradebook.model import GradedCopy
from grader.gradebook.runners import Runners
from grader.progress.database import Database
from grader.progress.hand_ins import GRADED, ZERO, HandIns
from grader.progress.reviews import Reviews
from grader.quiz.attempts import REVIEW
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

    Args:
        settings: where things are.
        module: only this module.
        learner: only this learner.
        on_progress: called after each copy.
        at_once: copies graded at the same time; as many as there are workers where not given.

    Raises:
        OuvroirError: nothing can be graded; the message says why.
    """
    room = GradingRoom(settings, at_once)
    try:
        return room.grade(module, learner, on_progress)
    finally:
        room.close()


class GradingRoom:
    """The database, workers and runners that gradings need, for one run or for many.

    Learners' files are read in workers, bounded in memory and time: as many as copies are graded
    at the same time.

    Args:
        settings: where things are.
        at_once: copies graded at the same time; as many as there are workers where not given.
        staying: keep runners from one run to the next, and take up what a run that was killed
            had in hand.
    """

    def __init__(
        self, settings: Settings, at_once: int | None = None, *, staying: bool = False
    ) -> None:
        self._settings = settings
        self._at_once = at_once or settings.workers
        self._staying = staying
        self._runners: Runners | None = None
        self._loaded: tuple[tuple[str, ...], Course] | None = None
        self._database = Database(settings)
        self._hand_ins = HandIns(self._database)
        self._pool = WorkerPool(dataclasses.replace(settings, workers=self._at_once))
        #: Copies that a run had in hand when it was killed: after all others, for they may be why.
        self._last: set[tuple[str, str]] = set()
        if staying:
            held = [h for h in self._hand_ins.queued() if h.begun_at is not None]
            self._last = {(h.learner_id, h.module) for h in held}
            self._hand_ins.let_go()

    def warm(self) -> None:
        """Start the runners that stay, without waiting for them.

        Raises:
            OuvroirError: nothing can be graded; the message says why.
        """
        self._kept(prepare(self._settings, self._course())).warm()

    def grade(
        self,
        module: str | None = None,
        learner: str | None = None,
        on_progress: OnProgress | None = None,
    ) -> list[GradedCopy]:
        """Grade every copy that is new or changed; see ``grade_and_record``."""
        course = self._course()
        folder = prepare(self._settings, course)
        bring_reviews(folder, course, self._database, module, learner)
        return self._run(course, folder, module=module, learner=learner, on_progress=on_progress)

    def grade_queued(self) -> list[GradedCopy]:
        """Grade the copies that wait for their note, the oldest first, and look at no other.

        Raises:
            OuvroirError: nothing can be graded; the message says why.
        """
        queued = [(h.learner_id, h.module) for h in self._hand_ins.queued()]
        if not queued:
            return []
        course = self._course()
        folder = prepare(self._settings, course)
        only = [(learner, slug) for learner, slug in queued if slug in folder.modules]
        for learner, slug in only:
            bring_reviews(folder, course, self._database, slug, learner)
        only.sort(key=lambda copy: copy in self._last)
        return self._run(course, folder, only=only)

    def _course(self) -> Course:
        """Load the courses; again only where a file of theirs changed since the last run.

        Loading takes more of the processor than grading some copies does.
        """
        bank = self._settings.private_bank
        folders = (self._settings.courses, *([] if bank is None else [bank]))
        stamps = tuple(map(fingerprint, folders))
        if self._loaded is None or self._loaded[0] != stamps:
            self._loaded = (stamps, ensure_built(self._settings))
        return self._loaded[1]

    def close(self) -> None:
        """Stop workers and runners, at once, and leave the database."""
        if self._runners is not None:
            self._runners.close()
        self._pool.close()
        self._database.close()

    def _run(
        self,
        course: Course,
        folder: CourseFolder,
        *,
        module: str | None = None,
        learner: str | None = None,
        on_progress: OnProgress | None = None,
        only: Sequence[tuple[str, str]] | None = None,
    ) -> list[GradedCopy]:
        def record(done: int, total: int, copy: GradedCopy) -> None:
            newest = self._hand_ins.newest(copy.learner, copy.module)
            # A person may have given other points since, in nbgrader's own pages.
            if newest is not None and (
                copy.fresh or newest.state != GRADED or newest.points != copy.total
            ):
                _record(self._hand_ins, copy)
            self._last.discard((copy.learner, copy.module))
            if on_progress is not None:
                on_progress(done, total, copy)

        graded = grade(
            self._settings,
            course,
            module,
            learner,
            record,
            assess_with=self._assess,
            at_once=self._at_once,
            only=only,
            on_begin=self._hand_ins.begin,
            runners=self._kept(folder) if self._staying else None,
        )
        self._take_late_reviews(course, folder, graded)
        return graded

    def _take_late_reviews(
        self, course: Course, folder: CourseFolder, graded: Sequence[GradedCopy]
    ) -> None:
        """Queue again the copies that somebody marked while they were being graded.

        Their note was just written over the queue's mark, and says nothing of that review.
        """
        marked = Reviews(self._database).learners(REVIEW) if graded else ()
        for copy in graded:
            if copy.learner in marked and bring_reviews(
                folder, course, self._database, copy.module, copy.learner
            ):
                self._hand_ins.queue_again(copy.learner, copy.module)

    def _kept(self, folder: CourseFolder) -> Runners:
        if self._runners is not None and self._runners.serve(folder):
            return self._runners
        if self._runners is not None:
            self._runners.close()
        seconds = self._settings.bounds.job_seconds
        self._runners = Runners(folder, self._at_once, seconds)
        return self._runners

    def _assess(self, pairs: Sequence[tuple[Exercise, Response]]) -> list[Outcome | JobFailedError]:
        """Assess a copy: those of its responses that are files in one journey to a worker."""
        read = [(x, r) for x, r in pairs if x.reads_file and r.events]
        found = dict(zip((x.id for x, _ in read), self._in_worker(read), strict=True))
        return [found.get(x.id) or assess(x, r) for x, r in pairs]

    def _in_worker(
        self, pairs: Sequence[tuple[Exercise, Response]]
    ) -> list[Outcome | JobFailedError]:
        if not pairs:
            return []
        try:
            return [*self._pool.run(jobs.assess_responses, pairs)]
        except JobFailedError as error:
            if len(pairs) == 1:
                return [error]
        # Each one alone: the others have nothing to do with the one that hit a bound.
        return [found for pair in pairs for found in self._in_worker([pair])]


def _record(hand_ins: HandIns, copy: GradedCopy) -> None:
    if copy.failed:
        hand_ins.put_failure(
            copy.learner, copy.module, copy.problem, handed_in_at=copy.handed_in_at
        )
        return
    outcomes = {
        exercise_id: {
            **official_outcome(copy, exercise_id).to_dict(),
            ZERO: copy.reasons.get(exercise_id, ""),
        }
        for exercise_id in copy.points
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
