"""Small files for the workshops of the workbench: one cause family each, dirty and clean.

``generate.py`` writes them under ``communes/val-ouvert/ateliers``. Each family has three files:
``<name>.csv`` is right, ``<name>-export.csv`` is what learners are given, ``<name>-essai.csv`` is
what is left by somebody who confirms everything without looking. What is wrong in each, and where
the right value is found, is told in ``communes/val-ouvert/README.md``.
"""

from __future__ import annotations

from rows import Rows, day_first, numbered, table, three, with_cells, written

FOUNTAIN = [
    "id", "type_fontaine", "modele", "gestionnaire", "siren_gestionnaire", "latitude", "longitude",
    "adresse", "code_commune_insee", "precision_geo", "conditions_acces", "date_installation",
    "indisponible", "accessible_pmr", "remplissage_contenant_possible",
]  # fmt: skip
TAXI = ["id", "nom", "insee", "geopoint", "adresse", "emplacements", "no_appel", "info"]

#: Place, kind, access, step-free, bottle can be filled.
_FOUNTAINS = [
    ("place de la Halle", "borne fontaine", "aucune", "true", "true"),
    ("rue du Lavoir", "robinet", "aucune", "false", "true"),
    ("place de la Mairie", "fontaine type Wallace", "aucune", "true", "true"),
    ("stade des Prés", "borne fontaine", "établissement soumis à horaires", "true", "true"),
    ("salle des fêtes", "robinet", "établissement soumis à horaires", "false", "false"),
    ("parc de la Source", "borne fontaine", "aucune", "true", "true"),
    ("impasse des Tanneurs", "autre", "aucune", "false", "false"),
    ("médiathèque", "robinet", "établissement soumis à horaires", "true", "true"),
    ("route de la Crête", "borne fontaine", "aucune", "true", "false"),
    ("ancienne gare", "fontaine type Wallace", "aucune", "true", "true"),
    ("chemin des Combes", "robinet", "aucune", "false", "true"),
    ("aire de jeux", "borne fontaine", "aucune", "true", "true"),
]
#: Name, thousandths of a degree from the town hall (east, north), places.
_STATIONS = [
    ("Place de la Mairie", 0, 0, 3), ("Gare", 9, 5, 4), ("Halle", 2, 1, 2), ("Stade", -6, 8, 2),
    ("Médiathèque", 3, -2, 1), ("Salle des fêtes", -4, 3, 2), ("Maison de santé", 5, 6, 3),
    ("Collège", -8, -5, 2), ("Parc de la Source", 11, -7, 1), ("Les Combes", 21, 14, 1),
    ("Pré-Long", -17, 12, 1), ("Zone de l'Octroi", 14, 19, 2),
]  # fmt: skip
_TITLES = ["REGISTRE DES DÉLIBÉRATIONS;Commune de Val-Ouvert", "Édité le 12/01/2026"]
_AMERICAN = {4: "2024-03-04", 12: "2024-05-06"}
_THOUSANDS = (17, 18)


# --- one family each -----------------------------------------------------------------------------


def _month_first(text: str) -> str:
    year, month, day = text.split("-")
    return f"{month}/{day}/{year}"


def dates(acts: Rows) -> dict[str, bytes]:
    """Dates of deliberations; two rows of another program have their month first."""
    clean = [acts[index] for index in (0, 1, 2, 10, 11, 12, 13, 14, 20, 21, 22, 30, 31, 40, 41, 50)]
    clean = with_cells(clean, "PREF_DATE", _AMERICAN)
    dirty = [
        {**row, "DELIB_DATE": day_first(row["DELIB_DATE"]),
         "PREF_DATE": day_first(row["PREF_DATE"])}
        for row in clean
    ]  # fmt: skip
    dirty = with_cells(
        dirty, "DELIB_DATE", {1: "18 janvier 2024", 8: "2024/03/21", 11: "31/04/2024"}
    )
    american = {index: _month_first(text) for index, text in _AMERICAN.items()}
    dirty = with_cells(dirty, "PREF_DATE", american | {2: "45310"})
    wrong = {index: "-".join(reversed(text.split("/"))) for index, text in american.items()}
    return three(
        "dates",
        table(clean),
        table(dirty, delimiter=";"),
        table(with_cells(clean, "PREF_DATE", wrong)),
    )


def numbers(aids: Rows) -> dict[str, bytes]:
    """Amounts and shares; two amounts have a comma between thousands."""
    clean = numbered(aids[:20])
    clean = with_cells(
        clean, "objet", dict.fromkeys(_THOUSANDS, "Projet commun, 2 600 € par école")
    )
    dirty = []
    for index, row in enumerate(clean):
        amount = row["montant"].replace(".", ",")
        if index % 3 == 0:
            amount = f"{amount[:-6]} {amount[-6:]} €"
        share = row["pourcentageSubvention"]
        dirty.append({**row, "montant": amount, "pourcentageSubvention": share.replace(".", ",")})
    dirty = with_cells(dirty, "montant", {10: "deux cents"} | dict.fromkeys(_THOUSANDS, "2,600"))
    dirty = with_cells(
        dirty, "pourcentageSubvention", {2: "100 %", 5: "100 %", 8: "100", 12: "100"}
    )
    wrong = dict.fromkeys(_THOUSANDS, "2.600")
    return three(
        "nombres",
        table(clean),
        table(dirty, delimiter=";"),
        table(with_cells(clean, "montant", wrong)),
    )


def answers() -> dict[str, bytes]:
    """Drinking fountains: a cross says that there is a step, and is no yes."""
    clean: Rows = []
    for index, (place, kind, access, free, filled) in enumerate(_FOUNTAINS):
        row = dict.fromkeys(FOUNTAIN, "")
        row |= {
            "id": f"VO-FONT-{index + 1:03d}",
            "type_fontaine": kind,
            "gestionnaire": "Commune de Val-Ouvert",
            "siren_gestionnaire": "219900420",
            "latitude": f"46.6{index * 7 + 10:03d}",
            "longitude": f"2.4{index * 5 + 12:03d}",
            "adresse": place,
            "code_commune_insee": "99042",
            "precision_geo": "Une marche à l'entrée" if free == "false" else "",
            "conditions_acces": access,
            "date_installation": f"{2008 + index}-05-15",
            "accessible_pmr": free,
            "remplissage_contenant_possible": filled,
        }
        clean.append(row)
    french = {"true": "OUI", "false": "NON"}
    dirty = []
    for index, row in enumerate(clean):
        free = "VRAI" if index % 2 else "Oui"
        dirty.append(
            {
                **row,
                "accessible_pmr": free if row["accessible_pmr"] == "true" else "X",
                "remplissage_contenant_possible": french[row["remplissage_contenant_possible"]],
                "conditions_acces": row["conditions_acces"].capitalize(),
            }
        )
    misspelt = {1: "robinnet", 2: "fontaine Wallace", 3: "Borne-fontaine", 5: "BORNE FONTAINE"}
    dirty = with_cells(dirty, "type_fontaine", misspelt)
    crossed = {i: "true" for i, row in enumerate(clean) if row["accessible_pmr"] == "false"}
    return three(
        "reponses",
        table(clean),
        table(dirty, delimiter=";"),
        table(with_cells(clean, "accessible_pmr", crossed)),
    )


def identifiers(aids: Rows) -> dict[str, bytes]:
    """SIRET of associations, each of which comes twice: the other row tells what one has lost."""
    clean = numbered([*aids[:12], *aids[20:32]])
    spaced = "219 900 420 00015"
    dirty = [{**row, "idAttribuant": spaced if index % 2 else f"{row['idAttribuant']}.0"}
             for index, row in enumerate(clean)]  # fmt: skip
    body = [row["idBeneficiaire"] for row in clean]
    damaged = {
        0: f"{body[0][:3]} {body[0][3:6]} {body[0][6:9]} {body[0][9:]}",
        3: f"{body[3]}.0",
        5: "2,699E+13",
        8: body[8][:9],
        14: "2,699E+13",
        16: f"{body[16][:9]}00000",
        19: body[19][:-2] + body[19][-1] + body[19][-2],
    }
    dirty = with_cells(dirty, "idBeneficiaire", damaged)
    emptied = dict.fromkeys((5, 8, 14, 16, 19), "")
    return three(
        "identifiants",
        table(clean),
        table(dirty, delimiter=";"),
        table(with_cells(clean, "idBeneficiaire", emptied)),
    )


def structure(acts: Rows) -> dict[str, bytes]:
    """Labels, titles, blank and repeated rows, and one row whose cells have moved."""
    clean = [acts[index] for index in (2, 4, 5, 6, 7, 9, 10, 13, 20, 21, 22, 30, 35, 36)]
    labels = {"VOTE_EFFECTIF": "VOTE_EFFFECTIF", "DELIB_OBJET": "DELIB_OBJT",
              "DELIB_URL": "Delib_Url", "PREF_DATE": "pref_date"}  # fmt: skip
    header = [labels.get(name, name) for name in clean[0]]
    cells = [list(row.values()) for row in clean]
    at = list(clean[0]).index("PREF_ID")
    cells[8] = [*cells[8][:at], "", *cells[8][at:]]
    repeated, blank = list(cells[4]), [""] * len(header)
    dirty = [header, *cells[:6], repeated, blank, *cells[6:], blank]
    attempt = [row for index, row in enumerate(clean) if index != 8]
    text = "\r\n".join([*_TITLES, written(dirty, delimiter=";")])
    return three("structure", table(clean), text.encode(), table(attempt))


def encodings(aids: Rows) -> dict[str, bytes]:
    """Letters read in a wrong encoding, and letters that are lost but stand in another row."""
    clean = numbered([*aids[2:16], *aids[22:30]])
    dirty = clean
    for column in ("nature", "objet", "nomBeneficiaire"):
        damaged = {
            index: row[column].encode().decode("cp1252")
            for index, row in enumerate(clean)
            if index % 3 != 1 and row[column].isprintable() and "à" not in row[column]
        }
        dirty = with_cells(dirty, column, damaged)
    lost = {index: clean[index]["nomBeneficiaire"].replace("é", "\ufffd") for index in (4, 16)}
    dirty = with_cells(dirty, "nomBeneficiaire", lost)
    plain = {index: clean[index]["nomBeneficiaire"].replace("é", "e") for index in lost}
    return three(
        "encodages",
        table(clean),
        table(dirty, delimiter=";"),
        table(with_cells(clean, "nomBeneficiaire", plain)),
    )


def coordinates() -> dict[str, bytes]:
    """Taxi ranks: some points have their latitude first, one has lost the place of its point."""
    clean: Rows = []
    for index, (name, east, north, places) in enumerate(_STATIONS):
        clean.append(
            {
                "id": f"99042-T-{index + 1:03d}",
                "nom": name,
                "insee": "99042",
                "geopoint": f"{2.432 + east / 1000:.3f},{46.604 + north / 1000:.3f}",
                "adresse": f"{name}, 99420 Val-Ouvert",
                "emplacements": str(places),
                "no_appel": "",
                "info": "Relevé du 12 mai : 46.610 nord, 2.437 est" if index == 6 else "",
            }
        )
    points = [row["geopoint"].split(",") for row in clean]
    swapped = {index: f"{points[index][1]},{points[index][0]}" for index in (2, 5, 9)}
    forms = {index: f"{points[index][0]};{points[index][1]}" for index in (1, 4, 8)}
    forms |= {index: f"{points[index][1]} / {points[index][0]}" for index in (3, 10)}
    forms[6] = "2.437 ; 4.6610"
    dirty = with_cells(clean, "geopoint", swapped | forms)
    attempt = with_cells(clean, "geopoint", {6: "2.437,4.6610"})
    return three("coordonnees", table(clean), table(dirty, delimiter=";"), table(attempt))


def files(acts: Rows, aids: Rows) -> dict[str, bytes]:
    """Give every file by name.

    Args:
        acts: right deliberations.
        aids: right aids.
    """
    return {
        **dates(acts),
        **numbers(aids),
        **answers(),
        **identifiers(aids),
        **structure(acts),
        **encodings(aids),
        **coordinates(),
    }
