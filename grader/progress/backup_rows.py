"""Rows of any database of ours as lines of JSON, and back: SQLite or PostgreSQL alike.

What the tables are is asked of the database itself, so that one of an older version is copied
whole. Each line is one row, as an object of its columns.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    create_engine,
    func,
    inspect,
    null,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import OuvroirError

#: Alembic's own table: the migrations write it.
VERSIONS = "alembic_version"
_BATCH = 500
_SQLITE = "sqlite"


@contextmanager
def opened(address: str) -> Iterator[Engine]:
    """Open a database without migrating it; closed after the block.

    Args:
        address: for SQLAlchemy.

    Raises:
        OuvroirError: it cannot be opened (within the block).
    """
    try:
        engine = create_engine(address, hide_parameters=True)
        try:
            yield engine
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        raise OuvroirError(
            "database-unusable",
            "La base de données ne peut pas être lue ou écrite.",
            "Vérifiez qu'elle est démarrée, son adresse, et la place sur le disque.",
        ) from error


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Open a connection that sees one moment of the database, whatever others write meanwhile.

    Args:
        engine: of either kind.
    """
    if engine.dialect.name == _SQLITE:
        # The driver begins a transaction at the first write only: it is told to begin now.
        alone = engine.execution_options(isolation_level="AUTOCOMMIT")
        with alone.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=60000")
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("ROLLBACK")
        return
    whole = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with whole.connect() as connection:
        yield connection


def revision_of(connection: Connection) -> str:
    """Give the revision that the tables are of; "" where there is none.

    Args:
        connection: open.
    """
    if not inspect(connection).has_table(VERSIONS):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def tables_of(connection: Connection) -> list[Table]:
    """List the tables, those that others point to first.

    Args:
        connection: open.
    """
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSIONS]


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Give the rows of a table as lines of JSON, a few in memory at a time.

    Args:
        connection: as ``snapshot`` gives it.
        table: as ``tables_of`` gives it.
    """
    query = select(table).order_by(*table.primary_key.columns)
    rows = connection.execution_options(yield_per=_BATCH).execute(query)
    names = [column.name for column in table.columns]
    for row in rows:
        plain = dict(zip(names, map(_plain, row), strict=True))
        yield (json.dumps(plain, ensure_ascii=True, separators=(",", ":")) + "\n").encode()


def load(connection: Connection, table: Table, lines: Iterable[bytes]) -> int:
    """Write rows into a table.

    Args:
        connection: in a transaction of the caller's.
        table: as ``tables_of`` gives it, empty.
        lines: as ``lines_of`` gave them.

    Returns:
        How many.

    Raises:
        OuvroirError: a line is not a row of that table.
    """
    count = 0
    read = iter(lines)
    while batch := list(islice(read, _BATCH)):
        try:
            rows = [_row(table, json.loads(line)) for line in batch]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise odd_backup() from error
        connection.execute(table.insert(), rows)
        count += len(rows)
    return count


def count_on(connection: Connection, table: Table) -> None:
    """Have PostgreSQL number new rows after those that were written with their number.

    Args:
        connection: in a transaction of the caller's.
        table: whose rows were loaded.
    """
    if connection.dialect.name == _SQLITE:
        return
    for column in table.primary_key.columns:
        if not isinstance(column.type, Integer):
            continue
        owned = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
        sequence = connection.execute(select(owned)).scalar()
        highest = connection.execute(select(func.max(column))).scalar()
        if sequence and highest:
            connection.execute(select(func.setval(sequence, highest)))


def odd_backup() -> OuvroirError:
    """Make the refusal of a back-up that is not one of ours, or was changed."""
    return OuvroirError(
        "backup-odd",
        "Cette sauvegarde ne peut pas être lue : elle est abîmée, ou n'est pas d'Ouvroir.",
        "Rien n'a été changé. Reprenez une autre copie de la sauvegarde.",
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        zoned = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return zoned.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value


def _row(table: Table, plain: dict[str, Any]) -> dict[str, Any]:
    if set(plain) != {column.name for column in table.columns}:
        raise KeyError(table.name)
    return {column.name: _read(column, plain[column.name]) for column in table.columns}


def _read(column: Any, value: Any) -> Any:
    kind = column.type
    if value is None:
        # A column of JSON would keep the word « null » instead of nothing.
        return null() if isinstance(kind, JSON) and column.nullable else None
    if isinstance(kind, DateTime):
        moment = datetime.fromisoformat(value).astimezone(UTC)
        return moment if kind.timezone else moment.replace(tzinfo=None)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    return bool(value) if isinstance(kind, Boolean) else value
