"""Problems that learners see in questions, until somebody has dealt with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import Database, as_utc, now
from grader.progress.tables import QuestionReportRow
from grader.typography import plural

#: Reports of one learner on one question: enough to say what is wrong, too few to flood a list.
MOST_EACH = 3


@dataclass(frozen=True)
class QuestionReport:
    """A problem that somebody saw in a question: nothing here says who.

    Attributes:
        id: of the row.
        item_id: which question.
        category: what kind of problem.
        comment: plain text, written by a stranger, or "".
        at: when.
        settled: somebody dealt with it.
    """

    id: int
    item_id: str
    category: str
    comment: str
    at: datetime
    settled: bool


class QuestionReports:
    """Reads and writes reports.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, learner_id: str, item_id: str, category: str, comment: str) -> None:
        """Keep a report; it is on disk when this returns.

        Args:
            learner_id: who saw the problem.
            item_id: in which question.
            category: what kind of problem.
            comment: in her words, or "".

        Raises:
            RefusedError: she has reported this question as often as she may, or is erased.
        """

        def put(session: Session) -> None:
            count = session.scalar(
                select(func.count()).where(
                    QuestionReportRow.learner_id == learner_id,
                    QuestionReportRow.item_id == item_id,
                )
            )
            number = (count or 0) + 1
            if number > MOST_EACH:
                raise RefusedError(
                    "reported-enough",
                    f"Vous avez déjà envoyé {plural(MOST_EACH, 'signalement')} sur cette question.",
                    "Ils sont conservés et seront lus. Vous pouvez en parler à votre formateur.",
                )
            session.add(
                QuestionReportRow(
                    learner_id=learner_id,
                    item_id=item_id,
                    number=number,
                    category=category,
                    comment=comment,
                    at=now(),
                )
            )

        # Two tabs at once take the same number, and the second one counts anew.
        self._database.write(put)

    def newest(
        self, most: int, *, settled: bool, people: Collection[str] | None = None
    ) -> list[QuestionReport]:
        """Give the newest reports that were dealt with, or those that were not.

        Args:
            most: how many at most.
            settled: those dealt with.
            people: ids of the learners whose reports; None for everybody's.
        """
        column = QuestionReportRow.settled_at
        query = (
            select(QuestionReportRow)
            .where(column.is_not(None) if settled else column.is_(None))
            .order_by(QuestionReportRow.id.desc())
            .limit(most)
        )
        if people is not None:
            query = query.where(QuestionReportRow.learner_id.in_(sorted(people)))
        with self._database.session() as session:
            return [
                QuestionReport(
                    id=row.id,
                    item_id=row.item_id,
                    category=row.category,
                    comment=row.comment,
                    at=as_utc(row.at),
                    settled=row.settled_at is not None,
                )
                for row in session.scalars(query)
            ]

    def counts(self, people: Collection[str] | None = None) -> dict[tuple[str, str], int]:
        """Count the reports that nobody dealt with, by question and category.

        Args:
            people: ids of the learners whose reports; None for everybody's.
        """
        query = (
            select(QuestionReportRow.item_id, QuestionReportRow.category, func.count())
            .where(QuestionReportRow.settled_at.is_(None))
            .group_by(QuestionReportRow.item_id, QuestionReportRow.category)
        )
        if people is not None:
            query = query.where(QuestionReportRow.learner_id.in_(sorted(people)))
        with self._database.session() as session:
            return {(item, category): n for item, category, n in session.execute(query)}

    def settle(
        self, report_id: int, *, settled: bool, people: Collection[str] | None = None
    ) -> None:
        """Say that a report was dealt with, or that it was not after all.

        Args:
            report_id: which one.
            settled: dealt with.
            people: ids of the learners whose reports may be; None for everybody's.

        Raises:
            NotFoundError: there is no such report: its learner erased it, most likely.
        """
        with self._database.session() as session:
            row = session.get(QuestionReportRow, report_id)
            if row is None or (people is not None and row.learner_id not in people):
                raise NotFoundError(
                    "unknown-report",
                    "Ce signalement n'existe plus.",
                    "La personne qui l'a écrit a pu l'effacer. Actualisez la page.",
                )
            if settled != (row.settled_at is not None):
                row.settled_at = now() if settled else None

    def count(self, learner_id: str) -> int:
        """Count a learner's reports."""
        query = select(func.count()).where(QuestionReportRow.learner_id == learner_id)
        with self._database.session() as session:
            return session.scalar(query) or 0
