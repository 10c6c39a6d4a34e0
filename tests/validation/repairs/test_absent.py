"""Marks that say that there is nothing to say."""

from __future__ import annotations

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.recipes.texts import without_absent_mark
from tests.validation.repairs.columns import read_column
from tests.validation.tables import schema_of, table_of

SUBVENTIONS, DELIBERATIONS = "scdl/subventions@2.1.1", "scdl/deliberations@2.1.5"
PARKINGS, EQUIPMENT = "etalab/schema-stationnement@0.1.5", "scdl/equipements@0.1.5"


@pytest.mark.parametrize(
    "mark", ["néant", "Néant", "N/A", "NC", "n.c.", "#N/A", "-", "/", "?", "sans objet", "NULL"]
)
@pytest.mark.parametrize("place", [(DELIBERATIONS, "PREF_DATE"), (PARKINGS, "nb_pmr")])
def test_an_optional_cell_may_be_emptied(tmp_path, mark, place):
    column = read_column(tmp_path, *place, mark, "", encoding="cp1252")
    assert column.mendings(sure=True) == {}
    assert column.mendings(sure=False) == {"absent-mark": {mark: ""}}
    assert column.confirmed("absent-mark") == ["", ""]


def test_in_numbers_nothing_may_mean_zero(tmp_path):
    numbers = read_column(tmp_path, PARKINGS, "nb_pmr", "néant", encoding="cp1252")
    assert numbers.told("absent-mark").doubt.endswith("écrivez alors 0.")
    dates = read_column(tmp_path, DELIBERATIONS, "PREF_DATE", "néant", encoding="cp1252")
    assert "zéro" not in dates.told("absent-mark").doubt


@pytest.mark.parametrize("mark", ["néant", "NC", "inconnue", " ", "non renseigné", "à compléter"])
@pytest.mark.parametrize("name", ["dateConvention", "montant", "notificationUE", "nature"])
def test_a_required_cell_is_not_emptied(tmp_path, mark, name):
    column = read_column(tmp_path, SUBVENTIONS, name, mark, encoding="cp1252")
    assert column.lost == {"absent-required": [mark]}
    assert column.mendings(sure=True) == column.mendings(sure=False) == {}
    assert "origine" in column.told("absent-required").action


def test_a_value_that_the_column_hides_is_lost(tmp_path):
    column = read_column(tmp_path, SUBVENTIONS, "dateConvention", "########", encoding="cp1252")
    assert column.lost == {"narrow-column": ["########"]}
    assert "origine" in column.told("narrow-column").action


def test_a_mark_that_the_schema_admits_is_no_absence(tmp_path):
    field = {"name": "a", "constraints": {"enum": ["Inconnu", "N/A", "Public"]}}
    schema = schema_of(tmp_path, field, "b")
    table = table_of(["a", "b"], ["inconnu", "x"], ["n/a", "x"], ["NC", "x"], ["N/A", "x"])
    read = Draft.of(table)
    found = {
        one.cause: [(place.before, place.after) for place in one.change.places(read, slice(None))]
        for one in diagnose(read, schema).repairs
    }
    assert found == {
        "enum-writing": [("inconnu", "Inconnu"), ("n/a", "N/A")],
        "absent-mark": [("NC", "")],
    }


def test_what_was_admitted_is_left_by_the_recipe(tmp_path):
    assert without_absent_mark("N/A", ["N/A"]) == "N/A"
    assert without_absent_mark("n/a", ["N/A"]) == ""
    column = read_column(tmp_path, EQUIPMENT, "ERP_CATEGORIE", "NC", "5", "", encoding="cp1252")
    (repair,) = [one for one in column.diagnosis.repairs if one.cause == "absent-mark"]
    assert repair.recipe is not None
    assert repair.recipe.parameters == {"kept": []}


@pytest.mark.parametrize("cell", ["connu", "Nantes", "aucune idée", "navette", "- 5", "12", "N"])
def test_what_says_something_is_no_mark(cell):
    assert without_absent_mark(cell, []) == cell
