"""Whose job runs next: one request of each learner who waits in turn, however many she makes.

Round robin over those who wait, as packet switches do (Nagle, RFC 970, 1985). An answer may take a
few jobs (a file is checked, then looked at): what has begun is ended before another is begun, so
that a room does not wait whole for the first answer. Each job may be called off while it waits or
runs, and whoever waits may be told how many come before.

A worker keeps the files that it read last: a learner goes back to the one that she had, where that
makes nobody wait longer than a few others' jobs.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice

from grader.errors import JobFailedError, JobNotRunError, OuvroirError
from grader.typography import plural

#: Jobs of one request that go before the requests of others, after its first one.
_GO_ON = 3
#: Those who wait among whom a place looks for one that it served before; and how often the first
#: of them lets another pass for that.
_NEAR = 8
#: Learners whose last place is known.
_REMEMBERED = 1_000


@dataclass(eq=False)
class _Request:
    """What a learner waits for, in one or several jobs.

    Attributes:
        owner: who asks for it.
        ahead: its jobs that may still go before the requests of others; none before its first.
    """

    owner: str = ""
    ahead: int = 0


_request: ContextVar[_Request | None] = ContextVar("request", default=None)
_errand: ContextVar[str] = ContextVar("errand", default="")
_brief: ContextVar[bool] = ContextVar("brief", default=False)
#: Lines before everybody's, in this order: jobs that take milliseconds, requests that have begun.
#: No learner has these ids.
_BRIEF, _BEGUN = "\0brief", "\0begun"


@contextmanager
def on_behalf_of(owner: str) -> Iterator[None]:
    """Say whose jobs are run within the block, in this thread, for one request.

    Args:
        owner: a learner's id; "" for the server itself.
    """
    token = _request.set(_Request(owner))
    try:
        yield
    finally:
        _request.reset(token)


@contextmanager
def on_errand(name: str) -> Iterator[None]:
    """Say what the jobs of the block are run for, in this thread, so that they may be called off.

    Args:
        name: names it: the token of a page.
    """
    token = _errand.set(name)
    try:
        yield
    finally:
        _errand.reset(token)


@contextmanager
def briefly() -> Iterator[None]:
    """Say that the jobs of the block take a few milliseconds: they run before those that read.

    A page that only counts again what is known must not wait for the files of a whole room. The
    name is not for a job that reads a learner's file, whose length is hers to choose.
    """
    token = _brief.set(True)
    try:
        yield
    finally:
        _brief.reset(token)


def stopped_by_her() -> JobFailedError:
    """Say that the learner herself called it off: kept as what became of her file."""
    return JobFailedError(
        "job-stopped",
        "Vous avez arrêté la lecture de ce fichier.",
        "Rien de ce que vous avez fait n'est perdu. Pour la reprendre, déposez le fichier à "
        "nouveau.",
    )


def page_was_left() -> JobNotRunError:
    """Say that nobody waits for the answer any more: it is found at the next visit."""
    return JobNotRunError(
        "page-left", "La page a été quittée.", "Le fichier sera lu quand vous reviendrez."
    )


@dataclass(eq=False)
class Turn:
    """One job, waiting for its place or holding it.

    Attributes:
        owner: who asks for it.
        errand: what it is for.
        line: those it waits with: its owner's, or one of those that come first.
        place: the place that it holds, from 0 on; -1 before that.
        passed: how many came before it because they suited a place better.
        called: set when it need wait no longer: its turn has come, or it was called off.
        refusal: why it was called off; None while it was not.
        cancel: ends what runs; None before that.
    """

    owner: str
    errand: str
    line: str
    place: int = -1
    passed: int = 0
    called: threading.Event = field(default_factory=threading.Event)
    refusal: OuvroirError | None = None
    cancel: Callable[[], object] | None = None


class FairTurns:
    """Places for jobs, given in turn to those who wait.

    Args:
        places: jobs that run at once.
        patience: seconds that a job waits for its turn.
    """

    def __init__(self, places: int, patience: float) -> None:
        self._free = list(range(places))
        self._patience = patience
        self._lock = threading.Lock()
        self._first: dict[str, deque[Turn]] = {_BRIEF: deque(), _BEGUN: deque()}
        self._waiting: OrderedDict[str, deque[Turn]] = OrderedDict()
        self._running: set[Turn] = set()
        self._last: OrderedDict[str, int] = OrderedDict()

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Wait for a place, and hold it for the time of the block.

        Raises:
            JobNotRunError: no place came in time (the message says how many wait), or nobody
                waits for it any more.
            JobFailedError: it was stopped by who asked.
        """
        request = _request.get() or _Request()
        line = _BRIEF if _brief.get() else _BEGUN if request.ahead else request.owner
        mine = Turn(request.owner, _errand.get(), line)
        self._enter(mine)
        if line != _BRIEF:
            request.ahead = request.ahead - 1 if line == _BEGUN else _GO_ON
        try:
            yield mine
        finally:
            with self._lock:
                self._running.discard(mine)
                self._leave(mine.place)

    def begun(self, turn: Turn, cancel: Callable[[], object]) -> None:
        """Say that a turn's job has begun, and how to end it; it is, if it was called off.

        Args:
            turn: as ``turn`` gave it.
            cancel: ends the job, from any thread.
        """
        with self._lock:
            turn.cancel = cancel
            gone = turn.refusal is not None
        if gone:
            cancel()

    def stop(self, errand: str | None, refusal: OuvroirError) -> int:
        """Call off every job of an errand; gives how many there were.

        Args:
            errand: as ``on_errand`` had it; None for every job of all.
            refusal: what is raised to who waits for their answers.
        """
        cancels = []
        with self._lock:
            lines = (*self._first.values(), *self._waiting.values())
            waiting = [t for line in lines for t in line if errand in (None, t.errand)]
            running = [t for t in self._running if errand in (None, t.errand)]
            for turn in (*waiting, *running):
                turn.refusal = turn.refusal or refusal
            for turn in waiting:
                self._forget(turn)
                turn.called.set()
            cancels = [t.cancel for t in running if t.cancel is not None]
        for cancel in cancels:
            cancel()
        return len(waiting) + len(running)

    def line(self) -> dict[str, int | None]:
        """Tell, of each errand, how many jobs come before its first one; None while that runs."""
        told: dict[str, int | None] = {}
        with self._lock:
            told.update(dict.fromkeys((turn.errand for turn in self._running), None))
            order = [turn for line in self._first.values() for turn in line]
            rest = deque(iter(tuple(theirs)) for theirs in self._waiting.values())
        while rest:
            theirs = rest.popleft()
            turn = next(theirs, None)
            if turn is not None:
                order.append(turn)
                rest.append(theirs)
        for before, turn in enumerate(order):
            told.setdefault(turn.errand, before)
        return told

    @property
    def waiting(self) -> int:
        """Jobs that wait for a place now."""
        with self._lock:
            return self._count()

    def _count(self) -> int:
        return sum(map(len, (*self._first.values(), *self._waiting.values())))

    def _enter(self, mine: Turn) -> None:
        with self._lock:
            if self._free:
                place = self._last.get(mine.owner, self._free[0])
                self._hold(mine, place if place in self._free else self._free[0])
                return
            line = self._first.get(mine.line)
            if line is None:
                line = self._waiting.setdefault(mine.line, deque())
            line.append(mine)
        mine.called.wait(self._patience)
        with self._lock:
            # A place may come, or the job be called off, while we were giving up.
            if mine in self._running:
                return
            if mine.refusal is not None:
                raise mine.refusal
            self._forget(mine)
            others = self._count()
        raise JobNotRunError(
            "workers-busy",
            "Beaucoup de fichiers sont déposés en ce moment : le vôtre n'a pas encore pu être lu.",
            f"Il en reste {plural(others, 'autre', 'autres')} à lire. Recommencez dans un "
            "instant : rien de ce que vous avez fait n'est perdu.",
        )

    def _hold(self, turn: Turn, place: int) -> None:
        """Have a turn hold a place."""
        if place in self._free:
            self._free.remove(place)
        turn.place = place
        self._running.add(turn)
        if turn.owner and turn.line != _BRIEF:
            self._last[turn.owner] = place
            self._last.move_to_end(turn.owner)
            if len(self._last) > _REMEMBERED:
                self._last.popitem(last=False)

    def _leave(self, place: int) -> None:
        """Give a place to who comes next, or keep it free."""
        turn = self._next(place)
        if turn is None:
            self._free.append(place)
            return
        self._hold(turn, place)
        turn.called.set()

    def _next(self, place: int) -> Turn | None:
        """Take one of a line that comes first, or one of those who waited longest for theirs."""
        brief, begun = self._first.values()
        if brief:
            return brief.popleft()
        if begun:
            turn = self._suited(list(islice(begun, _NEAR)), place)
            begun.remove(turn)
            return turn
        if not self._waiting:
            return None
        turn = self._suited([line[0] for line in islice(self._waiting.values(), _NEAR)], place)
        theirs = self._waiting.pop(turn.line)
        theirs.popleft()
        if theirs:
            # Hers come again once everybody else has had one.
            self._waiting[turn.line] = theirs
        return turn

    def _suited(self, turns: Sequence[Turn], place: int) -> Turn:
        """Choose the first whose owner had no other place before, if the very first can wait."""
        first = turns[0]
        if first.passed < _NEAR:
            for turn in turns:
                if self._last.get(turn.owner, place) == place:
                    first.passed += turn is not first
                    return turn
        return first

    def _forget(self, turn: Turn) -> None:
        theirs = self._first.get(turn.line)
        if theirs is not None:
            theirs.remove(turn)
            return
        theirs = self._waiting[turn.line]
        theirs.remove(turn)
        if not theirs:
            del self._waiting[turn.line]
