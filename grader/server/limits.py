"""How often each thing may be asked of the server, by whom, and how a refusal is told.

Limits by address are at a level that a room of sixty behind one address never meets, nor one of
a hundred and fifty: who is alone is held by her cookie, her page or her key.
"""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

import tornado.web

from grader.errors import OuvroirError, TooOftenError
from grader.server.stopping import RESTARTING, RETRY_SECONDS
from grader.services.rates import Rate, Rates
from grader.services.tries import network_of
from grader.typography import plural

#: Websockets of one page at the same time: a browser opens one, a second while it reconnects.
SOCKETS_PER_PAGE = 8


class Act(enum.Enum):
    """What is counted."""

    NEWCOMER = "a learner is made for who has none"
    PAGE = "a page is opened, with its kernel"
    UPLOAD = "a file is sent"
    OPERATION = "a page asks something"
    CALL = "a program calls the portal's API"
    EXPORT = "a file is made to be taken away"
    VERIFY = "an attestation is checked, by anybody"


@dataclass(frozen=True)
class Limit:
    """How often one thing may be done.

    Attributes:
        one: by one asker (a learner, a page, a key), or None.
        address: by all those behind one address, or None.
        message: of the refusal, in French.
    """

    one: Rate | None
    address: Rate | None
    message: str


#: Those of ``docs/reglages.md``.
LIMITS: dict[Act, Limit] = {
    Act.NEWCOMER: Limit(
        None, Rate(1000, 1.0), "Trop de nouvelles personnes arrivent de la même adresse."
    ),
    Act.PAGE: Limit(
        Rate(60, 1.0), Rate(1500, 20.0), "Trop de pages ont été ouvertes en peu de temps."
    ),
    Act.UPLOAD: Limit(
        Rate(60, 1.0), Rate(1500, 20.0), "Trop de fichiers ont été envoyés en peu de temps."
    ),
    Act.OPERATION: Limit(Rate(300, 20.0), None, "Cette page a trop demandé en peu de temps."),
    Act.CALL: Limit(
        Rate(3000, 50.0), Rate(9000, 150.0), "Trop d'appels ont été faits en peu de temps."
    ),
    Act.EXPORT: Limit(
        Rate(60, 1.0), Rate(600, 10.0), "Trop de documents ont été demandés en peu de temps."
    ),
    Act.VERIFY: Limit(
        None, Rate(300, 5.0), "Trop d'attestations ont été vérifiées depuis la même adresse."
    ),
}


def allow(handler: tornado.web.RequestHandler, act: Act, who: str = "") -> None:
    """Count something that a request does.

    Args:
        handler: the request.
        act: what it does.
        who: does it; "" where only the address is known.

    Raises:
        TooOftenError: it is done too often.
    """
    rates: Rates = handler.settings["rates"]
    share = handler.settings["workshop"].settings.bounds.rate_percent / 100
    limit = LIMITS[act]
    wait = rates.take(act.name, who, limit.one.times(share)) if limit.one and who else 0.0
    if not wait and limit.address:
        place = network_of(str(handler.request.remote_ip))
        wait = rates.take(f"{act.name} from", place, limit.address.times(share))
    if wait:
        seconds = math.ceil(wait)
        raise TooOftenError(
            "too-often",
            limit.message,
            f"Attendez {plural(seconds, 'seconde')}, puis recommencez. Ce qui était enregistré "
            "est conservé.",
            seconds,
        )


def tell_wait(handler: tornado.web.RequestHandler, error: BaseException | None) -> None:
    """Tell a program when to come back, with a refusal that says so.

    Args:
        handler: whose answer is being made.
        error: what is refused.
    """
    if isinstance(error, TooOftenError):
        handler.set_header("Retry-After", str(error.seconds))
    elif isinstance(error, OuvroirError) and error.code == RESTARTING:
        handler.set_header("Retry-After", str(RETRY_SECONDS))
