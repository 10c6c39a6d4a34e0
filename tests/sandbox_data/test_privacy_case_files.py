"""The files of the exercises on anonymising hold nobody real, and the traps their notice tells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from grader.settings import DEFAULT_ROOT

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert" / "anonymiser"
SIZES = {
    "subventions.csv": 210,
    "exposants.csv": 40,
    "demandes.csv": 900,
    "conseils-de-quartier.csv": 80,
    "prets.csv": 2200,
    "club-de-lecture.csv": 70,
    "adaptations.csv": 620,
    "adaptations-2024.csv": 262,
    "club-des-aines.csv": 90,
    "eleves.csv": 568,
    "cross-des-ecoles.csv": 110,
    "naissances.csv": 960,
    "carnet.csv": 87,
}


def rows_of(name: str) -> list[dict[str, str]]:
    with Path(FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def french(day: str) -> str:
    return "/".join(reversed(day.split("-")))


@pytest.mark.parametrize("name", SIZES)
def test_a_file_has_the_size_that_the_notice_tells(name):
    assert len(rows_of(name)) == SIZES[name]


def test_whatever_could_reach_somebody_is_kept_for_fiction():
    for name in SIZES:
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert all(found.startswith("06 39 98") for found in re.findall(r"0\d(?: \d\d){4}", text))
        assert set(re.findall(r"@([a-z.]+[a-z])", text)) <= {"courriel.example"}
        numbers = re.findall(r"\b\d{14}\b", text)
        assert all(number.startswith("26990") for number in numbers)


def test_every_street_is_in_the_table_of_streets():
    streets = {row["VOIE"] for row in rows_of("voies.csv")}
    known = {row["ADRESSE"].partition(" ")[2] for row in rows_of("demandes.csv")}
    known |= {row["ADRESSE"].partition(" ")[2] for row in rows_of("adaptations.csv")}
    known |= {row["ADRESSE"] for row in rows_of("prets.csv")}
    for name in ("conseils-de-quartier.csv", "club-de-lecture.csv", "adaptations-2024.csv"):
        known |= {row["VOIE"] for row in rows_of(name)}
    assert known == streets


def test_people_who_were_granted_something_have_no_number():
    rows = rows_of("subventions.csv")
    people = [row for row in rows if not row["idBeneficiaire"].isdigit()]
    assert len(people) == 61
    assert sum(row["idBeneficiaire"] == row["nomBeneficiaire"] for row in people) == 6
    names = Counter(row["nomBeneficiaire"] for row in people)
    # One is helped every year for the same thing, one twice: neither number of rows hides them.
    assert sorted(names.values())[-3:] == [1, 2, 3]
    often = names.most_common(1)[0][0]
    assert len({row["dispositif"] for row in people if row["nomBeneficiaire"] == often}) == 1
    exhibitors = {row["IDENTITE"] for row in rows_of("exposants.csv")}
    assert len(exhibitors & names.keys()) == 24
    associations = Counter(row["nomBeneficiaire"] for row in rows if row not in people)
    assert (len(associations), min(associations.values())) == (20, 6)


def test_those_who_spoke_before_their_council_are_in_the_register():
    asked = {
        (row["PRENOM"], row["NOM"], row["ADRESSE"].partition(" ")[2], french(row["DATE_DEMANDE"]))
        for row in rows_of("demandes.csv")
    }
    for row in rows_of("conseils-de-quartier.csv"):
        assert (row["PRENOM"], row["NOM"].upper(), row["VOIE"], row["SIGNALE_LE"]) in asked


def test_a_card_has_one_reader_and_five_digits():
    readers: dict[str, tuple[str, ...]] = {}
    for row in rows_of("prets.csv"):
        assert re.fullmatch(r"\d{5}", row["CARTE"])
        who = (row["ANNEE_NAISSANCE"], row["SEXE"], row["ADRESSE"])
        assert readers.setdefault(row["CARTE"], who) == who
    assert len(readers) == 425


def test_the_table_of_the_year_before_counts_what_stood_then():
    rows = rows_of("adaptations.csv")
    before = [row for row in rows if row["DATE_ACCORD"] <= "2024-12-31"]
    assert (len(before), len(rows) - len(before)) == (546, 74)
    counted = Counter((row["ADRESSE"].partition(" ")[2], row["TRAVAUX"]) for row in before)
    published = rows_of("adaptations-2024.csv")
    assert counted == {(row["VOIE"], row["TRAVAUX"]): int(row["NOMBRE"]) for row in published}


def test_one_quarter_alone_had_one_kind_of_work_in_a_year():
    quarters = {row["VOIE"]: row["QUARTIER"] for row in rows_of("voies.csv")}
    works: dict[str, set[str]] = {}
    for row in rows_of("adaptations.csv"):
        if row["DATE_ACCORD"] > "2024-12-31":
            quarter = quarters[row["ADRESSE"].partition(" ")[2]]
            works.setdefault(quarter, set()).add(row["TRAVAUX"])
    assert len(works) == 6
    assert [quarter for quarter, kinds in works.items() if len(kinds) == 1] == ["La Crête"]


def test_the_smallest_school_has_four_children_under_six_of_whom_one_is_helped():
    rows = [row for row in rows_of("eleves.csv") if row["ECOLE"] == "École de La Borie"]
    assert len(rows) == 13
    young = [row["ACCOMPAGNEMENT"] for row in rows if row["NIVEAU"].startswith("MAT")]
    old = [row["ACCOMPAGNEMENT"] for row in rows if row["NIVEAU"].startswith("ELE")]
    assert (len(young), len(old)) == (4, 9)
    assert len(set(young)) == len(set(old)) == 2


def test_many_first_names_are_given_once_a_year_and_no_surname_is_one():
    rows = rows_of("naissances.csv")
    given = Counter((row["PRENOM"], row["SEXE"], row["DATE_NAISSANCE"][:4]) for row in rows)
    assert sum(count for count in given.values() if count >= 3) == 774
    assert sum(count == 1 for count in given.values()) > 100
    assert not {row["PRENOM"].upper() for row in rows} & {row["NOM"] for row in rows}
    known = {
        (row["PRENOM"], row["NOM"], french(row["DATE_NAISSANCE"]), row["COMMUNE_PARENTS"])
        for row in rows
    }
    for row in rows_of("carnet.csv"):
        assert (row["PRENOM"], row["NOM"].upper(), row["NAISSANCE"], row["COMMUNE"]) in known


def test_files_are_varied_and_in_order():
    for name, column in (("demandes.csv", "DATE_DEMANDE"), ("prets.csv", "DATE_PRET")):
        days = [row[column] for row in rows_of(name)]
        assert days == sorted(days)
        assert {day[:7] for day in days} == {f"2025-{month:02d}" for month in range(1, 13)}
    assert len({row["MOTIF"] for row in rows_of("demandes.csv")}) == 8
    assert len({row["RAYON"] for row in rows_of("prets.csv")}) == 10
