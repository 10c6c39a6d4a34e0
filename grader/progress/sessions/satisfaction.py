"""What learners thought of a session: kept without saying whose it is, once a person."""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from grader.errors import RefusedError
from grader.progress.database import Database
from grader.progress.sessions.tables import OpinionGivenRow, OpinionRow, TrainingSessionRow


@dataclass(frozen=True)
class Opinion:
    """What somebody thought.

    Attributes:
        answers: rank of the answer, 1 to 5, by question; those that she passed over are not there.
        comment: her own words, or "".
    """

    answers: Mapping[str, int]
    comment: str


class Opinions:
    """Reads and writes opinions.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, session_id: str, learner_id: str, opinion: Opinion) -> None:
        """Keep an opinion, and that she gave one.

        All opinions of the session are written anew under other keys, in an order that is drawn:
        neither keys nor places in the table tell which one came last, or beside which mark.

        Args:
            session_id: which session.
            learner_id: who; a member, which is checked before.
            opinion: what she thinks.

        Raises:
            RefusedError: ``opinion-given``: she gave one before; or the session or she was erased.
        """

        def write(session: Session) -> None:
            # Two people who answer at once come one after the other: all rows are written anew.
            session.execute(
                select(TrainingSessionRow.id)
                .where(TrainingSessionRow.id == session_id)
                .with_for_update()
            )
            if session.get(OpinionGivenRow, (session_id, learner_id)) is not None:
                raise _given()
            session.add(OpinionGivenRow(session_id=session_id, learner_id=learner_id))
            known = [_as_opinion(row) for row in session.scalars(_of(session_id))]
            session.execute(delete(OpinionRow).where(OpinionRow.session_id == session_id))
            every = [*known, opinion]
            random.SystemRandom().shuffle(every)
            session.add_all(
                OpinionRow(
                    id=secrets.token_hex(16),
                    session_id=session_id,
                    answers=dict(one.answers),
                    comment=one.comment,
                )
                for one in every
            )

        self._database.write(write)

    def gave(self, session_id: str, learner_id: str) -> bool:
        """Tell whether a learner gave hers."""
        with self._database.session() as session:
            return session.get(OpinionGivenRow, (session_id, learner_id)) is not None

    def count(self, session_id: str) -> int:
        """Count the opinions of a session."""
        query = select(func.count()).where(OpinionRow.session_id == session_id)
        with self._database.session() as session:
            return session.scalar(query) or 0

    def of(self, session_id: str) -> list[Opinion]:
        """Give the opinions of a session, in an order that tells nothing."""
        with self._database.session() as session:
            return [_as_opinion(row) for row in session.scalars(_of(session_id))]


def _of(session_id: str) -> Select[OpinionRow]:
    return select(OpinionRow).where(OpinionRow.session_id == session_id).order_by(OpinionRow.id)


def _as_opinion(row: OpinionRow) -> Opinion:
    return Opinion({name: int(rank) for name, rank in row.answers.items()}, row.comment)


def _given() -> RefusedError:
    return RefusedError(
        "opinion-given",
        "Vous avez déjà donné votre avis sur cette session.",
        "Un avis ne porte pas votre nom : il ne peut plus être retrouvé pour être changé.",
    )
