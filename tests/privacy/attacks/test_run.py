"""All attacks on the fictional aids of Val-Ouvert: who is found before, and who still is after."""

from __future__ import annotations

import polars as pl
import pytest

from grader.privacy.attacks.model import (
    ABOUT,
    FIRST_PEOPLE,
    TITLES,
    Auxiliary,
    Trial,
    found_in_all,
    pair,
)
from grader.privacy.attacks.run import attack_all, run_attacks
from grader.privacy.measures import measure
from grader.privacy.model import Attack
from grader.privacy.utility import losses
from tests.privacy.attacks.tables import ROLES, attacker, published, read, streets, vague

NAMES = ("linkage", "homogeneity", "differencing", "enumeration")


def after(steps: list[dict]):
    file = read("aides.csv")
    recipe, rows = published(file, steps, streets())
    pairs = attack_all(file, rows, recipe, ROLES, attacker(), aids=streets())
    assert tuple(one.after.name for one in pairs) == NAMES
    return rows, {one.after.name: one for one in pairs}


@pytest.fixture(scope="module")
def untouched():
    file = read("aides.csv")
    return run_attacks(file, file, (), ROLES, attacker(), aids=streets())


def test_the_file_as_given_gives_people_away(untouched):
    linkage, homogeneity, differencing, enumeration = (one.attack for one in untouched)
    assert (linkage.tried, linkage.found) == (180, 128)
    assert len(linkage.people) == FIRST_PEOPLE
    assert len(untouched[0].names) == 128
    assert (homogeneity.found, differencing.found, enumeration.possible) == (0, 17, False)
    # One of those whom the difference names is in the club too.
    assert found_in_all(untouched) == 128 + 17 - 1


def test_everybody_found_in_the_file_as_given_is_really_in_it(untouched):
    people = {
        f"{first} {last}".casefold() for first, last in read("aides.csv")["PRENOM", "NOM"].rows()
    }
    assert {name.casefold() for name in untouched[0].names} <= people


def test_dropping_names_stops_hardly_anything():
    _, pairs = after([{"do": "drop", "column": "NOM"}, {"do": "drop", "column": "PRENOM"}])
    assert pairs["linkage"].after.found == pairs["linkage"].before.found == 128


def test_five_years_of_birth_hide_people_in_groups_that_tell_all():
    rows, pairs = after(vague(birth=3, place=2, least=5))
    found = measure(rows, ["SEXE", "DATE_NAISSANCE", "ADRESSE"], ["TYPE_AIDE"])
    assert (found.k, found.l) == (5, 1)
    assert pairs["linkage"].after.found == 0
    assert pairs["homogeneity"].after.found == 3
    assert {tuple(one.learnt.values()) for one in pairs["homogeneity"].after.people} == {
        ("Portage de repas",)
    }


def test_the_recipe_of_the_notice_stops_all_and_keeps_nearly_all_rows():
    rows, pairs = after(vague(birth=4, place=2, least=5))
    found = measure(rows, ["SEXE", "DATE_NAISSANCE", "ADRESSE"], ["TYPE_AIDE"])
    assert found.k >= 5
    assert found.l is not None
    assert found.l >= 2
    assert rows.height == 1973
    assert [one.after.found for one in pairs.values()] == [0, 0, 0, 0]
    assert len(pairs["linkage"].stopped) == FIRST_PEOPLE
    assert pairs["linkage"].stopped == tuple(one.name for one in pairs["linkage"].before.people)


def test_a_bare_code_gives_every_telephone_number_back():
    bare = {"do": "pseudonymise", "column": "TELEPHONE", "keyed": False}
    _, pairs = after([bare])
    assert (pairs["enumeration"].before.found, pairs["enumeration"].after.found) == (0, 1890)


def test_one_s_own_file_has_no_attacker_at_hand():
    file = read("aides.csv")
    trials = run_attacks(file, file, (), ROLES, Auxiliary())
    assert [one.attack.possible for one in trials] == [False, True, False, False]
    assert all(one.attack.sentence and not one.names for one in trials)


def test_an_empty_file_finds_nobody():
    file = read("aides.csv").clear()
    trials = run_attacks(file, file, (), ROLES, attacker(), aids=streets())
    assert [one.attack.found for one in trials] == [0, 0, 0, 0]


def test_attacks_are_the_same_when_run_again(untouched):
    file = read("aides.csv")
    assert run_attacks(file, file, (), ROLES, attacker(), aids=streets()) == untouched


def test_order_of_rows_changes_nothing_but_lines(untouched):
    file = read("aides.csv").reverse()
    again = run_attacks(file, file, (), ROLES, attacker(), aids=streets())
    assert [one.attack.found for one in again] == [one.attack.found for one in untouched]
    assert [sorted(one.names) for one in again] == [sorted(one.names) for one in untouched]


def trial(*names: str) -> Trial:
    return Trial(Attack("linkage", "", 9, len(names), (), ""), names)


def test_people_stopped_are_those_who_are_not_found_any_more():
    assert pair(trial("A", "B", "B", "C"), trial("B", "D")).stopped == ("A", "B", "C")
    many = trial(*map(str, range(50)))
    assert len(pair(many, trial()).stopped) == FIRST_PEOPLE


def test_somebody_found_twice_counts_once_and_namesakes_twice():
    assert found_in_all([trial("A", "B", "B"), trial("B", "C"), trial()]) == 4
    assert found_in_all([trial("Élodie Adam"), trial("Élodie ADAM", "06 39 98 12 34")]) == 2


def test_every_attack_has_a_title_and_says_what_it_does():
    assert set(TITLES) == set(ABOUT) == set(NAMES)


def test_hostile_names_of_columns_are_only_names():
    hostile = ["rows", "line", "alike", "\x00who", "0"]
    file = pl.DataFrame({name: ["a", "b"] for name in hostile})
    roles = dict.fromkeys(hostile[:4], "quasi") | {"0": "sensitive"}
    auxiliary = Auxiliary(file, {name: name for name in hostile}, ("rows",), file)
    trials = run_attacks(file, file, (), roles, auxiliary)
    assert trials[0].names == ("a", "b")
    assert losses(file, file) == dict.fromkeys(hostile, 0.0)
