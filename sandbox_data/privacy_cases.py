"""Write the files of the exercises on anonymising, each with what an attacker has beside it.

Grants, loans, requests, and homes made fit for age with what was published of them a year before;
``privacy_children.py`` has pupils and births. Nobody is real: see ``privacy.py``, whose people and
streets serve here too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import privacy_case_words as cases
import words
from draws import Draw
from privacy import Person, Row, Town, plain, streets, written

SEED = 20_251_122
YEAR_START, YEAR_END = date(2025, 1, 1), date(2025, 12, 31)
GRANT_YEARS = (2023, 2024, 2025)
PEOPLE_HELPED, EXHIBITORS = 58, 40
READERS, LOANS, CLUB_OF_READERS = 460, 2_200, 70
REQUESTS, SPEAKERS = 900, 80
HOMES, ADDED, ELDERS = 620, 74, 90
#: What was published a year before stops there.
PUBLISHED_UNTIL = date(2024, 12, 31)
#: A quarter that has only one kind of work more than a year before.
ALIKE = "La Crête"


def day_between(draw: Draw, first: date, last: date) -> date:
    """Draw a day, both ends included."""
    return first + timedelta(days=draw.whole(0, (last - first).days))


def french(day: date) -> str:
    """Write a day as people write it."""
    return f"{day:%d/%m/%Y}"


def in_order(rows: Sequence[Row], *columns: str) -> list[Row]:
    """Put rows in the order of some columns, letters without accents."""
    return sorted(rows, key=lambda row: [plain(row[name]) or row[name] for name in columns])


# --- grants ------------------------------------------------------------------------------------


def grants(siret: Sequence[str]) -> dict[str, bytes]:
    """Draw three years of grants: people hide among associations, without any number."""
    draw = Draw(SEED)
    town = Town(draw)
    rows: list[Row] = []
    for year in GRANT_YEARS:
        for body, number in enumerate(siret):
            for _ in range(draw.whole(2, 3)):
                rows.append(grant(body, number, town.person(), year, draw))
    people = [town.person() for _ in range(PEOPLE_HELPED)]
    for index, person in enumerate(people):
        support = draw.weighted([(one, one[2]) for one in cases.SUPPORTS])
        rows.append(support_of(person, support, draw.one(GRANT_YEARS), draw, named=index % 9 == 4))
    craft = next(one for one in cases.SUPPORTS if one[:2] == cases.CRAFT)
    rows += [support_of(people[0], craft, year, draw) for year in GRANT_YEARS]
    rows += [support_of(people[1], craft, year, draw) for year in GRANT_YEARS[1:]]
    # Those who were helped every year have had nothing else.
    kept = [row for row in rows if not twice(row, people[:2])]
    exhibitors = [*people[:24], *(town.person() for _ in range(EXHIBITORS - 24))]
    stands = ("Bois", "Cuir", "Miel", "Poterie", "Tissage", "Vannerie")
    public = [
        {
            "IDENTITE": full_name(one),
            "COMMUNE": one.street[2],
            "STAND": draw.one(stands),
        }
        for one in exhibitors
    ]
    return {
        "subventions.csv": written(sorted(kept, key=lambda row: row["dateConvention"])),
        "exposants.csv": written(in_order(public, "IDENTITE")),
    }


def full_name(person: Person) -> str:
    """Write a name as files of finance do."""
    return f"{person.surname.upper()} {person.first_name}"


def twice(row: Row, helped: Sequence[Person]) -> bool:
    """Tell whether a row is a second kind of help to somebody helped every year."""
    return row["nomBeneficiaire"] in map(full_name, helped) and row["dispositif"] != cases.CRAFT[0]


def grant(body: int, number: str, contact: Person, year: int, draw: Draw) -> Row:
    """Draw a grant to an association, with the person who answers for it."""
    return {
        "dateConvention": day_between(draw, date(year, 3, 1), date(year, 6, 30)).isoformat(),
        "nomBeneficiaire": words.BENEFICIARIES[body],
        "idBeneficiaire": number,
        "contact": f"{contact.first_name} {contact.surname}, {contact.telephone}",
        "dispositif": cases.FIELDS[body % len(cases.FIELDS)],
        "objet": draw.one(words.PURPOSES).format(year=year),
        "montant": f"{draw.whole(4, 60) * 50}.00",
    }


def support_of(
    person: Person,
    support: tuple[str, str, int, int, int],
    year: int,
    draw: Draw,
    *,
    named: bool = False,
) -> Row:
    """Draw a help to somebody, who has no number: sometimes her name stands in its place."""
    kind, purpose, _, low, high = support
    return {
        "dateConvention": day_between(draw, date(year, 1, 10), date(year, 12, 10)).isoformat(),
        "nomBeneficiaire": full_name(person),
        "idBeneficiaire": full_name(person) if named else "",
        "contact": person.telephone,
        "dispositif": kind,
        "objet": purpose,
        "montant": f"{draw.whole(low, high) * 10}.00",
    }


# --- library -----------------------------------------------------------------------------------


def loans() -> dict[str, bytes]:
    """Draw a year of loans: the names are gone, a card's number and the days remain."""
    draw = Draw(SEED + 3)
    town = Town(draw)
    readers = [town.person() for _ in range(READERS)]
    cards = draw.shuffled(range(10_000, 30_000))[:READERS]
    # Some read much more than others.
    often = [(index, draw.one((1, 1, 2, 3, 5, 8))) for index in range(READERS)]
    rows: list[tuple[str, int, Row]] = []
    for _ in range(LOANS):
        index = draw.weighted(often)
        reader, shelf = readers[index], draw.weighted(cases.SHELVES)
        day = day_between(draw, YEAR_START, YEAR_END).isoformat()
        row = {
            "PRET": "",
            "CARTE": str(cards[index]),
            "ANNEE_NAISSANCE": str(reader.birth.year),
            "SEXE": reader.sex,
            "ADRESSE": reader.street[0],
            "DATE_PRET": day,
            "TITRE": f"{draw.one(cases.TITLE_STARTS)} {draw.one(cases.TITLE_ENDS)}",
            "RAYON": shelf,
            "DUREE_JOURS": str(draw.whole(2, 42)),
        }
        rows.append((day, index, row))
    rows.sort(key=lambda one: one[0])
    for number, (_, _, row) in enumerate(rows, start=1):
        row["PRET"] = f"P25-{number:05d}"
    told: dict[int, Row] = {}
    for _, index, row in draw.shuffled(rows):
        if len(told) < CLUB_OF_READERS and index not in told:
            told[index] = {
                "NOM": readers[index].surname,
                "PRENOM": readers[index].first_name,
                "SEXE": row["SEXE"],
                "NAISSANCE": row["ANNEE_NAISSANCE"],
                "VOIE": row["ADRESSE"],
                "EMPRUNTE_LE": french(date.fromisoformat(row["DATE_PRET"])),
                "TITRE": row["TITRE"],
            }
    return {
        "prets.csv": written([row for _, _, row in rows]),
        "club-de-lecture.csv": written(in_order(list(told.values()), "NOM", "PRENOM")),
    }


# --- requests ----------------------------------------------------------------------------------


def requests() -> dict[str, bytes]:
    """Draw a year of requests to the town, and who spoke of hers before the quarter's council."""
    draw = Draw(SEED + 4)
    town = Town(draw)
    people = [town.person() for _ in range(REQUESTS)]
    rows: list[tuple[str, Person, Row]] = []
    for person in people:
        reason, service, _, low, high = draw.weighted([(one, one[2]) for one in cases.REASONS])
        day = day_between(draw, YEAR_START, YEAR_END).isoformat()
        row = {
            "NUMERO": "",
            "DATE_DEMANDE": day,
            "NOM": person.surname.upper(),
            "PRENOM": person.first_name,
            "TELEPHONE": person.telephone,
            "COURRIEL": person.mail,
            "ADRESSE": f"{person.number} {person.street[0]}",
            "MOTIF": reason,
            "SERVICE": service,
            "MESSAGE": message(person, people, draw),
            "DELAI_JOURS": str(draw.whole(low, high)),
            "SUITE": draw.weighted(cases.OUTCOMES),
        }
        rows.append((day, person, row))
    rows.sort(key=lambda one: one[0])
    for number, (_, _, row) in enumerate(rows, start=1):
        row["NUMERO"] = f"D25-{number:04d}"
    spoke = [
        {
            "NOM": person.surname,
            "PRENOM": person.first_name,
            "VOIE": person.street[0],
            "SIGNALE_LE": french(date.fromisoformat(day)),
        }
        for day, person, _ in draw.shuffled(rows)[:SPEAKERS]
    ]
    return {
        "demandes.csv": written([row for _, _, row in rows]),
        "conseils-de-quartier.csv": written(in_order(spoke, "NOM", "PRENOM")),
    }


def message(person: Person, people: Sequence[Person], draw: Draw) -> str:
    """Draw what somebody writes with her request: four in ten write something."""
    if not draw.chance(0.4):
        return ""
    other = draw.one(people)
    return draw.one(cases.MESSAGES).format(
        phone=person.telephone,
        other=other.surname,
        mail=person.mail or f"{plain(person.first_name)}.{plain(person.surname)}@courriel.example",
        number=person.number,
        child=draw.one(cases.COMMON["M"]),
    )


# --- homes -------------------------------------------------------------------------------------


def homes() -> dict[str, bytes]:
    """Draw the homes that were made fit for age, and the table published a year before."""
    draw = Draw(SEED + 5)
    town = Town(draw)
    people = [elder(town) for _ in range(HOMES)]
    rows: list[tuple[str, Person, Row]] = []
    for index, person in enumerate(people):
        late = index >= HOMES - ADDED
        first, last = (YEAR_START, YEAR_END) if late else (date(2022, 1, 3), PUBLISHED_UNTIL)
        work, _, low, high = draw.weighted([(one, one[1]) for one in cases.WORKS])
        if late and person.street[1] == ALIKE:
            work, low, high = "Lit médicalisé", 60, 160
        row = {
            "DOSSIER": "",
            "NOM": person.surname.upper(),
            "PRENOM": person.first_name,
            "SEXE": person.sex,
            "DATE_NAISSANCE": person.birth.isoformat(),
            "ADRESSE": f"{person.number} {person.street[0]}",
            "TELEPHONE": person.telephone,
            "TRAVAUX": work,
            "MONTANT": f"{draw.whole(low, high) * 10}.00",
            "DATE_ACCORD": day_between(draw, first, last).isoformat(),
        }
        rows.append((row["DATE_ACCORD"], person, row))
    rows.sort(key=lambda one: one[0])
    for number, (_, _, row) in enumerate(rows, start=1):
        row["DOSSIER"] = f"HA-{number:04d}"
    members = [*draw.shuffled(people)[: ELDERS - 30], *(elder(town) for _ in range(30))]
    public = [
        {
            "NOM": one.surname,
            "PRENOM": one.first_name,
            "SEXE": one.sex,
            "NAISSANCE": french(one.birth),
            "VOIE": one.street[0],
        }
        for one in members
    ]
    return {
        "adaptations.csv": written([row for _, _, row in rows]),
        "adaptations-2024.csv": written(until(PUBLISHED_UNTIL, [row for _, _, row in rows])),
        "club-des-aines.csv": written(in_order(public, "NOM", "PRENOM")),
    }


def elder(town: Town) -> Person:
    """Draw somebody of sixty or more; nobody is very old in the quarter of one kind of work.

    There, groups by decade are large enough: no row that is left out blurs the difference.
    """
    while True:
        person = town.person()
        if person.age >= 60 and (person.street[1] != ALIKE or person.birth.year >= 1940):
            return person


def until(last: date, rows: Sequence[Row]) -> list[Row]:
    """Count homes by street and kind of work as they were that day."""
    tally = Counter(
        (row["ADRESSE"].partition(" ")[2], row["TRAVAUX"])
        for row in rows
        if row["DATE_ACCORD"] <= last.isoformat()
    )
    return [
        {"VOIE": street["VOIE"], "TRAVAUX": work, "NOMBRE": str(tally[street["VOIE"], work])}
        for street in streets()
        for work, *_ in cases.WORKS
        if tally[street["VOIE"], work]
    ]


def files(siret: Sequence[str]) -> dict[str, bytes]:
    """Give every file by name.

    Args:
        siret: number of each of ``words.BENEFICIARIES``.
    """
    return {
        **grants(siret),
        **loans(),
        **requests(),
        **homes(),
    }
