"""Bringing a database to the tables of this version: a copy before, then one transaction."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine

from grader import __version__
from grader.errors import OuvroirError
from grader.progress.backup_archive import FIRST, FORMAT, ROWS, ArchiveWriter
from grader.progress.backup_rows import lines_of, revision_of, snapshot, tables_of

#: Where copies lie in the data folder, and how those made before a migration are called.
BACKUPS, BEFORE = "sauvegardes", "avant-"
SCRIPTS = Path(__file__).parent / "migrations"
_SQLITE = "sqlite"
#: Any number: whoever migrates the same base waits for it.
_LOCK = 7_405_011


@dataclass(frozen=True)
class Migrated:
    """What was done.

    Attributes:
        before: revision found; "" for a database that was empty.
        after: revision now.
        copy: of the database as it was; None where nothing had to be copied.
    """

    before: str
    after: str
    copy: Path | None


def migrate(engine: Engine, backups: Path, head: str) -> Migrated:
    """Bring a database to the newest revision, if it is behind.

    Args:
        engine: of the database.
        backups: where the copy goes; made when missing.
        head: the newest revision; alembic is not imported for a database that has it.

    Raises:
        OuvroirError: it comes from a newer version; the copy cannot be written; or a migration
            failed, and the database is as it was.
    """
    with engine.connect() as connection:
        found = revision_of(connection)
    if found == head:
        return Migrated(found, found, None)
    if found and found not in known_revisions():
        raise newer_database()
    copy = copy_before(engine, backups, found) if found else None
    try:
        upgrade(engine, head)
    except OuvroirError:
        raise
    except Exception as error:
        raise _failed(found, copy) from error
    return Migrated(found, head, copy)


def upgrade(engine: Engine, revision: str) -> None:
    """Run migrations up to a revision, in one transaction.

    Args:
        engine: of the database.
        revision: where to stop.
    """
    with engine.connect() as connection:
        if engine.dialect.name == _SQLITE:
            # A table that is made anew would take the rows that point to it along.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            # The driver begins at the first write of rows: tables would be changed before it.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        try:
            upgrade_within(connection, revision)
            connection.commit()
        finally:
            connection.rollback()
            if engine.dialect.name == _SQLITE:
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def upgrade_within(connection: Connection, revision: str) -> None:
    """Run migrations in the transaction of a connection.

    Args:
        connection: in a transaction.
        revision: where to stop.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def known_revisions() -> set[str]:
    """Give the revisions that this version knows."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()}


def copy_before(engine: Engine, backups: Path, revision: str) -> Path:
    """Copy a database as it is, whole and readable by its owner alone.

    Args:
        engine: of the database.
        backups: where the copy goes; made when missing.
        revision: that the database has.

    Returns:
        A SQLite file, or for PostgreSQL a back-up of the rows that ``ouvroir restore`` reads.

    Raises:
        OuvroirError: it cannot be written: nothing is migrated then.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    try:
        backups.mkdir(parents=True, exist_ok=True, mode=0o700)
        if engine.dialect.name == _SQLITE:
            target = backups / f"{BEFORE}{revision}-{stamp}.sqlite"
            _copy_sqlite(engine, target)
            return target
    except (OSError, sqlite3.Error) as error:
        raise _not_copied(backups) from error
    target = backups / f"{BEFORE}{revision}-{stamp}.tar.gz"
    with ArchiveWriter(target, replace=True) as archive, snapshot(engine) as connection:
        archive.add_json(FIRST, first_entry(revision, whole=False, book=False))
        for table in tables_of(connection):
            archive.add_lines(f"{ROWS}/{table.name}.jsonl", lines_of(connection, table))
    return target


def first_entry(revision: str, *, whole: bool, book: bool) -> dict[str, object]:
    """Say what a back-up is, for whoever opens it first.

    Args:
        revision: of the tables in it.
        whole: it holds the files of the data folder too.
        book: it holds the gradebook's rows.
    """
    return {
        "format": FORMAT,
        "what": "sauvegarde d'Ouvroir",
        "version": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "revision": revision,
        "whole": whole,
        "book": book,
    }


def newer_database() -> OuvroirError:
    """Make the refusal of a database that a newer version wrote."""
    return OuvroirError(
        "database-newer",
        "La base de données vient d'une version plus récente d'Ouvroir.",
        "Installez cette version, ou choisissez un autre dossier (OUVROIR_DATA).",
    )


def _copy_sqlite(engine: Engine, target: Path) -> None:
    """Copy with SQLite's online backup, aside first."""
    part = target.with_name(f".{target.name}.part")
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    raw = engine.raw_connection()
    try:
        with closing(sqlite3.connect(part)) as copy:
            cast(sqlite3.Connection, raw.driver_connection).backup(copy)
            # One file that needs no other beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        descriptor = os.open(part, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        part.replace(target)
    finally:
        raw.close()
        part.unlink(missing_ok=True)


def _not_copied(backups: Path) -> OuvroirError:
    return OuvroirError(
        "migration-not-copied",
        f"La base n'a pas pu être copiée avant sa mise à jour (dans {backups}).",
        "Rien n'a été changé. Vérifiez la place et les droits sur ce dossier, puis recommencez.",
    )


def _failed(found: str, copy: Path | None) -> OuvroirError:
    kept = f" Une copie est dans {copy}." if copy else ""
    return OuvroirError(
        "migration-failed",
        f"La mise à jour de la base (depuis la révision {found or 'vide'}) n'a pas abouti : "
        f"la base est restée comme avant.{kept}",
        "Remettez en service la version précédente d'Ouvroir, et signalez ce défaut.",
    )
