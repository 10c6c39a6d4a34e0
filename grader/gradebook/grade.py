"""Grading copies: nbgrader gives the official points, ``assess`` the words, both are compared.

Several copies are graded at once, each under a lock of its own; nothing is kept in memory between
two copies, so that several processes may share the work, and a kill loses the copies in hand alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from grader.content.copies import FILES, read_copy
from grader.content.model import Course, Module
from grader.errors import JobFailedError, NotFoundError, OuvroirError
from grader.exercises.assess import assess
from grader.exercises.choice import Graded
from grader.exercises.model import UNCHECKABLE, Exercise, Feedback, Outcome, Response
from grader.gradebook import reasons, reports, store
from grader.gradebook.course_folder import CourseFolder, check_learner, prepare
from grader.gradebook.files import hash_of_folder
from grader.gradebook.kept_open import keep_open
from grader.gradebook.lock import locked, shared
from grader.gradebook.model import Execution, GradedCopy
from grader.gradebook.points import all_graded, cell_of, differences, official_points, unread
from grader.gradebook.runners import Runners
from grader.gradebook.submissions import Copy, finish_hand_ins, handed_in_at, list_copies
from grader.settings import Settings
from grader.typography import french

#: How the responses of a copy are assessed, in their order: what a bound stopped has its reason.
AssessWith = Callable[[Sequence[tuple[Exercise, Response]]], Sequence[Outcome | JobFailedError]]


def assess_all(pairs: Sequence[tuple[Exercise, Response]]) -> list[Outcome]:
    """Assess responses here, without bounds of memory or time: see ``AssessWith``.

    Args:
        pairs: each exercise and what was done on it.
    """
    return [assess(exercise, response) for exercise, response in pairs]


#: How a copy is run with nbgrader: module, learner, number of its cells, points assessed by then.
RunWith = Callable[[str, str, int, Mapping[str, float]], Execution]

#: Called when a copy begins to be graded, with its learner and module.
OnBegin = Callable[[str, str], object]

#: Called after each copy with the number done, the number in all, and the copy.
OnProgress = Callable[[int, int, GradedCopy], None]

#: Times a copy is graded again when it is handed in anew meanwhile.
_TRIES = 3

_UNREADABLE = "responses-unreadable"


def grade(
    settings: Settings,
    course: Course,
    module: str | None = None,
    learner: str | None = None,
    on_progress: OnProgress | None = None,
    *,
    assess_with: AssessWith = assess_all,
    at_once: int = 1,
    only: Collection[tuple[str, str]] | None = None,
    on_begin: OnBegin | None = None,
    runners: Runners | None = None,
) -> list[GradedCopy]:
    """Grade the copies that are new or changed, and give all of them.

    Args:
        settings: where things are.
        course: the installed course, keys included.
        module: only this module.
        learner: only this learner.
        on_progress: called after each copy, from one thread at a time.
        assess_with: how to assess a copy's responses; they hold learners' files: whoever grades
            those of strangers gives one that is bounded (``services.grading``).
        at_once: copies graded at the same time, each run in a process of its own.
        only: only these copies, as (learner, module), in this order.
        on_begin: called when a copy is to be run, from as many threads as copies are graded.
        runners: those of a caller who keeps them, closed when the run is stopped midway; others
            are used where the courses have changed since they were made.

    Raises:
        GradingError: an assignment is not built, or nbgrader refuses it.
        NotFoundError: no such module, or the learner's id is not one of ours.
    """
    folder = prepare(settings, course)
    finish_hand_ins(folder)
    keep_open()
    copies = _wanted(list_copies(folder, module, learner), only)
    kept = runners if runners is not None and runners.serve(folder) else None
    at_most = max(1, min(at_once, len(copies)))
    mine = kept or Runners(folder, at_most, settings.bounds.job_seconds)
    means = _Means(folder, assess_with, mine.run, on_begin or _tell_nobody)
    told = _Told(len(copies), on_progress)
    stopped = threading.Event()

    def one(copy: Copy) -> GradedCopy | None:
        if stopped.is_set():
            return None
        with shared(folder.lock):
            result = _grade_one(means, course.modules[copy.module], copy)
        told.tell(result)
        return result

    threads = ThreadPoolExecutor(max(1, at_once), thread_name_prefix="grade")
    whole = False
    try:
        results = [result for result in threads.map(one, copies) if result is not None]
        whole = True
        return results
    finally:
        stopped.set()
        # Runners first: a thread may be waiting for one.
        if kept is None or not whole:
            mine.close()
        threads.shutdown(cancel_futures=True)


def _wanted(copies: list[Copy], only: Collection[tuple[str, str]] | None) -> list[Copy]:
    """Keep the copies that are asked for, in the order in which they are."""
    if only is None:
        return copies
    found = {(copy.learner, copy.module): copy for copy in copies}
    return [found[key] for key in dict.fromkeys(only) if key in found]


def _tell_nobody(_learner: str, _module: str) -> None:
    """Stand for a caller who does not ask which copy is being graded."""


@dataclass(frozen=True)
class _Means:
    """What every copy of a run is graded with."""

    folder: CourseFolder
    assess_with: AssessWith
    run_with: RunWith
    on_begin: OnBegin


class _Told:
    """Tells how far a run is, one copy after the other."""

    def __init__(self, total: int, on_progress: OnProgress | None) -> None:
        self._total, self._on_progress = total, on_progress
        self._done, self._lock = 0, threading.Lock()

    def tell(self, result: GradedCopy | None) -> None:
        with self._lock:
            self._done += 1
            if result is not None and self._on_progress is not None:
                self._on_progress(self._done, self._total, result)


def _grade_one(means: _Means, module: Module, copy: Copy) -> GradedCopy | None:
    """Grade a copy if it must be; None when it was erased since copies were listed."""
    try:
        check_learner(copy.learner)
    except NotFoundError:
        problem = reasons.of_copy("unknown-folder")
        nothing = reports.Report("", None, _now(), problem=problem, failed=True)
        return _result(module, copy, nothing, None, fresh=False)
    with locked(means.folder.copy_lock(copy.module, copy.learner)):
        return _grade_held(means, module, copy)


def _grade_held(means: _Means, module: Module, copy: Copy) -> GradedCopy | None:
    folder = means.folder
    with locked(folder.hand_in_lock):
        # Under this lock a copy that is being handed in anew is not gone for an instant.
        if not copy.folder.is_dir():
            return None
    path = folder.report(copy.module, copy.learner)
    known = reports.load(path)
    submission = _submission(folder, copy)
    if (
        known is not None
        and submission is not None
        and known.fingerprint
        and known.fingerprint == _fingerprint(folder, copy)
        and all_graded(module.graded, submission.grades)
    ):
        return _result(module, copy, known, submission, fresh=False)
    means.on_begin(copy.learner, copy.module)
    for _ in range(_TRIES):
        before = _fingerprint(folder, copy)
        report = _run(means, module, copy, before)
        if before and before == _fingerprint(folder, copy):
            break
    else:
        report = reports.Report(
            fingerprint="",
            handed_in_at=report.handed_in_at,
            graded_at=_now(),
            problem=reasons.of_copy("being-replaced"),
            failed=True,
        )
    reports.save(path, report)
    return _result(module, copy, report, _submission(folder, copy), fresh=True)


def _fingerprint(folder: CourseFolder, copy: Copy) -> str:
    """Hash a copy and what its grade depends on; "" while it is absent or being replaced.

    The responses name her files by hash, with the verdict on each: the files themselves do not
    count, so that erasing them at their date changes no grade.
    """
    try:
        return f"{hash_of_folder(copy.folder, without=[FILES])}-{folder.modules[copy.module]}"
    except OSError:
        return ""


def _run(means: _Means, module: Module, copy: Copy, fingerprint: str) -> reports.Report:
    folder = means.folder
    outcomes, known, problem = _assess_copy(module, copy, means.assess_with)
    execution = means.run_with(copy.module, copy.learner, len(module.graded), known)
    when = handed_in_at(copy.folder)
    if execution.failure:
        store.put_zero(folder.db_url, copy.module, copy.learner, when)
        told = reasons.of_copy(execution.failure)
        return reports.Report(
            fingerprint="",
            handed_in_at=when,
            graded_at=_now(),
            reasons=dict.fromkeys(module.graded, told),
            problem=told,
            failed=True,
        )
    failed = problem == _UNREADABLE
    if failed:
        # Its cells all gave 0 without a fault: only we know that this is no grade.
        store.put_zero(folder.db_url, copy.module, copy.learner, when)
    submission = _submission(folder, copy)
    points = official_points(module.graded, submission.grades if submission else {})
    waiting = unread(module.graded, submission.grades if submission else {}, outcomes)
    if waiting:
        store.ask_review(folder.db_url, copy.module, copy.learner, map(cell_of, waiting))
    return reports.Report(
        fingerprint="" if failed else fingerprint,
        handed_in_at=when,
        graded_at=_now(),
        outcomes=outcomes,
        reasons={
            exercise_id: reasons.of_zero(
                outcomes[exercise_id], execution.troubles.get(cell_of(exercise_id), "")
            )
            for exercise_id in module.graded
            if points[exercise_id] == 0
        },
        problem=reasons.of_copy(problem) if problem else "",
        failed=failed,
    )


def _assess_copy(
    module: Module, copy: Copy, assess_with: AssessWith
) -> tuple[dict[str, Outcome], dict[str, float], str]:
    """Assess every exercise of a copy; never raises: what fails is uncheckable, with a reason.

    Returns:
        Outcomes, by exercise or choice; the points of those that no bound stopped, for stock
        nbgrader would try the others; and what is wrong with the copy, as a code of ``reasons``.
    """
    try:
        read = read_copy(copy.folder)
        responses: Mapping[str, Response] = read.responses
        same = (read.module, read.learner) == (copy.module, copy.learner)
        problem = "" if same else "wrong-copy"
    except (OuvroirError, OSError, ValueError, KeyError, TypeError, AttributeError):
        reason = reasons.of_copy(_UNREADABLE)
        failed = {e: _uncheckable(x, reason) for e, x in module.graded.items()}
        return failed, {}, _UNREADABLE
    pairs = [(x, responses.get(e) or Response(e)) for e, x in module.exercises.items()]
    told = dict(zip(module.exercises, assess_with(pairs), strict=True))
    found = {
        e: _uncheckable(module.exercises[e], french(str(one)))
        if isinstance(one, JobFailedError)
        else one
        for e, one in told.items()
    }
    outcomes = {e: x.outcome(found) for e, x in module.graded.items()}
    stopped = {e for e, one in told.items() if isinstance(one, JobFailedError)}
    known = {
        e: outcomes[e].points
        for e, x in module.graded.items()
        if not any(one.id in stopped for one in x.exercises)
    }
    return outcomes, known, problem


def _uncheckable(graded: Exercise | Graded, reason: str) -> Outcome:
    return Outcome(UNCHECKABLE, 0.0, graded.points, (Feedback("reason", reason),))


def _submission(folder: CourseFolder, copy: Copy) -> store.Submission | None:
    return next(iter(store.read(folder.db_url, copy.module, copy.learner)), None)


def _result(
    module: Module,
    copy: Copy,
    report: reports.Report,
    submission: store.Submission | None,
    *,
    fresh: bool,
) -> GradedCopy:
    grades = submission.grades if submission is not None else {}
    found = differences(module.graded, grades, report.outcomes) if report.outcomes else []
    when = submission.handed_in_at if submission and not report.failed else None
    problem = report.problem
    if found:
        problem = f"{problem} {reasons.of_disagreement(found)}".strip()
    return GradedCopy(
        learner=copy.learner,
        module=copy.module,
        points=official_points(module.graded, grades),
        max_points={e: x.points for e, x in module.graded.items()},
        outcomes=report.outcomes,
        agreed=not found,
        reasons=report.reasons,
        problem=problem,
        handed_in_at=when or report.handed_in_at,
        graded_at=report.graded_at,
        fresh=fresh,
        failed=report.failed,
        unread=tuple(unread(module.graded, grades, report.outcomes)),
    )


def _now() -> datetime:
    return datetime.now(UTC)
