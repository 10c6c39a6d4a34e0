"""Wrong resume codes are counted, by address and in all, so that nobody guesses one.

Only wrong tries count: a room of sixty behind one address may mistype three times each. With a
thousand codes made, the fastest that all addresses together may try (ten a second at most) asks
for one and a half years, on average, before it meets one of them.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from grader.errors import RefusedError

#: Seconds during which a wrong try counts.
SPAN = 600.0
#: Wrong tries of one address in that time.
MOST_EACH = 200
#: Seconds that a refusal takes: at rest, and at most.
SHORTEST, LONGEST = 0.5, 10.0
#: Wrong tries in all that make a refusal one second longer.
_SLOWER = 200
#: Refusals that wait at the same time, addresses and tries that are remembered.
MOST_WAITING, MOST_ADDRESSES, MOST_TRIES = 100, 5000, 20_000


class ResumeTries:
    """Counts wrong tries in memory, within bounds; asked by the server's one loop alone.

    Args:
        clock: gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._each: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=MOST_TRIES)
        self._trying = 0

    @contextmanager
    def one(self, address: str) -> Iterator[None]:
        """Let one try in, from its lookup to the end of its refusal.

        Args:
            address: where it comes from.

        Raises:
            RefusedError: that address, or everybody together, was wrong too often.
        """
        tries = self._each.get(_network(address), deque())
        _forget(tries, self._clock() - SPAN)
        if len(tries) >= MOST_EACH or self._trying >= MOST_WAITING:
            raise RefusedError(
                "too-many-codes",
                "Trop de codes inexacts ont été essayés.",
                "Attendez dix minutes, puis recommencez. Votre travail est conservé.",
            )
        self._trying += 1
        try:
            yield
        finally:
            self._trying -= 1

    def wrong(self, address: str) -> float:
        """Count a wrong try; gives how many seconds its refusal takes in all.

        Args:
            address: where it came from.
        """
        moment = self._clock()
        network = _network(address)
        tries = self._each.setdefault(network, deque(maxlen=MOST_EACH))
        self._each.move_to_end(network)
        tries.append(moment)
        while len(self._each) > MOST_ADDRESSES:
            self._each.popitem(last=False)
        _forget(self._all, moment - SPAN)
        self._all.append(moment)
        return min(LONGEST, SHORTEST + len(self._all) / _SLOWER)


def _forget(tries: deque[float], before: float) -> None:
    while tries and tries[0] <= before:
        tries.popleft()


def _network(address: str) -> str:
    """Give what one subscriber holds: an IPv4 address, or a /64 of IPv6."""
    try:
        if ipaddress.ip_address(address).version == 6:
            return str(ipaddress.ip_network(f"{address.partition('%')[0]}/64", strict=False))
    except ValueError:
        pass
    return address
