"""A real PostgreSQL for the tests (Debian's package), and bases that are each a test's own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from benchmarks.postgresql import temporary_postgresql

_numbers = itertools.count(1)
#: What a person who installs it would write: the driver is not named.
_PLAIN, _NAMED = "postgresql://", "postgresql+psycopg://"


class PostgreSQL:
    """A server that runs until the end of the tests.

    Args:
        address: of its first base, for SQLAlchemy.
    """

    def __init__(self, address: str) -> None:
        self._address = address.replace(_NAMED, _PLAIN, 1)

    def empty_base(self) -> str:
        """Make a base, and give its address as a person writes it, with a password."""
        name = f"essai_{next(_numbers)}"
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        server = self._address.rpartition("/")[0].replace("ouvroir@", "ouvroir:marqueur-5d2e@")
        return f"{server}/{name}"


@contextmanager
def started() -> Iterator[PostgreSQL]:
    """Start one on a port of its own, and end it after the block."""
    with temporary_postgresql(durable=False) as address:
        yield PostgreSQL(address)


def rows(address: str, query: str) -> list[tuple[object, ...]]:
    """Ask a base.

    Args:
        address: as ``empty_base`` gives it.
        query: in SQL.
    """
    with psycopg.connect(address) as connection:
        return connection.execute(query).fetchall()
