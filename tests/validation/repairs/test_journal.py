"""The journal: what was done, for people, in their spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from grader.validation.repairs.changes import (
    ColumnsAdded,
    LabelsChanged,
    Place,
    RowsRemoved,
    RowsRewritten,
)
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.journal import count_label, journal_text, step_label
from grader.validation.repairs.mend import Step, mend
from grader.validation.repairs.model import Repair
from grader.validation.repairs.structure.moves import (
    ColumnsDropped,
    ColumnsShifted,
    ExtraDropped,
    RowsFilled,
    Settled,
)
from tests.validation.repairs.replays import cells, mended, repaired, rows
from tests.validation.tables import schema_of, table_of

DRAFT = Draft.of(
    table_of(
        ["jour", "note"],
        ["15/10/2017", "=1+1"],
        ["16/10/2017"],
        ["x", "-5", "plus"],
        ["", ""],
        header_line=3,
    )
)


def lines(*repairs: Repair) -> list[dict[str, str]]:
    """Read the journal as a spreadsheet does."""
    text = journal_text(mended(DRAFT, *repairs).steps)
    assert text.startswith("\ufeff")
    stream = io.StringIO(text.removeprefix("\ufeff"), newline="")
    return list(csv.DictReader(stream, delimiter=";", strict=True))


def ordinary(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_line_a_cell_with_its_step_cause_decision_line_and_column():
    sure = repaired(cells(DRAFT, 0, {0: "2017-10-15", 1: "2017-10-16"}), "stray-spaces", "jour")
    unsure = Repair("stray-spaces", "note", sure=False, change=cells(DRAFT, 1, {2: "5"}))
    own = repaired(cells(DRAFT, 1, {1: "neuf"}), "by-hand", "note")
    assert [list(line.values()) for line in lines(sure, unsure, own)] == [
        ["1", "Espaces en trop", "sûre", "4", "jour", "15/10/2017", "2017-10-15"],
        ["1", "Espaces en trop", "sûre", "5", "jour", "16/10/2017", "2017-10-16"],
        ["2", "Espaces en trop", "confirmée", "6", "note", "-5", "5"],
        ["3", "Correction de votre main", "de votre main", "5", "note", "", "neuf"],
    ]


def test_lines_stay_those_of_the_file_after_rows_went_away():
    gone = repaired(RowsRemoved(rows(0, 1)), "blank-rows")
    after = gone.change.apply(DRAFT)
    own = repaired(cells(after, 0, {0: "y"}), "by-hand", "jour")
    found = [(line["ligne"], line["colonne"], line["après"]) for line in lines(gone, own)]
    assert found == [
        ("4", "(toute la ligne)", "(retirée)"),
        ("5", "(toute la ligne)", "(retirée)"),
        ("6", "jour", "y"),
    ]


def test_nothing_in_it_is_a_formula():
    danger = ["=cmd()", "@x", "+A1", "\t=1", '"=1"', "＝1"]
    own = [repaired(cells(DRAFT, 1, {0: one}), "by-hand", "=colonne") for one in danger]
    for line, cell in zip(lines(*own), danger, strict=True):
        assert line["après"] == f"'{cell}"
        assert line["avant"] == "'=1+1"
    assert lines(repaired(cells(DRAFT, 0, {0: "-5"}), "by-hand", "jour"))[0]["après"] == "-5"


def test_it_is_written_by_parts_and_loses_nothing():
    draft = Draft.of(table_of(["a"], *([str(rank)] for rank in range(2_500))))
    change = cells(draft, 0, {row: f"n{row}" for row in range(2_500)})
    text = journal_text(mended(draft, repaired(change, "by-hand", "a")).steps)
    assert text.count("\r\n") == 2_501
    assert '"2501";"a";"2499";"n2499"' in text


@pytest.mark.parametrize(
    ("change", "label", "done"),
    [
        (cells(DRAFT, 0, {0: "a", 1: "b"}), "2 cellules", "2 cellules corrigées"),
        (cells(DRAFT, 0, {0: "a"}), "1 cellule", "1 cellule corrigée"),
        (LabelsChanged({0: "a", 1: "b"}), "2 noms de colonnes", "2 noms de colonnes corrigés"),
        (ColumnsAdded(["a"]), "1 colonne", "1 colonne ajoutée"),
        (ColumnsDropped((0, 1)), "2 colonnes", "2 colonnes retirées"),
        (ColumnsShifted(0, 1, "", 4200), "4 200 lignes", "4 200 lignes remises à leur place"),
        (RowsRemoved(rows(1)), "1 ligne", "1 ligne retirée"),
        (RowsRewritten({0: ("a", "b")}), "1 ligne", "1 ligne récrite"),
        (RowsFilled(rows(1), ("a", "b")), "1 ligne", "1 ligne complétée"),
        (ExtraDropped(rows(2)), "1 ligne", "1 ligne raccourcie"),
        (
            Settled(frozenset(), Place(None, "", "a", "b")),
            "tout le fichier",
            "fait en écrivant le nouveau fichier",
        ),
    ],
)
def test_what_is_counted(change, label, done):
    assert ordinary(count_label(change)) == label
    told = step_label(Step(0, DRAFT, repaired(change, "stray-spaces", "jour")))
    assert ordinary(told) == f"Espaces en trop, colonne jour : {done}"


def test_a_step_of_the_whole_file_names_no_column():
    told = step_label(Step(0, DRAFT, repaired(RowsRemoved(rows(3)), "blank-rows")))
    assert ordinary(told) == "Lignes vides : 1 ligne retirée"


def test_the_steps_of_mending_are_told(tmp_path):
    schema = schema_of(tmp_path, {"name": "jour", "type": "date"}, "note")
    made = mend(DRAFT.table(), schema, [{"do": "sure"}, {"do": "remove", "line": 6}])
    told = [ordinary(step_label(step)) for step in made.steps]
    assert "Dates écrites jour/mois/année, colonne jour : 2 cellules corrigées" in told
    assert told[-1] == "Correction de votre main : 1 ligne retirée"
