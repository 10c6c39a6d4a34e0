"""Grading copies: nbgrader gives the official points, ``assess`` the words, both are compared.

One copy is graded after the other, under one lock for each; nothing is kept in memory between
two copies, so that several processes may share the work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from grader.content.copies import read_copy
from grader.content.model import Course, Module
from grader.errors import NotFoundError, OuvroirError
from grader.exercises.assess import assess
from grader.exercises.model import UNCHECKABLE, Exercise, Feedback, Outcome, Response
from grader.gradebook import converters, reasons, reports, store
from grader.gradebook.course_folder import CourseFolder, check_learner, prepare
from grader.gradebook.files import hash_of_folder
from grader.gradebook.lock import locked
from grader.gradebook.model import GradedCopy
from grader.gradebook.points import all_graded, cell_of, differences, official_points
from grader.gradebook.submissions import Copy, finish_hand_ins, handed_in_at, list_copies
from grader.settings import Settings

#: Called after each copy with the number done, the number in all, and the copy.
OnProgress = Callable[[int, int, GradedCopy], None]

#: Times a copy is graded again when it is handed in anew meanwhile.
_TRIES = 3


def grade(
    settings: Settings,
    course: Course,
    module: str | None = None,
    learner: str | None = None,
    on_progress: OnProgress | None = None,
) -> list[GradedCopy]:
    """Grade the copies that are new or changed, and give all of them.

    nbgrader changes the working folder and the environment of the process for the time of a
    copy: call it from a process of its own.

    Args:
        settings: where things are.
        course: the installed course, keys included.
        module: only this module.
        learner: only this learner.
        on_progress: called after each copy.

    Raises:
        GradingError: an assignment is not built, or nbgrader refuses it.
        NotFoundError: no such module, or the learner's id is not one of ours.
    """
    folder = prepare(settings, course)
    finish_hand_ins(folder)
    copies = list_copies(folder, module, learner)
    graded = []
    for number, copy in enumerate(copies, start=1):
        with locked(folder.lock):
            result = _grade_one(folder, course.modules[copy.module], copy)
        graded.append(result)
        if on_progress is not None:
            on_progress(number, len(copies), result)
    return graded


def _grade_one(folder: CourseFolder, module: Module, copy: Copy) -> GradedCopy:
    try:
        check_learner(copy.learner)
    except NotFoundError:
        nothing = reports.Report("", None, _now(), problem=reasons.of_copy("unknown-folder"))
        return _result(module, copy, nothing, None, fresh=False)
    path = folder.report(copy.module, copy.learner)
    known = reports.load(path)
    submission = _submission(folder, copy)
    if (
        known is not None
        and submission is not None
        and known.fingerprint
        and known.fingerprint == _fingerprint(folder, copy)
        and all_graded(module.exercises, submission.grades)
    ):
        return _result(module, copy, known, submission, fresh=False)
    report = reports.Report("", None, _now(), problem=reasons.of_copy("being-replaced"))
    for _ in range(_TRIES):
        before = _fingerprint(folder, copy)
        candidate = _run(folder, module, copy, before)
        if before and before == _fingerprint(folder, copy):
            report = candidate
            break
    reports.save(path, report)
    return _result(module, copy, report, _submission(folder, copy), fresh=True)


def _fingerprint(folder: CourseFolder, copy: Copy) -> str:
    """Hash a copy and what its grade depends on; "" while it is being replaced."""
    try:
        return f"{hash_of_folder(copy.folder)}-{folder.modules[copy.module]}"
    except OSError:
        return ""


def _run(folder: CourseFolder, module: Module, copy: Copy, fingerprint: str) -> reports.Report:
    execution = converters.autograde(folder, copy.module, copy.learner)
    when = handed_in_at(copy.folder)
    outcomes, problem = _assess_copy(module, copy)
    if execution.failure:
        store.put_zero(folder.db_url, copy.module, copy.learner, when)
        problem = reasons.of_copy(execution.failure)
        lasting = execution.failure not in (converters.KERNEL_DIED, converters.UNEXPECTED)
        return reports.Report(
            fingerprint=fingerprint if lasting else "",
            handed_in_at=when,
            graded_at=_now(),
            reasons=dict.fromkeys(module.exercises, problem),
            problem=problem,
        )
    submission = _submission(folder, copy)
    points = official_points(module.exercises, submission.grades if submission else {})
    return reports.Report(
        fingerprint=fingerprint,
        handed_in_at=when,
        graded_at=_now(),
        outcomes=outcomes,
        reasons={
            exercise_id: reasons.of_zero(
                outcomes[exercise_id], execution.troubles.get(cell_of(exercise_id), "")
            )
            for exercise_id in module.exercises
            if points[exercise_id] == 0
        },
        problem=problem,
    )


def _assess_copy(module: Module, copy: Copy) -> tuple[dict[str, Outcome], str]:
    """Assess every exercise of a copy; never raises: what fails is uncheckable, with a reason."""
    try:
        found = read_copy(copy.folder)
        responses: Mapping[str, Response] = found.responses
        same = (found.module, found.learner) == (copy.module, copy.learner)
        problem = "" if same else reasons.of_copy("wrong-copy")
    except (OuvroirError, OSError, ValueError, KeyError, TypeError, AttributeError):
        problem = reasons.of_copy("responses-unreadable")
        return {e: _uncheckable(x, problem) for e, x in module.exercises.items()}, problem
    return {
        exercise_id: assess(exercise, responses.get(exercise_id) or Response(exercise_id))
        for exercise_id, exercise in module.exercises.items()
    }, problem


def _uncheckable(exercise: Exercise, reason: str) -> Outcome:
    return Outcome(UNCHECKABLE, 0.0, exercise.points, (Feedback("reason", reason),))


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
    found = differences(module.exercises, grades, report.outcomes) if report.outcomes else []
    problem = report.problem
    if found:
        problem = f"{problem} {reasons.of_disagreement(found)}".strip()
    return GradedCopy(
        learner=copy.learner,
        module=copy.module,
        points=official_points(module.exercises, grades),
        max_points={e: x.points for e, x in module.exercises.items()},
        outcomes=report.outcomes,
        agreed=not found,
        reasons=report.reasons,
        problem=problem,
        handed_in_at=(submission.handed_in_at if submission else None) or report.handed_in_at,
        graded_at=report.graded_at,
        fresh=fresh,
    )


def _now() -> datetime:
    return datetime.now(UTC)
