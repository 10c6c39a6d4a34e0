"""How often something may be done: a number at once, then so many a second, for each asker.

The generic cell rate algorithm (ITU-T I.371): one number is kept for each asker, the moment when
all that she took will have been forgotten.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

#: Askers that are remembered; past it, whoever took least lately is forgotten.
MOST_ASKERS = 50_000


@dataclass(frozen=True)
class Rate:
    """How often one asker may do something.

    Attributes:
        burst: times at once.
        each_second: times a second, after that.
    """

    burst: int
    each_second: float

    def times(self, share: float) -> Rate:
        """Give the same, more or less often.

        Args:
            share: 1 for as often; at once, it is never less than one.
        """
        return Rate(max(1, round(self.burst * share)), self.each_second * share)


class Rates:
    """Counts in memory, within bounds; asked by the server's one loop alone.

    Args:
        clock: gives seconds that never go back.
        most_askers: how many are remembered.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, most_askers: int = MOST_ASKERS
    ) -> None:
        self._clock = clock
        self._most_askers = most_askers
        #: Asker to the moment when all that she took is forgotten.
        self._taken: OrderedDict[bytes, float] = OrderedDict()

    def take(self, what: str, who: str, rate: Rate) -> float:
        """Count one time, unless it is too often.

        Args:
            what: is done.
            who: does it; may be anything that a browser sends, of any length.
            rate: how often it may be.

        Returns:
            0 when it may be done; else the seconds until then, and nothing is counted.
        """
        moment = self._clock()
        # A digest: what is kept of an asker has one size, and a key is kept nowhere in clear.
        asker = hashlib.blake2b(f"{what}\0{who}".encode("utf-8", "replace"), digest_size=16)
        name, step = asker.digest(), 1 / rate.each_second
        until = max(self._taken.get(name, moment), moment)
        late = until + step - moment - rate.burst * step
        # A hair's breadth: sums of fractions are not exact.
        if late > step / 1000:
            return late
        self._taken[name] = until + step
        self._taken.move_to_end(name)
        while len(self._taken) > self._most_askers:
            self._taken.popitem(last=False)
        return 0.0

    def __len__(self) -> int:
        return len(self._taken)
