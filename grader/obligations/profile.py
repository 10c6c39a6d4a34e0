"""Who asks: the few facts about an authority on which a duty to publish depends."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal


class AuthorityKind(enum.StrEnum):
    """What the authority is in law.

    Source: CRPA L300-2 and L312-1-1; the five kinds of part 5 of the CGCT for groupings.
    """

    COMMUNE = "commune"
    #: Communauté de communes, d'agglomération, urbaine, métropole: own taxes.
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    #: Syndicat intercommunal or mixte, PETR.
    SYNDICAT = "syndicat"
    #: CCAS, caisse des écoles, régie with legal personality, office: a local public body.
    ETABLISSEMENT = "etablissement"


@dataclass(frozen=True)
class Profile:
    """An authority, as far as duties to publish depend on it.

    Attributes:
        kind: what it is in law.
        population: inhabitants, as its legal population says; 0 for a body that has none
            (``syndicat``, ``etablissement``: no rule looks at it there).
        staff: agents in full-time equivalents, with decimals (49.5 is under 50).
        facts: identifiers of ``questions.yml`` that are true of it: what it runs, signs, grants
            or decides (for example ``grants``, ``charging-points``, ``website``).
        delegated: identifiers of the public services entrusted to a concession holder; a subset
            of the services listed in ``questions.yml``.
        name: how documents call it; empty leaves a blank to fill in. Never stored.
    """

    kind: AuthorityKind
    population: int
    staff: Decimal
    facts: frozenset[str] = frozenset()
    delegated: frozenset[str] = frozenset()
    name: str = ""
