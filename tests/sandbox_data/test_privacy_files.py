"""The files to anonymise hold nobody real, and what their notice says of them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from stdnum.fr import nir

from grader.settings import DEFAULT_ROOT

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert" / "anonymiser"
#: Range that Arcep keeps for works of fiction.
FICTION = re.compile(r"06 39 98 \d\d \d\d")


def rows_of(name: str) -> list[dict[str, str]]:
    with Path(FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


AIDS, STREETS, CLUB, EARLIER = map(
    rows_of, ("aides.csv", "voies.csv", "club.csv", "aides-trimestre.csv")
)


def test_files_have_the_size_that_the_notice_tells():
    assert [len(rows) for rows in (AIDS, STREETS, CLUB, EARLIER)] == [2000, 67, 180, 477]
    people = Counter(row["NIR"] for row in AIDS)
    assert Counter(people.values()) == {1: 1780, 2: 110}
    assert sum(row["COMMENTAIRE"] != "" for row in AIDS) == 523


def test_telephone_numbers_are_kept_for_fiction_and_nobody_shares_one():
    assert all(FICTION.fullmatch(row["TELEPHONE"]) for row in AIDS)
    assert len({row["TELEPHONE"] for row in AIDS}) == 1890


def test_social_security_numbers_have_their_key_and_a_place_that_does_not_exist():
    for row in AIDS:
        assert nir.is_valid(row["NIR"])
        born = date.fromisoformat(row["DATE_NAISSANCE"])
        sex = "1" if row["SEXE"] == "M" else "2"
        assert row["NIR"].startswith(f"{sex}{born:%y%m}99042")


def test_addresses_of_mail_are_of_the_domain_kept_for_examples():
    mails = [row["COURRIEL"] for row in AIDS if row["COURRIEL"]]
    assert len(mails) > 1000
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+@courriel\.example", mail) for mail in mails)


def test_remarks_only_hold_what_can_be_nobody_s():
    text = "\n".join(row["COMMENTAIRE"] for row in AIDS)
    assert all(FICTION.match(found) for found in re.findall(r"0\d \d\d \d\d \d\d \d\d", text))
    assert re.findall(r"@(\S+)\.", text)
    assert set(re.findall(r"@([a-z.]+[a-z])", text)) == {"courriel.example"}
    numbers = re.findall(r"\b\d{15}\b", text)
    assert numbers
    assert {number[5:10] for number in numbers} == {"99042"}


def test_every_address_is_in_the_table_of_streets_with_its_postcode():
    communes = {row["VOIE"]: row["COMMUNE"] for row in STREETS}
    assert len(communes) == len(STREETS)
    codes = {(communes[row["ADRESSE"].partition(" ")[2]], row["CODE_POSTAL"]) for row in AIDS}
    assert sorted(codes) == [
        ("Brume-sur-Ouvre", "99421"),
        ("Pierre-Oubliée", "99422"),
        ("Val-Ouvert", "99420"),
    ]
    assert {row["VOIE"] for row in CLUB} <= communes.keys()
    assert len({row["QUARTIER"] for row in STREETS}) == 6


def test_members_of_the_club_who_were_aided_are_alone_of_their_kind():
    found = Counter(
        (row["SEXE"], row["DATE_NAISSANCE"], row["ADRESSE"].partition(" ")[2]) for row in AIDS
    )
    known = [
        (row["SEXE"], "-".join(reversed(row["NAISSANCE"].split("/"))), row["VOIE"]) for row in CLUB
    ]
    assert Counter(found[one] for one in known) == {1: 120, 2: 8, 0: 52}


def test_the_earlier_publication_counts_the_aids_of_nine_months():
    counted = Counter(
        (row["ADRESSE"].partition(" ")[2], row["TYPE_AIDE"])
        for row in AIDS
        if row["DATE_DECISION"] <= "2025-09-30"
    )
    assert counted == {(row["VOIE"], row["TYPE_AIDE"]): int(row["NOMBRE"]) for row in EARLIER}
    october = Counter(
        row["ADRESSE"].partition(" ")[2] for row in AIDS if row["DATE_DECISION"] > "2025-09-30"
    )
    assert sum(count == 1 for count in october.values()) == 13


@pytest.mark.parametrize(("first", "last", "several"), [(1945, 1949, False), (1940, 1949, True)])
def test_one_quarter_shares_an_aid_over_five_years_of_birth_and_not_over_ten(first, last, several):
    plateau = {row["VOIE"] for row in STREETS if row["QUARTIER"] == "Le Plateau"}
    aids = {
        row["TYPE_AIDE"]
        for row in AIDS
        if row["ADRESSE"].partition(" ")[2] in plateau
        and first <= int(row["DATE_NAISSANCE"][:4]) <= last
    }
    assert "Portage de repas" in aids
    assert (len(aids) > 1) == several


def test_aids_are_varied_and_plausible():
    assert len({row["TYPE_AIDE"] for row in AIDS}) == 8
    assert len({row["PROFESSION"] for row in AIDS}) > 25
    assert all(20 <= float(row["MONTANT"]) <= 700 for row in AIDS)
    days = [date.fromisoformat(row["DATE_DECISION"]) for row in AIDS]
    assert days == sorted(days)
    assert (days[0].year, days[-1]) == (2025, date(2025, 10, 30))
    ages = [2025 - int(row["DATE_NAISSANCE"][:4]) for row in AIDS]
    assert 17 <= min(ages) <= 19
    assert 90 <= max(ages) <= 97
