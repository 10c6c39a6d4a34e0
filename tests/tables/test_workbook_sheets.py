"""Which sheet is read, and how a person is asked."""

from __future__ import annotations

import pickle

import pytest

from grader.errors import UnusableFileError
from grader.settings import Bounds
from grader.tables.workbooks.open import open_workbook
from tests.support.old_excel import OldSheet, xls
from tests.support.workbooks import counts, ods_content, ods_table, read_workbook, xlsx
from tests.tables.language import plain_french

LABELS = ("nomAttribuant", "idAttribuant", "dateConvention", "montant")
TABLE = [["Subventions 2024"], [], ["Nom attribuant", "Id Attribuant", "dateConvention"], ["a"]]
NOTES = [["Mode d'emploi"], ["montant : en euros"]]


def as_xls(sheets):
    return xls(dict(sheets))


def as_ods(sheets):
    return ods_content("".join(ods_table(rows, name) for name, rows in sheets.items()))


WRITERS = pytest.mark.parametrize("write", [xlsx, as_xls, as_ods], ids=["xlsx", "xls", "ods"])


@WRITERS
def test_the_only_filled_sheet_is_read(write):
    sheet = read_workbook(write({"Feuil1": [], "Aides": TABLE, "Feuil3": [[None, ""]]}))
    assert (sheet.name, len(sheet.rows)) == ("Aides", 4)
    assert counts(sheet) == {}


@WRITERS
def test_the_only_sheet_with_the_expected_labels_is_read_and_told(write):
    sheet = read_workbook(write({"Notice": NOTES, "Aides": TABLE}), expected=LABELS)
    assert sheet.name == "Aides"
    assert counts(sheet) == {"sheet-chosen": (1, None)}
    assert "«\u00a0Aides\u00a0»" in sheet.notices[0].message


@WRITERS
def test_several_sheets_are_asked_about(write):
    with pytest.raises(UnusableFileError) as refused:
        read_workbook(write({"2023": TABLE, "2024": TABLE, "Vide": []}), expected=LABELS)
    assert (refused.value.code, refused.value.choices) == ("several-sheets", ("2023", "2024"))
    assert "«\u00a02023\u00a0» et «\u00a02024\u00a0»" in refused.value.hint
    assert plain_french(refused.value.message) == plain_french(refused.value.hint) == ""


@WRITERS
@pytest.mark.parametrize("wanted", ["2024 été", " 2024 été ", "2024 ETE"])
def test_the_sheet_asked_for_is_read(write, wanted):
    sheets = {"2023": NOTES, "2024 été": TABLE}
    sheet = read_workbook(write(sheets), expected=LABELS, wanted=wanted)
    assert (sheet.name, counts(sheet)) == ("2024 été", {})


@WRITERS
def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(write):
    with pytest.raises(UnusableFileError) as refused:
        read_workbook(write({"Aides": TABLE, "Vide": []}), wanted="Vide")
    assert (refused.value.code, refused.value.choices) == ("sheet-unknown", ("Aides",))
    assert plain_french(refused.value.message) == plain_french(refused.value.hint) == ""


@pytest.mark.parametrize(
    "other",
    [
        [["nomAttribuant", "idAttribuant"]],  # more than half as many labels as the other sheet
        [["x"]] * 30 + [list(LABELS)],  # too far down to count, but the other must hold half
    ],
)
def test_a_doubtful_choice_is_not_made(other):
    sheets = {"A": [["montant", "dateConvention"], [1, 2]], "B": other}
    if len(other) > 1:
        sheets["A"] = [["montant"], [1]]
    with pytest.raises(UnusableFileError) as refused:
        read_workbook(xlsx(sheets), expected=LABELS)
    assert refused.value.code == "several-sheets"


def test_without_expected_labels_a_person_is_asked():
    with pytest.raises(UnusableFileError):
        read_workbook(xlsx({"Notice": NOTES, "Aides": TABLE}))


def hidden_xlsx():
    def hide(sheet):
        sheet.sheet_state = "veryHidden"

    return xlsx({"Listes": NOTES, "Aides": TABLE}, hide)


def hidden_xls():
    return xls({"Listes": OldSheet(NOTES, state=2), "Aides": OldSheet(TABLE)})


def hidden_ods():
    return ods_content(ods_table(NOTES, "Listes", "masque") + ods_table(TABLE, "Aides"))


@pytest.mark.parametrize("write", [hidden_xlsx, hidden_xls, hidden_ods])
def test_a_hidden_sheet_is_not_chosen_but_told_and_can_be_asked_for(write):
    sheet = read_workbook(write())
    assert (sheet.name, counts(sheet)) == ("Aides", {"hidden-sheets": (1, None)})
    sheet = read_workbook(write(), wanted="Listes")
    assert (sheet.rows, counts(sheet)) == (NOTES, {})


def test_names_are_shown_safely_and_stay_distinct():
    long = "n" * 300
    names = ["a\u202eb\n", "a b", f"{long}1", f"{long}2", "\u200b"]
    data = as_ods({name: [[str(place)]] for place, name in enumerate(names)})
    shown = open_workbook(data, "ods", Bounds()).sheet_names
    assert shown[:2] == ("a b", "a b (2)")
    assert shown[2] == "n" * 99 + "…"
    assert shown[3] == "n" * 99 + "… (2)"
    assert shown[4] == "Feuille 5"
    for place, name in enumerate(shown):
        assert read_workbook(data, wanted=name).rows == [[str(place)]]


def test_many_names_are_counted_past_the_first_ones():
    data = as_ods({f"F{place}": [["x"]] for place in range(23)})
    with pytest.raises(UnusableFileError) as refused:
        read_workbook(data)
    assert len(refused.value.choices) == 23
    assert "«\u00a0F19\u00a0» et 3 autres." in refused.value.hint
    assert "F20" not in refused.value.hint


def test_the_choices_cross_the_border_of_a_process():
    with pytest.raises(UnusableFileError) as refused:
        read_workbook(xlsx({"2023": TABLE, "2024": TABLE}))
    again = pickle.loads(pickle.dumps(refused.value))
    assert again.choices == ("2023", "2024")
    assert again.to_dict() == refused.value.to_dict()
    assert again.to_dict()["choices"] == ["2023", "2024"]
    assert "choices" not in UnusableFileError("a", "b").to_dict()


@WRITERS
def test_a_workbook_can_be_read_again_and_by_its_top(write):
    data = write({"Aides": TABLE})
    kind = {xlsx: "xlsx", as_xls: "xls", as_ods: "ods"}[write]
    workbook = open_workbook(data, kind, Bounds())
    for _ in range(5):
        assert workbook.read_sheet("Aides").rows == [
            [cell for cell in row if cell] for row in TABLE
        ]
    assert workbook.first_rows("Aides", 3)[:3] == TABLE[:3]
