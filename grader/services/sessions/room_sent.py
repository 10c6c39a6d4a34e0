"""Results that learners sent from home, as the trainer of the session reads them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from grader.progress.sessions.members import Member
from grader.services.dates import day_and_time
from grader.services.responses import points_label
from grader.typography import french, plural
from grader.wire.room import RoomSent


def sent_results(members: Collection[Member]) -> tuple[RoomSent, ...]:
    """Tell what was sent, in the order in which its senders came.

    Args:
        members: of the session; who sent nothing is left out.
    """
    return tuple(
        RoomSent(one.pseudonym, day_and_time(one.results_at), tuple(_lines(one.results)))
        for one in members
        if one.results is not None and one.results_at is not None
    )


def _lines(results: Mapping[str, Any]) -> list[str]:
    """Tell each module in a line, as ``sending.results_of`` wrote it."""
    return [_line(one) for one in results.get("modules", ())]


def _line(module: Mapping[str, Any]) -> str:
    exercises: Sequence[Mapping[str, Any]] = module["exercises"]
    points = sum(float(one["points"]) for one in exercises)
    most = sum(float(one["of"]) for one in exercises)
    lessons = plural(int(module["lessons_done"]), "leçon terminée", "leçons terminées")
    told = f"{module['title']} : {lessons} sur {module['lessons']}"
    return french(f"{told}, {points_label(points, most)}." if exercises else f"{told}.")
