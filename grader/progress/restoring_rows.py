"""Writing the rows of a back-up into a database: tables of its time first, then those of today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, MetaData, text
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import OuvroirError
from grader.progress.backup_rows import (
    VERSIONS,
    count_on,
    load,
    odd_backup,
    opened,
    revision_of,
    tables_of,
)
from grader.progress.everything import DECLARED
from grader.progress.migrating import known_revisions, newer_database, upgrade, upgrade_within

_COMMENT = text("SELECT obj_description(to_regclass(:name), 'pg_class')")


def check_revision(revision: str) -> None:
    """Refuse tables that this version does not know.

    Args:
        revision: of a back-up.

    Raises:
        OuvroirError: it is a newer one, most likely.
    """
    if revision not in known_revisions():
        raise newer_database()


def has_tables(address: str) -> bool:
    """Tell whether a database holds tables of ours.

    Args:
        address: for SQLAlchemy.
    """
    with opened(address) as engine, engine.connect() as connection:
        return bool(revision_of(connection))


def fill_sqlite(path: Path, staged: Path, revision: str, head: str) -> int:
    """Make a SQLite file of the rows of a back-up.

    Args:
        path: of the file, which is not there.
        staged: folder of the rows.
        revision: of their tables.
        head: the newest revision, up to which they are migrated.

    Returns:
        How many rows.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(0o600)
    with _told(), opened(f"sqlite:///{path}") as engine:
        upgrade(engine, revision)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            count = fill(connection, staged)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise odd_backup()
            connection.commit()
        upgrade(engine, head)
    return count


@contextmanager
def filled_postgresql(
    address: str, staged: Path, revision: str, head: str, token: str
) -> Iterator[int]:
    """Replace the tables of a PostgreSQL base; kept when the block ends without an error.

    Args:
        address: for SQLAlchemy.
        staged: folder of the rows.
        revision: of their tables.
        head: the newest revision, up to which they are migrated.
        token: a mark that ``bears`` finds once all of it is kept.

    Yields:
        How many rows.
    """
    with _told(), opened(address) as engine, engine.begin() as connection:
        _drop_ours(connection, staged)
        upgrade_within(connection, revision)
        count = fill(connection, staged)
        upgrade_within(connection, head)
        # Of letters and figures alone: a comment takes no parameter.
        mark = "".join(c for c in token if c.isalnum())
        connection.exec_driver_sql(f"COMMENT ON TABLE {VERSIONS} IS '{mark}'")
        yield count


def bears(address: str, token: str) -> bool:
    """Tell whether ``filled_postgresql`` was kept under a mark.

    Args:
        address: for SQLAlchemy.
        token: the mark.
    """
    with opened(address) as engine, engine.connect() as connection:
        return bool(connection.execute(_COMMENT, {"name": VERSIONS}).scalar() == token)


def refill(address: str, staged: Path) -> int:
    """Replace all rows of a database whose tables stay, in one transaction.

    Args:
        address: for SQLAlchemy.
        staged: folder of the rows.

    Returns:
        How many rows.
    """
    with _told(), opened(address) as engine, engine.begin() as connection:
        for table in reversed(tables_of(connection)):
            connection.execute(table.delete())
        return fill(connection, staged)


def fill(connection: Connection, staged: Path) -> int:
    """Write the rows of a folder into empty tables.

    Args:
        connection: in a transaction.
        staged: folder of the rows, a file a table.

    Returns:
        How many rows.

    Raises:
        OuvroirError: it has a table that the database has not.
    """
    tables = tables_of(connection)
    names = {path.stem for path in staged.glob("*.jsonl")}
    if not names <= {table.name for table in tables}:
        raise odd_backup()
    count = 0
    for table in tables:
        if table.name not in names:
            continue
        with (staged / f"{table.name}.jsonl").open("rb") as lines:
            count += load(connection, table, lines)
        count_on(connection, table)
    return count


def _drop_ours(connection: Connection, staged: Path) -> None:
    """Drop the tables that Ouvroir made; those of others in the same base are left alone."""
    coming = {path.stem for path in staged.glob("*.jsonl")}
    ours = {table.name for table in DECLARED.sorted_tables} | coming | {VERSIONS}
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in ours)
    found.drop_all(connection)


@contextmanager
def _told() -> Iterator[None]:
    """Tell in French that rows do not go into the tables.

    Raises:
        OuvroirError: they do not.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise OuvroirError(
            "restore-rows",
            "Les lignes de cette sauvegarde n'ont pas pu être écrites dans la base.",
            "Rien n'a été changé. Vérifiez que la base est démarrée et que le compte peut y créer "
            "des tables ; sinon, reprenez une autre sauvegarde.",
        ) from error
