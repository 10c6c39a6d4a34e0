"""Opening the database: engine, sessions, migrations, and times in UTC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from grader.errors import OuvroirError, RefusedError
from grader.progress.forgotten import Forgotten
from grader.progress.migrating import BACKUPS, SCRIPTS, migrate
from grader.progress.portal.tables import SpaceRow
from grader.progress.switching import refuse_unfinished
from grader.progress.turns import Turns, not_recorded
from grader.settings import Settings

T = TypeVar("T")

MIGRATIONS = SCRIPTS
#: The newest migration; kept here so that an up-to-date start need not import alembic.
HEAD = "0012"
_WRITE_TRIES = 4
#: Connections kept open, and those that a crowd may add: as many as the server has threads.
_CONNECTIONS, _MORE = 32, 32


def now() -> datetime:
    """Give the present time in UTC."""
    return datetime.now(UTC)


def as_utc(moment: datetime) -> datetime:
    """Read a stored time: SQLite forgets the zone, and all of ours are UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def database_address(settings: Settings) -> str:
    """Give the SQLAlchemy address: the setting, else SQLite in the data folder."""
    return settings.database_url or f"sqlite:///{settings.data / 'ouvroir.sqlite'}"


class Database:
    """A connection pool and its sessions.

    Args:
        settings: says where the data folder and the database are.

    Attributes:
        engine: SQLAlchemy's.
        turns: who writes about whom.
        forgotten: prints of what was erased.
        migrated: what opening it did to the tables.
    """

    def __init__(self, settings: Settings) -> None:
        make_data_folder(settings.data)
        refuse_unfinished(settings.data)
        address = database_address(settings)
        try:
            # Parameters hold pseudonyms and file names: they stay out of every error text.
            self.engine: Engine = create_engine(
                address,
                hide_parameters=True,
                poolclass=QueuePool,
                pool_size=_CONNECTIONS,
                max_overflow=_MORE,
                # The connection used last is warm; those of a crowd long gone stay aside.
                pool_use_lifo=True,
                # A server of databases that was started anew meanwhile: the connections that it
                # dropped are made again before they are used, and nobody sees it.
                pool_pre_ping=not address.startswith("sqlite"),
            )
            event.listen(self.engine, "handle_error", _tell_what_stopped)
            if self.engine.dialect.name == "sqlite":
                event.listen(self.engine, "connect", _make_sqlite_durable)
            self.migrated = migrate(self.engine, settings.data / BACKUPS, HEAD)
        except (SQLAlchemyError, ImportError) as error:
            raise _cannot_open(error) from error
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self.turns = Turns(self.engine)
        self.forgotten = Forgotten(settings.data)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session that commits at its end, or rolls back whole on any exception.

        Within a turn, it is the turn's own, and its end is the turn's.
        """
        mine = self.turns.session
        if mine is not None:
            yield mine
            return
        with self._sessions.begin() as session:
            yield session

    def turn(self, learner_id: str, work: Callable[[], T]) -> T:
        """Read, decide and write about a learner as one: no other tab of hers comes between.

        All that ``work`` does with the database is one transaction, on disk when this returns.

        Args:
            learner_id: whose turn.
            work: what to do; short, since others wait, and asking nothing of other threads.

        Raises:
            RefusedError: she was erased meanwhile.
        """
        return self.turns.do(learner_id, work)

    def turn_of_space(self, space_id: str, work: Callable[[], T]) -> T:
        """Read, decide and write about a space of the sandbox portal as one.

        Args:
            space_id: whose turn.
            work: as for ``turn``.

        Raises:
            RefusedError: the space was erased meanwhile.
        """
        return self.turns.do(space_id, work, of=SpaceRow)

    def write(self, work: Callable[[Session], T]) -> T:
        """Do a read-then-write that another tab may be doing too, as if one came after the other.

        Args:
            work: what to do in a session; done again when another session was first.

        Raises:
            RefusedError: it cannot be done: the learner was erased meanwhile, most likely.
        """
        if self.turns.session is not None:
            # In a turn nobody else is first, and what failed cannot be done again in it.
            return work(self.turns.session)
        for _ in range(_WRITE_TRIES):
            try:
                with self.session() as session:
                    return work(session)
            except IntegrityError:
                continue
        raise not_recorded()

    def forget(self) -> None:
        """Take what was erased out of SQLite's write-ahead log as well."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def make_data_folder(folder: Path) -> None:
    """Make the data folder, open to its owner alone.

    Raises:
        OuvroirError: it cannot be made, or is no folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise OuvroirError(
            "data-unusable",
            f"Le dossier des travaux ({folder}) ne peut pas être utilisé : {error.strerror}.",
            "Indiquez-en un autre : make serve OUVROIR_DATA=/chemin/du/dossier",
        ) from error


def _cannot_open(error: Exception) -> OuvroirError:
    if isinstance(error, ArgumentError | ImportError):
        return OuvroirError(
            "database-address",
            "L'adresse de la base de données (OUVROIR_DATABASE_URL) ne convient pas.",
            "Laissez-la vide pour SQLite, ou écrivez postgresql://… avec son pilote installé.",
        )
    return OuvroirError(
        "database-unusable",
        "La base de données ne peut pas être ouverte.",
        "Vérifiez le dossier des travaux et ses droits ; au besoin, reprenez une sauvegarde.",
    )


def _tell_what_stopped(context: ExceptionContext) -> None:
    """Tell in French what a database cannot help: no room left, or somebody who holds it.

    Raises:
        OuvroirError: the disk is full or cannot be written to; or the connection was lost.
        RefusedError: another program has locked the database for too long; or it cannot keep a
            text.
    """
    error = context.original_exception
    if context.is_disconnect and not context.is_pre_ping:
        raise OuvroirError(
            "database-away",
            "La base de données ne répond plus : rien n'a été enregistré cette fois.",
            "Recommencez dans un instant. Ce qui était déjà enregistré est conservé.",
        ) from error
    if isinstance(error, UnicodeEncodeError) or type(error).__name__ == "DataError":
        raise RefusedError(
            "text-refused",
            "Ce texte contient un caractère que la base ne sait pas garder, ou il est trop long.",
            "Rien n'a été enregistré. Écrivez-le autrement, ou renommez le fichier.",
        ) from error
    # SQLite's own name of the error, or PostgreSQL's number of it.
    name = str(getattr(error, "sqlite_errorname", "") or getattr(error, "sqlstate", "") or "")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "53100")):
        raise OuvroirError(
            "disk-full",
            "Le serveur n'a pas pu enregistrer : il manque sans doute de place.",
            "Prévenez la personne qui l'exploite. Ce qui était déjà enregistré est conservé.",
        ) from error
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "55P03")):
        raise RefusedError(
            "database-busy",
            "La base est occupée depuis trop longtemps : rien n'a été enregistré cette fois.",
            "Recommencez dans un instant. Ce qui était déjà enregistré est conservé.",
        ) from error


def _make_sqlite_durable(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Set what SQLite leaves off: foreign keys, a write-ahead log, a sync at each commit.

    ``synchronous=FULL`` is what lets an answer be acknowledged once committed, even if power
    fails in the next instant (sqlite.org/pragma.html#pragma_synchronous).
    """
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=10000",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
