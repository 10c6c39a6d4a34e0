"""The documents of one portal of a space, read and written in the database."""

from __future__ import annotations

import copy
from typing import Any

from sqlalchemy import delete, select

from grader.progress.database import Database
from grader.progress.portal.tables import DocumentRow


class SpaceCatalogue:
    """What ``grader.publication`` calls a catalogue, for one portal of one space.

    Args:
        database: where documents are kept.
        space_id: which space.
        site: which of its portals.
    """

    def __init__(self, database: Database, space_id: str, site: str) -> None:
        self._database = database
        self._space_id = space_id
        self._site = site

    def get(self, kind: str, identifier: str) -> dict[str, Any] | None:
        """Give a document of one's own to change, or None."""
        query = select(DocumentRow.document).where(
            *self._mine(kind), DocumentRow.identifier == identifier
        )
        with self._database.session() as session:
            # Read from JSON at each question: nobody else holds it.
            return session.scalar(query)

    def all(self, kind: str) -> list[dict[str, Any]]:
        """Give every document of a kind, the one created first first."""
        query = select(DocumentRow.document).where(*self._mine(kind)).order_by(DocumentRow.number)
        with self._database.session() as session:
            return list(session.scalars(query))

    def put(self, kind: str, document: dict[str, Any]) -> None:
        """Keep a document under its ``id``, in place of the one that was there."""
        query = select(DocumentRow).where(
            *self._mine(kind), DocumentRow.identifier == document["id"]
        )
        with self._database.session() as session:
            row = session.scalar(query)
            if row is None:
                row = DocumentRow(
                    space_id=self._space_id,
                    site=self._site,
                    kind=kind,
                    identifier=document["id"],
                )
                session.add(row)
            row.document = copy.deepcopy(document)

    def remove(self, kind: str, identifier: str) -> None:
        """Forget a document; one that is not there is no fault."""
        with self._database.session() as session:
            session.execute(
                delete(DocumentRow).where(*self._mine(kind), DocumentRow.identifier == identifier)
            )

    def _mine(self, kind: str) -> tuple[Any, ...]:
        return (
            DocumentRow.space_id == self._space_id,
            DocumentRow.site == self._site,
            DocumentRow.kind == kind,
        )
