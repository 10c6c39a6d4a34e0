"""Numbers are told by their key, their plan or their form, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.detection.identifiers import (
    is_bare_phone,
    is_ean,
    is_email,
    is_iban,
    is_ip,
    is_phone,
    is_plate,
    is_shared_mailbox,
    is_siren,
    nir_sort,
)


def keyed(thirteen: str) -> str:
    figures = thirteen.replace("2A", "19").replace("2B", "18")
    return f"{thirteen}{97 - int(figures) % 97:02d}"


@pytest.mark.parametrize(
    ("value", "sort"),
    [
        (keyed("2940375120005"), "keyed"),
        (keyed("184052A004012"), "keyed"),
        (keyed("184052B004012"), "keyed"),
        (keyed("184059904201").ljust(15, "0"), "shaped"),
        ("2 94 03 75 120 005 91", "keyed"),
        ("2.94.03.75.120.005.91", "keyed"),
        ("294037512000592", "shaped"),
        ("2940375120005", "keyless"),
        ("1,84037E+14", "shortened"),
        ("1.84E+12", "shortened"),
        ("1,84137E+13", ""),  # fourteen digits: a SIRET
        ("294137512000591", ""),  # a thirteenth month
        ("994037512000591", ""),
        ("21990042000015", ""),
    ],
)
def test_a_nir_is_told_by_its_structure_and_its_key(value, sort):
    assert nir_sort(value) == sort


@given(
    st.from_regex(r"[12]\d\d(?:0[1-9]|1[0-2])(?:\d\d|2A|2B)\d{6}", fullmatch=True).filter(
        str.isascii
    )
)
def test_every_nir_with_its_key_is_found_and_no_other_key_is(thirteen):
    right = keyed(thirteen)
    assert nir_sort(right) == "keyed"
    wrong = f"{right[:13]}{(int(right[13:]) % 97) + 1:02d}"
    assert nir_sort(wrong) == "shaped"


@pytest.mark.parametrize(
    "value",
    [
        "0612345678", "06 12 34 56 78", "06.12.34.56.78", "+33 6 12 34 56 78", "0033612345678",
        "+33 (0)6 12 34 56 78", "0262 20 10 20", "0692 12 34 56", "0590123456", "+262 692 12 34 56",
        "+687 25 12 34", "+32 470 12 34 56", "06 39 98 12 34", "01 99 00 12 34",
    ],
)  # fmt: skip
def test_telephone_numbers_of_here_overseas_and_abroad(value):
    assert is_phone(value)


@pytest.mark.parametrize(
    "value", ["0012345678", "61234567", "1250,00", "2025-03-12", "12/05/1984", "06 12 34 56", "0"]
)
def test_what_is_no_telephone_number(value):
    assert not is_phone(value)


def test_a_number_that_lost_its_zero_is_another_thing():
    assert is_bare_phone("612345678")
    assert not is_bare_phone("012345678")
    assert not is_phone("612345678")


@pytest.mark.parametrize(
    ("test", "yes", "no"),
    [
        (is_iban, ["FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"],
         ["FR76 3000 6000 0112 3456 7890 188", "FR", "TVA FR40303265045"]),
        (is_email, ["a.b@exemple.fr", "théo@mairie.val-ouvert.example"],
         ["a@b", "a b@c.fr", "@exemple.fr", "12 rue @ droite"]),
        (is_plate, ["AA-123-BC", "ab 123 cd", "123 ABC 75", "4512 XY 2A"],
         ["AO-123-BC", "SS-123-AB", "AA-000-BC", "A-12-B", "123 ABC 99"]),
        (is_ip, ["192.168.1.12", "2001:db8::1"], ["1.2.3", "999.1.1.1", "12:30:00"]),
        (is_siren, ["219900420", "219 900 420 00015"], ["219900421", "000000000", "1234"]),
        (is_ean, ["2000000000008"], ["2000000000009", "123"]),
        (is_shared_mailbox, ["mairie@x.fr", "contact.rh@x.fr"], ["jean.petit@x.fr"]),
    ],
)  # fmt: skip
def test_other_numbers_and_addresses(test, yes, no):
    assert [value for value in yes if not test(value)] == []
    assert [value for value in no if test(value)] == []
