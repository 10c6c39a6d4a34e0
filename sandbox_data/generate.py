"""Write the files of Val-Ouvert, the fictional commune: clean files and their dirty twins.

    python sandbox_data/generate.py

rewrites the files of ``communes/val-ouvert`` byte for byte: the seed is below, and only
``Random.random`` is drawn from, whose sequence Python guarantees. Standard library only.
What each dirty twin gets wrong is listed in ``communes/val-ouvert/README.md``.
"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import acts as council_acts
import atelier_files
import charts
import lent_rooms
import privacy
import privacy_cases
import privacy_children
import services
import words
import workshops
from draws import Draw
from rows import Row, day_first

SEED = 20_250_327
FOLDER = Path(__file__).resolve().parent / "communes" / "val-ouvert"
#: What sandbox notebooks join: it is of no commune.
ATELIER = Path(__file__).resolve().parent / "atelier"

COMMUNE = "Commune de Val-Ouvert"
#: 21 (communes), 99 (no French department), 0042: a form that no real commune can have.
SIREN_BASE = "21990042"
#: Its community of communes: 24, 99 and 0042, for the same reason.
COMMUNITY_BASE = "24990042"
SITE = "https://www.val-ouvert.example/deliberations"
COUNCIL = 27
MEETING_MONTHS = (1, 2, 3, 4, 5, 6, 9, 10, 11, 12)
YEARS = (2024, 2025)
SUBJECTS_A_MEETING = 10
#: A subject does not come back before that many meetings.
REST = 3
HOLIDAYS = {date.fromisoformat(text) for text in words.HOLIDAYS}

DELIBERATION = [
    "COLL_NOM",
    "COLL_SIRET",
    "DELIB_ID",
    "DELIB_DATE",
    "DELIB_MATIERE_CODE",
    "DELIB_MATIERE_NOM",
    "DELIB_OBJET",
    "BUDGET_ANNEE",
    "BUDGET_NOM",
    "PREF_ID",
    "PREF_DATE",
    "VOTE_EFFECTIF",
    "VOTE_REEL",
    "VOTE_POUR",
    "VOTE_CONTRE",
    "VOTE_ABSTENTION",
    "DELIB_URL",
]
VOTES = DELIBERATION[11:16]
SUBVENTION = [
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
    "dispositifAide",
]


def with_key(digits: str) -> str:
    """Add the digit that makes Luhn's sum a multiple of ten (as SIREN and SIRET have it)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def siret(base: str) -> str:
    """Make the SIRET of a head office from the first eight digits of a SIREN."""
    return with_key(with_key(base) + "0001")


# --- deliberations -----------------------------------------------------------------------------


def meeting_date(year: int, month: int, draw: Draw) -> date:
    """Choose the last Thursday of the month, or the one before."""
    day = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    day -= timedelta(days=(day.weekday() - 3) % 7)
    early = month == 12 or day in HOLIDAYS or draw.chance(0.25)
    return day - timedelta(days=7) if early else day


def deliberations() -> list[Row]:
    """Draw two years of deliberations, in the order in which they were taken."""
    draw = Draw(SEED)
    rows: list[Row] = []
    said: set[str] = set()
    recent: list[set[str]] = []
    for year in YEARS:
        for month in MEETING_MONTHS:
            day = meeting_date(year, month, draw)
            voters = draw.whole(22, COUNCIL)
            subjects = list(words.YEARLY.get(month, []))
            matters = {subject for _, subject, _ in subjects}
            while len(subjects) < SUBJECTS_A_MEETING:
                subject = draw.one(words.DRAWN)
                if not any(subject[1] in used for used in (matters, *recent[-REST:])):
                    matters.add(subject[1])
                    subjects.append(subject)
            recent.append(matters)
            for number, subject in enumerate(subjects, start=1):
                rows.append(deliberation(subject, number, day, voters=voters, draw=draw, said=said))
    return rows


def deliberation(
    subject: tuple[str, str, str],
    number: int,
    day: date,
    *,
    voters: int,
    draw: Draw,
    said: set[str],
) -> Row:
    """Make one deliberation; its sentence is drawn again until it is a new one."""
    code, template, mark = subject
    for _ in range(50):
        fillers = {name: draw.one(choices) for name, choices in words.FILLERS.items()}
        years = {"year": day.year, "last": day.year - 1, "next": day.year + 1}
        sentence = template.format(**fillers, **years)
        if sentence not in said:
            break
    said.add(sentence)
    row = dict.fromkeys(DELIBERATION, "")
    row |= {
        "COLL_NOM": COMMUNE,
        "COLL_SIRET": siret(SIREN_BASE),
        "DELIB_ID": f"{day:%Y-%m%d}-{number:02d}",
        "DELIB_DATE": day.isoformat(),
        "DELIB_MATIERE_CODE": code,
        "DELIB_MATIERE_NOM": words.MATTERS[code],
        "DELIB_OBJET": sentence,
    }
    if "$" in mark:
        row |= budget(mark, day.year)
    if not draw.chance(0.04):
        received = day + timedelta(days=draw.whole(1, 8))
        while received.weekday() > 4 or received in HOLIDAYS:
            received += timedelta(days=1)
        row |= {"PREF_ID": "PREF099", "PREF_DATE": received.isoformat()}
    if "-" not in mark:
        row |= votes(voters, draw, divided="!" in mark)
    if not draw.chance(0.05):
        row["DELIB_URL"] = f"{SITE}/{row['DELIB_ID']}.pdf"
    return row


def budget(mark: str, year: int) -> Row:
    """Say which budget and which year a decision touches."""
    if "$$" in mark:
        return {"BUDGET_ANNEE": f"{year}/{year + 1}", "BUDGET_NOM": "Budget principal"}
    if "eau" in mark:
        return {"BUDGET_ANNEE": str(year), "BUDGET_NOM": "Budget annexe de l'eau"}
    return {"BUDGET_ANNEE": str(year + ("next" in mark)), "BUDGET_NOM": "Budget principal"}


def votes(voters: int, draw: Draw, *, divided: bool) -> Row:
    """Draw a vote: nearly all agree, unless the subject divides the council."""
    real = voters - draw.chance(0.1)
    against = draw.whole(1, 5) if divided else 0
    abstained = draw.whole(0, 4) if divided or draw.chance(0.25) else 0
    counts = (COUNCIL, real, real - against - abstained, against, abstained)
    return dict(zip(VOTES, map(str, counts), strict=True))


def dirty_deliberations(clean: list[Row]) -> bytes:
    """Write the same rows as a business application exports them, with its faults."""
    draw = Draw(SEED + 1)
    rows = [dict(row) for row in clean]
    unanimous = [row for row in rows if row["VOTE_REEL"] and row["VOTE_REEL"] == row["VOTE_POUR"]]
    divided = [row for row in rows if row["VOTE_CONTRE"] not in {"", "0"}]
    # Sums that are wrong by one cell alone: what the vote for should be follows from the others.
    unanimous[20]["VOTE_POUR"] = unanimous[20]["VOTE_POUR"][::-1]
    unanimous[60]["VOTE_POUR"] = unanimous[60]["VOTE_POUR"][0]
    divided[5]["VOTE_POUR"] = str(int(divided[5]["VOTE_POUR"]) - 2)
    for index in (8, 47, 90):
        unanimous[index]["VOTE_POUR"] = "Unanimité"
    for index in range(12):
        row = unanimous[index * 9 + 3]
        row["VOTE_POUR"] = f"{row['VOTE_POUR']},00"
    for row in rows:
        row["COLL_SIRET"] = "2,199E+13"
        row["DELIB_MATIERE_CODE"] = row["DELIB_MATIERE_CODE"].replace(".", ",")
        for column in ("DELIB_DATE", "PREF_DATE"):
            row[column] = day_first(row[column])
    february = [row for row in rows if row["DELIB_DATE"].endswith("/02/2025")]
    february[draw.whole(2, 6)]["DELIB_DATE"] = "30/02/2025"
    repeated = dict(rows[150])
    rows.insert(154, repeated)
    rows.insert(101, dict.fromkeys(DELIBERATION, ""))
    labels = {
        "DELIB_DATE": "DATE_DELIB",
        "DELIB_OBJET": "DELIB_OBJT",
        "VOTE_EFFECTIF": "VOTE_EFFFECTIF",
        "VOTE_ABSTENTION": "VOTE_ABST",
        "DELIB_URL": "Delib_Url",
    }
    titles = [
        f"REGISTRE DES DÉLIBÉRATIONS - {COMMUNE} - SIRET {siret(SIREN_BASE)}",
        "Édité le 08/01/2026 à 09:12",
    ]
    header = [labels.get(name, name) for name in DELIBERATION]
    table = written(rows, DELIBERATION, header, delimiter=";", end="\r\n")
    return ("\r\n".join([*titles, table])).encode("cp1252")


# --- aids --------------------------------------------------------------------------------------


def subventions() -> list[Row]:
    """Draw forty aids to fictional bodies."""
    draw = Draw(SEED + 2)
    rows: list[Row] = []
    for index in range(40):
        year = YEARS[index // 20]
        body = index % len(words.BENEFICIARIES)
        day = meeting_date(year, draw.one([3, 4, 5]), draw)
        paid = day + timedelta(days=draw.whole(20, 60))
        nature = draw.one(["aide en numéraire"] * 4 + ["aide en nature"])
        staged = draw.chance(0.3)
        row = dict.fromkeys(SUBVENTION, "")
        row |= {
            "nomAttribuant": COMMUNE,
            "idAttribuant": siret(SIREN_BASE),
            "dateConvention": day.isoformat(),
            "referenceDecision": f"{day:%Y-%m%d}-{draw.whole(1, 10):02d}",
            "nomBeneficiaire": words.BENEFICIARIES[body],
            "idBeneficiaire": bodies()[body],
            "rnaBeneficiaire": f"W990000{body + 1:03d}",
            "objet": draw.one(words.PURPOSES).format(year=year),
            "montant": f"{draw.whole(4, 90) * 50}.{draw.one(['00', '00', '50'])}",
            "nature": nature,
            "conditionsVersement": "échelonné" if staged else "unique",
            "datesPeriodeVersement": paid.isoformat(),
            "notificationUE": "non",
            "pourcentageSubvention": "1",
        }
        if staged:
            row["datesPeriodeVersement"] += f"/{(paid + timedelta(days=180)).isoformat()}"
        rows.append(row)
    rows[6]["nature"] = "aide en numéraire;aide en nature"
    rows[11]["rnaBeneficiaire"] = ""
    rows[15] |= {"notificationUE": "oui", "idRAE": "10482"}
    shared = dict(rows[17])
    rows[17]["pourcentageSubvention"] = "0.6"
    rows[18] = {
        **shared,
        **{name: rows[18][name] for name in SUBVENTION[4:7]},
        "pourcentageSubvention": "0.4",
    }
    return rows


def dirty_subventions(clean: list[Row]) -> bytes:
    """Write the same rows with the faults seen in published files of aids."""
    rows = [dict(row) for row in clean]
    for index, row in enumerate(rows):
        day = row["dateConvention"]
        row["dateConvention"] = day.replace("-", "/") if index % 9 == 4 else day_first(day)
        row["montant"] = row["montant"].replace(".", ",")
        row["notificationUE"] = row["notificationUE"].upper()
        row["pourcentageSubvention"] = row["pourcentageSubvention"].replace(".", ",")
        period = row["datesPeriodeVersement"]
        if "/" in period:
            row["datesPeriodeVersement"] = period.replace("/", " - ")
        elif index % 3 == 0:
            row["datesPeriodeVersement"] = day_first(period)
        if row["nature"] == "aide en nature" or index % 8 == 1:
            row["nature"] = row["nature"].removeprefix("aide en ").capitalize()
        if index % 10 == 2:
            row["pourcentageSubvention"] = "100"
    for index in (3, 10, 22, 31, 38):
        rows[index]["idBeneficiaire"] = "2,699E+13"
    for index in (5, 19, 27):
        rows[index]["idBeneficiaire"] = rows[index]["idBeneficiaire"][:9]
    rows[13]["idBeneficiaire"] = rows[13]["idBeneficiaire"][:-1] + "9"
    for index in (8, 33):
        rows[index] |= {"idBeneficiaire": "", "rnaBeneficiaire": ""}
    rows[16]["dateConvention"] = "Conseil municipal du 25 avril 2024"
    rows[7]["montant"] = "1 500,00 €"
    for index in (2, 12, 24):
        damaged = rows[index]["nomBeneficiaire"].encode().decode("cp1252")
        rows[index]["nomBeneficiaire"] = damaged
    cents = sum(int(row["montant"].replace(".", "")) for row in clean)
    total = dict.fromkeys(SUBVENTION, "")
    total |= {"objet": "TOTAL", "montant": f"{cents // 100},{cents % 100:02d}"}
    rows.append(total)
    labels = {
        "dateConvention": "Date de convention*",
        "referenceDecision": "Reference decision",
        "conditionsVersement": "conditionsVersment",
    }
    kept = SUBVENTION[2:]
    header = [labels.get(name, name) for name in kept] + ["Observations"]
    for row in rows:
        row["Observations"] = ""
    rows[30]["Observations"] = "à vérifier"
    table = written(rows, [*kept, "Observations"], header, delimiter=";", end="\r\n")
    # A quote that nobody doubled, as exports made by hand have them.
    table = table.replace("Club de lecture des Tilleuls", '"Club de lecture" des Tilleuls', 1)
    titles = [
        "SUBVENTIONS VERSÉES AUX ASSOCIATIONS",
        f"Attribuant : {COMMUNE}",
        f"SIRET : {siret(SIREN_BASE)}",
    ]
    return b"\xef\xbb\xbf" + "\r\n".join([*titles, table]).encode()


# --- writing -----------------------------------------------------------------------------------


def written(
    rows: list[Row], columns: list[str], header: list[str], *, delimiter: str = ",", end: str = "\n"
) -> str:
    """Write rows under a header."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end)
    writer.writerow(header)
    writer.writerows([row[name] for name in columns] for row in rows)
    return stream.getvalue()


def bodies() -> list[str]:
    """Give the SIRET of each of ``words.BENEFICIARIES``."""
    return [siret(f"26990{rank:03d}") for rank in range(1, len(words.BENEFICIARIES) + 1)]


def publishing(acts: list[Row], aids: list[Row]) -> dict[str, bytes]:
    """Give what records of exercises start from: a year of aids, acts until autumn, fountains."""
    year = [row for row in aids if row["dateConvention"].startswith("2025")]
    until = [row for row in acts if row["DELIB_DATE"] <= "2025-09-30"]
    return {
        "subventions-2025.csv": written(year, SUBVENTION, SUBVENTION).encode(),
        "deliberations-septembre-2025.csv": written(until, DELIBERATION, DELIBERATION).encode(),
        "fontaines-eau-potable.csv": workshops.files(acts, aids)["reponses.csv"],
    }


def of_services(aids: list[Row]) -> dict[str, bytes]:
    """Give the files of services, of a true size."""
    return services.files(
        aids, commune=siret(SIREN_BASE), community=siret(COMMUNITY_BASE), seed=SEED + 100
    )


def files() -> dict[str, bytes]:
    """Give every file by name."""
    acts, aids = deliberations(), subventions()
    return {
        "deliberations.csv": written(acts, DELIBERATION, DELIBERATION).encode(),
        "deliberations-export.csv": dirty_deliberations(acts),
        "subventions-exemple.csv": written(aids, SUBVENTION, SUBVENTION).encode(),
        "subventions-export.csv": dirty_subventions(aids),
        **{f"ateliers/{name}": data for name, data in workshops.files(acts, aids).items()},
        **{f"services/{name}": data for name, data in of_services(aids).items()},
        **{f"anonymiser/{name}": data for name, data in privacy.files().items()},
        **{f"anonymiser/{name}": data for name, data in privacy_cases.files(bodies()).items()},
        **{f"anonymiser/{name}": data for name, data in privacy_children.files().items()},
        **{f"actes/{name}": data for name, data in council_acts.files().items()},
        **{f"dessiner/{name}": data for name, data in charts.files().items()},
        **{f"publier/{name}": data for name, data in publishing(acts, aids).items()},
        **lent_rooms.files(),
    }


def main() -> None:
    """Write the files."""
    for folder in (
        "actes",
        "ateliers",
        "anonymiser",
        "dessiner",
        "dictionnaire",
        "publier",
        "services",
    ):
        (FOLDER / folder).mkdir(exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
    ATELIER.mkdir(exist_ok=True)
    for name, content in atelier_files.files(with_key, seed=SEED + 200).items():
        (ATELIER / name).write_bytes(content)


if __name__ == "__main__":
    main()
