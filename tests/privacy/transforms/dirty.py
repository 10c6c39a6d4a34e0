"""Values as people write them: what ladders must read, or keep out of sight."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import strategies as st

from grader.privacy.aids import Aids
from grader.privacy.hierarchies.registry import hierarchy

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
#: Two quarters of one name, a street whose quarter is not known, a quarter named as a street.
STREETS = Aids(
    {
        "rue des Lilas": ("Centre", "Val-Ouvert", "CC de l'Ouvre"),
        "avenue de la Gare": ("La Gare", "Val-Ouvert", "CC de l'Ouvre"),
        "rue du 8 Mai 1945": ("Centre", "Brume", "CC de l'Ouvre"),
        "place Saint-Jean": ("", "Brume", "CC de l'Ouvre"),
        "chemin des Combes": ("Les Combes", "Pierre-Oubliée", ""),
        "cour des Écoliers": ("rue des Lilas", "Brume", "CC du Plateau"),
        "grande rue de Brume": ("Bourg", "Brume", "CC de l'Ouvre"),
    }
)
JUNK = (
    "", "n.c.", "NC", "?", "-", "inconnu", "0", "x", "né à Paris", "DUPONT Jeanne", "=1+1",
    "non précisé", "*", "00/00/0000", "31/02/1984", "99999999", "1e5", "NaN", "inf",
)  # fmt: skip
days = st.dates(date(1900, 1, 1), date(2030, 12, 31))


def spellings(day: date) -> list[str]:
    """A date as six people would write it, and as a spreadsheet counts it."""
    return [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%Y%m%d}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day:%Y-%m-%d}T10:30:00",
        f"{day:%d.%m.%Y}",
    ]


def serial(day: date) -> str:
    return str((day - date(1899, 12, 30)) // timedelta(days=1))


junk = st.sampled_from(JUNK) | st.text(max_size=12)
dates = days.flatmap(lambda day: st.sampled_from(spellings(day))) | st.builds(
    lambda day: f"{day:%m/%Y}", days
) | st.builds(lambda day: f"{day.year}", days)  # fmt: skip
ages = st.builds("{}{}".format, st.integers(0, 130), st.sampled_from(["", " ans", ",5", " an"]))
amounts = st.builds(
    "{}{}{}".format,
    st.integers(-500, 3000),
    st.sampled_from(["", ",50", ".5", ",00"]),
    st.sampled_from(["", " €", "€", " EUR"]),
)
numbers = st.sampled_from(
    ["12 ", "12 bis ", "12B ", "3, ", "n° 4 ", "14-16 ", "", "appt 2, 5 ter "]
)
streets = st.sampled_from(
    [*STREETS.streets, "RUE DES LILAS", "av. de la gare", "pl. St Jean", "rue Inconnue", "La Borie"]
)
ends = st.sampled_from(
    ["", " 99042 Val-Ouvert", ", 99043 Brume", " chez Mme Dupont", " 7", " bât B", " 20200 Bastia"]
)
places = st.builds("{}{}{}".format, numbers, streets, ends)
postcodes = st.from_regex(r"\A(\d{5}|2[AB]\d{3}|\d{4}|F-\d{5}|97\d{3})\Z")
jobs = st.sampled_from(
    ["infirmière", "Ingénieur", "agent d'entretien", "AGENT D'ENTRETIEN", "maçon", "retraité",
     "ancien maçon", "cheffe d'entreprise", "dompteur de puces", "aide-soignante", "éleveuse"]
)  # fmt: skip
codes = st.text("ABC0123", max_size=9)

#: Ladder by the name of a test, and values that it meets.
LADDERS = {
    "age": (hierarchy("age"), ages),
    "birth": (hierarchy("birth"), dates),
    "date": (hierarchy("date"), dates),
    "place": (hierarchy("place"), places),
    "bare": (hierarchy("place", {"streets": False, "codes": False}), places),
    "streets": (hierarchy("place", {"streets": True}, STREETS), places),
    "postcode": (hierarchy("postcode"), postcodes),
    "job": (hierarchy("job"), jobs),
    "amount": (hierarchy("amount", {"bounds": [-100, 0, 99.5, 200, 1000]}), amounts),
    "prefix": (hierarchy("prefix", {"starts": [5, 3, 1]}), codes),
    "all": (hierarchy("all"), st.text(max_size=3)),
}


def column(values: list[str]) -> pl.Series:
    return pl.Series("c", values, dtype=pl.String)
