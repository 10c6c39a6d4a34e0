"""Published files of addresses (BAL), and what their own validator tells of them."""

from __future__ import annotations

from tests.validation.repairs.real.published import (
    Published,
    column_of,
    joined,
    known,
    lines_of,
    row_of,
)

_BAL = "etalab/schema-bal@1.5.0"
_STREET = "toponyme"
_EQUIPMENT = "scdl/equipements@0.1.5"
_KEY = "ADR_CLE_INTEROP"


def _one(name: str, column: str, *cells: str) -> Published:
    """Give a case that the schema has nothing to say of: nothing may be changed."""
    return Published(name, _BAL, column_of(_BAL, column, *cells))


def _merged() -> dict[tuple[int, str], str]:
    """Give the cells of a row that a separator has cut in its source, once they are merged."""
    cells = list(row_of(_BAL, source="Val-Ouvert; service de la voirie").values())
    at = known(_BAL).labels.index("source")
    cut = [*cells[:at], "Val-Ouvert", " service de la voirie", *cells[at + 1 :]]
    trios = zip(known(_BAL).labels, cells, cut, strict=False)
    return {(2, name): cell for name, cell, wrong in trios if cell != wrong}


CASES = (
    Published(
        "bal-not-utf8",
        _BAL,
        joined(lines_of(_BAL, [{_STREET: "Allée de l'Étang"}, {"numero": "14"}]), "cp1252"),
        sure=frozenset({("encoding", "")}),
    ),
    # Capitals without accents and a street without its type are texts like others for the schema.
    _one("bal-capitals-without-accents", _STREET, "RUE DE L'EGLISE", "Rue de la Halle"),
    _one("bal-no-street-type", _STREET, "Halle", "Rue de la Halle"),
    # No key in this schema: an address may well come twice, with two positions.
    _one("bal-duplicate-numbers", "numero", "12", "14", "12"),
    Published(
        "165-header-in-capitals",
        _BAL,
        joined(
            lines_of(_BAL, [{}], labels={name: name.upper() for name in ("numero", "toponyme")})
        ),
        sure=frozenset({("label-writing", "")}),
        header=known(_BAL).labels,
    ),
    Published(
        "336-seven-bits",
        _BAL,
        column_of(_BAL, "commune_nom", "C\ttevoux/MoussiC)re", "Val-Ouvert"),
        refused={("seven-bit", "commune_nom"): [2]},
    ),
    Published(
        "23-separator-in-a-name",
        _BAL,
        joined(
            [
                line.replace("¤", ";")
                for line in lines_of(
                    _BAL,
                    [
                        {"source": "Val-Ouvert¤ service de la voirie"},
                        {"numero": "14"},
                        {"numero": "16"},
                    ],
                    delimiter=";",
                )
            ]
        ),
        sure=frozenset({("delimiter", "")}),
        confirm=frozenset({("unquoted-separator", "")}),
        confirmed=_merged(),
    ),
    Published(
        "23-quote-in-a-name",
        _BAL,
        joined(
            [
                line.replace("¤", '"')
                for line in lines_of(_BAL, [{"source": "¤La Poste¤ de Val-Ouvert"}, {}])
            ]
        ),
        sure=frozenset({("orphan-quote", "")}),
    ),
    # « separateur_decimal_invalide »: the point of the schema's pattern stands for any character.
    _one("bal-decimal-comma", "long", "2,5312", "2.5314"),
    # « numero.contient_prefixe »: 0012 is a whole number.
    _one("bal-number-with-zeros", "numero", "0012", "14"),
    Published(
        "bal-key-with-a-short-number",
        _EQUIPMENT,
        column_of(_EQUIPMENT, _KEY, "99042_0120_4", "99042_0120_12", "99042_0120_00004"),
        sure=frozenset({("address-key", _KEY)}),
        after={(2, _KEY): "99042_0120_00004", (3, _KEY): "99042_0120_00012"},
    ),
    _one("bal-case", _STREET, "rue de la halle", "Rue de la Halle"),
    Published(
        "bal-spaces-around",
        _BAL,
        column_of(_BAL, "commune_insee", " 99042", "99042 ", "99042"),
        sure=frozenset({("stray-spaces", "commune_insee")}),
        after={(2, "commune_insee"): "99042", (3, "commune_insee"): "99042"},
    ),
    Published(
        "bal-not-a-longitude",
        _BAL,
        column_of(_BAL, "long", "2.53.12", "2.5314", "2.5316"),
        refused={("not-a-coordinate", "long"): [2]},
    ),
    Published(
        "bal-date-to-come",
        _BAL,
        column_of(_BAL, "date_der_maj", "2052-03-27", "2025-03-27"),
        refused={("future-date", "date_der_maj"): [2]},
    ),
    Published(
        "bal-rows-without-ban-number",
        _BAL,
        column_of(_BAL, "id_ban_toponyme", "", "5b0c8a3e-2f41-4c7d-9a66-1d7e0f3b8c25"),
        refused={("absent-required", "id_ban_toponyme"): [2]},
    ),
    # « row.incoherence_numero » : 99999 says that a place has no number, and the schema knows it.
    _one("bal-place-with-a-number", "numero", "99999", "12"),
    # « longlat_xy_incoherents » : the schema compares no columns.
    _one("bal-two-places", "lat", "46.2199", "46.2147"),
)
