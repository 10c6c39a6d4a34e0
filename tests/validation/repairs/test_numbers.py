"""Numbers as they are published, and what is done of each."""

from __future__ import annotations

from functools import partial

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.recipes.numbers import number_seen, share_of_one, written_number
from grader.validation.repairs.tellings.registry import tell_cause
from tests.tables.language import plain_french
from tests.validation.repairs.columns import Column, read_column
from tests.validation.tables import schema_of, table_of

SUBVENTIONS, PARKINGS = "scdl/subventions@2.1.1", "etalab/schema-stationnement@0.1.5"
CARPOOLING, PLACES = "etalab/schema-lieux-covoiturage@0.3.1", "scdl/equipements@0.1.5"


@pytest.fixture
def amounts(tmp_path):
    """Give the amounts of a file of subsidies; narrow spaces are not in Windows-1252."""
    return partial(read_column, tmp_path, SUBVENTIONS, "montant", encoding="utf-8")


@pytest.fixture
def spaces_to_park(tmp_path):
    """Give whole numbers: how many cars a car park has room for."""
    return partial(read_column, tmp_path, PARKINGS, "nb_places", encoding="cp1252")


@pytest.fixture
def parts(tmp_path):
    """Give the share of a subsidy, from 0.01 to 1."""
    return partial(read_column, tmp_path, SUBVENTIONS, "pourcentageSubvention", encoding="cp1252")


@pytest.mark.parametrize(
    ("cell", "cause", "number"),
    [
        ("1500,50", "decimal-comma", "1500.50"),
        ("-3,5", "decimal-comma", "-3.5"),
        ("0,234", "decimal-comma", "0.234"),
        ("1234,567", "decimal-comma", "1234.567"),
        (",5", "decimal-comma", "0.5"),
        ("1 500", "number-ornaments", "1500"),
        ("1\u202f500,50\u00a0€", "number-ornaments", "1500.50"),
        ("17 142.08", "number-ornaments", "17142.08"),
        ("1.234,56", "number-ornaments", "1234.56"),
        ("1,234.56", "number-ornaments", "1234.56"),
        ("1.234.567", "number-ornaments", "1234567"),
        ("1'500’250", "number-ornaments", "1500250"),
        ("1'500'250", "number-ornaments", "1500250"),
        ("EUR 1 500", "number-ornaments", "1500"),
        ("1500 euros", "number-ornaments", "1500"),
        ("\u22125", "number-ornaments", "-5"),
    ],
)
def test_a_number_read_in_one_way_is_sure(amounts, cell, cause, number):
    column: Column = amounts(cell, "1200.00", " 7 ", "+5", "1.234")
    assert column.mendings(sure=True) == {cause: {cell: number}}
    assert column.after({"do": "sure"}) == [number, "1200.00", " 7 ", "+5", "1.234"]
    assert column.told(cause).doubt == ""


@pytest.mark.parametrize(
    ("cell", "cause", "number"),
    [
        ("1,234", "number-ambiguous", "1.234"),
        ("1.234 €", "number-ambiguous", "1.234"),
        ("(1 234,50)", "number-negative", "-1234.50"),
        ("1 200,00-", "number-negative", "-1200.00"),
        ("15 00,50", "number-spaces", "1500.50"),
        ("1500 € TTC", "number-in-text", "1500"),
        ("environ 1 500,50", "number-in-text", "1500.50"),
        ("45 %", "percent", "0.45"),
    ],
)
def test_a_number_that_may_be_another_waits_for_a_person(amounts, cell, cause, number):
    column: Column = amounts(cell)
    assert column.mendings(sure=True) == {}
    assert column.mendings(sure=False) == {cause: {cell: number}}
    assert column.after({"do": "sure"}) == [cell]
    assert column.told(cause).doubt


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("Unanimité", "words-for-number"),
        ("gratuit", "words-for-number"),
        ("7-avr", "number-as-date"),
        ("07/04/2025", "number-as-date"),
        ("1,5E+06", "number-abridged"),
    ],
)
def test_a_number_that_is_not_in_the_file_is_not_invented(amounts, cell, cause):
    column: Column = amounts(cell)
    assert column.lost == {cause: [cell]}
    assert column.mendings(sure=True) == column.mendings(sure=False) == {}
    assert "origine" in column.told(cause).action


@pytest.mark.parametrize("cell", ["12 k€", "3 millions", "29 (dont 3)", "plus de 100", "R2D2"])
def test_a_word_that_makes_another_number_of_it_is_left_alone(amounts, cell):
    column: Column = amounts(cell)
    assert column.mendings(sure=True) == column.mendings(sure=False) == {}


def test_the_other_numbers_of_the_column_are_the_evidence(amounts):
    french: Column = amounts(*["1500,50"] * 12, "1,234")
    doubt = french.told("number-ambiguous").doubt
    assert "12 autres nombres ont une virgule devant les décimales (1500,50)" in doubt
    english: Column = amounts("1,234,567", "1,500.25", "1,234")
    assert english.mendings(sure=False) == {"number-ambiguous": {"1,234": "1234"}}
    assert "2 autres nombres séparent les milliers" in english.told("number-ambiguous").doubt
    both: Column = amounts("1,500.25", "12,5", "1,234")
    assert "mêle deux usages" in both.told("number-ambiguous").doubt
    assert "1 autre nombre a une virgule" in both.told("number-ambiguous").doubt


def test_degrees_hold_no_thousands(tmp_path):
    bounded = read_column(tmp_path, CARPOOLING, "Xlong", "2,352", "-1,551", encoding="cp1252")
    assert bounded.after({"do": "sure"}) == ["2.352", "-1.551"]
    assert bounded.mendings(sure=False) == {}
    free = read_column(tmp_path, PLACES, "EQUIP_LAT", "48,856", "48,8566", encoding="cp1252")
    assert free.after({"do": "sure"}) == ["48,856", "48.8566"]
    assert free.mendings(sure=False) == {"number-ambiguous": {"48,856": "48.856"}}


@pytest.mark.parametrize(
    ("cell", "cause", "number"),
    [
        ("12,00", "whole-decimal", "12"),
        ("12.0", "whole-decimal", "12"),
        ("1200,0000", "whole-decimal", "1200"),
        ("1 200", "number-ornaments", "1200"),
        ("1 200,00", "number-ornaments", "1200"),
    ],
)
def test_a_whole_number_with_zeros_after_it_is_whole(spaces_to_park, cell, cause, number):
    column: Column = spaces_to_park(cell, "007", " 4 ")
    assert column.mendings(sure=True) == {cause: {cell: number}}
    assert column.after({"do": "sure"}) == [number, "007", " 4 "]


def test_a_whole_number_is_not_rounded(spaces_to_park):
    column: Column = spaces_to_park("12,5", "1 200,75", "3.50")
    assert column.lost == {"decimal-in-whole": ["12,5", "1 200,75", "3.50"]}
    assert column.told("decimal-in-whole").action
    assert column.mendings(sure=True) == {}


def test_in_whole_numbers_one_sign_may_still_be_before_zeros(spaces_to_park):
    column: Column = spaces_to_park("1,234", "2.500", "12,000")
    assert column.mendings(sure=False) == {
        "number-ambiguous": {"1,234": "1234", "2.500": "2500", "12,000": "12000"}
    }
    assert "un nombre entier" in column.told("number-ambiguous").doubt
    zeros: Column = spaces_to_park("12,000", "4,00", "7,0")
    assert zeros.mendings(sure=False) == {"number-ambiguous": {"12,000": "12"}}


def test_a_percentage_is_a_share_where_shares_are_due(parts):
    column: Column = parts("45 %", "12,5%", "0.3", "0,25", "100 %")
    assert column.after({"do": "sure"}) == ["0.45", "0.125", "0.3", "0.25", "1"]
    assert column.told("percent").doubt == ""


def test_a_number_above_one_is_likely_a_percentage(parts):
    column: Column = parts("45", "12,5", "0,25", "1", "120", "0.8")
    assert column.mendings(sure=True) == {"decimal-comma": {"0,25": "0.25"}}
    assert column.mendings(sure=False) == {"share": {"45": "0.45", "12,5": "0.125"}}
    assert "1 cellule de la colonne est déjà à 1" in column.told("share").doubt
    assert column.confirmed("share") == ["0.45", "0.125", "0,25", "1", "120", "0.8"]


def test_a_percentage_among_numbers_over_a_hundred_stays_one(amounts):
    column: Column = amounts("45 %", "30", "62.5")
    assert column.mendings(sure=False) == {"percent": {"45 %": "45"}}


def test_the_sign_of_the_schema_is_written(tmp_path):
    schema = schema_of(tmp_path, {"name": "a", "type": "number", "decimalChar": ","})
    table = table_of(["a"], ["1500.5"], ["1 500.50 €"], ["1500,5"], ["1.234"])
    read = Draft.of(table)
    repairs = diagnose(read, schema).repairs
    assert all(plain_french(text) == "" for one in repairs for text in tell_cause(one)[1:3])
    found = {
        one.cause: [place.after for place in one.change.places(read, slice(None))]
        for one in repairs
    }
    assert found == {
        "decimal-point": ["1500,5"],
        "number-ornaments": ["1500,50"],
        "number-ambiguous": ["1,234"],
    }


@pytest.mark.parametrize("cell", ["", " ", "-", "1.2.3", "12,34,5", "1" * 20_000, "1,2 3,4", "%"])
def test_what_is_no_number_is_left_as_it_is(cell):
    every = ["plain", "comma", "either", "either-point", "ornaments", "negative", "percent"]
    assert written_number(cell, every) == cell
    assert share_of_one(cell) == cell


def test_numbers_out_of_bounds_are_left_to_a_person():
    assert written_number("45,5", ["comma"], most=1) == "45,5"
    assert written_number("0,5", ["comma"], least=1.0) == "0,5"
    assert number_seen("06 12 34 56 78").kind == ""
