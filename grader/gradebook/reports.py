"""What is remembered of how a copy was graded: nbgrader's gradebook has no room for words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.exercises.model import Feedback, Outcome
from grader.gradebook.files import write_atomically

_FORMAT = 2


@dataclass(frozen=True)
class Report:
    """How one copy was graded.

    Attributes:
        fingerprint: hash of the copy and of all that its grade depends on; "" when the copy is
            to be graded again whatever happens.
        handed_in_at: UTC time of the hand-in, when known.
        graded_at: UTC time of the grading.
        outcomes: exercise id to the outcome of ``assess``; empty when nbgrader could not run it.
        reasons: exercise id to why it earned nothing.
        problem: why a person should look at the copy, or "".
        failed: the copy could not be graded.
    """

    fingerprint: str
    handed_in_at: datetime | None
    graded_at: datetime
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    failed: bool = False


def save(path: Path, report: Report) -> None:
    """Write a report.

    Args:
        path: as ``CourseFolder.report`` gives it.
        report: what to remember.
    """
    data = {
        "format": _FORMAT,
        "fingerprint": report.fingerprint,
        "handed_in_at": report.handed_in_at.isoformat() if report.handed_in_at else None,
        "graded_at": report.graded_at.isoformat(),
        "outcomes": {k: v.to_dict() for k, v in report.outcomes.items()},
        "reasons": dict(report.reasons),
        "problem": report.problem,
        "failed": report.failed,
    }
    write_atomically(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def load(path: Path) -> Report | None:
    """Read a report, or None when there is none that can be read.

    Args:
        path: as ``CourseFolder.report`` gives it.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            return None
        handed_in = data["handed_in_at"]
        return Report(
            fingerprint=data["fingerprint"],
            handed_in_at=None if handed_in is None else _utc(handed_in),
            graded_at=_utc(data["graded_at"]),
            outcomes={k: _outcome(v) for k, v in data["outcomes"].items()},
            reasons=data["reasons"],
            problem=data["problem"],
            failed=data["failed"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _outcome(data: Mapping[str, Any]) -> Outcome:
    return Outcome(
        status=data["status"],
        points=data["points"],
        max_points=data["max_points"],
        feedback=tuple(Feedback(f["kind"], f["message"]) for f in data["feedback"]),
    )
