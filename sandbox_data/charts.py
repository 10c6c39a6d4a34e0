"""The file that a resident's question is about: three years of grants to associations.

Four readings of it give four answers, so that a chart shows which one was chosen: who received
the most in all, who asked for the most, who has the most lines, who has the greatest one.
"""

from __future__ import annotations

import csv
import io

import words
from draws import Draw

SEED = 20_260_212
YEARS = (2023, 2024, 2025)
COLUMNS = (
    "annee", "nomBeneficiaire", "domaine", "objet", "montantDemande", "montantVerse",
)  # fmt: skip
CULTURE, SPORT, LIFE = "Culture", "Sport", "Vie locale"
SOLIDARITY, SCHOOL, NATURE = "Solidarité", "Enfance et école", "Environnement"
#: In the order of ``words.BENEFICIARIES``.
FIELDS = (
    NATURE, SPORT, CULTURE, SPORT, CULTURE, SPORT, LIFE, LIFE, NATURE, SOLIDARITY,
    CULTURE, CULTURE, CULTURE, NATURE, SCHOOL, NATURE, SCHOOL, SPORT, SCHOOL, SOLIDARITY,
)  # fmt: skip
RUNNING, KIT, WORKS = "Fonctionnement de l'année {year}", "Achat de matériel", "Rénovation du local"
#: Beneficiary to its lines: (year, purpose, asked, paid), in euros.
TOLD: dict[str, list[tuple[int, str, int, int]]] = {
    # The most money in all.
    "École de musique de Val-Ouvert": [
        (2023, RUNNING, 9_500, 9_000), (2024, RUNNING, 9_800, 9_400), (2024, KIT, 3_500, 3_200),
        (2025, RUNNING, 10_200, 9_850),
    ],
    "Judo club de la Gare": [
        (2023, RUNNING, 7_500, 7_200), (2024, RUNNING, 8_200, 7_600), (2025, RUNNING, 8_600, 8_150),
    ],
    # The most money asked for.
    "Harmonie de Val-Ouvert": [
        (2023, RUNNING, 12_000, 4_200), (2024, RUNNING, 14_500, 4_300),
        (2025, RUNNING, 15_000, 4_400),
    ],
    # The greatest line.
    "Ressourcerie de l'ancienne gare": [(2024, WORKS, 16_000, 15_000)],
    # The most lines.
    "Comité des fêtes de Val-Ouvert": [
        *((year, "Fête de l'été {year}", 2_000, 1_800) for year in YEARS),
        *((year, "Tournoi du 14 juillet", 900, 800) for year in YEARS),
        *((year, "Sortie de fin d'année", 700, 650) for year in YEARS),
    ],
}  # fmt: skip


def grants() -> list[dict[str, str]]:
    """Give the lines, year by year, in the order in which the council voted them."""
    draw = Draw(SEED)
    lines: list[tuple[int, str, str, str, int, int]] = []
    for name, field in zip(words.BENEFICIARIES, FIELDS, strict=True):
        told = TOLD.get(name)
        if told is None:
            usual = draw.whole(6, 46) * 100
            told = []
            for year in YEARS:
                asked = usual + draw.whole(-3, 5) * 50
                told.append((year, RUNNING, asked, asked - draw.whole(0, 4) * 50))
        lines.extend((year, name, field, *rest) for year, *rest in told)
    ordered = sorted(draw.shuffled(lines), key=lambda line: line[0])
    rows = []
    for year, name, field, purpose, asked, paid in ordered:
        cells = (str(year), name, field, purpose.format(year=year), f"{asked}.00", f"{paid}.00")
        rows.append(dict(zip(COLUMNS, cells, strict=True)))
    return rows


def files() -> dict[str, bytes]:
    """Give every file by name."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(grants())
    return {"associations.csv": stream.getvalue().encode()}
