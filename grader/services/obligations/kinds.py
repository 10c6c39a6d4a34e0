"""How each kind of authority is offered in the form: a short name, and what it covers."""

from __future__ import annotations

from collections.abc import Mapping

from grader.obligations.profile import AuthorityKind

#: Kind to (short name, what it covers or "").
KINDS: Mapping[AuthorityKind, tuple[str, str]] = {
    AuthorityKind.COMMUNE: ("Commune", ""),
    AuthorityKind.EPCI: (
        "Intercommunalité à fiscalité propre",
        "Communauté de communes, d'agglomération ou urbaine, métropole.",
    ),
    AuthorityKind.DEPARTEMENT: ("Département", ""),
    AuthorityKind.REGION: ("Région", ""),
    AuthorityKind.SYNDICAT: (
        "Syndicat",
        "Syndicat intercommunal ou mixte, pôle d'équilibre territorial et rural (PETR).",
    ),
    AuthorityKind.ETABLISSEMENT: (
        "Établissement public local",
        "Centre communal d'action sociale (CCAS), caisse des écoles, régie personnalisée, office.",
    ),
}
