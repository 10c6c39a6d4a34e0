"""Write the files of children of the exercises on anonymising: pupils, and births.

Nobody is real: first names and surnames are put together at random.
"""

from __future__ import annotations

from datetime import date

import privacy_case_words as cases
import privacy_words
from draws import Draw
from privacy import Row, plain, weighted_streets, written
from privacy_cases import SEED, YEAR_END, day_between, french, in_order

RUNNERS = 110
BIRTHS, ANNOUNCED = 960, 90
_FIRST_NAMES = {
    name for both in (cases.COMMON, cases.RARE) for one in both.values() for name in one
}
#: Surnames that are nobody's first name here: nobody is called Adam Adam.
SURNAMES = tuple(name for name in privacy_words.SURNAMES if name not in _FIRST_NAMES)


# --- pupils ------------------------------------------------------------------------------------


def pupils() -> dict[str, bytes]:
    """Draw the pupils of six schools: the smallest has thirteen."""
    draw = Draw(SEED + 1)
    rows: list[Row] = []
    named: set[tuple[str, str]] = set()
    for school, counts in cases.SCHOOLS:
        for (level, age), count in zip(cases.LEVELS, counts, strict=True):
            rows += [pupil(school, level, 2025 - age, named, draw) for _ in range(count)]
    # In the smallest school, each kind of class has pupils who are helped and pupils who are not.
    small = [row for row in rows if row["ECOLE"] == cases.SCHOOLS[-1][0]]
    for row in small:
        row["ACCOMPAGNEMENT"] = cases.ALONE
    small[1]["ACCOMPAGNEMENT"] = small[6]["ACCOMPAGNEMENT"] = cases.HELPS[1][0]
    others = [row for row in rows if row["ECOLE"] != cases.SCHOOLS[-1][0]]
    ran = [*small[:9], *draw.shuffled(others)[: RUNNERS - 9]]
    public = [
        {
            **{name: row[name] for name in ("NOM", "PRENOM", "SEXE", "ECOLE", "NIVEAU")},
            "TEMPS": f"{draw.whole(4, 9)}:{draw.whole(0, 59):02d}",
        }
        for row in ran
    ]
    rows = in_order(rows, "NOM", "PRENOM")
    for number, row in enumerate(rows, start=1):
        row["DOSSIER"] = f"SCO-{number:04d}"
    return {
        "eleves.csv": written(rows),
        "cross-des-ecoles.csv": written(in_order(public, "NOM", "PRENOM")),
    }


def pupil(school: str, level: str, year: int, named: set[tuple[str, str]], draw: Draw) -> Row:
    """Draw a pupil born that year."""
    sex = "F" if draw.chance(0.5) else "M"
    names = ("", "")
    while names == ("", "") or names in named:
        names = (draw.one(cases.COMMON[sex] + cases.RARE[sex]), draw.one(SURNAMES))
    named.add(names)
    born = day_between(draw, date(year, 1, 1), date(year, 12, 31))
    parent = draw.one(privacy_words.WOMEN if draw.chance(0.5) else privacy_words.MEN)
    return {
        "DOSSIER": "",
        "NOM": names[1].upper(),
        "PRENOM": names[0],
        "SEXE": sex,
        "DATE_NAISSANCE": born.isoformat(),
        "ECOLE": school,
        "NIVEAU": level,
        "RESPONSABLE": f"{parent} {names[1]}",
        "COURRIEL": f"{plain(parent)}.{plain(names[1])}@courriel.example",
        "ACCOMPAGNEMENT": draw.weighted(cases.HELPS),
    }


# --- births ------------------------------------------------------------------------------------


def births() -> dict[str, bytes]:
    """Draw three years of births of a maternity hospital: many first names are given once."""
    draw = Draw(SEED + 2)
    rows: list[Row] = []
    for _ in range(BIRTHS):
        sex = "F" if draw.chance(0.49) else "M"
        common, rare = cases.COMMON[sex], cases.RARE[sex]
        # The first of the list are given most.
        popular = [(name, len(common) + 6 - rank) for rank, name in enumerate(common)]
        rows.append(
            {
                "NUMERO_ACTE": "",
                "NOM": draw.one(SURNAMES).upper(),
                "PRENOM": draw.weighted(popular) if draw.chance(0.78) else draw.one(rare),
                "SEXE": sex,
                "DATE_NAISSANCE": day_between(draw, date(2023, 1, 1), YEAR_END).isoformat(),
                "COMMUNE_PARENTS": draw.weighted(weighted_streets())[2],
                "FILIATION": draw.weighted(cases.FILIATIONS),
            }
        )
    rows.sort(key=lambda row: row["DATE_NAISSANCE"])
    for number, row in enumerate(rows, start=1):
        row["NUMERO_ACTE"] = f"{row['DATE_NAISSANCE'][:4]}-{number:04d}"
    uncommon = [row for row in rows if row["PRENOM"] in cases.RARE[row["SEXE"]]]
    told = [*draw.shuffled(uncommon)[:40], *draw.shuffled(rows)[: ANNOUNCED - 40]]
    public = [
        {
            "PRENOM": row["PRENOM"],
            "NOM": row["NOM"].title(),
            "SEXE": row["SEXE"],
            "NAISSANCE": french(date.fromisoformat(row["DATE_NAISSANCE"])),
            "COMMUNE": row["COMMUNE_PARENTS"],
        }
        for row in {row["NUMERO_ACTE"]: row for row in told}.values()
    ]
    return {
        "naissances.csv": written(rows),
        "carnet.csv": written(in_order(public, "NOM", "PRENOM")),
    }


def files() -> dict[str, bytes]:
    """Give every file by name."""
    return {**pupils(), **births()}
