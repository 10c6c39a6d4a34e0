"""Wrong tries are counted, by whoever makes them and in all, so that nobody guesses a secret.

Only wrong tries count: a room of sixty behind one address may mistype a few times each. What one
asker may be wrong is bounded; what all may is slowed down, so that many addresses gain nothing.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from grader.errors import TooOftenError

#: Tries that are remembered in all, and askers that are.
MOST_TRIES, MOST_ASKERS = 20_000, 5_000
#: Signs of an asker's name that tell it from others; a browser may send what it likes.
_NAME = 128


@dataclass(frozen=True)
class Tolerance:
    """How many wrong tries are borne, and how a refusal is told.

    Attributes:
        code, message, hint: of the refusal, in French.
        most: kind of asker (``address``, ``account``, ``cookie``…) to the wrong tries that one of
            them may make within ``span``.
        span: seconds during which a wrong try counts.
        shortest, longest: seconds that telling a wrong try takes, at rest and at most.
        slower: wrong tries in all that make it one second longer.
        waiting: wrong tries that wait for their answer at the same time, at most.
    """

    code: str
    message: str
    hint: str
    most: Mapping[str, int]
    span: float = 600.0
    shortest: float = 0.5
    longest: float = 10.0
    slower: int = 200
    waiting: int = 100


class WrongTries:
    """Counts wrong tries in memory, within bounds; asked by the server's one loop alone.

    Args:
        tolerance: how many are borne.
        clock: gives seconds that never go back.
        most_askers: askers that are remembered; past it the oldest is forgotten.
    """

    def __init__(
        self,
        tolerance: Tolerance,
        clock: Callable[[], float] = time.monotonic,
        most_askers: int = MOST_ASKERS,
    ) -> None:
        self._bears = tolerance
        self._clock = clock
        self._most_askers = most_askers
        self._each: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=MOST_TRIES)
        self._trying = 0

    @contextmanager
    def one(self, address: str, **others: str) -> Iterator[None]:
        """Let one try in, from its lookup to the end of its refusal.

        Args:
            address: where it comes from.
            others: further askers that it counts for, by kind (``account="login"``); an empty
                name is nobody.

        Raises:
            TooOftenError: one of them, or everybody together, was wrong too often.
        """
        moment = self._clock()
        wait = max(self._wait(*asker, moment) for asker in self._askers(address, others))
        if wait > 0 or self._trying >= self._bears.waiting:
            raise TooOftenError(
                self._bears.code, self._bears.message, self._bears.hint, math.ceil(wait) or 1
            )
        self._trying += 1
        try:
            yield
        finally:
            self._trying -= 1

    def wrong(self, address: str, **others: str) -> float:
        """Count a wrong try; gives how many seconds its refusal takes in all.

        Args:
            address: where it came from.
            others: as in ``one``.
        """
        moment = self._clock()
        for kind, name in self._askers(address, others):
            tries = self._each.setdefault((kind, name), deque(maxlen=self._bears.most[kind]))
            self._each.move_to_end((kind, name))
            tries.append(moment)
        while len(self._each) > self._most_askers:
            self._each.popitem(last=False)
        _forget(self._all, moment - self._bears.span)
        self._all.append(moment)
        return min(self._bears.longest, self._bears.shortest + len(self._all) / self._bears.slower)

    def right(self, kind: str, name: str) -> None:
        """Forget what an asker got wrong, now that she was right.

        Args:
            kind: such as ``account``; an address is never forgiven so.
            name: of the asker.
        """
        self._each.pop((kind, name[:_NAME]), None)

    def _askers(self, address: str, others: Mapping[str, str]) -> list[tuple[str, str]]:
        found = [(kind, name[:_NAME]) for kind, name in others.items() if name]
        return [("address", network_of(address)), *found]

    def _wait(self, kind: str, name: str, moment: float) -> float:
        """Give the seconds until an asker may try again; 0 for now."""
        tries = self._each.get((kind, name))
        if tries is None:
            return 0.0
        _forget(tries, moment - self._bears.span)
        if len(tries) < self._bears.most[kind]:
            return 0.0
        return tries[0] + self._bears.span - moment


def _forget(tries: deque[float], before: float) -> None:
    while tries and tries[0] <= before:
        tries.popleft()


def network_of(address: str) -> str:
    """Give what one subscriber holds: an IPv4 address, or a /64 of IPv6.

    Args:
        address: as the server saw it.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:_NAME]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network(f"{found}/64", strict=False))
    return str(found)
