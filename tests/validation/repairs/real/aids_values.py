"""Cells of published files of aids (``scdl/subventions``), as issues of 2024 to 2026 tell them."""

from __future__ import annotations

from tests.validation.repairs.real.published import Published, column_of, joined, lines_of

_AIDS = "scdl/subventions@2.1.1"
_BODY, _GIVER, _DAY, _PERIOD = (
    "idBeneficiaire", "idAttribuant", "dateConvention", "datesPeriodeVersement",
)  # fmt: skip
_RIGHT = "26990001500018"


def _refused(name: str, cause: str, column: str, *cells: str, wrong: int = 1) -> Published:
    """Give a case of which the first cells are lost."""
    lines = range(2, 2 + wrong)
    return Published(
        name, _AIDS, column_of(_AIDS, column, *cells), refused={(cause, column): lines}
    )


_SCIENTIFIC = (
    _refused("3073-siret-scientific", "scientific", _BODY, "7,99E+13", "7,99E+13", _RIGHT, wrong=2),
    _refused("3084-siret-scientific-everywhere", "scientific", _GIVER, "8,03E+13", "8,03E+13",
             wrong=2),
    _refused("3057-siret-scientific-whole", "scientific", _BODY, "4991E+13", _RIGHT),
)  # fmt: skip

_IDENTIFIERS = (
    _refused("3053-siret-ends-in-zeros", "zeroed-end", _BODY, "26990001500000", "26990002300000",
             "26990003100000", wrong=3),
    # Its key is right by chance: the file is valid, and the number is nobody's.
    _refused("3087-siret-zeroed-with-a-right-key", "zeroed-end", _BODY, "26991000000000", _RIGHT),
    _refused("2931-siren-for-siret", "siren-for-siret", _BODY, "269900015", "269900023", _RIGHT,
             wrong=2),
    _refused("2931-siret-wrong-key", "identifier-key", _BODY, "26990001500019", _RIGHT),
    _refused("3058-giver-by-siren", "siren-for-siret", _GIVER, "219900420", "219900420", wrong=2),
    Published(
        "3099-no-beneficiary-number",
        _AIDS,
        joined(lines_of(_AIDS, [{_BODY: "", "rnaBeneficiaire": ""}, {}, {}])),
        refused={("absent-required", _BODY): [2]},
    ),
    # Rows without a number were persons: what is missing must not be sought to be published.
    Published(
        "2814-names-of-individuals",
        _AIDS,
        joined(
            lines_of(
                _AIDS,
                [{_BODY: "", "rnaBeneficiaire": "", "nomBeneficiaire": "Mme Exemple, Camille"}, {}],
            )
        ),
        refused={("absent-required", _BODY): [2]},
    ),
)  # fmt: skip

_DATES = (
    Published(
        "3084-date-year-first",
        _AIDS,
        column_of(_AIDS, _DAY, "2024/01/07", "2024/11/30", "2024-02-01"),
        sure=frozenset({("date-year-first", _DAY)}),
        after={(2, _DAY): "2024-01-07", (3, _DAY): "2024-11-30"},
    ),
    Published(
        "3704-date-day-or-month-first",
        _AIDS,
        column_of(_AIDS, _DAY, "03/04/2024", "05/06/2024", "2024-02-01"),
        confirm=frozenset({("date-ambiguous", _DAY)}),
        confirmed={(2, _DAY): "2024-04-03", (3, _DAY): "2024-06-05"},
    ),
    Published(
        "2534-date-in-a-sentence",
        _AIDS,
        column_of(_AIDS, _DAY, "Commission Permanente du 27 février 2023", "2023-03-27"),
        confirm=frozenset({("date-in-text", _DAY)}),
        confirmed={(2, _DAY): "2023-02-27"},
    ),
    # 2023 and 2024 taken for a number of days: Excel shows a summer of 1905.
    _refused("2534-year-become-1905", "spreadsheet-year", _DAY, "1905-07-15", "1905-07-16",
             "2023-03-27", wrong=2),
    _refused("3101-five-dates", "date-several", _DAY,
             "12/01/2024, 15/02/2024, 14/03/2024, 18/04/2024, 16/05/2024", "2024-02-01"),
    _refused("3073-month-alone", "date-incomplete", _DAY, "03/2024", "mars 2024", "2024-02-01",
             wrong=2),
    Published(
        "3099-period-another-separator",
        _AIDS,
        column_of(
            _AIDS, _PERIOD, "2024-03-01 - 2024-09-30", "2024-03-01_2024-09-30",
            "2024-03-01;2024-09-30", "2024-03-01",
        ),
        sure=frozenset({("period", _PERIOD)}),
        after={(line, _PERIOD): "2024-03-01/2024-09-30" for line in (2, 3, 4)},
    ),
    _refused("3057-date-to-come", "future-date", _DAY, "2052-03-27", "2025-03-27"),
    _refused("2931-date-of-1998", "old-date", _DAY, "1998-03-27", "2025-03-27", "2025-04-01",
             "2025-04-02", "2025-05-12"),
    Published(
        "2933-mended-in-excel",
        _AIDS,
        joined(
            lines_of(
                _AIDS,
                [
                    {_DAY: "27/03/2025", "montant": "1200,50"},
                    {_DAY: "03/04/2025", "montant": "800,00"},
                    {_DAY: "24/04/2025", "montant": "1250.50"},
                ],
            )
        ),
        sure=frozenset({("date-day-first", _DAY), ("decimal-comma", "montant")}),
        confirm=frozenset({("date-ambiguous", _DAY)}),
        after={
            (2, _DAY): "2025-03-27",
            (4, _DAY): "2025-04-24",
            (2, "montant"): "1200.50",
            (3, "montant"): "800.00",
        },
        confirmed={(3, _DAY): "2025-04-03"},
    ),
)  # fmt: skip

_WORDS = (
    Published(
        "3057-nature-in-other-letters",
        _AIDS,
        column_of(
            _AIDS, "nature", "AIDE EN NUMERAIRE", "Aide en numéraire ", "aide  en nature",
            "aide en nature",
        ),
        sure=frozenset({("enum-writing", "nature")}),
        after={
            (2, "nature"): "aide en numéraire",
            (3, "nature"): "aide en numéraire",
            (4, "nature"): "aide en nature",
        },
    ),
    Published(
        "3058-nature-nearly",
        _AIDS,
        column_of(_AIDS, "nature", "aide en numérraire", "aide en nature"),
        confirm=frozenset({("enum-spelling", "nature")}),
        confirmed={(2, "nature"): "aide en numéraire"},
    ),
    _refused("3084-reference-become-a-date", "spreadsheet-reference", "referenceDecision",
             "02/07/2025", "2.8", "2.9", "2.10"),
)  # fmt: skip

CASES = (*_SCIENTIFIC, *_IDENTIFIERS, *_DATES, *_WORDS)
