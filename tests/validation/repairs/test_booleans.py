"""Yes and no as they are published, and what is done of each."""

from __future__ import annotations

from functools import partial

import pytest

from grader.validation.repairs.recipes.booleans import written_answer
from tests.validation.repairs.columns import Column, read_column

CHARGING, SUBVENTIONS = "etalab/schema-irve-statique@2.3.1", "scdl/subventions@2.1.1"
PARKINGS = "etalab/schema-stationnement@0.1.5"


@pytest.fixture
def plugs(tmp_path):
    """Give a column of charging points, where true and false are due."""
    return partial(read_column, tmp_path, CHARGING, "prise_type_2", encoding="cp1252")


@pytest.fixture
def notices(tmp_path):
    """Give a column of subsidies, where oui and non are due."""
    return partial(read_column, tmp_path, SUBVENTIONS, "notificationUE", encoding="cp1252")


def test_the_spellings_of_one_column_become_the_two_of_the_schema(plugs):
    yes = ["VRAI", "Vrai", "OUI", "oui", " Oui. ", "1,0", "Yes"]
    no = ["FAUX", "Non", "non", "0.0", "No"]
    column: Column = plugs(*yes, *no)
    assert column.after({"do": "sure"}) == ["true"] * len(yes) + ["false"] * len(no)
    telling = column.told("boolean-spelling")
    assert "« true » pour oui" in telling.action
    assert telling.doubt == ""


def test_what_the_schema_admits_is_kept(plugs, tmp_path):
    column: Column = plugs("TRUE", "True", "1", "0", "VRAI")
    assert column.after({"do": "sure"}) == ["TRUE", "True", "1", "0", "true"]
    free = read_column(tmp_path, PARKINGS, "gratuit", "VRAI", "Faux", "oui", encoding="cp1252")
    assert free.after({"do": "sure"}) == ["VRAI", "Faux", "true"]


def test_the_words_of_the_schema_are_written(notices):
    column: Column = notices("VRAI", "1", "Oui", "FAUX", "0", "oui")
    assert column.after({"do": "sure"}) == ["oui", "oui", "oui", "non", "non", "oui"]


def test_letters_are_sure_only_beside_their_counterpart(plugs):
    column: Column = plugs("O", "N", "o", "oui")
    assert column.after({"do": "sure"}) == ["true", "false", "true", "true"]
    alone: Column = plugs("O", "oui")
    assert alone.mendings(sure=True) == {"boolean-spelling": {"oui": "true"}}
    assert alone.mendings(sure=False) == {"boolean-sign": {"O": "true"}}
    mixed: Column = plugs("O", "N", "F")
    assert mixed.mendings(sure=True) == {}


@pytest.mark.parametrize(
    ("cell", "written"), [("X", "oui"), ("x", "oui"), ("-1", "oui"), ("✓", "oui"), ("☐", "non")]
)
def test_a_sign_waits_for_a_person(tmp_path, cell, written):
    column = read_column(tmp_path, SUBVENTIONS, "notificationUE", cell, encoding="utf-8")
    assert column.mendings(sure=True) == {}
    assert column.confirmed("boolean-sign") == [written]
    assert "cellule vide" in column.told("boolean-sign").doubt


@pytest.mark.parametrize("cell", ["peut-être", "oui et non", "2", "10", "nonn", "o" * 20_000])
def test_what_is_neither_yes_nor_no_is_left(notices, cell):
    column: Column = notices(cell)
    assert column.mendings(sure=True) == column.mendings(sure=False) == {}


def test_nothing_is_written_where_the_schema_admits_no_such_answer():
    assert written_answer("oui", ["word"], [], ["non"]) == "oui"
    assert written_answer("faux", ["word"], ["oui"], []) == "faux"
