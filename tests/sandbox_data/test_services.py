"""Files of services: of a true size, right where they say so, and wrong as the README tells."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from stdnum.fr import siret

from grader.settings import Bounds
from grader.tables.read import read_table
from grader.validation.schemas import load_schema
from grader.validation.validate import validate_table
from tests.fixtures.course_paths import REAL_SANDBOX

FOLDER = REAL_SANDBOX / "communes" / "val-ouvert" / "services"
SCHEMAS = REAL_SANDBOX / "schemas"
#: Name → schema, columns that identify a row, and the errors of what learners are given.
SERVICES = {
    "aides": ("scdl/subventions@2.1.1", ["referenceDecision"], 1407),
    "prenoms": ("scdl/prenoms@1.1.6", ["ANNEE", "ENFANT_SEXE", "ENFANT_PRENOM"], 377),
    "menus": ("scdl/menus-collectifs@1.2.3", ["menuPlatCode"], 1870),
    "velos": ("etalab/schema-stationnement-cyclable@1.1.1", ["id_local"], 1041),
    "equipements": ("scdl/equipements@0.1.5", ["EQUIP_UID"], 1460),
    "catalogue": ("scdl/catalogue@0.1.3", ["ID"], 1986),
    "adresses": ("etalab/schema-bal@1.5.0", ["id_ban_adresse"], 2046),
}


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.csv"


def rows_of(name: str) -> list[dict[str, str]]:
    with path_of(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def validated(name, ref):
    schema = load_schema(ref, SCHEMAS)
    return validate_table(read_table(path_of(name), Bounds(), expected=schema.labels), schema)


@pytest.mark.parametrize("name", SERVICES)
def test_a_right_file_is_valid_and_its_rows_are_told_apart(name):
    ref, key, _ = SERVICES[name]
    report = validated(name, ref)
    assert (report.valid, report.findings) == (True, ())
    rows = rows_of(name)
    assert 300 <= len(rows) <= 3000
    assert len({tuple(row[column] for column in key) for row in rows}) == len(rows)


@pytest.mark.parametrize("name", SERVICES)
def test_what_learners_are_given_has_the_faults_that_are_told(name):
    ref, _, errors = SERVICES[name]
    report = validated(f"{name}-export", ref)
    assert not report.valid
    assert sum(finding.severity == "error" for finding in report.findings) == errors


def test_a_point_in_seven_is_out_of_place_and_the_schema_does_not_see_it():
    right, given = (
        [row["coordonneesxy"] for row in rows]
        for rows in (rows_of("velos"), read(path_of("velos-export")))
    )
    swapped = [a for a, b in zip(right, given, strict=True) if a != b]
    assert len(swapped) == 47
    report = validated("velos-essai", SERVICES["velos"][0])
    assert report.valid


def test_years_were_taken_for_days_counted_since_1900():
    years = [row["ANNEE"] for row in rows_of("prenoms")]
    shown = [row["ANNEE"] for row in read(path_of("prenoms-export"))]
    found = {(a, b) for a, b in zip(years, shown, strict=False) if a != b}
    assert found == {("2016", "08/07/1905"), ("2017", "09/07/1905")}


def test_no_number_can_be_anybodys():
    numbers = set()
    for name in SERVICES:
        text = path_of(name).read_text(encoding="utf-8")
        numbers |= set(re.findall(r"(?<!\d)\d{14}(?!\d)", text))
        assert not re.search(
            r"https?://(?!www\.val-ouvert\.example|data\.val-ouvert\.example)", text
        )
    assert all(siret.is_valid(number) for number in numbers)
    # Communes, communities and public bodies of a department that there is not.
    assert {number[:4] for number in numbers} == {"2199", "2499", "2699"}
    codes = {row["commune_insee"] for row in rows_of("adresses")}
    codes |= {row["code_com"] for row in rows_of("velos")}
    assert all(code.startswith("99") for code in codes)
    # 01 99 00: kept by the regulator for works of fiction.
    assert {row["EQUIP_TEL"][:9] for row in rows_of("equipements")} == {"+33 19900"}


def test_what_was_lost_stands_in_another_row_of_the_same_body():
    right = {row["nomBeneficiaire"]: set() for row in rows_of("aides")}
    for row in read(path_of("aides-export")):
        if re.fullmatch(r"\d{14}", row["idBeneficiaire"]) and siret.is_valid(row["idBeneficiaire"]):
            right[row["nomBeneficiaire"]].add(row["idBeneficiaire"])
    assert all(len(found) == 1 for found in right.values())


def read(path: Path) -> list[dict[str, str]]:
    table = read_table(path, Bounds())
    return [dict(zip(table.header, row, strict=False)) for row in table.rows]
