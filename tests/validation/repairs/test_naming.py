"""The name that a file should be published under."""

from __future__ import annotations

from datetime import date

import pytest

from grader.settings import Settings
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.naming import one_siren, recommended_name
from grader.validation.schemas import load_schema
from tests.validation.tables import schema_of, table_of

DAY = date(2026, 11, 22)
OURS, OTHER, THIRD = "21990042000015", "21860194600013", "35600000049837"


@pytest.fixture(scope="module")
def acts():
    return load_schema("scdl/deliberations@2.1.5", Settings.from_environment().sandbox / "schemas")


def named(schema, header, *rows):
    return recommended_name(Draft.of(table_of(header, *rows)), schema, DAY)


def test_date_siren_and_what_it_holds(acts):
    rows = [[OURS, "1"], ["219 900 420 00015", "2"], ["", "3"]]
    assert named(acts, ["COLL_SIRET", "DELIB_ID"], *rows) == "20261122_219900420_deliberations.csv"


@pytest.mark.parametrize(
    "cells",
    [
        [OURS, OTHER],
        ["2,199E+13", "2,199E+13"],
        ["21990042000016"],
        ["", " "],
        [OURS, "néant", "néant"],
        ["00000000000000"],
        [],
    ],
)
def test_without_one_siren_the_name_bears_no_number(acts, cells):
    rows = [[cell, "1"] for cell in cells]
    assert named(acts, ["COLL_SIRET", "DELIB_ID"], *rows) == "deliberations-20261122.csv"


def test_one_lost_number_among_many_does_not_hide_the_siren(acts):
    assert named(acts, ["COLL_SIRET"], [OURS], ["2,199E+13"], [OURS]).split("_")[1] == "219900420"


def test_two_establishments_of_one_commune_have_one_siren(acts):
    draft = Draft.of(table_of(["COLL_SIRET"], [OURS], ["219900420"]))
    assert one_siren(draft, acts) == "219900420"


def test_the_publisher_comes_first_in_the_order_of_the_schema(tmp_path):
    schema = schema_of(tmp_path, "siret_publieur", "sirenBeneficiaire", "nombre_siretisation")
    header = ["nombre_siretisation", "sirenBeneficiaire", "siret_publieur"]
    assert named(schema, header, [THIRD, "218601946", OURS]).startswith("20261122_219900420_")
    rows = [[THIRD, "218601946", OURS], [THIRD, "218601946", OTHER], [THIRD, "", THIRD]]
    assert named(schema, header, *rows).startswith("20261122_218601946_")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("Équipements & œuvres d'art", "equipements-uvres-d-art"),
        ("a\nb;rm -rf ~", "a-b-rm-rf"),
        ("日本", "donnees"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_name_is_made_of_safe_characters(tmp_path, name, expected):
    schema = schema_of(tmp_path, "id", name=name)
    assert named(schema, ["id"], ["1"]) == f"{expected}-20261122.csv"
