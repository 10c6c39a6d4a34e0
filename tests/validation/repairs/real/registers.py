"""Published registers: identifiers of enterprises, and deliberations."""

from __future__ import annotations

from tests.validation.repairs.real.published import (
    Published,
    column_of,
    joined,
    known,
    lines_of,
)

_ACTS = "scdl/deliberations@2.1.5"
_EQUIPMENT = "scdl/equipements@0.1.5"
_BNLC = "etalab/schema-lieux-covoiturage@0.3.1"
_SIRET = "COLL_SIRET"
#: What a published register of deliberations had beside the columns of the schema.
_FIVE_MORE = {
    "Service": "Secrétariat",
    "Rapporteur": "le maire",
    "Séance": "ordinaire",
    "Annexe": "non",
    "Observations": "à classer",
}
_BUDGET = ("BUDGET_ANNEE", "BUDGET_NOM")

CASES = (
    Published(
        "bio-siret-wrong-key",
        _EQUIPMENT,
        column_of(_EQUIPMENT, _SIRET, "21990042000016", "21990042000015", "21990042000015"),
        refused={("identifier-key", _SIRET): [2]},
    ),
    Published(
        "649-zero-lost",
        _BNLC,
        column_of(_BNLC, "source", "99004210", "219900420", "219900420"),
        confirm=frozenset({("lost-zero", "source")}),
        confirmed={(2, "source"): "099004210"},
    ),
    Published(
        "649-names-for-siret",
        _EQUIPMENT,
        column_of(_EQUIPMENT, _SIRET, "Club de pétanque de Val-Ouvert", "21990042000015"),
        refused={("words-for-identifier", _SIRET): [2]},
    ),
    Published(
        "5297-siret-as-a-float",
        _EQUIPMENT,
        column_of(_EQUIPMENT, _SIRET, "21990042000015.0", "21990042000015"),
        sure=frozenset({("identifier-decimal", _SIRET)}),
        after={(2, _SIRET): "21990042000015"},
    ),
    Published(
        "plessis-labels-nearly",
        _ACTS,
        joined(
            lines_of(
                _ACTS,
                [{}, {"DELIB_ID": "2025-0327-05"}],
                labels={"VOTE_EFFECTIF": "VOTE_EFFFECTIF", "VOTE_ABSTENTION": "VOTE_ABST"},
                extra={"column_18": ""},
            )
        ),
        sure=frozenset({("blank-columns", "")}),
        confirm=frozenset(
            {("label-spelling", "VOTE_EFFECTIF"), ("label-spelling", "VOTE_ABSTENTION")}
        ),
        header=known(_ACTS).labels,
    ),
    Published(
        "loiret-dates-by-hand",
        _ACTS,
        joined(
            lines_of(
                _ACTS,
                [
                    {"DELIB_DATE": "27/03/2025", "DELIB_ID": "2025-0327-01", "PREF_DATE": ""},
                    {"DELIB_DATE": "24/04/2025", "DELIB_ID": "2025-0424-01", "PREF_DATE": ""},
                ],
                without=_BUDGET,
                extra=_FIVE_MORE,
            )
        ),
        sure=frozenset({("date-day-first", "DELIB_DATE"), ("missing-columns", "")}),
        header=(*known(_ACTS).labels, *_FIVE_MORE),
        after={
            (2, "DELIB_DATE"): "2025-03-27",
            (3, "DELIB_DATE"): "2025-04-24",
        },
    ),
)
