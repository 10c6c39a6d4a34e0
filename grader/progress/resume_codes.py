"""Prints of resume codes: at most one a learner, never the code itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.progress.database import Database, as_utc, now
from grader.progress.tables import ResumeCodeRow


class ResumeCodes:
    """Reads and writes the prints of codes.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, learner_id: str, code_print: str) -> None:
        """Keep the print of a learner's code; her code before that one opens nothing any more.

        Args:
            learner_id: whose.
            code_print: 64 hexadecimal digits.

        Raises:
            RefusedError: she is erased, or somebody else has that print.
        """

        def write(session: Session) -> None:
            row = session.get(ResumeCodeRow, learner_id)
            if row is None:
                row = ResumeCodeRow(learner_id=learner_id, code_print=code_print, made_at=now())
                session.add(row)
            row.code_print = code_print
            row.made_at = now()

        self._database.write(write)
        # The print that was replaced leaves SQLite's log too.
        self._database.forget()

    def find(self, code_print: str) -> str:
        """Give the id of the learner whose code has that print, or ""."""
        query = select(ResumeCodeRow.learner_id).where(ResumeCodeRow.code_print == code_print)
        with self._database.session() as session:
            return session.scalar(query) or ""

    def made_at(self, learner_id: str) -> datetime | None:
        """Give when a learner made her code, or None where she has none."""
        with self._database.session() as session:
            row = session.get(ResumeCodeRow, learner_id)
            return as_utc(row.made_at) if row else None
