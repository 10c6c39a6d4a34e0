"""Wrong resume codes, session codes and passwords: how many are borne.

With a thousand resume codes made, the fastest that all addresses together may try (ten a second
at most) asks for one and a half years, on average, before it meets one of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from grader.services.tries import Tolerance, WrongTries

#: Seconds during which a wrong try counts.
SPAN = 600.0
#: Wrong tries of one address in that time: a room of sixty may mistype three times each.
MOST_EACH = 200
#: Wrong passwords of one account, and wrong tries of one browser, in that time.
MOST_OF_ACCOUNT, MOST_OF_COOKIE = 20, 30
#: Seconds that a refusal takes: at rest, and at most.
SHORTEST, LONGEST = 0.5, 10.0
#: Refusals that wait at the same time.
MOST_WAITING = 100
_WAIT = "Attendez dix minutes, puis recommencez."


def _bears(code: str, message: str, hint: str, most: Mapping[str, int]) -> Tolerance:
    """Say how many wrong tries are borne, of each asker; the rest is the same for any secret."""
    return Tolerance(code, message, hint, most, SPAN, SHORTEST, LONGEST, waiting=MOST_WAITING)


class ResumeTries(WrongTries):
    """Wrong resume codes, by address.

    Args:
        clock: gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(
            _bears(
                "too-many-codes",
                "Trop de codes inexacts ont été essayés.",
                f"{_WAIT} Votre travail est conservé.",
                {"address": MOST_EACH},
            ),
            clock,
        )


class SessionTries(WrongTries):
    """Wrong codes of sessions, by address and by browser (``cookie=``).

    Args:
        clock: gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(
            _bears(
                "too-many-codes",
                "Trop de codes inexacts ont été essayés.",
                f"{_WAIT} Vérifiez le code affiché dans la salle.",
                {"address": MOST_EACH, "cookie": MOST_OF_COOKIE},
            ),
            clock,
        )


class LoginTries(WrongTries):
    """Wrong passwords, by address, by account (``account=``) and by browser (``cookie=``).

    Args:
        clock: gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(
            _bears(
                "too-many-logins",
                "Trop de connexions ont échoué.",
                f"{_WAIT} Si vous avez oublié votre mot de passe, demandez-en un autre à la "
                "personne qui exploite ce serveur.",
                {"address": MOST_EACH, "account": MOST_OF_ACCOUNT, "cookie": MOST_OF_COOKIE},
            ),
            clock,
        )
