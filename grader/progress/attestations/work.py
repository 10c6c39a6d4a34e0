"""What the status of an attestation depends on, read for many learners in as many queries as one.

No answer, no file and no cell value is read: visits, the exercises that were answered, hand-ins.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from grader.progress.database import Database, as_utc
from grader.progress.hand_ins import QUEUED, HandIn
from grader.progress.tables import EventRow, HandInRow, LearnerProfileRow, LearnerRow, VisitRow
from grader.progress.visits import Visit


@dataclass
class Work:
    """What one learner did.

    Attributes:
        visits: by lesson and page.
        answered: ids of the exercises and questions, among those asked for, that she answered.
        profiled: whether she said who she is.
        hand_ins: by module, newest first.
    """

    visits: dict[str, Visit] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    profiled: bool = False
    hand_ins: dict[str, list[HandIn]] = field(default_factory=dict)


def work_of(
    database: Database, people: Collection[str], names: Collection[str], silent: Collection[str]
) -> dict[str, Work]:
    """Read what some learners did.

    Args:
        database: where it is kept.
        people: ids of learners.
        names: ids of exercises and questions of interest.
        silent: kinds of events that answer nothing.
    """
    found = {one: Work() for one in people}
    if not found:
        return found
    with database.session() as session:
        visits = select(VisitRow).where(VisitRow.learner_id.in_(found))
        for row in session.scalars(visits):
            seen = Visit(row.lesson_id, as_utc(row.seen_at), row.finished_at is not None)
            found[row.learner_id].visits[row.lesson_id] = seen
        if names:
            answered = select(EventRow.learner_id, EventRow.exercise_id).where(
                EventRow.learner_id.in_(found),
                EventRow.exercise_id.in_(names),
                EventRow.kind.not_in(silent),
            )
            for learner, name in session.execute(answered.distinct()):
                found[learner].answered.add(name)
        # A profile that says nothing is not kept (``Profiles.put``).
        profiled = select(LearnerProfileRow.learner_id)
        for learner in session.scalars(profiled.where(LearnerProfileRow.learner_id.in_(found))):
            found[learner].profiled = True
    for one, handed in hand_ins_of(database, people).items():
        found[one].hand_ins = handed
    return found


def hand_ins_of(database: Database, people: Collection[str]) -> dict[str, dict[str, list[HandIn]]]:
    """Read the hand-ins of some learners by module, newest first.

    Args:
        database: where they are kept.
        people: ids of learners; who handed nothing in is left out.
    """
    found: dict[str, dict[str, list[HandIn]]] = {}
    query = select(HandInRow).where(HandInRow.learner_id.in_(people))
    with database.session() as session:
        for row in session.scalars(query.order_by(HandInRow.id.desc())):
            theirs = found.setdefault(row.learner_id, {})
            theirs.setdefault(row.module, []).append(_hand_in(row))
    return found


def versions(database: Database, people: Collection[str]) -> Mapping[str, tuple[Any, ...]]:
    """Give what changes for each learner when her profile, or a hand-in of hers, does.

    Args:
        database: where it is kept.
        people: ids of learners; who has neither is left out.
    """
    handed = (
        select(
            HandInRow.learner_id,
            func.max(HandInRow.id),
            func.max(HandInRow.graded_at),
            func.sum(case((HandInRow.state == QUEUED, HandInRow.id), else_=0)),
        )
        .where(HandInRow.learner_id.in_(people))
        .group_by(HandInRow.learner_id)
    )
    profiled = select(LearnerProfileRow.learner_id).where(LearnerProfileRow.learner_id.in_(people))
    with database.session() as session:
        found: dict[str, tuple[Any, ...]] = {
            row[0]: tuple(row[1:]) for row in session.execute(handed)
        }
        for learner in session.scalars(profiled):
            found[learner] = (*found.get(learner, ()), True)
    return found


def doors_of(database: Database, people: Collection[str]) -> dict[str, str]:
    """Give the door of the home page that each learner chose, "" for none.

    Args:
        database: where it is kept.
        people: ids of learners.
    """
    query = select(LearnerRow.id, LearnerRow.door).where(LearnerRow.id.in_(people))
    with database.session() as session:
        return {row.id: row.door for row in session.execute(query)}


def _hand_in(row: HandInRow) -> HandIn:
    graded: datetime | None = as_utc(row.graded_at) if row.graded_at else None
    return HandIn(
        id=row.id,
        learner_id=row.learner_id,
        pseudonym="",
        module=row.module,
        handed_in_at=as_utc(row.handed_in_at),
        with_files=row.with_files,
        last_event_id=row.last_event_id,
        state=row.state,
        reason=row.reason,
        points=row.points,
        max_points=row.max_points,
        outcomes=row.outcomes,
        graded_at=graded,
    )
