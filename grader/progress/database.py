"""Opening the database: engine, sessions, migrations, and times in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from grader.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"
#: The newest migration; kept here so that an up-to-date start need not import alembic.
HEAD = "0001"


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
    """

    def __init__(self, settings: Settings) -> None:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        address = database_address(settings)
        self.engine: Engine = create_engine(address)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _make_sqlite_durable)
        self._migrate(address)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session that commits at its end, or rolls back whole on any exception."""
        with self._sessions.begin() as session:
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _migrate(self, address: str) -> None:
        with self.engine.connect() as connection:
            if inspect(connection).has_table("alembic_version"):
                version = connection.execute(text("SELECT version_num FROM alembic_version"))
                if version.scalar() == HEAD:
                    return
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.set_main_option("sqlalchemy.url", address.replace("%", "%%"))
        with self.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


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
