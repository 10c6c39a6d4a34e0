"""Cells that break nothing, and are most likely wrong: told, never rewritten."""

from __future__ import annotations

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from tests.validation.repairs.found import ACTS, AIDS, POINTS, found_in, mended
from tests.validation.tables import schema_of, table_of

DAY, REFERENCE, LINK, POINT_ID = (
    "dateConvention",
    "referenceDecision",
    "DELIB_URL",
    "id_pdc_itinerance",
)
DAYS = ("2024-01-07", "2024-11-30", "2025-02-14", "2025-03-27", "2025-04-24", "2025-06-02")


def told(folder, schema, column, *cells):
    found = found_in(folder, schema, *({column: cell} for cell in cells))
    assert found.repairs == {}
    assert mended(folder, schema, *({column: cell} for cell in cells)) == {}
    return found.refusals


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("1905-07-15", "spreadsheet-year"),
        ("1905-06-22", "spreadsheet-year"),
        ("2052-03-27", "future-date"),
        ("2205-03-27", "future-date"),
        ("0205-03-27", "short-year"),
        ("1900-01-01", "zero-date"),
        ("1970-01-01", "zero-date"),
        ("1998-03-27", "old-date"),
    ],
)
def test_a_date_that_stands_for_another_thing_is_told(tmp_path, cell, cause):
    assert told(tmp_path, AIDS, DAY, cell, *DAYS) == {(cause, DAY): {2}}


def test_the_lost_year_is_named(tmp_path):
    schema = schema_of(tmp_path, {"name": "a", "type": "date"}, "b")
    rows = (["1905-07-15", "x"], ["1905-07-16", "x"])
    (refusal,) = diagnose(Draft.of(table_of(schema.labels, *rows)), schema).refusals
    assert refusal.words == {"years": "2023, 2024"}


def test_dates_that_are_far_apart_all_along_are_not_told(tmp_path):
    days = [f"{year}-05-02" for year in range(1920, 2026, 21)]
    assert told(tmp_path, AIDS, DAY, *days) == {}
    assert told(tmp_path, AIDS, DAY, "1998-03-27", "2025-03-27") == {}


def test_a_date_refused_by_its_type_is_not_told_twice(tmp_path):
    found = found_in(tmp_path, AIDS, {DAY: "27/03/2205"}, {})
    assert ("future-date", DAY) not in found.refusals


@pytest.mark.parametrize("cell", ["02/07/2025", "2025-07-02", "2-juil.", "juil-25"])
def test_a_reference_become_a_date_is_told(tmp_path, cell):
    found = told(tmp_path, AIDS, REFERENCE, "2.6", cell, "2.8", "2.10")
    assert found == {("spreadsheet-reference", REFERENCE): {3}}


@pytest.mark.parametrize(
    "cells",
    [("2025-03-27", "2025-04-24", "1.2"), ("DELIB-12", "02/07/2025"), ("2.6", "2.7.1", "12-3")],
)
def test_columns_of_dates_or_of_names_are_not_suspected(tmp_path, cells):
    assert told(tmp_path, AIDS, REFERENCE, *cells) == {}


def test_the_schemas_example_is_told_where_it_names_one_row(tmp_path):
    cells = ("FRV99E990420011", "FRV99EMAIRIE2", "FRV99EMAIRIE3")
    assert told(tmp_path, POINTS, POINT_ID, *cells) == {("example-value", POINT_ID): {2}}
    # A single row may be the file of a beginner, and a value of all rows is the producer's own.
    assert told(tmp_path, POINTS, POINT_ID, cells[0]) == {}


@pytest.mark.parametrize("cell", ["D:\\Actes\\d.pdf", "file:///C:/Actes/d.pdf"])
def test_a_link_to_ones_own_computer_is_told(tmp_path, cell):
    assert told(tmp_path, ACTS, LINK, cell, "") == {("local-file", LINK): {2}}


def test_names_in_a_column_of_identifiers_without_rule_are_told(tmp_path):
    schema = schema_of(tmp_path, "siretTiers", "b")
    rows = (["DUPONT Jeanne", "x"], ["21990042000015", "x"], ["néant", "x"], ["", "x"])
    (refusal,) = diagnose(Draft.of(table_of(schema.labels, *rows)), schema).refusals
    assert (refusal.cause, refusal.values.to_list()) == ("words-for-identifier", ["DUPONT Jeanne"])
