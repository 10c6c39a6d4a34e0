"""Points written otherwise, and latitude in place of longitude."""

from __future__ import annotations

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.repairs.recipes.points import as_point, swapped_point
from tests.validation.repairs.found import (
    ADDRESSES,
    DEFIBRILLATORS,
    LIBRARIES,
    POINTS,
    TAXIS,
    found_in,
    mended,
    read,
)
from tests.validation.repairs.real.published import known
from tests.validation.tables import schema_of, table_of

XY = "coordonneesXY"
INVERTED = "inverted-coordinates"


@pytest.mark.parametrize(
    ("schema", "cell", "after"),
    [
        (POINTS, "2.35, 48.85", "[2.35,48.85]"),
        (POINTS, "[2,35;48,85]", "[2.35,48.85]"),
        (POINTS, "(2,35 48,85)", "[2.35,48.85]"),
        (POINTS, "2,35, 48,85", "[2.35,48.85]"),
        (POINTS, "POINT (2.35 48.85)", "[2.35,48.85]"),
        (POINTS, "-9.92E-4,48.85", "[-9.92E-4,48.85]"),
        (POINTS, "-9,92E-4;48,85", "[-9.92E-4,48.85]"),
        (POINTS, "+02.35;048.85", "[2.35,48.85]"),
        (POINTS, "55.45/-20.9", "[55.45,-20.9]"),
        (POINTS, "166.45 -22.27", "[166.45,-22.27]"),
        (TAXIS, "[2.35,48.85]", "2.35,48.85"),
        (TAXIS, "2,35 48,85", "2.35,48.85"),
    ],
)
def test_a_point_of_france_is_written_again_surely(tmp_path, schema, cell, after):
    column = XY if schema == POINTS else "geopoint"
    found = found_in(tmp_path, schema, {column: cell}, {})
    assert found.repairs == {("point-form", column): (True, {(2, column): after})}
    assert mended(tmp_path, schema, {column: cell}, {}) == {(2, column): after}


@pytest.mark.parametrize(
    ("cell", "cause", "after"),
    [
        ("48.85, 2.35", "point-form-swapped", "[2.35,48.85]"),
        ("48,85;-9,92E-4", "point-form-swapped", "[-9.92E-4,48.85]"),
        ("12.5, 55.7", "point-form-abroad", "[12.5,55.7]"),
    ],
)
def test_a_point_elsewhere_waits(tmp_path, cell, cause, after):
    found = found_in(tmp_path, POINTS, {XY: cell}, {})
    assert found.repairs == {(cause, XY): (False, {(2, XY): after})}


@pytest.mark.parametrize("cell", ["Paris", "48.85", "1,2,3", "2.35.1,48.85", "[a,b]"])
def test_what_is_no_point_is_left_to_its_finding(tmp_path, cell):
    assert found_in(tmp_path, POINTS, {XY: cell}, {}).repairs == {}


def test_valid_points_out_of_france_are_swapped_when_she_confirms(tmp_path):
    cells = ["[41.92,8.73]", "[48.85 , 2.35]", "[-20.9,55.45]", "[8.73 , 41.92]", "[12.5,55.7]"]
    rows = [{XY: cell} for cell in cells]
    found = found_in(tmp_path, POINTS, *rows)
    after = {(2, XY): "[8.73,41.92]", (3, XY): "[2.35 , 48.85]", (4, XY): "[55.45,-20.9]"}
    assert found.repairs == {(INVERTED, XY): (False, after)}
    assert mended(tmp_path, POINTS, *rows) == {}


def test_what_the_rule_refuses_is_swapped_too(tmp_path):
    check = {"name": "french-gps-coordinates", "params": {"column": "a"}}
    schema = schema_of(tmp_path, {"name": "a", "type": "geopoint"}, "b", custom_checks=[check])
    rows = (["48.85,2.35", "x"], ["2.35,48.85", "x"])
    (one,) = diagnose(Draft.of(table_of(schema.labels, *rows)), schema).repairs
    assert (one.key, one.sure, one.change.after.to_list()) == (
        f"{INVERTED}|a",
        False,
        ["2.35,48.85"],
    )


@pytest.mark.parametrize(
    ("schema", "latitude", "longitude"),
    [
        (LIBRARIES, "latitude", "longitude"),
        (DEFIBRILLATORS, "lat_coor1", "long_coor1"),
        (ADDRESSES, "lat", "long"),
    ],
)
def test_two_columns_change_places_row_by_row(tmp_path, schema, latitude, longitude):
    rows = [{latitude: "2.4321", longitude: "46.6041"}, {}]
    found = found_in(tmp_path, schema, *rows)
    after = {(2, latitude): "46.6041", (2, longitude): "2.4321"}
    assert found.repairs == {(INVERTED, ""): (False, after)}
    table = read(tmp_path, schema, *rows)
    draft = mend(table, known(schema), [{"do": "apply", "repair": f"{INVERTED}|"}]).draft
    names = known(schema).labels
    assert draft.cells.item(0, names.index(latitude)) == "46.6041"
    assert draft.cells.item(0, names.index(longitude)) == "2.4321"
    assert draft.cells.row(1) == table.cells.row(1)
    assert diagnose(draft, known(schema)).repairs == ()


def test_some_lines_of_two_columns_may_be_left(tmp_path):
    rows = [{"latitude": "2.4321", "longitude": "46.6041", "id": f"L{at}"} for at in range(3)]
    table = read(tmp_path, LIBRARIES, *rows)
    decision = {"do": "apply", "repair": f"{INVERTED}|", "lines": [3]}
    draft = mend(table, known(LIBRARIES), [decision]).draft
    at = known(LIBRARIES).labels.index("latitude")
    assert draft.cells.to_series(at).to_list() == ["2.4321", "46.6041", "2.4321"]


def test_a_cell_that_is_no_coordinate_is_refused(tmp_path):
    found = found_in(tmp_path, ADDRESSES, {"lat": "46.21.47"}, {"long": "2° 31' 52\""}, {})
    assert found.refusals == {
        ("not-a-coordinate", "lat"): {2},
        ("not-a-coordinate", "long"): {3},
    }


def test_recipes_leave_what_is_right_or_unknown():
    box = [[-5.0, 41.0, 9.6, 51.1]]
    assert swapped_point("[2.35,48.85]", box) == "[2.35,48.85]"
    assert swapped_point("[48.85,2.35]", box) == "[2.35,48.85]"
    assert swapped_point("Paris", box) == "Paris"
    assert as_point("1,2,3", brackets=False) == "1,2,3"
    assert as_point("2.35,48.85", brackets=True) == "[2.35,48.85]"
