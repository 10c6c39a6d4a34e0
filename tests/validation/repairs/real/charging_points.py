"""Published files of charging points (IRVE) and of car-pooling places (BNLC)."""

from __future__ import annotations

from collections.abc import Sequence

from tests.validation.repairs.real.published import (
    Published,
    column_of,
    joined,
    known,
    lines_of,
    row_of,
)

_IRVE = "etalab/schema-irve-statique@2.3.1"
_BNLC = "etalab/schema-lieux-covoiturage@0.3.1"
_POINT = "coordonneesXY"
#: Some points around the town hall: longitude, latitude.
_POINTS = [f"[2.53{n}2,46.21{n}7]" for n in range(1, 7)]
_INVERTED = [f"[46.21{n}7,2.53{n}2]" for n in range(1, 7)]

#: Columns of the first version of the schema, which has other names and other rules.
_FIRST_VERSION = (
    (
        "n_amenageur;n_operateur;n_enseigne;id_station;n_station;ad_station;code_insee;Xlongitude;"
        "Ylatitude;nbre_pdc;id_pdc;puiss_max;type_prise;acces_recharge;accessibilité;observations;"
        "date_maj"
    ),
    (
        "Commune de Val-Ouvert;Commune de Val-Ouvert;Val-Ouvert Recharge;FR*V99*P99042*001;"
        "Place de la Halle;1 place de la Halle 99420 Val-Ouvert;99042;2.5312;46.2147;2;"
        "FR*V99*E99042*001;22;EF-T2;payant;24/7;;2019/05/14"
    ),
)

_FIRST_LABELS = _FIRST_VERSION[0].split(";")
#: Its labels that are near those of the present version.
_NEAR_NAMES = {
    "n_amenageur": "nom_amenageur",
    "n_operateur": "nom_operateur",
    "n_enseigne": "nom_enseigne",
    "n_station": "nom_station",
    "code_insee": "code_insee_commune",
    "accessibilité": "accessibilite_pmr",
}


def _points(*cells: str) -> bytes:
    return column_of(_IRVE, _POINT, *cells)


_STATIONS: tuple[dict[str, str], ...] = (
    {},
    {"nom_station": "Hôtel de ville"},
    {"nom_station": "Gymnase"},
)
_AT = known(_IRVE).labels.index("contact_amenageur")


def _shifted(rows: Sequence[dict[str, str]]) -> bytes:
    """Put all cells one column further from the third on, as a cell pasted in the way does."""
    header, *lines = lines_of(_IRVE, rows)
    moved = []
    for line in lines:
        cells = line.split(",", _AT)
        moved.append(",".join([*cells[:_AT], "", cells[_AT]]))
    return joined([header, *moved])


def _back_in_place(rows: Sequence[dict[str, str]]) -> dict[tuple[int, str], str]:
    """Give the cells that moving all back changes."""
    names = known(_IRVE).labels
    found = {}
    for line, row in enumerate(rows, start=2):
        cells = list(row_of(_IRVE, **row).values())
        moved = [*cells[:_AT], "", *cells[_AT:]]
        for name, cell, wrong in zip(names, cells, moved, strict=False):
            if cell != wrong:
                found[line, name] = cell
    return found


def _booleans(*cells: str) -> bytes:
    return column_of(_IRVE, "prise_type_2", *cells)


CASES = (
    Published(
        "5535-latitude-first",
        _IRVE,
        _points(*_INVERTED),
        confirm=frozenset({("inverted-coordinates", _POINT)}),
        confirmed={(2 + at, _POINT): point for at, point in enumerate(_POINTS)},
    ),
    Published(
        "5535-latitude-first-in-some-rows",
        _IRVE,
        _points(*_POINTS, _INVERTED[0]),
        confirm=frozenset({("inverted-coordinates", _POINT)}),
        confirmed={(8, _POINT): _POINTS[0]},
    ),
    # The schema accepts both writings: a valid cell is left as it is.
    Published("5262-spaces-in-a-point", _IRVE, _points("[2.5312 , 46.2147]")),
    Published("5429-point-scientific", _IRVE, _points("[-9.92E-4, 46.2147]", *_POINTS)),
    Published(
        "4720-semicolons",
        _IRVE,
        joined(lines_of(_IRVE, [{}], delimiter=";")),
        sure=frozenset({("delimiter", "")}),
    ),
    Published(
        "4752-latin-1",
        _IRVE,
        joined(lines_of(_IRVE, [{"nom_station": "Hôtel de ville", "tarification": ""}]), "latin-1"),
        sure=frozenset({("encoding", "")}),
    ),
    Published(
        "4759-booleans-of-excel",
        _IRVE,
        _booleans("VRAI", "FAUX", "true"),
        sure=frozenset({("boolean-spelling", "prise_type_2")}),
        after={(2, "prise_type_2"): "true", (3, "prise_type_2"): "false"},
    ),
    Published(
        "4759-num-pdl",
        _IRVE,
        joined(lines_of(_IRVE, [{}], labels={"num_pdl": "num-pdl"})),
        sure=frozenset({("label-writing", "")}),
        header=known(_IRVE).labels,
    ),
    Published(
        "23-eight-spellings-of-a-boolean",
        _IRVE,
        _booleans("true", "True", "TRUE", "1", "VRAI", "vrai", "Oui", "OUI", "false"),
        sure=frozenset({("boolean-spelling", "prise_type_2")}),
        after={(line, "prise_type_2"): "true" for line in (6, 7, 8, 9)},
    ),
    Published(
        "38-example-of-the-documentation",
        _IRVE,
        column_of(_IRVE, "id_pdc_itinerance", "FRV99E990420011", "FRV99EMAIRIE2"),
        refused={("example-value", "id_pdc_itinerance"): [2]},
    ),
    Published(
        "3852-file-of-the-first-version",
        _IRVE,
        joined(_FIRST_VERSION),
        sure=frozenset({("delimiter", ""), ("date-year-first", "date_maj")}),
        # What is near is told, but the file has to be made again for this version.
        confirm=frozenset(("label-spelling", name) for name in _NEAR_NAMES.values()),
        refused={("other-schema", ""): [1]},
        after={(2, "date_maj"): "2019-05-14"},
        header=tuple(_NEAR_NAMES.get(name, name) for name in _FIRST_LABELS),
    ),
    Published(
        "irve-3-shifted-by-one-column",
        _IRVE,
        _shifted(_STATIONS),
        confirm=frozenset({("shifted-columns", "")}),
        confirmed=_back_in_place(_STATIONS),
    ),
    Published(
        "3586-unescaped-quote",
        _BNLC,
        joined(
            [
                line.replace("¤", '"')
                for line in lines_of(_BNLC, [{"nom_lieu": "¤Pré-Long¤ (parking)"}, {}])
            ]
        ),
        sure=frozenset({("orphan-quote", "")}),
    ),
    Published(
        "5535-swapped-columns",
        _BNLC,
        joined(
            lines_of(
                _BNLC,
                [
                    {"id_local": f"VO-{n}", "Xlong": f"46.21{n}7", "Ylat": f"2.53{n}2"}
                    for n in range(1, 7)
                ],
            )
        ),
        confirm=frozenset({("inverted-coordinates", "")}),
        confirmed={
            **{(1 + n, "Xlong"): f"2.53{n}2" for n in range(1, 7)},
            **{(1 + n, "Ylat"): f"46.21{n}7" for n in range(1, 7)},
        },
    ),
)
