"""SIRET and SIREN: what can be written again, what waits for a person, what is lost."""

from __future__ import annotations

import pytest

from grader.validation.repairs.recipes.identifiers import (
    digits_alone,
    first_nine,
    with_leading_zeros,
    without_decimals,
)
from tests.validation.repairs.found import ACTS, AIDS, DEFIBRILLATORS, POINTS, found_in, mended

BODY, GIVER, OWNER = "idBeneficiaire", "idAttribuant", "siren_amenageur"
RIGHT = "21990042000015"


@pytest.mark.parametrize(
    ("schema", "column", "cell", "cause", "after"),
    [
        (AIDS, BODY, "21990042000015.0", "identifier-decimal", RIGHT),
        (AIDS, BODY, "21990042000015,00", "identifier-decimal", RIGHT),
        (AIDS, GIVER, "219 900 420 00015", "identifier-spaces", RIGHT),
        (AIDS, GIVER, "219\u202f900\u202f420\u00a000015", "identifier-spaces", RIGHT),
        (AIDS, GIVER, "219.900.420.00015", "identifier-spaces", RIGHT),
        (AIDS, BODY, "SIRET : 219 900 420 00015", "identifier-spaces", RIGHT),
        (POINTS, OWNER, "219 900 420", "identifier-spaces", "219900420"),
        # Two zeros lost: with them, the two keys of the number are right.
        (AIDS, BODY, "552013500004", "lost-zero", "00552013500004"),
        (AIDS, BODY, "552013500004.0", "lost-zero", "00552013500004"),
    ],
)
def test_digits_are_written_again_surely(tmp_path, schema, column, cell, cause, after):
    found = found_in(tmp_path, schema, {column: cell}, {})
    assert found.repairs == {(cause, column): (True, {(2, column): after})}
    assert found.refusals == {}
    assert mended(tmp_path, schema, {column: cell}, {}) == {(2, column): after}


@pytest.mark.parametrize(
    ("cell", "cause", "after"),
    [
        (RIGHT, "siren-of-siret", "219900420"),
        ("219 900 420 00015", "siren-of-siret", "219900420"),
        ("5520135", "lost-zero", "005520135"),
        ("5520135.0", "lost-zero", "005520135"),
    ],
)
def test_a_siren_waits_for_a_person(tmp_path, cell, cause, after):
    found = found_in(tmp_path, POINTS, {OWNER: cell}, {})
    assert found.repairs == {(cause, OWNER): (False, {(2, OWNER): after})}
    assert found.refusals == {}


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("2,18E+13", "scientific"),
        ("4991E+13", "scientific"),
        ("7.99e+13", "scientific"),
        ("22040000000000", "zeroed-end"),
        ("219900420", "siren-for-siret"),
        ("219 900 420", "siren-for-siret"),
        ("21990042000016", "identifier-key"),
        ("219900420000155", "identifier-length"),
        ("2199004200", "identifier-length"),
        ("W991234567", "association-number"),
        ("DUPONT Jeanne", "words-for-identifier"),
        ("Club de pétanque de Val-Ouvert", "words-for-identifier"),
    ],
)
def test_what_is_lost_is_refused(tmp_path, cell, cause):
    found = found_in(tmp_path, AIDS, {BODY: cell}, {})
    assert found.repairs == {}
    assert found.refusals == {(cause, BODY): {2}}


def test_a_column_of_a_form_and_a_key_is_refused_for_one_cause(tmp_path):
    found = found_in(tmp_path, ACTS, {"COLL_SIRET": "219900420"}, {"COLL_SIRET": "2,19E+13"}, {})
    assert found.refusals == {
        ("siren-for-siret", "COLL_SIRET"): {2},
        ("scientific", "COLL_SIRET"): {3},
    }


def test_what_says_that_nothing_is_known_is_no_name(tmp_path):
    found = found_in(tmp_path, AIDS, {BODY: "néant"}, {BODY: "#N/A"}, {})
    assert ("words-for-identifier", BODY) not in found.refusals


def test_a_number_that_no_zero_makes_right_gets_none(tmp_path):
    found = found_in(tmp_path, POINTS, {OWNER: "21990042"}, {})
    assert found.repairs == {}
    assert found.refusals == {("identifier-length", OWNER): {2}}


def test_valid_cells_are_suspected_and_left(tmp_path):
    # Its key is right by chance; zeros alone pass the rule; a space is admitted by it.
    rows = [{BODY: "26991000000000"}, {BODY: "0" * 14}, {BODY: "219 900 420 00015"}, {}]
    found = found_in(tmp_path, AIDS, *rows)
    assert found.repairs == {}
    assert found.refusals == {("zeroed-end", BODY): {2}, ("null-identifier", BODY): {3}}
    assert mended(tmp_path, AIDS, *rows) == {}


def test_two_columns_of_one_body_are_each_refused(tmp_path):
    row = {"expt_siret": "219900420", "expt_siren": "219900421"}
    found = found_in(tmp_path, DEFIBRILLATORS, row, {})
    assert found.refusals == {
        ("siren-for-siret", "expt_siret"): {2},
        ("identifier-key", "expt_siren"): {2},
    }


@pytest.mark.parametrize("cell", ["", "Mairie", "2,18E+13", "12.5", "21990042.0", "219900421", "1"])
def test_recipes_leave_what_no_key_proves(cell):
    assert digits_alone(cell, 9) == digits_alone(cell, 14) == cell
    assert first_nine(cell) == cell
    assert with_leading_zeros(cell, 9) == with_leading_zeros(cell, 14) == cell


def test_recipes_know_the_key_of_la_poste():
    assert digits_alone("356 000 000 49837", 14) == "35600000049837"
    assert digits_alone("356 000 000 49838", 14) == "356 000 000 49838"


def test_decimals_that_are_not_zeros_are_kept():
    assert without_decimals("12.50") == "12.50"
    assert without_decimals("1000") == "1000"
