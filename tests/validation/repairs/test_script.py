"""The pandas script writes the very bytes that we write, change by change."""

from __future__ import annotations

import pytest

from grader.validation.repairs.changes import (
    ColumnsAdded,
    LabelsChanged,
    Place,
    RowsRemoved,
    RowsRewritten,
)
from grader.validation.repairs.mend import Step
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.script import pandas_script
from grader.validation.repairs.scripting.calls import Calls
from grader.validation.repairs.structure.moves import (
    ColumnsDropped,
    ColumnsInserted,
    ColumnsOrdered,
    ColumnsShifted,
    ExtraDropped,
    LinesRemoved,
    RowsFilled,
    Settled,
)
from grader.validation.repairs.structure.swaps import CellsSwapped
from grader.validation.repairs.written import csv_bytes
from tests.validation.repairs.replays import (
    cells,
    draft_of,
    mended,
    repaired,
    rows,
    run_alone,
    run_script,
    same_as_ours,
    write,
)
from tests.validation.tables import schema_of

SPACES = Recipe("without_stray_spaces")
LINES = (
    "titre,id,montant,note",
    "  Voirie ,1,12,rien",
    '"Eau, air",2, 7 ,"il dit ""non"""',
    "  Voirie ,3,x,",
    ",,,",
    "École,4",
    "Bois,5,9,vu,,",
    "Bois,6,9,vu,plus,loin",
    '"deux\nlignes",7,8,"=1+1"',
    "École,4",
)


@pytest.fixture
def schema(tmp_path):
    return schema_of(tmp_path, "id", "titre", "montant", "note")


@pytest.fixture
def path(tmp_path):
    return write(tmp_path, *LINES)


@pytest.fixture
def draft(path, schema):
    return draft_of(path, schema)


def test_nothing_done_is_the_file_in_the_order_of_the_schema(path, schema):
    script = same_as_ours(path, schema)
    assert "    return tableau" in script
    assert run_alone(script, path) == run_script(script, path)


def test_a_recipe_serves_where_it_changes_what_we_change_and_nothing_else(path, schema, draft):
    stripped = cells(draft, 2, {1: "7"})
    script = same_as_ours(path, schema, repaired(stripped, column="montant", recipe=SPACES))
    assert "corriger_par_recette(tableau, 'montant', without_stray_spaces)" in script
    assert script.count("def without_stray_spaces") == 1


def test_a_list_serves_where_a_recipe_would_change_another_cell(path, schema, draft):
    script = same_as_ours(
        path, schema, repaired(cells(draft, 2, {2: "0"}), column="montant", recipe=SPACES)
    )
    assert "corriger_par_liste(tableau, 'montant', {\n        'x': '0',\n    })" in script
    assert "def without_stray_spaces" not in script


def test_cells_are_told_by_their_lines_where_equal_cells_stay(path, schema, draft):
    part = cells(draft, 0, {2: "Voirie"})
    script = same_as_ours(path, schema, repaired(part, column="titre", recipe=SPACES))
    assert "(4, '  Voirie ', 'Voirie')" in script


def test_one_cell_may_become_two_things(path, schema, draft):
    same_as_ours(path, schema, repaired(cells(draft, 0, {5: "Bois A", 6: "Bois B"})))


def test_what_was_written_by_hand_is_written_where_the_cell_is_the_same(path, schema, draft):
    hand = [
        repaired(cells(draft, 3, {1: 'il "dit",\nencore'}), "by-hand", "note"),
        repaired(cells(draft, 2, {4: "17"}), "by-hand", "montant"),
        repaired(cells(draft, 0, {8: ""}), "by-hand", "titre"),
    ]
    script = same_as_ours(path, schema, *hand)
    path.write_text("id,note,titre,montant\n1,a,b,c\n2,d,e,f\n", encoding="utf-8")
    assert run_script(script, path) == b"id,titre,montant,note\n1,b,c,a\n2,e,f,d\n"


@pytest.mark.parametrize(
    "labels",
    [
        {0: "Titre"},
        {0: "id", 1: "titre"},
        {2: "id"},
        {3: "", 2: ""},
        {0: 'a "b"\n', 3: "#4"},
    ],
)
def test_labels_change(path, schema, labels):
    same_as_ours(path, schema, repaired(LabelsChanged(labels)))


def test_labels_that_repeat_or_are_missing_keep_their_columns_apart(tmp_path, schema):
    path = write(tmp_path, "id,,titre,id,,", "1,a,b, c ,d,e", "2,f,g,h,i,j,k")
    draft = draft_of(path, schema)
    same_as_ours(
        path,
        schema,
        repaired(cells(draft, 3, {0: "c"}), recipe=SPACES),
        repaired(LabelsChanged({1: "montant", 4: "id"})),
        repaired(ColumnsDropped((5,))),
    )


def test_a_label_may_be_what_stood_for_a_column_that_is_gone(tmp_path, schema):
    path = write(tmp_path, ",titre,id", "9,a,1")
    gone = repaired(ColumnsDropped((0,)))
    same_as_ours(path, schema, gone, repaired(LabelsChanged({0: "#1"})))


@pytest.mark.parametrize(
    "change",
    [
        ColumnsAdded(["neuve", "note"]),
        ColumnsDropped((1, 3)),
        Settled(frozenset({"x"}), Place(None, "", "a", "b")),
        RowsRewritten({4: ("École", "4", "", "fin"), 6: ("Bois", "6", "9", "vu plus loin")}),
        RowsRewritten({7: ("deux\r\nlignes", "7", "", "")}),
        RowsFilled(rows(4, 8), ("id", "titre", "montant", "note")),
        CellsSwapped((0, 2), ("titre", "montant"), rows(0, 4, 6)),
        ExtraDropped(rows(5)),
        ExtraDropped(rows(6)),
        ExtraDropped(rows(5, 6)),
        RowsRemoved(rows(3)),
        RowsRemoved(rows(8)),
        RowsRemoved(rows(0, 3, 5, 6)),
        RowsRemoved(rows(*range(9))),
        ColumnsShifted(1, 1, "", 9),
        ColumnsShifted(0, -1, "", 9),
        ColumnsShifted(2, -1, "", 9),
        ColumnsShifted(0, 0, "premier", 9),
        ColumnsShifted(3, 0, "montant", 9),
    ],
    ids=lambda change: type(change).__name__,
)
def test_every_kind_of_change(path, schema, draft, change):
    same_as_ours(
        path,
        schema,
        repaired(cells(draft, 0, {0: "Voirie", 2: "Voirie"}), recipe=SPACES),
        repaired(change),
        repaired(cells(change.apply(draft), 1, {0: "changé"}), "by-hand", "x")
        if change.apply(draft).cells.height
        else repaired(LabelsChanged({0: "seul"})),
    )


def test_changes_that_need_the_schema(path, tmp_path, schema, draft):
    wide = schema_of(tmp_path, "id", "objet", "titre", "montant", "lieu", "note", "lien")
    placed = ColumnsInserted(["objet", "lien", "lieu"], wide)
    between = placed.apply(draft)
    ordered = ColumnsOrdered.of(between, wide)
    same_as_ours(path, wide, repaired(placed), repaired(ordered))
    lines = LinesRemoved.at(draft, rows(2, 3))
    same_as_ours(path, schema, repaired(lines), repaired(RowsRemoved(rows(0, 5))))


def test_all_blank_and_all_repeated_rows_are_known_by_what_they_are(tmp_path, schema):
    path = write(tmp_path, "id,titre", "1,a", ",  ", "2,b", "1,a", ",", "1,a")
    script = same_as_ours(
        path, schema, repaired(RowsRemoved(rows(1, 4))), repaired(RowsRemoved(rows(2, 3)))
    )
    assert "retirer_lignes_vides(tableau)" in script
    assert "retirer_lignes_repetees(tableau)" in script
    path.write_text("id,titre\n\n9,z\n9,z\n , \n", encoding="utf-8")
    assert run_script(script, path) == b"id,titre\n9,z\n"


def test_a_file_that_is_shifted_no_more_is_left_alone(tmp_path, schema):
    path = write(tmp_path, "id,titre,montant", "Voirie,12,", "École,7,", "Pré vert,9,")
    script = same_as_ours(path, schema, repaired(ColumnsShifted(0, 1, "", 3)))
    path.write_text("id,titre,montant\n1,Eau,12\n2,Air,7\n", encoding="utf-8")
    assert run_script(script, path) == b"id,titre,montant\n1,Eau,12\n2,Air,7\n"
    path.write_text("id,titre,montant\nEau,12,\nAir,7,\n", encoding="utf-8")
    assert run_script(script, path) == b"id,titre,montant\n,Eau,12\n,Air,7\n"


def test_next_month_a_recipe_mends_what_it_never_saw(tmp_path, schema):
    path = write(tmp_path, "Export du mois;;", "Titre;id;note", " a ;1;x", "b;2;y")
    draft = draft_of(path, schema)
    script = same_as_ours(
        path,
        schema,
        repaired(LabelsChanged({0: "titre"})),
        repaired(cells(draft, 0, {0: "a"}), column="titre", recipe=SPACES),
    )
    path.write_text("id;note;lieu;Titre\n7;z;ici; autre  chose \n", encoding="utf-8")
    assert run_script(script, path) == b"id,titre,note,lieu\n7,autre chose,z,ici\n"
    assert run_alone(script, path) == run_script(script, path)


def test_recipes_of_two_files_with_a_name_in_common_share_a_script(tmp_path):
    schema = schema_of(tmp_path, "jour", "point")
    path = write(
        tmp_path, "jour\tpoint", "12 février 2023\t2,35 ; 48,85", "3 mars 2024\t1,5 ; 45,25"
    )
    draft = draft_of(path, schema)
    dates = Recipe("written_date", {"kind": "spelled"})
    points = Recipe("as_point", {"brackets": True})
    made = mended(
        draft,
        repaired(cells(draft, 0, {0: "2023-02-12", 1: "2024-03-03"}), recipe=dates),
        repaired(cells(draft, 1, {0: "[2.35,48.85]", 1: "[1.5,45.25]"}), recipe=points),
    )
    script = pandas_script(made, schema)
    assert run_script(script, path) == csv_bytes(made.draft, schema)
    assert script.count("corriger_par_recette(") == 3


def test_what_a_file_holds_never_becomes_code(tmp_path, schema):
    label = 'note"""\nraise SystemExit(3)\n\\N{BULLET}\u2028#\r{x}'
    hostile = '\'"""\\\'); raise SystemExit(4) #\n'
    path = tmp_path / "export.csv"
    quoted = ['"' + text.replace('"', '""') + '"' for text in (label, hostile)]
    path.write_bytes(f"id,{quoted[0]}\n{quoted[1]},2\n".encode())
    draft = draft_of(path, schema)
    same_as_ours(
        path,
        schema,
        repaired(cells(draft, 0, {0: hostile + "$"}), "by-hand", label),
        repaired(cells(draft, 1, {0: label}), column=label),
    )


def test_statements_come_only_from_what_changes(draft):
    step = Step(0, draft, repaired(RowsFilled(rows(4), draft.header)))
    assert Calls(draft).of(step) == []
