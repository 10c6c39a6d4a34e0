"""Files of the sandbox notebook on joins: an excerpt of the COG, bodies, aids and their faults.

The codes of communes are facts (Insee, official geographic code). Bodies and amounts are invented:
a SIREN starts with 2699, as those of ``generate.bodies`` do, and can be nobody's.
"""

from __future__ import annotations

from collections.abc import Callable

from draws import Draw
from rows import Row, Rows, table

#: TYPECOM, COM, LIBELLE, COMPARENT: COM commune, COMD delegated commune, ARM arrondissement.
_COG = """\
COM 01004 84 01 Ambérieu-en-Bugey
COM 01053 84 01 Bourg-en-Bresse
COM 02408 32 02 Laon
COM 03190 84 03 Moulins
COM 04070 93 04 Digne-les-Bains
COM 05061 93 05 Gap
COM 06088 93 06 Nice
COM 07186 84 07 Privas
COM 08105 44 08 Charleville-Mézières
COM 09122 76 09 Foix
COM 13055 93 13 Marseille
COM 16015 75 16 Angoulême
COM 2A004 94 2A Ajaccio
COM 2B033 94 2B Bastia
COM 31555 76 31 Toulouse
COM 33063 75 33 Bordeaux
COM 35238 53 35 Rennes
COM 44109 52 44 Nantes
COM 50129 28 50 Cherbourg-en-Cotentin
COM 51454 44 51 Reims
COM 59350 32 59 Lille
COM 67482 44 67 Strasbourg
COM 69123 84 69 Lyon
COM 74010 84 74 Annecy
COM 75056 11 75 Paris
COM 93066 11 93 Saint-Denis
COM 97411 04 974 Saint-Denis
ARM 13201 93 13 Marseille 1er Arrondissement>13055
ARM 69383 84 69 Lyon 3e Arrondissement>69123
ARM 75111 11 75 Paris 11e Arrondissement>75056
COMD 50129 28 50 Cherbourg-Octeville>50129
COMD 50602 28 50 Tourlaville>50129
COMD 74010 84 74 Annecy>74010
COMD 74011 84 74 Annecy-le-Vieux>74010
COMD 74093 84 74 Cran-Gevrier>74010
COMD 74268 84 74 Seynod>74010
"""
#: Where bodies have their seat, as the export of the aids wrote it.
# fmt: off
_SEATS = (
    "01053", "01053", "06088", "04070", "02408", "08105", "2A004", "2B033",
    "31555", "33063", "35238", "44109", "51454", "59350", "67482", "69123",
    "74010", "74010", "50129", "93066", "97411", "16015", "01004", "05061",
    "09122", "74093", "74268", "50602", "75111", "69383",
)
# fmt: on
_KINDS = ("Chorale", "Club de judo", "Jardin partagé", "Atelier vélo", "Ludothèque", "Fanfare")
_NAMES = ("du Lavoir", "des Tilleuls", "de la Halle", "du Pré-Long", "des Combes")
_RANK = 501


def communes() -> Rows:
    """Give the excerpt of the COG, in the order of its own file."""
    rows: Rows = []
    for line in _COG.splitlines():
        kind, code, region, department, label = line.split(" ", 4)
        label, _, parent = label.partition(">")
        rows.append(
            {
                "TYPECOM": kind,
                "COM": code,
                "REG": region,
                "DEP": department,
                "LIBELLE": label,
                "COMPARENT": parent,
            }
        )
    return rows


def bodies(with_key: Callable[[str], str]) -> Rows:
    """Give establishments: one body in five has a second one, in the same commune."""
    rows: Rows = []
    for index, seat in enumerate(_SEATS):
        siren = with_key(f"26990{_RANK + index}")
        # Codes of communes that are merged since are left on purpose: real exports hold them.
        for number in range(1 + (index % 5 == 0)):
            siret = with_key(f"{siren}{number + 1:04d}")
            rows.append(
                {
                    "siren": siren,
                    "siret": siret,
                    "denomination": f"{_KINDS[index % 6]} {_NAMES[index // 6]}",
                    "codeCommune": seat,
                    "siege": "oui" if number == 0 else "non",
                }
            )
    return rows


def aids(places: Rows, seed: int) -> Rows:
    """Draw two years of aids as a spreadsheet left them: codes have lost their first zero."""
    draw = Draw(seed)
    seats = [row for row in places if row["siege"] == "oui"]
    rows: Rows = []
    for year in (2024, 2025):
        for seat in seats:
            if year == 2024 and draw.chance(0.2):
                continue
            row: Row = {
                "annee": str(year),
                "siret": seat["siret"],
                "beneficiaire": seat["denomination"],
                "code_commune": seat["codeCommune"].lstrip("0"),
                "montant": str(draw.whole(4, 60) * 50),
            }
            rows.append(row)
    return rows


def files(with_key: Callable[[str], str], *, seed: int) -> dict[str, bytes]:
    """Give each file by its name.

    Args:
        with_key: adds the check digit of a SIREN or a SIRET.
        seed: of the draw.
    """
    places = bodies(with_key)
    return {
        "communes.csv": table(communes()),
        "etablissements.csv": table(places),
        "aides-export.csv": table(aids(places, seed), delimiter=";"),
    }
