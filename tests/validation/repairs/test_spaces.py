"""Spaces and signs that nobody sees."""

from __future__ import annotations

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.recipes.texts import without_stray_spaces
from tests.validation.repairs.columns import read_column
from tests.validation.tables import schema_of, table_of

SUBVENTIONS, DELIBERATIONS = "scdl/subventions@2.1.1", "scdl/deliberations@2.1.5"
_SIRET = "21990042000015"


@pytest.mark.parametrize(
    ("column", "cell", "right"),
    [
        ("idAttribuant", f" {_SIRET}", _SIRET),
        ("idAttribuant", f"{_SIRET}\u202f", _SIRET),
        ("idAttribuant", f"\u200b{_SIRET}", _SIRET),
        ("idAttribuant", f"{_SIRET}\ufeff ", _SIRET),
        ("dateConvention", "2023-01-31\u00a0", "2023-01-31"),
        ("dateConvention", " 2023-01-31", "2023-01-31"),
        ("notificationUE", " oui ", "oui"),
    ],
)
def test_a_cell_that_is_right_without_them_loses_its_spaces(tmp_path, column, cell, right):
    dirty = read_column(tmp_path, SUBVENTIONS, column, cell, right, encoding="utf-8")
    assert dirty.mendings(sure=True) == {"stray-spaces": {cell: right}}
    assert dirty.after({"do": "sure"}) == [right, right]
    assert dirty.told("stray-spaces").action


@pytest.mark.parametrize("cell", ["aide  en nature", "aide en\u00a0nature", "aide\u202f en nature"])
def test_spaces_inside_are_made_one(tmp_path, cell):
    schema = schema_of(tmp_path, {"name": "a", "constraints": {"pattern": "^([a-z]+ )*[a-z]+$"}})
    read = Draft.of(table_of(["a"], [cell], ["aide"]))
    (repair,) = diagnose(read, schema).repairs
    assert (repair.cause, repair.sure) == ("stray-spaces", True)
    (place,) = repair.change.places(read, slice(None))
    assert place.after == "aide en nature"


def test_a_cell_of_spaces_is_emptied_where_it_may_be_empty(tmp_path):
    dirty = read_column(tmp_path, DELIBERATIONS, "PREF_DATE", " ", "\u00a0", "", encoding="cp1252")
    assert dirty.after({"do": "sure"}) == ["", "", ""]


def test_a_cell_that_needs_more_is_left_to_what_knows_it(tmp_path):
    dirty = read_column(
        tmp_path, SUBVENTIONS, "dateConvention", " 31/01/2023 ", "2023-02-28", encoding="cp1252"
    )
    assert set(dirty.mendings(sure=True)) == {"date-day-first"}


def test_spaces_that_break_nothing_are_kept(tmp_path):
    dirty = read_column(tmp_path, SUBVENTIONS, "montant", " 12 ", "7", encoding="cp1252")
    assert dirty.mendings(sure=True) == {}
    assert dirty.after({"do": "sure"}) == [" 12 ", "7"]


def test_doing_it_twice_changes_nothing():
    once = without_stray_spaces(" a \u200b  b\t\u00a0\n")
    assert once == "a b"
    assert without_stray_spaces(once) == once
