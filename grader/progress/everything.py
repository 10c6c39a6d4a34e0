"""Every row that names a learner, whatever table it is in: a table of tomorrow is found too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, or_, select

from grader.progress.database import Database, as_utc
from grader.progress.portal import tables as portal_tables
from grader.progress.sessions import tables as session_tables
from grader.progress.tables import Base

#: Imported so that all tables are declared.
_MODULES = (portal_tables, session_tables)
DECLARED = Base.metadata
#: What proves who somebody is: kept as prints, and given to nobody.
_SECRET = frozenset({("account", "password_hash"), ("resume_code", "print")})


def rows_of(database: Database, learner_id: str) -> dict[str, list[dict[str, Any]]]:
    """Give all rows about a learner, by table, as JSON types.

    Args:
        database: where they are kept.
        learner_id: whose.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    with database.session() as session:
        for table in Base.metadata.sorted_tables:
            naming = [table.c[name] for name in _naming(table)]
            if not naming:
                continue
            query = select(table).where(or_(*(column == learner_id for column in naming)))
            query = query.order_by(*table.primary_key.columns)
            rows = [_plain(table.name, row) for row in session.execute(query).mappings()]
            if rows:
                found[table.name] = rows
    return found


def _naming(table: Table) -> list[str]:
    """Give the columns of a table that may name a learner."""
    if table.name == "learner":
        return ["id"]
    return [
        column.name
        for column in table.columns
        if any(key.column.table.name == "learner" for key in column.foreign_keys)
    ]


def _plain(table: str, row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(name): as_utc(value).isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if (table, str(name)) not in _SECRET and "digest" not in str(name)
    }
