"""Damaged accents, lost letters, formulas and failed calculations."""

from __future__ import annotations

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.recipes.encodings import (
    decoded,
    decoded_in_part,
    text_of_formula,
)
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.mojibake import mojibake_labels
from tests.validation.repairs.found import ADDRESSES, AIDS, found_in, mended
from tests.validation.tables import schema_of, table_of

NAME, SUBJECT = "nomBeneficiaire", "objet"


def damaged(text, times=1):
    for _ in range(times):
        text = "".join(
            bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode()
        )
    return text


@pytest.mark.parametrize(
    "text",
    [
        "Délibération",
        "L'œuvre d'été à Noël",
        "« L’élan » : 12 €",
        "ÉCOLE DES ÎLES, À CÔTÉ",
        "n° 5",
    ],
)
def test_accents_come_back_whole(text):
    assert damaged(text) != text
    assert decoded(damaged(text)) == text
    assert decoded(damaged(text, 2)) == text
    assert decoded(text) == decoded_in_part(text) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Comité d'été : DÃ©libÃ©ration", "Comité d'été : Délibération"),
        ("DÃ©part Ã Paris", "Départ à Paris"),
        ("Ã", "à"),
        ("SÃO PAULO, Ângela", "SÃO PAULO, Ângela"),
        ("Â qui", " qui"),
    ],
)
def test_accents_come_back_amid_right_ones(cell, text):
    assert decoded(cell) == cell
    assert decoded_in_part(cell) == text
    assert decoded_in_part(text) == text


def test_the_mark_of_a_file_is_no_letter():
    assert decoded("ï»¿Nom de lâ€™élu".replace("é", "Ã©")) == "Nom de l’élu"
    assert decoded("ï»¿") == "ï»¿"


def test_what_reading_noticed_is_mended_surely(tmp_path):
    rows = [{NAME: damaged("Délibération")}, {SUBJECT: damaged("Fête de l'été")}, {NAME: "Été"}]
    found = found_in(tmp_path, AIDS, *rows)
    assert found.repairs == {
        ("mojibake", NAME): (True, {(2, NAME): "Délibération"}),
        ("mojibake", SUBJECT): (True, {(3, SUBJECT): "Fête de l'été"}),
    }
    assert mended(tmp_path, AIDS, *rows) == {
        (2, NAME): "Délibération",
        (3, SUBJECT): "Fête de l'été",
    }


def test_a_cell_that_mixes_right_and_wrong_waits(tmp_path):
    cell = f"Comité : {damaged('Délibération')}"
    found = found_in(tmp_path, AIDS, {NAME: cell}, {})
    assert found.repairs == {
        ("mojibake-in-part", NAME): (False, {(2, NAME): "Comité : Délibération"})
    }
    assert mended(tmp_path, AIDS, {NAME: cell}, {}) == {}


def test_what_reading_did_not_notice_waits(tmp_path):
    schema = schema_of(tmp_path, "a", "b")
    table = table_of(schema.labels, [damaged("été"), "x"])
    (one,) = diagnose(Draft.of(table), schema).repairs
    assert (one.cause, one.sure, one.change.after.to_list()) == ("mojibake", False, ["été"])


def test_a_damaged_value_of_a_list_has_that_cause_alone(tmp_path):
    cell = damaged("aide en numéraire")
    found = found_in(tmp_path, AIDS, {"nature": cell}, {})
    assert found.repairs == {("mojibake", "nature"): (True, {(2, "nature"): "aide en numéraire"})}


def test_labels_that_the_schema_does_not_have_are_mended(tmp_path):
    schema = schema_of(tmp_path, "nom", "À")
    header = ("nom", damaged("Été"), damaged("À"))
    draft = Draft.of(table_of(header, ["x", "y", "z"]))
    (one,) = mojibake_labels(Sight.of(draft, schema))
    assert one.change.apply(draft).header == ("nom", "Été", damaged("À"))


def test_lost_letters_are_refused_and_left(tmp_path):
    rows = [{NAME: "F\ufffdte des \ufffdcoles"}, {"nature": "aide en num\ufffdraire"}, {}]
    found = found_in(tmp_path, AIDS, *rows)
    assert found.repairs == {}
    assert found.refusals == {
        ("lost-characters", NAME): {2},
        ("lost-characters", "nature"): {3},
    }


@pytest.mark.parametrize("cell", ["Rue de MoussiC)re", "C\ttevoux", "Chemin de la forC*t"])
def test_seven_bit_letters_are_refused(tmp_path, cell):
    found = found_in(tmp_path, ADDRESSES, {"toponyme": cell}, {})
    assert found.repairs == {}
    assert found.refusals == {("seven-bit", "toponyme"): {2}}


@pytest.mark.parametrize("cell", ["Rue du 8 mai (Code C)", "Bâtiment C.D", "MAC (Centre)", "Été"])
def test_right_letters_are_not_suspected(tmp_path, cell):
    found = found_in(tmp_path, AIDS, {SUBJECT: cell}, {})
    assert (found.repairs, found.refusals) == ({}, {})


def test_a_formula_that_is_a_text_is_written_as_it(tmp_path):
    rows = [{"referenceDecision": '="007-12"'}, {"idBeneficiaire": '="26990001500018"'}, {}]
    assert mended(tmp_path, AIDS, *rows) == {
        (2, "referenceDecision"): "007-12",
        (3, "idBeneficiaire"): "26990001500018",
    }
    assert text_of_formula("=A1") == "=A1"


def test_formulas_and_failed_calculations_are_refused(tmp_path):
    rows = [{SUBJECT: "=A1+B1"}, {"montant": "=SOMME(A1:A9)"}, {SUBJECT: "#REF!"},
            {"montant": "#VALEUR!"}, {"montant": "#N/A"}, {SUBJECT: "# 12"}]  # fmt: skip
    found = found_in(tmp_path, AIDS, *rows)
    assert found.repairs == {}
    assert found.refusals == {
        ("formula", SUBJECT): {2},
        ("formula", "montant"): {3},
        ("sheet-error", SUBJECT): {4},
        ("sheet-error", "montant"): {5, 6},
    }
