"""Codes and names of places, and zeros that a list proves were there."""

from __future__ import annotations

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from tests.validation.repairs.found import LIBRARIES, POINTS, found_in
from tests.validation.tables import schema_of, table_of

INSEE, POSTAL = "code_insee_commune", "code_postal"


@pytest.mark.parametrize(
    ("schema", "column", "cell", "cause", "sure", "after"),
    [
        (POINTS, INSEE, "1004", "place-zero", True, "01004"),
        (POINTS, INSEE, "1004.0", "place-zero", True, "01004"),
        (POINTS, INSEE, "2a004", "place-writing", True, "2A004"),
        (POINTS, INSEE, "75 101", "place-writing", True, "75101"),
        (POINTS, INSEE, "20004", "place-corsica", False, "2A004"),
        (LIBRARIES, POSTAL, "1000", "place-zero", True, "01000"),
        (LIBRARIES, POSTAL, "75001,0", "place-writing", True, "75001"),
    ],
)
def test_a_form_is_enough_when_the_name_says_which_list(
    tmp_path, schema, column, cell, cause, sure, after
):
    found = found_in(tmp_path, schema, {column: cell}, {})
    assert found.repairs == {(cause, column): (sure, {(2, column): after})}


def test_a_zero_kept_elsewhere_makes_the_lost_one_doubtful(tmp_path):
    found = found_in(tmp_path, LIBRARIES, {POSTAL: "7500"}, {POSTAL: "01000"})
    assert found.repairs == {("place-zero-doubtful", POSTAL): (False, {(2, POSTAL): "07500"})}


def test_no_zero_is_put_where_no_list_proves_it(tmp_path):
    # No commune has the code 00999, and the name of the second column speaks of no list.
    assert found_in(tmp_path, POINTS, {INSEE: "999"}, {INSEE: "0999"}).repairs == {}
    pattern = {"name": "code_interne", "constraints": {"pattern": r"^\d{5}$"}}
    schema = schema_of(tmp_path, pattern, "b")
    found = diagnose(Draft.of(table_of(schema.labels, ["1004", "x"])), schema)
    assert found.repairs == ()


def of_rule(folder, rule, *cells, **params):
    check = {"name": rule, "params": {"column": "a", **params}}
    schema = schema_of(folder, "a", "b", custom_checks=[check])
    found = diagnose(Draft.of(table_of(schema.labels, *([cell, "x"] for cell in cells))), schema)
    repairs = {one.cause: (one.sure, one.change.after.to_list()) for one in found.repairs}
    return repairs, {one.cause: one.values.to_list() for one in found.refusals}


def test_names_are_written_as_their_list_does(tmp_path):
    repairs, refusals = of_rule(tmp_path, "commune", "ST ETIENNE", "le havre", "75056", cog="2024")
    assert repairs == {"place-name": (True, ["Saint-Étienne", "Le Havre"])}
    assert refusals == {"place-code": ["75056"]}


def test_a_name_that_two_communes_share_but_for_signs_waits(tmp_path):
    # Château-Renard is in the Loiret, Châteaurenard in the Bouches-du-Rhône.
    repairs, _ = of_rule(tmp_path, "commune", "CHATEAU RENARD", cog="2024")
    assert repairs == {"place-spelling": (False, ["Château-Renard"])}


def test_the_nearest_name_of_a_short_list_waits(tmp_path):
    repairs, _ = of_rule(tmp_path, "departement", "Cote d'Or", "Loirre-Atlantique", cog="2024")
    assert repairs == {
        "place-name": (True, ["Côte-d'Or"]),
        "place-spelling": (False, ["Loire-Atlantique"]),
    }


def test_codes_of_a_rule_follow_its_list(tmp_path):
    cells = ("1004", "2a004", "31000", "7,5E+04", "01001")
    repairs, refusals = of_rule(tmp_path, "code-commune-insee", *cells, cog="2024")
    assert repairs == {
        "place-zero-doubtful": (False, ["01004"]),
        "place-writing": (True, ["2A004"]),
    }
    assert refusals == {"place-postal": ["31000"], "scientific": ["7,5E+04"]}
    repairs, refusals = of_rule(tmp_path, "code-region", "25", cog="2024")
    assert repairs == {}
    assert refusals == {"place-edition": ["25"]}


def test_codes_of_streets_and_departements(tmp_path):
    repairs, _ = of_rule(tmp_path, "code-fantoir", "780Z")
    assert repairs == {"place-zero": (True, ["0780Z"])}
    repairs, _ = of_rule(tmp_path, "code-departement", "1", "2b", cog="2024")
    assert repairs == {"place-zero": (True, ["01"]), "place-writing": (True, ["2B"])}
