"""What learners say of their authority and of their role: at most one profile each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from grader.progress.database import Database, now
from grader.progress.tables import LearnerProfileRow


@dataclass(frozen=True)
class LearnerProfile:
    """A profile; every field may be left out, and none names anybody or any place.

    Attributes:
        kind: what her authority is (a value of ``AuthorityKind``), or "".
        population: its inhabitants, or None.
        staff: its agents in full-time equivalents, as a decimal text, or "".
        role: hers, or "".
        services: those whose files she works on.
    """

    kind: str = ""
    population: int | None = None
    staff: str = ""
    role: str = ""
    services: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return self == LearnerProfile()


class Profiles:
    """Reads and writes profiles.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, learner_id: str) -> LearnerProfile:
        """Give a learner's profile; a blank one where she said nothing."""
        with self._database.session() as session:
            row = session.get(LearnerProfileRow, learner_id)
            if row is None:
                return LearnerProfile()
            return LearnerProfile(
                row.kind, row.population, row.staff, row.role, tuple(row.services)
            )

    def put(self, learner_id: str, profile: LearnerProfile) -> None:
        """Keep a learner's profile in place of the one before.

        Raises:
            RefusedError: she is erased.
        """
        if profile.is_blank:
            self.erase(learner_id)
            return

        def write(session: Session) -> None:
            session.merge(
                LearnerProfileRow(
                    learner_id=learner_id,
                    kind=profile.kind,
                    population=profile.population,
                    staff=profile.staff,
                    role=profile.role,
                    services=list(profile.services),
                    changed_at=now(),
                )
            )

        self._database.write(write)

    def erase(self, learner_id: str) -> None:
        """Forget a learner's profile."""
        with self._database.session() as session:
            session.execute(
                delete(LearnerProfileRow).where(LearnerProfileRow.learner_id == learner_id)
            )
        self._database.forget()
