"""What a room is followed by: a few grouped readings of what many learners did, and no more.

Each method is one query over all of them, whatever their number, so that a page that looks every
few seconds costs little. No file and no cell value is read here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from grader.progress.database import Database, as_utc
from grader.progress.events import StoredEvent
from grader.progress.tables import EventRow, HandInRow, OutcomeRow, VerdictRow, VisitRow

#: A learner and an exercise.
Pair = tuple[str, str]


@dataclass(frozen=True)
class Seen:
    """The newest lesson that a learner opened, and when."""

    lesson_id: str
    at: datetime


class Followed:
    """Reads what the learners of a room did.

    Args:
        database: where it is kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, people: Collection[str]) -> dict[str, tuple[int, int]]:
        """Give the newest event's id and the number of events, by learner who has any."""
        query = (
            select(EventRow.learner_id, func.max(EventRow.id), func.count())
            .where(EventRow.learner_id.in_(people))
            .group_by(EventRow.learner_id)
        )
        with self._database.session() as session:
            rows = session.execute(query).all()
        return {learner: (newest, count) for learner, newest, count in rows}

    def events_after(self, since: Mapping[str, int]) -> dict[str, list[StoredEvent]]:
        """Give the events of learners that came after one of theirs, oldest first.

        Args:
            since: id of the newest event already known, by learner; 0 for all of hers.
        """
        whole = [one for one, last in since.items() if not last]
        parts = [
            and_(EventRow.learner_id == one, EventRow.id > last)
            for one, last in since.items()
            if last
        ]
        if whole:
            parts.append(EventRow.learner_id.in_(whole))
        if not parts:
            return {}
        return self._events(or_(*parts))

    def events_on(
        self, people: Collection[str], exercise_ids: Collection[str]
    ) -> dict[str, list[StoredEvent]]:
        """Give the events of learners on some exercises or questions, oldest first."""
        if not people or not exercise_ids:
            return {}
        of_all = and_(EventRow.learner_id.in_(people), EventRow.exercise_id.in_(exercise_ids))
        return self._events(of_all)

    def outcomes_known(self, people: Collection[str]) -> dict[Pair, tuple[int, str]]:
        """Give (event id, basis) of each outcome that is kept, without its words."""
        query = select(
            OutcomeRow.learner_id, OutcomeRow.exercise_id, OutcomeRow.event_id, OutcomeRow.basis
        ).where(OutcomeRow.learner_id.in_(people))
        with self._database.session() as session:
            rows = session.execute(query).all()
        return {(learner, name): (event, basis) for learner, name, event, basis in rows}

    def outcomes(
        self, people: Collection[str], exercise_ids: Collection[str]
    ) -> dict[Pair, dict[str, Any]]:
        """Give the outcomes that are kept of learners on some exercises."""
        query = select(OutcomeRow.learner_id, OutcomeRow.exercise_id, OutcomeRow.outcome).where(
            OutcomeRow.learner_id.in_(people), OutcomeRow.exercise_id.in_(exercise_ids)
        )
        with self._database.session() as session:
            rows = session.execute(query).all()
        return {(learner, name): outcome for learner, name, outcome in rows}

    def verdicts_known(self, people: Collection[str]) -> dict[Pair, tuple[int, int]]:
        """Give the newest verdict's id and their number, by learner and exercise."""
        query = (
            select(
                VerdictRow.learner_id,
                VerdictRow.exercise_id,
                func.max(VerdictRow.id),
                func.count(),
            )
            .where(VerdictRow.learner_id.in_(people))
            .group_by(VerdictRow.learner_id, VerdictRow.exercise_id)
        )
        with self._database.session() as session:
            rows = session.execute(query).all()
        return {(learner, name): (newest, count) for learner, name, newest, count in rows}

    def verdicts(
        self, people: Collection[str], exercise_ids: Collection[str]
    ) -> dict[Pair, dict[tuple[str, str, str], dict[str, Any]]]:
        """Give counts by (hash, schema, sheet), by learner and exercise."""
        query = select(
            VerdictRow.learner_id,
            VerdictRow.exercise_id,
            VerdictRow.sha256,
            VerdictRow.schema_ref,
            VerdictRow.sheet,
            VerdictRow.verdict,
        ).where(VerdictRow.learner_id.in_(people), VerdictRow.exercise_id.in_(exercise_ids))
        with self._database.session() as session:
            rows = session.execute(query).all()
        found: dict[Pair, dict[tuple[str, str, str], dict[str, Any]]] = {}
        for learner, name, sha256, schema, sheet, verdict in rows:
            found.setdefault((learner, name), {})[(sha256, schema, sheet)] = verdict
        return found

    def last_lessons(self, people: Collection[str]) -> dict[str, Seen]:
        """Give the lesson that each learner opened last."""
        newest = (
            select(VisitRow.learner_id, func.max(VisitRow.seen_at).label("at"))
            .where(VisitRow.learner_id.in_(people))
            .group_by(VisitRow.learner_id)
            .subquery()
        )
        query = select(VisitRow.learner_id, VisitRow.lesson_id, VisitRow.seen_at).join(
            newest,
            and_(VisitRow.learner_id == newest.c.learner_id, VisitRow.seen_at == newest.c.at),
        )
        with self._database.session() as session:
            rows = session.execute(query).all()
        return {learner: Seen(lesson, as_utc(at)) for learner, lesson, at in rows}

    def handed_in(self, people: Collection[str]) -> dict[str, frozenset[str]]:
        """Give the modules that each learner has handed in."""
        query = (
            select(HandInRow.learner_id, HandInRow.module)
            .where(HandInRow.learner_id.in_(people))
            .distinct()
        )
        with self._database.session() as session:
            rows = session.execute(query).all()
        found: dict[str, set[str]] = {}
        for learner, module in rows:
            found.setdefault(learner, set()).add(module)
        return {learner: frozenset(modules) for learner, modules in found.items()}

    def _events(self, which: Any) -> dict[str, list[StoredEvent]]:
        query = (
            select(
                EventRow.learner_id,
                EventRow.id,
                EventRow.exercise_id,
                EventRow.kind,
                EventRow.at,
                EventRow.data,
            )
            .where(which)
            .order_by(EventRow.id)
        )
        with self._database.session() as session:
            rows = session.execute(query).all()
        found: dict[str, list[StoredEvent]] = {}
        for learner, event_id, name, kind, at, data in rows:
            one = StoredEvent(event_id, name, kind, as_utc(at), data)
            found.setdefault(learner, []).append(one)
        return found
