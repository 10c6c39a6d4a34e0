"""Published files of aids whose labels, rows or marks are wrong."""

from __future__ import annotations

from tests.validation.repairs.real.published import Published, joined, known, lines_of

_AIDS = "scdl/subventions@2.1.1"
_LABELS = known(_AIDS).labels
_DAY = "dateConvention"

#: Spellings of one column in published files; True where only its writing differs.
_SPELLINGS = {
    "Date de convention*": True,
    "date Convention": True,
    "DATE_CONVENTION": True,
    "Date convention": True,
    "dateconvention": True,
    "date_convention": True,
    "Date de convention": True,
    "Date de la convention": True,
    "Date Convention (AAAA-MM-JJ)": True,
    "dateConventions": False,
    "Date conv.": False,
    "datConvention": False,
}


def _spelled(label: str, *, same: bool) -> Published:
    name = f"3783-label-{label.replace(' ', '_')}"
    cause = ("label-writing", "") if same else ("label-spelling", _DAY)
    return Published(
        name,
        _AIDS,
        joined(lines_of(_AIDS, [{}, {}], labels={_DAY: label})),
        sure=frozenset({cause}) if same else frozenset(),
        confirm=frozenset() if same else frozenset({cause}),
        header=_LABELS,
    )


_TITLES = (
    "SUBVENTIONS VERSÉES AUX ASSOCIATIONS",
    "Attribuant : Commune de Val-Ouvert",
    "SIRET : 21990042000015",
)
_WITHOUT_GIVER = lines_of(_AIDS, [{}, {"referenceDecision": "2025-0327-05"}], without=_LABELS[:2])


def _with_orphan_quote() -> bytes:
    lines = lines_of(_AIDS, [{"objet": "¤Lire¤ au mois de mai"}, {"referenceDecision": "5"}])
    return joined([line.replace("¤", '"') for line in lines])


CASES = (
    *(_spelled(label, same=same) for label, same in _SPELLINGS.items()),
    Published(
        "3058-titles-hold-the-giver",
        _AIDS,
        joined([*_TITLES, *_WITHOUT_GIVER]),
        sure=frozenset({("title-lines", "")}),
        refused={("missing-required-columns", ""): [4]},
    ),
    Published(
        "2813-no-giver",
        _AIDS,
        joined(_WITHOUT_GIVER),
        refused={("missing-required-columns", ""): [1]},
    ),
    Published(
        "3704-orphan-quotes",
        _AIDS,
        _with_orphan_quote(),
        sure=frozenset({("orphan-quote", "")}),
    ),
    Published(
        "2318-row-with-an-amount-alone",
        _AIDS,
        joined([*lines_of(_AIDS, [{}, {"referenceDecision": "5"}]), ",,,,,,,,2401.00,,,,,,,"]),
        confirm=frozenset({("total-rows", "")}),
        gone=frozenset({4}),
    ),
)
