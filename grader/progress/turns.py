"""Turns: what one thread reads, decides and writes about a learner, as one transaction.

Two tabs of a learner could otherwise both find one last try. PostgreSQL locks the learner's row
for the time of a turn. SQLite has one writer at a time and syncs the disk at each commit, so
there the turns that wait while one is committed share the next transaction: whoever is first
among them does them all, each in a savepoint of its own, and one sync makes them durable.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError, PendingRollbackError
from sqlalchemy.orm import Session

from grader.errors import OuvroirError, RefusedError
from grader.progress.portal.tables import SpaceRow
from grader.progress.tables import LearnerRow

T = TypeVar("T")

#: Turns of one transaction: those who wait for it wait for all of it.
_MOST = 64


def not_recorded() -> RefusedError:
    """Make the refusal of what the database does not take: the learner was erased, most likely."""
    return RefusedError(
        "not-recorded",
        "Cette action n'a pas pu être enregistrée.",
        "Rechargez la page, puis recommencez.",
    )


def _still_open(connection: Connection) -> None:
    """Refuse to acknowledge turns that SQLite has already taken back.

    A disk that fails in the middle of a transaction may end it (sqlite.org/lang_transaction.html,
    section 3): the commit that follows would then succeed, and keep nothing.

    Raises:
        OuvroirError: the transaction has ended.
    """
    if not getattr(connection.connection.dbapi_connection, "in_transaction", True):
        raise OuvroirError(
            "disk-full",
            "Le serveur n'a pas pu enregistrer : il manque sans doute de place.",
            "Prévenez la personne qui l'exploite. Ce qui était déjà enregistré est conservé.",
        )


@dataclass(eq=False)
class _Turn:
    """A turn that waits, then is done.

    Attributes:
        learner_id: whose.
        work: what is done in it.
        of: the table of whose it is.
        woken: set when it is done, or when its thread is to do the turns that wait.
        done: whether it is on disk, or failed.
        result: what ``work`` gave.
        error: what it raised, or what the commit did.
    """

    learner_id: str
    work: Callable[[], Any]
    of: type[LearnerRow | SpaceRow] = LearnerRow
    woken: threading.Event = field(default_factory=threading.Event)
    done: bool = False
    result: Any = None
    error: BaseException | None = None


class Turns:
    """Does turns, one after the other for each learner.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._local = threading.local()
        self._mutex = threading.Lock()
        self._waiting: deque[_Turn] = deque()
        self._busy = False

    @property
    def session(self) -> Session | None:
        """The session of the turn that this thread is doing, or None."""
        mine = self._mine
        return mine[1] if mine else None

    @property
    def _mine(self) -> tuple[str, Session] | None:
        mine: tuple[str, Session] | None = getattr(self._local, "mine", None)
        return mine

    @property
    def waiting(self) -> int:
        """How many turns wait for the next transaction."""
        return len(self._waiting)

    def do(
        self,
        learner_id: str,
        work: Callable[[], T],
        *,
        of: type[LearnerRow | SpaceRow] = LearnerRow,
    ) -> T:
        """Do a turn; it is on disk when this returns. One within another is a part of it.

        Args:
            learner_id: whose.
            work: what to do; every session that it opens is the turn's own. Another thread may
                run it, so it is short and asks nothing of other threads.
            of: the table of whose turn it is, where it is not a learner's.

        Raises:
            RefusedError: the learner was erased meanwhile.
            BaseException: what ``work`` raised; nothing of it is kept then.
        """
        if self._mine is not None:
            if self._mine[0] != learner_id:
                raise RuntimeError("a turn of one learner within that of another")
            return work()
        turn = _Turn(learner_id, work, of)
        if self._engine.dialect.name == "sqlite":
            self._wait_and_do(turn)
        else:
            self._do_alone(turn)
        if isinstance(turn.error, IntegrityError):
            raise not_recorded() from turn.error
        if turn.error is not None:
            raise turn.error
        return cast(T, turn.result)

    def _do_alone(self, turn: _Turn) -> None:
        mine = select(turn.of.id).where(turn.of.id == turn.learner_id)
        try:
            with self._engine.begin() as connection:
                if connection.scalar(mine.with_for_update(key_share=True)) is None:
                    raise not_recorded()
                self._do(turn, connection)
        except PendingRollbackError:
            # The connection was lost: what the turn was told of it says more than this does.
            if turn.error is None:
                raise

    def _wait_and_do(self, turn: _Turn) -> None:
        with self._mutex:
            self._waiting.append(turn)
            first, self._busy = not self._busy, True
        if not first:
            turn.woken.wait()
        if not turn.done:
            self._do_those_who_wait()

    def _do_those_who_wait(self) -> None:
        with self._mutex:
            some = [self._waiting.popleft() for _ in range(min(_MOST, len(self._waiting)))]
        try:
            with self._engine.begin() as connection:
                # Now, and not at the first writing: what is read below is what is written upon.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                for turn in some:
                    self._do(turn, connection)
                _still_open(connection)
        except BaseException as error:  # noqa: BLE001 - told to each of those who wait for it
            for turn in some:
                turn.error = turn.error or error
        finally:
            with self._mutex:
                following = self._waiting[0] if self._waiting else None
                self._busy = following is not None
            if following is not None:
                following.woken.set()
            for turn in some:
                turn.done = True
                turn.woken.set()

    def _do(self, turn: _Turn, connection: Connection) -> None:
        """Do one turn in a savepoint: if it fails, nothing of it is kept, and only of it."""
        session = Session(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        )
        try:
            with session, session.begin():
                self._local.mine = (turn.learner_id, session)
                turn.result = turn.work()
        except Exception as error:  # noqa: BLE001 - raised again where the turn was asked for
            turn.error = error
        finally:
            self._local.mine = None
