"""Events and what is derived from them: responses, verdicts, outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from grader.progress.database import Database, as_utc, now
from grader.progress.tables import EventRow, OutcomeRow, VerdictRow


@dataclass(frozen=True)
class StoredEvent:
    """An event as kept; ``id`` grows with time."""

    id: int
    exercise_id: str
    kind: str
    at: datetime
    data: Mapping[str, Any]


class Events:
    """Appends events and reads them back in order.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self, learner_id: str, exercise_id: str, kind: str, data: Mapping[str, Any]
    ) -> StoredEvent:
        """Write one event; it is on disk when this returns, or when the turn ends that it is in."""
        moment = now()
        statement = insert(EventRow).values(
            learner_id=learner_id, exercise_id=exercise_id, kind=kind, at=moment, data=dict(data)
        )
        with self._database.session() as session:
            # A statement, not an object: each answer of a whole room passes here.
            key = session.connection().execute(statement).inserted_primary_key
        if key is None:
            raise RuntimeError("a row was written without an id")
        return StoredEvent(key[0], exercise_id, kind, moment, dict(data))

    def of(self, learner_id: str, exercise_ids: list[str]) -> dict[str, list[StoredEvent]]:
        """Give the events of several exercises, oldest first, by exercise."""
        found: dict[str, list[StoredEvent]] = {name: [] for name in exercise_ids}
        # Columns, not objects: a session would keep track of each row, which is never changed.
        query = (
            select(EventRow.id, EventRow.exercise_id, EventRow.kind, EventRow.at, EventRow.data)
            .where(EventRow.learner_id == learner_id, EventRow.exercise_id.in_(exercise_ids))
            .order_by(EventRow.id)
        )
        with self._database.session() as session:
            rows = session.execute(query).all()
        for row_id, exercise_id, kind, at, data in rows:
            found[exercise_id].append(StoredEvent(row_id, exercise_id, kind, as_utc(at), data))
        return found

    def last_id(self, learner_id: str, exercise_ids: list[str]) -> int:
        """Give the id of the newest event on these exercises, 0 for none."""
        query = select(func.max(EventRow.id)).where(
            EventRow.learner_id == learner_id, EventRow.exercise_id.in_(exercise_ids)
        )
        with self._database.session() as session:
            return session.scalar(query) or 0

    def count(self, learner_id: str) -> int:
        """Count a learner's events."""
        query = select(func.count()).where(EventRow.learner_id == learner_id)
        with self._database.session() as session:
            return session.scalar(query) or 0

    def put_verdict(
        self,
        learner_id: str,
        exercise_id: str,
        sha256: str,
        schema_ref: str,
        verdict: Mapping[str, Any],
        *,
        basis: str,
        sheet: str = "",
    ) -> None:
        """Keep the counts found in one file; the newest replaces an earlier one.

        Args:
            learner_id: whose file.
            exercise_id: for which exercise.
            sha256: which file.
            schema_ref: ``id@version`` that she chose, or "".
            verdict: the counts, as JSON types.
            basis: what it was found with (exercise and version of Ouvroir), as a hash.
            sheet: the sheet that she chose in a workbook, or "".
        """

        def put(session: Session) -> None:
            row = session.scalar(
                select(VerdictRow).where(
                    VerdictRow.learner_id == learner_id,
                    VerdictRow.exercise_id == exercise_id,
                    VerdictRow.sha256 == sha256,
                    VerdictRow.schema_ref == schema_ref,
                    VerdictRow.sheet == sheet,
                )
            )
            if row is None:
                session.add(
                    VerdictRow(
                        learner_id=learner_id,
                        exercise_id=exercise_id,
                        sha256=sha256,
                        schema_ref=schema_ref,
                        sheet=sheet,
                        verdict=dict(verdict),
                        basis=basis,
                    )
                )
            else:
                row.verdict, row.basis = dict(verdict), basis

        self._database.write(put)

    def verdicts(
        self, learner_id: str, exercise_id: str
    ) -> dict[tuple[str, str, str], tuple[dict[str, Any], str]]:
        """Give (counts, basis) by (hash, schema, sheet) for one exercise."""
        query = select(VerdictRow).where(
            VerdictRow.learner_id == learner_id, VerdictRow.exercise_id == exercise_id
        )
        with self._database.session() as session:
            return {
                (r.sha256, r.schema_ref, r.sheet): (r.verdict, r.basis)
                for r in session.scalars(query)
            }

    def put_outcome(
        self,
        learner_id: str,
        exercise_id: str,
        event_id: int,
        outcome: Mapping[str, Any],
        *,
        basis: str,
    ) -> None:
        """Keep the outcome as of an event; an older one never replaces a newer.

        Args:
            learner_id: whose work.
            exercise_id: on which exercise.
            event_id: her last event then.
            outcome: as JSON types.
            basis: what it was found with (exercise and version of Ouvroir), as a hash.
        """

        def put(session: Session) -> None:
            row = session.get(OutcomeRow, (learner_id, exercise_id))
            if row is None:
                session.add(
                    OutcomeRow(
                        learner_id=learner_id,
                        exercise_id=exercise_id,
                        event_id=event_id,
                        outcome=dict(outcome),
                        basis=basis,
                    )
                )
            elif row.event_id <= event_id:
                row.event_id, row.outcome, row.basis = event_id, dict(outcome), basis

        self._database.write(put)

    def outcome(self, learner_id: str, exercise_id: str) -> tuple[int, str, dict[str, Any]] | None:
        """Give (event id, basis, outcome) of one exercise, or None when none is kept."""
        with self._database.session() as session:
            row = session.get(OutcomeRow, (learner_id, exercise_id))
            return None if row is None else (row.event_id, row.basis, row.outcome)
