"""What ``ouvroir admin`` tells of an installation: sessions by code, and counts of nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from grader.errors import NotFoundError
from grader.progress.counting import count_rows
from grader.progress.sessions.sessions import TrainingSession
from grader.services.codes import bare_code
from grader.services.workshop import Workshop


def session_records(workshop: Workshop) -> list[dict[str, Any]]:
    """List the sessions, newest first, as JSON types.

    Args:
        workshop: stores.
    """
    return [
        {
            "id": one.id,
            "code": one.code,
            "title": one.terms.title,
            "people": len(workshop.members.of_session(one.id)),
            "opens_at": _written(one.terms.opens_at),
            "closes_at": _written(one.terms.closes_at),
            "erase_at": _written(one.terms.erase_at),
            "archived": one.archived_at is not None,
        }
        for one in workshop.sessions.every()
    ]


def session_named(workshop: Workshop, name: str) -> TrainingSession:
    """Find a session by its id, or by the code that learners type.

    Args:
        workshop: stores.
        name: either of them.

    Raises:
        NotFoundError: there is none.
    """
    found = workshop.sessions.find(name) or workshop.sessions.by_code(bare_code(name))
    if found is None:
        raise NotFoundError(
            "unknown-session",
            "Aucune session n'a cet identifiant ni ce code.",
            "Pour les voir toutes : ouvroir admin sessions list",
        )
    return found


def statistics(workshop: Workshop) -> dict[str, int]:
    """Count what is kept; no name, no pseudonym, no id.

    Args:
        workshop: stores.
    """
    counted = count_rows(workshop.database)
    folder = workshop.settings.data
    files = [path for path in (folder / "files").rglob("*") if path.is_file()]
    return {**counted, "file_bytes": sum(path.stat().st_size for path in files)}


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None
