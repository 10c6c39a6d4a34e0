"""What is proposed in place of a wrong cell."""

from __future__ import annotations

import pytest

from tests.validation.tables import report_of

DATE = {"name": "a", "type": "date"}
WHOLE = {"name": "a", "type": "integer"}
NUMBER = {"name": "a", "type": "number"}
YES_NO = {"name": "a", "type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]}
URI = {"name": "a", "type": "string", "format": "uri"}
CODE = {"name": "a", "constraints": {"pattern": r"^\d\.\d{1,2}$"}}
SIRET = {"name": "a", "constraints": {"pattern": r"^\d{14}$"}}
INSEE = {"name": "a", "constraints": {"pattern": r"^\d{5}$"}}
PERIOD = {
    "name": "a",
    "constraints": {"pattern": r"^[0-9]{4}\-[0-9]{2}\-[0-9]{2}(\/[0-9]{4}\-[0-9]{2}\-[0-9]{2})?$"},
}
#: Patterns of the address base: Lambert metres, and names of communes.
METRES = {"name": "a", "constraints": {"pattern": r"^\d+\.?\d{1,2}$"}}
TOWN = {"name": "a", "constraints": {"pattern": r"^[A-Za-zÀ-ÿ \-]+$"}}
STREET = {"name": "a", "constraints": {"pattern": r"^[A-Za-zÀ-ÿ0-9 \-']+$"}}
HEIGHT = {"name": "a", "constraints": {"pattern": r"^\d+$|^N/A$"}}
EVSE = {"name": "a", "constraints": {"pattern": r"^[A-Z]{2}[A-Z0-9]{4,33}$"}}
TOWN_CODE = {"name": "a", "constraints": {"pattern": r"^([013-9]\d|2[AB1-9])\d{3}$"}}
PHONE = {"name": "a", "constraints": {"pattern": r"^\+(33|262)\d{9}$"}}
DAYS = {"name": "a", "constraints": {"pattern": r"^(lundi|mardi)(\|(lundi|mardi))*$"}}
STATE = {"name": "a", "constraints": {"enum": ["En fonctionnement", "Inconnu", "Hors service"]}}
ACCESS = {"name": "a", "constraints": {"enum": ["Réservé", "Non accessible"]}}
DIAMETER = {"name": "a", "type": "integer", "constraints": {"enum": [80, 100, 150]}}
POINT = {"name": "a", "type": "geopoint"}
POINTS = {"name": "a", "type": "geopoint", "format": "array"}
NATURE = {"name": "a", "constraints": {"enum": ["aide en numéraire", "aide en nature"]}}


def finding_of(folder, field, cell):
    (finding,) = report_of(folder, [field, "b"], [cell, "x"]).findings
    return finding


@pytest.mark.parametrize(
    ("field", "cell", "proposed"),
    [
        (DATE, "15/10/2017", "2017-10-15"),
        (DATE, "15-10-2017", "2017-10-15"),
        (DATE, "5/1/2017", "2017-01-05"),
        (DATE, "15/10/17", "2017-10-15"),
        (DATE, "2017/10/15", "2017-10-15"),
        (DATE, "20171015", "2017-10-15"),
        (DATE, " 2017-10-15", "2017-10-15"),
        (DATE, "15 octobre 2017", "2017-10-15"),
        (DATE, "1er août 2017", "2017-08-01"),
        (DATE, "dimanche 15 octobre 2017", "2017-10-15"),
        (DATE, "2017-10-15T18:30:00", "2017-10-15"),
        (DATE, "15/10/2017 18h30", "2017-10-15"),
        (DATE, "43023", "2017-10-15"),
        (DATE, "15-oct-17", "2017-10-15"),
        (DATE, "15/10/98", "1998-10-15"),
        (DATE, "10/15/2017", "2017-10-15"),
        (DATE, "Commission permanente du 15 octobre 2017", "2017-10-15"),
        (WHOLE, "27,00", "27"),
        (WHOLE, "27.0", "27"),
        (WHOLE, "1 200", "1200"),
        (WHOLE, "45 %", "45"),
        (NUMBER, "1500,50", "1500.50"),
        (NUMBER, "1\u202f500,50\u00a0€", "1500.50"),
        (NUMBER, "1.234.567,89", "1234567.89"),
        (NUMBER, "-3,5", "-3.5"),
        (NUMBER, "45 %", "0.45"),
        ({**NUMBER, "decimalChar": ","}, "1 500.50 €", "1500,50"),
        (YES_NO, "OUI", "oui"),
        (YES_NO, "VRAI", "oui"),
        (YES_NO, "1", "oui"),
        (YES_NO, "Faux", "non"),
        (URI, "www.val-ouvert.example/a.pdf", "https://www.val-ouvert.example/a.pdf"),
        (CODE, "7,5", "7.5"),
        (SIRET, "219 900 420 00015", "21990042000015"),
        (SIRET, "21990042000015.0", "21990042000015"),
        (SIRET, " 21990042000015", "21990042000015"),
        (INSEE, "1001", "01001"),
        (PERIOD, "14/03/2025", "2025-03-14"),
        (PERIOD, "2025-03-14 - 2025-06-30", "2025-03-14/2025-06-30"),
        (PERIOD, "du 14/03/2025 au 30/06/2025", "2025-03-14/2025-06-30"),
        (NATURE, "Aide en Numeraire", "aide en numéraire"),
        (NATURE, "Numéraire", "aide en numéraire"),
        (HEIGHT, "12.0", "12"),
        (EVSE, "FR-ABC-P123", "FRABCP123"),
        (EVSE, "FR*ABC*P123", "FRABCP123"),
        (TOWN_CODE, "1001", "01001"),
        (PHONE, "01 99 00 27 37", "+33199002737"),
        (DAYS, "lundi ; mardi", "lundi|mardi"),
        (STATE, "En fonction", "En fonctionnement"),
        (ACCESS, "Non", "Non accessible"),
        (POINT, "(2.35 ; 48.85)", "2.35,48.85"),
        (POINTS, "2.35, 48.85", "[2.35,48.85]"),
        (POINTS, "[2,35;48,85]", "[2.35,48.85]"),
    ],
)
def test_the_value_to_write_is_proposed(tmp_path, field, cell, proposed):
    finding = finding_of(tmp_path, field, cell)
    assert f" {proposed}" in finding.fix.replace("\u00a0", " ")
    assert report_of(tmp_path, [field, "b"], [proposed, "x"]).valid


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        (METRES, "884522.123"),
        (METRES, "2024-13-01"),
        (TOWN, "St. Denis"),
        (STREET, "Rue J. Jaurès"),
        (STREET, "Place du 19/03/1962"),
        (STREET, "12 RUE A.BRIAND"),
        (HEIGHT, "-1"),
        (HEIGHT, "1.90"),
        (PHONE, "02 62 00 27 37"),
        (STATE, "NC"),
        (STATE, "A"),
        (DIAMETER, "0"),
        (URI, "deliberation.pdf"),
        (URI, "12.0"),
        (POINTS, "48.85"),
        (POINTS, "48,85"),
        (POINTS, "884522.12, 6568423.76"),
    ],
)
def test_nothing_is_proposed_that_would_change_the_meaning(tmp_path, field, cell):
    fix = finding_of(tmp_path, field, cell).fix.replace("\u00a0", " ")
    assert fix.startswith(
        ("Récrivez", "Choisissez", "Écrivez l'adresse entière", "Écrivez la longitude")
    )


@pytest.mark.parametrize("cell", ["75001 Paris", "2a004", "abc"])
def test_digits_are_counted_only_where_there_is_nothing_else(tmp_path, cell):
    assert "5 chiffres à la suite" in finding_of(tmp_path, INSEE, cell).message.replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize(
    ("field", "shape"), [(POINT, "comme 2.35,48.85"), (POINTS, "[2.35,48.85]")]
)
def test_a_point_is_asked_for_in_the_form_of_its_field(tmp_path, field, shape):
    assert shape in finding_of(tmp_path, field, "à la mairie").fix
    assert report_of(tmp_path, [field, "b"], [shape.removeprefix("comme "), "x"]).valid


def test_a_list_is_shown_by_the_example_of_the_schema(tmp_path):
    field = {"name": "a", "type": "array", "example": '["38", "73"]'}
    assert '["38", "73"]' in finding_of(tmp_path, field, "38, 73").fix


@pytest.mark.parametrize(
    ("field", "cell", "said"),
    [
        (DATE, "31/02/2025", "n'existe pas"),
        (DATE, "2025-02-30", "n'existe pas"),
        (DATE, "10/2017", "pas une date complète"),
        (DATE, "mars 2023", "pas une date complète"),
        (DATE, "juil.-23", "pas une date complète"),
        (DATE, "Commission permanente du 27 février 2023", "n'est pas une date"),
        (SIRET, "2,18E+13", "abrégé"),
        (SIRET, "219900420", "SIREN"),
        (SIRET, "2199004200001", "13 chiffres au lieu de 14"),
        (SIRET, "1", "1 chiffre au lieu de 14"),
        (WHOLE, "Unanimité", "est un texte"),
        (WHOLE, "néant", "la valeur manque"),
        (NUMBER, "1E999999999x", "n'est pas un nombre"),
    ],
)
def test_the_trouble_is_named(tmp_path, field, cell, said):
    finding = finding_of(tmp_path, field, cell)
    assert said in finding.message.replace("\u00a0", " ")


@pytest.mark.parametrize("field", [DATE, WHOLE, NUMBER, YES_NO, URI, CODE, SIRET, PERIOD, NATURE])
@pytest.mark.parametrize("character", [" ", "1", "a", "-", "/", "é", "\u00a0", "0,"])
def test_a_cell_as_long_as_a_spreadsheet_admits_is_told_too(tmp_path, field, character):
    report = report_of(tmp_path, [field, "b"], [character * 16_000 + "x", "x"])
    assert [one.line for one in report.findings] == [2]
    assert all(len(one.message) < 400 for one in report.findings)


def test_a_pattern_is_never_shown_without_words(tmp_path):
    bare = {"name": "a", "constraints": {"pattern": "[xyz]{4}"}}
    helped = {**bare, "example": "xxyz"}
    assert "expression régulière" in finding_of(tmp_path, bare, "abc").message
    message = finding_of(tmp_path, helped, "abc").message
    assert "xxyz" in message
    assert "[xyz]" not in message


def test_a_long_list_of_values_is_cut_with_its_rest_counted(tmp_path):
    field = {"name": "a", "constraints": {"enum": [f"valeur {index:03d}" for index in range(20)]}}
    fix = finding_of(tmp_path, field, "autre chose").fix.replace("\u00a0", " ")
    assert fix.endswith("« valeur 007 » et 12 autres.")
