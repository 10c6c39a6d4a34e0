"""Reading grades back: the trainer's table, and one learner's published note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from grader.content.model import Course, Module
from grader.errors import NotFoundError
from grader.exercises.model import Outcome
from grader.gradebook import reports
from grader.gradebook.address import address_of, has_gradebook
from grader.gradebook.course_folder import (
    check_learner,
    report_file,
    root_of,
)
from grader.gradebook.points import all_graded, official_points, unread
from grader.gradebook.submissions import handed_in_at
from grader.settings import Settings

if TYPE_CHECKING:
    from grader.gradebook.store import Submission

#: States of a copy.
WAITING = "waiting"
GRADED = "graded"
TO_REVIEW = "to_review"
STATES = (WAITING, GRADED, TO_REVIEW)


@dataclass(frozen=True)
class GradeRow:
    """One copy in the trainer's table.

    Attributes:
        learner: pseudonymous id.
        module: slug of the module.
        points: exercise or choice to the points of the gradebook; empty while the copy waits, and
            without the exercises of which a person has still to read an answer.
        total: points of the whole copy, or None while it waits or has an answer to be read.
        maximum: points of a full copy.
        handed_in_at: UTC time of the hand-in, when known.
        state: one of ``STATES``.
        graded_at: UTC time of the grading, when known.
        reasons: exercise or choice to why it earned nothing.
        late: the hand-in came after the module's last day.
    """

    learner: str
    module: str
    points: Mapping[str, float]
    total: float | None
    maximum: float
    handed_in_at: datetime | None
    state: str
    graded_at: datetime | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    late: bool = False

    @property
    def out_of_twenty(self) -> float | None:
        """The grade as French schools write it, to a hundredth."""
        if self.total is None or not self.maximum:
            return None
        return round(self.total * 20 / self.maximum, 2)


@dataclass(frozen=True)
class PublishedNote:
    """What a learner reads of her last hand-in.

    Attributes:
        state: one of ``STATES``; the rest is empty while the copy waits, or has an answer that
            a person has still to read.
        handed_in_at: UTC time of the hand-in, when known.
        graded_at: UTC time of the grading.
        points: exercise or choice to the points of the gradebook.
        total: points of the whole copy.
        maximum: points of a full copy.
        outcomes: exercise or choice to the outcome, with its feedback.
        reasons: exercise or choice to why it earned nothing.
        problem: why a person must look at the copy, or "".
    """

    state: str
    handed_in_at: datetime | None
    graded_at: datetime | None = None
    points: Mapping[str, float] = field(default_factory=dict)
    total: float = 0.0
    maximum: float = 0.0
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def grades(settings: Settings, course: Course, module: str | None = None) -> list[GradeRow]:
    """Read the trainer's table from the gradebook, by module in course order, then learner.

    A copy that was handed in after its last grading waits: its old points are not shown.

    Args:
        settings: where things are.
        course: the installed course, for its order and titles of exercises.
        module: only this module.

    Raises:
        NotFoundError: no such module.
    """
    if module is not None and module not in course.modules:
        raise NotFoundError(
            "unknown-module",
            "Aucun module de ce nom.",
            f"Modules : {', '.join(course.modules)}.",
        )
    rows = []
    for slug, found in course.modules.items():
        if module in (None, slug) and found.exercises:
            official = _official(settings, slug, None)
            rows += [
                _row(settings, found, learner, official.get(learner))
                for learner in _learners(settings, slug)
            ]
    return rows


def published_note(
    settings: Settings, course: Course, module: str, learner: str
) -> PublishedNote | None:
    """Read the official note of one learner's last hand-in, or None when she handed nothing in.

    Args:
        settings: where things are.
        course: the installed course.
        module: slug of the module.
        learner: pseudonymous id.

    Raises:
        NotFoundError: no such module, or the learner's id is not one of ours.
    """
    check_learner(learner)
    if module not in course.modules:
        raise NotFoundError("unknown-module", "Aucun module de ce nom.")
    if learner not in _learners(settings, module):
        return None
    official = _official(settings, module, learner)
    row = _row(settings, course.modules[module], learner, official.get(learner))
    report = reports.load(report_file(root_of(settings), module, learner))
    if row.state == WAITING or row.total is None or report is None:
        state = WAITING if report is None else row.state
        return PublishedNote(state, row.handed_in_at, maximum=row.maximum)
    return PublishedNote(
        state=row.state,
        handed_in_at=row.handed_in_at,
        graded_at=report.graded_at,
        points=row.points,
        total=row.total,
        maximum=row.maximum,
        outcomes=report.outcomes,
        reasons=report.reasons,
        problem=report.problem,
    )


def _learners(settings: Settings, module: str) -> list[str]:
    """List who handed in a module, folders of other names left out."""
    found = []
    for folder in sorted((root_of(settings) / "submitted").glob(f"*/{module}")):
        try:
            check_learner(folder.parent.name)
        except NotFoundError:
            continue
        found.append(folder.parent.name)
    return found


def _official(settings: Settings, module: str, learner: str | None) -> dict[str, Submission]:
    """Read the gradebook where there is one: reading must not make an empty one."""
    address = address_of(settings)
    if not has_gradebook(address):
        return {}
    from grader.gradebook import store

    return {s.learner: s for s in store.read(address, module, learner)}


def _row(settings: Settings, module: Module, learner: str, official: Submission | None) -> GradeRow:
    root = root_of(settings)
    last = handed_in_at(root / "submitted" / learner / module.slug)
    report = reports.load(report_file(root, module.slug, learner))
    if (
        official is None
        or not all_graded(module.graded, official.grades)
        or (report is not None and report.handed_in_at != last)
    ):
        return GradeRow(learner, module.slug, {}, None, module.max_points, last, WAITING)
    points = official_points(module.graded, official.grades)
    total = round(max(0.0, sum(points.values()) - official.penalty), 2)
    waiting = unread(module.graded, official.grades, report.outcomes) if report else []
    review = bool(waiting) or any(g.needs_review for g in official.grades.values())
    return GradeRow(
        learner=learner,
        module=module.slug,
        points={e: p for e, p in points.items() if e not in waiting},
        total=None if waiting else total,
        maximum=module.max_points,
        handed_in_at=last or official.handed_in_at,
        state=TO_REVIEW if review else GRADED,
        graded_at=report.graded_at if report else None,
        reasons={e: r for e, r in report.reasons.items() if e not in waiting} if report else {},
    )
