"""Enumeration: every value that was planted among those that can be tried is found, no other."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.privacy.attacks.candidates import days, names, numbers, postcodes, telephones
from grader.privacy.attacks.enumeration import enumeration
from grader.privacy.attacks.model import Auxiliary
from tests.privacy.attacks.tables import published, table

PUBLIC = table(
    "PRENOM | NOM | SEXE | NAISSANCE",
    "Léa | Brun | F | 11/03/1946",
    "Noël | D'Arc | Homme | 1950-12-01",
)


def nir(digits: str) -> str:
    """Put its key after a social security number."""
    return f"{digits}{97 - int(digits) % 97:02d}"


FILE = table(
    "NOM | PRENOM | TELEPHONE | NIR | AIDE",
    f"BRUN | Léa | 06 39 98 12 34 | {nir('2460399042007')} | repas",
    f"D'ARC | Noël | 0639981235 | {nir('1501299042999')} | loyer",
    f"BRUN | Léa | 06 39 98 12 34 | {nir('2460399042007')} | santé",
    f"ELSE | Una | 06 12 34 56 78 | {nir('2700199042007')} | santé",
)
ROLES = {"NOM": "direct", "TELEPHONE": "direct", "NIR": "direct", "AIDE": "sensitive"}
MATCH = {"SEXE": "SEXE", "NAISSANCE": "DATE_NAISSANCE"}


def coded(column: str, *, keyed: bool = False, length: int = 16) -> dict:
    return {"do": "pseudonymise", "column": column, "keyed": keyed, "length": length}


def attack(*steps, file=FILE, public=PUBLIC, person=("PRENOM", "NOM")):
    recipe, after = published(file, list(steps))
    return enumeration(file, after, recipe, ROLES, Auxiliary(public, MATCH, person))


@pytest.mark.parametrize("length", [8, 16, 64])
def test_numbers_that_can_be_tried_are_found_and_the_other_is_not(length):
    trial = attack(coded("TELEPHONE", length=length))
    assert trial.names == ("Léa BRUN",)
    (lea,) = trial.attack.people
    assert lea.learnt == {"TELEPHONE": "06 39 98 12 34", "AIDE": "repas"}
    assert lea.line == 0
    assert trial.attack.tried == 60_000
    assert "1\u00a0code sur 3 a livré la sienne" in trial.attack.sentence
    assert "2\u00a0lignes ont le même code qu'une autre" in trial.attack.sentence


def test_another_writing_is_tried_when_the_first_gives_nothing():
    trial = attack(coded("TELEPHONE"), file=FILE.gather([1, 3]))
    assert trial.names == ("Noël D'ARC",)
    assert trial.attack.people[0].learnt["TELEPHONE"] == "0639981235"


def test_social_security_numbers_of_people_whose_birth_is_known_are_found():
    trial = attack(coded("NIR"))
    assert trial.names == ("Léa BRUN", "Noël D'ARC")
    assert trial.attack.tried == 2 * 999


def test_names_of_the_public_file_are_tried_as_files_write_them():
    trial = attack(coded("NOM"))
    assert [one.learnt["NOM"] for one in trial.attack.people] == ["BRUN", "D'ARC"]


def test_a_keyed_code_resists_and_still_says_which_rows_go_together():
    trial = attack(coded("TELEPHONE", keyed=True))
    assert (trial.attack.found, trial.attack.possible) == (0, True)
    assert "sans la clé secrète, un code ne se refait pas" in trial.attack.sentence
    assert "2\u00a0lignes ont le même code qu'une autre" in trial.attack.sentence


@pytest.mark.parametrize("maker", ["md5", "sha1", "sha256"])
@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_codes_are_known_by_their_looks(maker, change):
    """In a file that came with them: nobody said how they were made."""
    codes = [
        change(getattr(hashlib, maker)(text.encode()).hexdigest()) for text in FILE["TELEPHONE"]
    ]
    trial = attack(file=FILE.with_columns(TELEPHONE=pl.Series(codes)))
    assert trial.attack.found == 1
    assert trial.attack.people[0].learnt["TELEPHONE"] == "06 39 98 12 34"


def test_a_column_of_another_name_is_tried_with_everything():
    trial = attack(coded("CODE"), file=FILE.rename({"TELEPHONE": "CODE"}))
    assert trial.attack.found == 1
    assert trial.attack.tried > 60_000


@pytest.mark.parametrize("public", [None, PUBLIC.clear(), table("X | Y", "a | b")])
def test_a_public_file_is_not_needed_to_try_numbers(public):
    assert attack(coded("TELEPHONE"), public=public).attack.found == 1
    assert attack(coded("NIR"), public=public).attack.found == 0


def test_without_codes_there_is_nothing_to_try():
    trial = attack()
    assert (trial.attack.possible, trial.attack.found) == (False, 0)


def test_blank_codes_are_nobody_s():
    file = FILE.with_columns(TELEPHONE=pl.lit(""))
    trial = attack(coded("TELEPHONE"), file=file)
    assert (trial.attack.found, trial.attack.people) == (0, ())


def test_a_value_of_several_owners_stands_for_its_name():
    twice = pl.concat([FILE, FILE.head(1).with_columns(PRENOM=pl.lit("Anne"))])
    assert attack(coded("TELEPHONE"), file=twice).names == ("06 39 98 12 34",)


def test_spaces_have_the_size_that_they_tell():
    for space in (telephones(), days(), postcodes(), numbers(PUBLIC, MATCH)):
        for writing in space.writings:
            values = list(writing())
            assert len(values) == len(set(values)) == space.size, space.name
    assert names(PUBLIC, ()).size == 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 59_999), min_size=1, max_size=40),
    st.sampled_from(["md5", "sha1", "sha256"]),
)
def test_all_that_was_planted_is_found(planted, maker):
    space = list(telephones().writings[0]())
    codes = [getattr(hashlib, maker)(space[at].encode()).hexdigest() for at in planted]
    file = pl.DataFrame({"TELEPHONE": codes})
    trial = enumeration(file, file, (), ROLES, Auxiliary())
    assert trial.attack.found == len(set(planted))
    assert set(trial.names) <= {space[at] for at in planted}
