"""How sentences call an authority: with its article, its gender, and its plural."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from grader.obligations.profile import AuthorityKind
from grader.typography import NO_BREAK, number, plural

#: « Votre commune » at the head of a sentence.
WHO: dict[AuthorityKind, str] = {
    AuthorityKind.COMMUNE: "Votre commune",
    AuthorityKind.EPCI: "Votre intercommunalité",
    AuthorityKind.DEPARTEMENT: "Votre département",
    AuthorityKind.REGION: "Votre région",
    AuthorityKind.SYNDICAT: "Votre syndicat",
    AuthorityKind.ETABLISSEMENT: "Votre établissement public",
}
#: What a person chooses from.
KIND_LABELS: dict[AuthorityKind, str] = {
    AuthorityKind.COMMUNE: "Commune",
    AuthorityKind.EPCI: "Intercommunalité à fiscalité propre (communauté, métropole)",
    AuthorityKind.DEPARTEMENT: "Département",
    AuthorityKind.REGION: "Région",
    AuthorityKind.SYNDICAT: "Syndicat intercommunal ou mixte",
    AuthorityKind.ETABLISSEMENT: "Établissement public local (CCAS, caisse des écoles, régie…)",
}
#: Those that have inhabitants.
WITH_POPULATION = frozenset(
    {
        AuthorityKind.COMMUNE,
        AuthorityKind.EPCI,
        AuthorityKind.DEPARTEMENT,
        AuthorityKind.REGION,
    }
)
_ALL_OF: dict[AuthorityKind, str] = {
    AuthorityKind.COMMUNE: "les communes",
    AuthorityKind.EPCI: "les intercommunalités à fiscalité propre",
    AuthorityKind.DEPARTEMENT: "les départements",
    AuthorityKind.REGION: "les régions",
    AuthorityKind.SYNDICAT: "les syndicats",
    AuthorityKind.ETABLISSEMENT: "les établissements publics locaux",
}


def who(kind: AuthorityKind) -> str:
    """Call the authority at the head of a sentence: « Votre commune »."""
    return WHO[kind]


def listed(words: Sequence[str], last: str = "et") -> str:
    """Write « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def kinds_listed(kinds: frozenset[AuthorityKind]) -> str:
    """Write « les communes et les départements », in the order of the law."""
    return listed([_ALL_OF[kind] for kind in AuthorityKind if kind in kinds])


def inhabitants(count: int) -> str:
    """Write « 3 499 habitants »."""
    return plural(count, "habitant")


def agents(count: Decimal) -> str:
    """Write « 49,5 agents en équivalent temps plein »."""
    # The plural begins at two in French: « 1,5 agent ».
    noun = "agent" if abs(count) < 2 else "agents"
    return f"{number(float(count), 2)}{NO_BREAK}{noun} en équivalent temps plein"
