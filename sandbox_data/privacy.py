"""Write the files to anonymise: social aids, streets, a club's directory, an earlier publication.

Nobody is real. Identifiers can be nobody's: telephone numbers of the ranges kept for fiction, a
place of birth that no list holds in social security numbers, addresses of example domains.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import privacy_words as words
from draws import Draw

SEED = 20_251_060
#: The file covers ten months; the earlier publication, nine.
FIRST, LAST = date(2025, 1, 2), date(2025, 10, 31)
EARLIER = date(2025, 9, 30)
#: 99 then a number that is no country's: a place of birth that nobody can have.
PLACE = "99042"
AIDED, SECOND_AIDS = 1_890, 110
MEMBERS_AIDED, MEMBERS_ELSE = 128, 52
AGES = ((18, 25, 13), (26, 35, 20), (36, 45, 21), (46, 55, 15), (56, 65, 12), (66, 75, 10),
        (76, 84, 7), (85, 96, 2))  # fmt: skip
AIDS = [
    "DOSSIER", "NOM", "PRENOM", "SEXE", "DATE_NAISSANCE", "NIR", "ADRESSE", "CODE_POSTAL",
    "TELEPHONE", "COURRIEL", "PROFESSION", "TYPE_AIDE", "MONTANT", "DATE_DECISION", "COMMENTAIRE",
]  # fmt: skip

Row = dict[str, str]
Street = tuple[str, str, str, str]


@dataclass
class Person:
    """Somebody who does not exist."""

    sex: str
    first_name: str
    surname: str
    birth: date
    number: int
    street: Street
    telephone: str = ""
    mail: str = ""
    nir: str = ""
    job: str = ""
    aids: list[Row] = field(default_factory=list)

    @property
    def age(self) -> int:
        """Age on the last day of the file, in years."""
        passed = (LAST.month, LAST.day) >= (self.birth.month, self.birth.day)
        return LAST.year - self.birth.year - (not passed)


class Town:
    """Everybody who lives there: no telephone, NIR or pair of names serves twice."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._streets = weighted_streets()
        self._names: set[tuple[str, str]] = set()
        self._telephones = iter(draw.shuffled(range(10_000)))
        self._orders: Counter[str] = Counter()

    def person(self, *, oldest: int = 96) -> Person:
        """Draw somebody no older than that."""
        draw = self._draw
        sex = "F" if draw.chance(0.58) else "M"
        low, high, _ = draw.weighted([(one, one[2]) for one in AGES if one[0] <= oldest])
        age = draw.whole(low, min(high, oldest))
        birth = LAST - timedelta(days=age * 365 + age // 4 + draw.whole(1, 364))
        first_name, surname = self._fresh_names(sex)
        person = Person(
            sex, first_name, surname, birth, draw.whole(1, 48), draw.weighted(self._streets)
        )
        digits = f"{next(self._telephones):04d}"
        person.telephone = f"06 39 98 {digits[:2]} {digits[2:]}"
        if draw.chance(0.7 if age < 70 else 0.25):
            person.mail = f"{plain(first_name)}.{plain(surname)}@courriel.example"
        person.nir = self._nir(person)
        person.job = self._job(age)
        return person

    def _fresh_names(self, sex: str) -> tuple[str, str]:
        while True:
            names = (
                self._draw.one(words.WOMEN if sex == "F" else words.MEN),
                self._draw.one(words.SURNAMES),
            )
            if names not in self._names and names[0] != names[1]:
                self._names.add(names)
                return names

    def _nir(self, person: Person) -> str:
        start = f"{1 if person.sex == 'M' else 2}{person.birth:%y%m}{PLACE}"
        self._orders[start] += self._draw.whole(1, 90)
        digits = f"{start}{self._orders[start]:03d}"
        return f"{digits}{97 - int(digits) % 97:02d}"

    def _job(self, age: int) -> str:
        if age >= 64:
            return words.RETIRED
        if age <= 24 and self._draw.chance(0.6):
            return words.STUDENT
        return self._draw.weighted(words.JOBS)


def weighted_streets() -> list[tuple[Street, int]]:
    """Give every street and how many live there: the first of a quarter are the longest."""
    return [
        ((name, quarter, commune, postcode), share * (len(names) + 4 - rank))
        for quarter, commune, postcode, share, names in words.QUARTERS
        for rank, name in enumerate(names)
    ]


def plain(text: str) -> str:
    """Write a name as an address of mail does: small letters without accents."""
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in letters if letter.isalpha())


def workday(draw: Draw) -> date:
    """Draw a day on which aids are granted: Tuesdays and Thursdays."""
    day = FIRST + timedelta(days=draw.whole(0, (LAST - FIRST).days))
    while day.weekday() not in {1, 3} or day > LAST:
        day -= timedelta(days=1)
    return max(day, FIRST)


def aid(person: Person, draw: Draw) -> Row:
    """Draw an aid for somebody: what is wanted rests on age, and sometimes on the place."""
    wanted = next(kinds for oldest, kinds in words.WANTED if person.age <= oldest)
    kind = draw.weighted(wanted)
    if person.street[1] == "Le Plateau" and person.birth.year < 1950:
        # Five years of births share one aid, the five years before have others: a group may be
        # large and tell all, and a larger one does not.
        kind = "Portage de repas" if person.birth.year >= 1945 else draw.one(words.ELDER)
    low, high = words.AIDS[kind]
    return {
        "TYPE_AIDE": kind,
        "MONTANT": f"{draw.whole(low, high) * 10}.{draw.weighted([('00', 4), ('50', 1)])}",
        "DATE_DECISION": workday(draw).isoformat(),
    }


def remark(person: Person, people: Sequence[Person], draw: Draw) -> str:
    """Draw the remark of an agent: one in four files has one, and some say too much."""
    if not draw.chance(0.25):
        return ""
    other, social = draw.one(people), draw.one(people)
    return draw.one(words.REMARKS).format(
        phone=person.telephone,
        other=other.surname,
        social=f"{social.first_name} {social.surname}",
        mail=f"{plain(other.first_name)}.{plain(other.surname)}@courriel.example",
        child=draw.one(words.WOMEN + words.MEN),
        number=f"AS-2024-{draw.whole(1, 1900):04d}",
        nir=person.nir,
    )


def aids(people: Sequence[Person], draw: Draw) -> list[Row]:
    """Draw the aids of these people, in the order in which they were granted."""
    rows: list[tuple[str, Person, Row]] = []
    again = draw.shuffled(range(len(people)))[:SECOND_AIDS]
    for person in [*people, *(people[index] for index in again)]:
        row = aid(person, draw)
        rows.append((row["DATE_DECISION"], person, row))
    rows.sort(key=lambda one: one[0])
    return [
        {
            "DOSSIER": f"AS-2025-{number:04d}",
            "NOM": person.surname.upper(),
            "PRENOM": person.first_name,
            "SEXE": person.sex,
            "DATE_NAISSANCE": person.birth.isoformat(),
            "NIR": person.nir,
            "ADRESSE": f"{person.number} {person.street[0]}",
            "CODE_POSTAL": person.street[3],
            "TELEPHONE": person.telephone,
            "COURRIEL": person.mail,
            "PROFESSION": person.job,
            **row,
            "COMMENTAIRE": remark(person, people, draw),
        }
        for number, (_, person, row) in enumerate(rows, start=1)
    ]


def streets() -> list[Row]:
    """Give each street with the quarter, commune and group of communes where it is."""
    return [
        {"VOIE": name, "QUARTIER": quarter, "COMMUNE": commune, "EPCI": words.EPCI}
        for quarter, commune, _, _, names in words.QUARTERS
        for name in names
    ]


def members(people: Sequence[Person], draw: Draw) -> list[Row]:
    """Give the directory of a club of runners and walkers, put on line by its members."""
    ordered = sorted(people, key=lambda one: (plain(one.surname), plain(one.first_name)))
    return [
        {
            "NOM": person.surname,
            "PRENOM": person.first_name,
            "SEXE": person.sex,
            "NAISSANCE": "/".join(reversed(person.birth.isoformat().split("-"))),
            "VOIE": person.street[0],
            "RECORD_10_KM": f"{draw.whole(38, 79)}:{draw.whole(0, 59):02d}",
        }
        for person in ordered
    ]


def counts(rows: Sequence[Row]) -> list[Row]:
    """Count the aids by street and kind as they were on the day of the earlier publication."""
    tally = Counter(
        (row["ADRESSE"].partition(" ")[2], row["TYPE_AIDE"])
        for row in rows
        if row["DATE_DECISION"] <= EARLIER.isoformat()
    )
    return [
        {"VOIE": street["VOIE"], "TYPE_AIDE": kind, "NOMBRE": str(tally[street["VOIE"], kind])}
        for street in streets()
        for kind in words.AIDS
        if tally[street["VOIE"], kind]
    ]


def written(rows: Sequence[Row]) -> bytes:
    """Write rows under the names of their columns."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def files() -> dict[str, bytes]:
    """Give every file by name."""
    draw = Draw(SEED)
    town = Town(draw)
    people = [town.person() for _ in range(AIDED)]
    granted = aids(people, draw)
    shared = [one for one in people if one.street[1] == "Le Plateau" and 75 <= one.age < 81]
    walkers = [one for one in shared if 1945 <= one.birth.year < 1950]
    runners = [one for one in people if one.age < 75]
    club = [*walkers[:3], *draw.shuffled(runners)][:MEMBERS_AIDED]
    club += [town.person(oldest=70) for _ in range(MEMBERS_ELSE)]
    return {
        "aides.csv": written([{name: row[name] for name in AIDS} for row in granted]),
        "voies.csv": written(streets()),
        "club.csv": written(members(club, draw)),
        "aides-trimestre.csv": written(counts(granted)),
    }
