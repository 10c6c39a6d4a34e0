"""What grading a copy gives, free of nbgrader's types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from grader.exercises.model import NEEDS_REVIEW, UNCHECKABLE, Outcome

#: Why a copy could not be run at all. The last two may go away by themselves.
UNREADABLE = "unreadable-notebook"
UNRESPONSIVE = "unresponsive"
KERNEL_DIED = "kernel-died"
UNEXPECTED = "unexpected"

#: What a test cell did beside giving a number.
RAISED = "raised"
WROTE_ERRORS = "wrote-errors"
TIMED_OUT = "timed-out"


@dataclass(frozen=True)
class Execution:
    """How running a copy went.

    Attributes:
        failure: "" when nbgrader saved scores, else why not.
        troubles: test cell (``grade_id``) to what it did beside giving a number.
    """

    failure: str = ""
    troubles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GradedCopy:
    """One copy, graded twice: by nbgrader (the official points) and by ``assess`` (the words).

    Attributes:
        learner: pseudonymous id.
        module: slug of the module.
        points: exercise or choice to the points of the gradebook.
        max_points: exercise or choice to the points of a full response.
        outcomes: exercise or choice to the outcome of ``assess``, with its feedback.
        agreed: nbgrader and ``assess`` gave the same points for every exercise.
        reasons: exercise or choice to why it earned nothing, in French, for every zero.
        problem: why a person should look at this copy, in French; "" when all is well.
        handed_in_at: UTC time of the hand-in, when known.
        graded_at: UTC time of the grading.
        fresh: graded by this run; False when nothing had changed since an earlier one.
        failed: it could not be graded: ``problem`` says why, its points are no note of hers,
            and the next run tries again.
        unread: exercises of which a person has still to read an answer: their points, and the
            total, are not final.
    """

    learner: str
    module: str
    points: Mapping[str, float]
    max_points: Mapping[str, float]
    outcomes: Mapping[str, Outcome]
    agreed: bool
    reasons: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    handed_in_at: datetime | None = None
    graded_at: datetime | None = None
    fresh: bool = True
    failed: bool = False
    unread: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """Points of the whole copy."""
        return round(sum(self.points.values()), 2)

    @property
    def maximum(self) -> float:
        """Points of a full copy."""
        return round(sum(self.max_points.values()), 2)

    @property
    def needs_look(self) -> bool:
        """Whether a person should look: a problem, or an exercise that could not be checked."""
        return bool(self.problem) or any(
            o.status in (UNCHECKABLE, NEEDS_REVIEW) for o in self.outcomes.values()
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the copy as JSON types."""
        return {
            "learner": self.learner,
            "module": self.module,
            "points": dict(self.points),
            "max_points": dict(self.max_points),
            "total": self.total,
            "maximum": self.maximum,
            "outcomes": {k: v.to_dict() for k, v in self.outcomes.items()},
            "agreed": self.agreed,
            "reasons": dict(self.reasons),
            "problem": self.problem,
            "handed_in_at": self.handed_in_at.isoformat() if self.handed_in_at else None,
            "graded_at": self.graded_at.isoformat() if self.graded_at else None,
            "fresh": self.fresh,
            "failed": self.failed,
            "unread": list(self.unread),
        }
