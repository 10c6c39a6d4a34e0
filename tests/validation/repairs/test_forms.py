"""Listed values, and texts that are one gesture away from the form asked for."""

from __future__ import annotations

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.recipes.contacts import international_phone
from tests.validation.repairs.found import (
    ACTS,
    AIDS,
    DEFIBRILLATORS,
    LIBRARIES,
    POINTS,
    found_in,
    mended,
)
from tests.validation.tables import schema_of, table_of

PERIOD, RNA, SITE, PLACE = (
    "datesPeriodeVersement",
    "rnaBeneficiaire",
    "implantation_station",
    "DELIB_URL",
)
MATTER, CODE, YEAR, PHONE = "DELIB_MATIERE_NOM", "DELIB_MATIERE_CODE", "BUDGET_ANNEE", "tel1"
WAYS, EVSE, MAIL = "modalites_acces", "id_pdc_itinerance", "contact_operateur"


@pytest.mark.parametrize(
    ("schema", "column", "cell", "cause", "after"),
    [
        (AIDS, "nature", "Aide en Numeraire", "enum-writing", "aide en numéraire"),
        (AIDS, "nature", " AIDE EN  NATURE", "enum-writing", "aide en nature"),
        (POINTS, SITE, "voirie", "enum-writing", "Voirie"),
        (POINTS, SITE, "parking-public", "enum-writing", "Parking public"),
        (AIDS, PERIOD, "2025-03-14 - 2025-06-30", "period", "2025-03-14/2025-06-30"),
        (AIDS, PERIOD, "du 14/03/2025 au 30.06.2025", "period", "2025-03-14/2025-06-30"),
        (AIDS, PERIOD, "04/04/2025", "period", "2025-04-04"),
        (AIDS, RNA, "w990000001", "pattern-capitals", "W990000001"),
        (AIDS, RNA, "W99 000 0001", "pattern-spaces", "W990000001"),
        (ACTS, CODE, "7,5", "pattern-comma", "7.5"),
        (ACTS, YEAR, "2024 - 2025", "year-interval", "2024/2025"),
        (ACTS, YEAR, "2025.0", "pattern-decimals", "2025"),
        (ACTS, MATTER, "finances locales / subventions", "matter-spaces",
         "finances locales/subventions"),
        (LIBRARIES, WAYS, "Se présenter ; Téléphoner", "list-sign", "Se présenter|Téléphoner"),
        (DEFIBRILLATORS, PHONE, "01 99 00 27 37", "phone", "+33199002737"),
        (DEFIBRILLATORS, PHONE, "+33 (0)1.99.00.27.37", "phone", "+33199002737"),
        (DEFIBRILLATORS, PHONE, "0033199002737", "phone", "+33199002737"),
        (POINTS, MAIL, "mailto:bornes@val-ouvert.example", "email-around",
         "bornes@val-ouvert.example"),
        (POINTS, MAIL, "Les bornes <bornes@val-ouvert.example>;", "email-around",
         "bornes@val-ouvert.example"),
    ],
)  # fmt: skip
def test_one_reading_only_is_sure(tmp_path, schema, column, cell, cause, after):
    found = found_in(tmp_path, schema, {column: cell}, {})
    assert found.repairs == {(cause, column): (True, {(2, column): after})}
    assert mended(tmp_path, schema, {column: cell}, {}) == {(2, column): after}


@pytest.mark.parametrize(
    ("schema", "column", "cell", "cause", "after"),
    [
        (AIDS, "nature", "numéraire", "enum-spelling", "aide en numéraire"),
        (AIDS, "nature", "aide en numérraire", "enum-spelling", "aide en numéraire"),
        (AIDS, PERIOD, "03/04/2025", "period-ambiguous", "2025-04-03"),
        (ACTS, MATTER, "'finances locales/subventions", "matter-family",
         "finances locales/subventions"),
        (ACTS, MATTER, "Finance locale/subventions", "matter-family",
         "finances locales/subventions"),
        (ACTS, CODE, "02/07/2025", "reference-as-date", "2.7"),
        (ACTS, PLACE, "www.val-ouvert.example/a.pdf", "web-address",
         "https://www.val-ouvert.example/a.pdf"),
        (POINTS, EVSE, "FR*V99*E990420012", "pattern-signs", "FRV99E990420012"),
        (DEFIBRILLATORS, PHONE, "199002737", "phone-zero", "+33199002737"),
    ],
)  # fmt: skip
def test_what_is_decided_for_her_waits(tmp_path, schema, column, cell, cause, after):
    found = found_in(tmp_path, schema, {column: cell}, {})
    assert found.repairs == {(cause, column): (False, {(2, column): after})}
    assert mended(tmp_path, schema, {column: cell}, {}) == {}


@pytest.mark.parametrize(
    ("schema", "column", "cell", "cause"),
    [
        (AIDS, PERIOD, "2025-01-15, 2025-02-15, 2025-03-15", "period-several"),
        (AIDS, RNA, "9,9E+08", "scientific"),
        (DEFIBRILLATORS, PHONE, "0199002737 / 0199002738", "phone-several"),
        (DEFIBRILLATORS, PHONE, "1,99E+08", "scientific"),
        (POINTS, MAIL, "a@val-ouvert.example ; b@val-ouvert.example", "email-several"),
    ],
)
def test_what_cannot_be_chosen_is_refused(tmp_path, schema, column, cell, cause):
    found = found_in(tmp_path, schema, {column: cell}, {})
    assert found.repairs == {}
    assert found.refusals == {(cause, column): {2}}


@pytest.mark.parametrize(
    ("schema", "column", "cell"),
    [
        (AIDS, "nature", "prêt"),
        (AIDS, "nature", "12"),
        (AIDS, RNA, "12 rue du Lavoir"),
        (ACTS, CODE, "finances"),
        (ACTS, PLACE, "deliberation.pdf"),
        (ACTS, MATTER, "Divers/subventions"),
        (DEFIBRILLATORS, PHONE, "+33 1 99"),
        (DEFIBRILLATORS, PHONE, "0590123456"),
    ],
)
def test_what_is_not_known_is_left_to_its_finding(tmp_path, schema, column, cell):
    found = found_in(tmp_path, schema, {column: cell}, {})
    assert (found.repairs, found.refusals) == ({}, {})


def test_two_values_that_differ_by_their_signs_alone_are_not_chosen_between(tmp_path):
    field = {"name": "a", "constraints": {"enum": ["R.A.S.", "RAS", "autre"]}}
    schema = schema_of(tmp_path, field, "b")
    (one,) = diagnose(Draft.of(table_of(schema.labels, ["ras", "x"])), schema).repairs
    assert (one.cause, one.sure) == ("enum-spelling", False)


def test_hours_are_written_as_maps_read_them(tmp_path):
    check = {"name": "opening-hours-value", "params": {"column": "a"}}
    schema = schema_of(tmp_path, "a", "b", custom_checks=[check])
    rows = (["Mo-Fr 8:30-12:00", "x"], ["Lu-Ve 08:30-12:00 14:00-17:00", "x"], ["été", "x"])
    found = diagnose(Draft.of(table_of(schema.labels, *rows)), schema)
    assert {one.cause: (one.sure, one.change.after.to_list()) for one in found.repairs} == {
        "hours-digits": (True, ["Mo-Fr 08:30-12:00"]),
        "hours-words": (False, ["Mo-Fr 08:30-12:00,14:00-17:00"]),
    }


def test_overseas_numbers_and_words_are_no_number_of_the_mainland():
    for cell in ("0590 12 34 56", "0692123456", "Mairie", "115", "2,5E+08"):
        assert international_phone(cell) == cell
