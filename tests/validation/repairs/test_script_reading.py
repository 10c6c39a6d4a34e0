"""The script reads a file as it was written: encodings, separators, titles, quotes, workbooks."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from grader.validation.repairs.changes import LabelsChanged, RowsRemoved
from grader.validation.repairs.model import Recipe
from tests.validation.repairs.replays import (
    cells,
    draft_of,
    repaired,
    rows,
    run_alone,
    run_script,
    same_as_ours,
    write,
)
from tests.validation.tables import schema_of

SPACES = Recipe("without_stray_spaces")
HEADER = "titre;id;montant"


@pytest.fixture
def schema(tmp_path):
    return schema_of(tmp_path, "id", "titre", "montant")


def edited(draft):
    """Change what every file here has: its first cell, and its first label."""
    return (
        repaired(cells(draft, 0, {0: "Élagage"}), "by-hand", "titre"),
        repaired(LabelsChanged({0: "TITRE"})),
    )


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("cp1252", b""),
        ("latin-1", b"\x81;;\n"),
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_encodings(tmp_path, schema, encoding, mark):
    text = f"{HEADER}\nÉcole « Ravel » à Évry;1;2\nœuvre;3;4 €\n"
    if encoding == "latin-1":
        text = text.replace("œ", "oe").replace("€", "E")
    path = tmp_path / "export.csv"
    path.write_bytes(mark + text.encode(encoding))
    same_as_ours(path, schema, *edited(draft_of(path, schema)))


def test_bytes_that_are_not_of_the_encoding_and_nul(tmp_path, schema):
    path = tmp_path / "export.csv"
    path.write_bytes(f"{HEADER}\nécole;1\x00;2\nél".encode() + b"\xe9ve;3;4\n\x1a")
    draft = draft_of(path, schema)
    assert {"encoding-mixed", "nul-bytes"} <= {notice.code for notice in draft.notices}
    same_as_ours(path, schema, *edited(draft))


@pytest.mark.parametrize(
    "lines",
    [
        ("REGISTRE;;", "Édité le 08/01/2026", "", HEADER, "a;1;2", "", "b;2", "c;3;4;5"),
        ("titre,id,montant", '"a, ""b""",1,2', '"deux\nlignes",3,"\r"', "x\ty,4,"),
        ("titre\tid\tmontant", "a, b\t1\t2", "c\t2\t3"),
        ("titre|id|montant", "a|1|2", " b |2|3"),
        (HEADER, "a;1;2\r", "b;3;4\r"),
        (HEADER, "a;1;2", 'un "mot" dit;3;4', '"mal fermé;5;6', 'b;7;"8', "c;9;10"),
        (HEADER, "a;1;2", 'b;3;"4', *(f"c{rank};{rank};7" for rank in range(400)), 'z";1;"2"'),
        (HEADER, "a;1;2", '"b;3', "suite;4", '"c"x;5;6', "d;8;9"),
        ("titre;id;montant", "seul"),
        ("titre", "a", "", "b", '""', '"é;"'),
    ],
)
def test_layouts(tmp_path, schema, lines):
    path = write(tmp_path, *lines, encoding="cp1252")
    same_as_ours(path, schema, *edited(draft_of(path, schema)))


@pytest.mark.parametrize(("end", "encoding"), [("\u2028", "utf-16"), ("\x85", "latin-1")])
def test_line_ends_of_another_kind(tmp_path, schema, end, encoding):
    path = tmp_path / "export.csv"
    path.write_bytes(f"{HEADER}\nécole;1;2\nmairie;3;4\n".replace("\n", end).encode(encoding))
    same_as_ours(path, schema, *edited(draft_of(path, schema)))


def test_a_header_and_nothing_else(tmp_path, schema):
    path = write(tmp_path, HEADER)
    same_as_ours(path, schema, repaired(LabelsChanged({0: "TITRE"})))


def test_five_thousand_rows_with_every_mark_of_a_real_export(tmp_path, schema):
    lines = ["Export;;", HEADER]
    lines += [f" Élu n° {rank % 90};{rank};{rank},50" for rank in range(5_000)]
    lines[700] = lines[900] = ";;"
    path = write(tmp_path, *lines, encoding="cp1252")
    draft = draft_of(path, schema)
    stripped = {
        row: cell.strip() for row, cell in enumerate(draft.cells["0"].to_list()) if cell.strip()
    }
    third = {row: f"{draft.cells['2'][row][:-3]}.5" for row in range(0, 5_000, 3) if row != 698}
    script = same_as_ours(
        path,
        schema,
        repaired(cells(draft, 0, stripped), column="titre", recipe=SPACES),
        repaired(cells(draft, 2, third), column="montant"),
        repaired(RowsRemoved(rows(698, 898))),
    )
    assert "retirer_lignes_vides(tableau)" in script


def test_a_file_written_otherwise_next_month_is_not_damaged(tmp_path, schema):
    path = write(tmp_path, HEADER, "école;1;2", encoding="cp1252")
    script = same_as_ours(path, schema)
    path.write_text("titre;id;montant\nœuvré;1;2\n", encoding="utf-8")
    assert run_script(script, path).decode() == "id,titre,montant\n1,œuvré,2\n"


@pytest.mark.parametrize("shown", ["DD/MM/YYYY", "YYYY-MM-DD"])
def test_a_workbook(tmp_path, schema, shown):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "L'année"
    values = (
        ("Registre", None, None, None),
        ("titre", "id", "montant", "vu"),
        ("  École  ", "007", 12, datetime(2024, 1, 18)),  # noqa: DTZ001 - a workbook has no zone
        (None, None, None, None),
        ("à, b", 8, 2.5, date(2024, 2, 1)),
        ("deux\nlignes", "9", None, None),
    )
    for row in values:
        sheet.append(row)
    for place in ("D3", "D5"):
        sheet[place].number_format = shown
    path = tmp_path / "export.xlsx"
    book.save(path)
    draft = draft_of(path, schema)
    stripped = repaired(cells(draft, 0, {0: "École"}), column="titre")
    script = same_as_ours(path, schema, stripped, repaired(RowsRemoved(rows(1))))
    assert "Limite : pandas donne ce que le classeur enregistre" in script
    assert run_alone(script, path) == run_script(script, path)
