"""Reading: encodings, separators, title lines, quotes, and lines counted as spreadsheets do."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from grader.settings import Bounds
from grader.tables.model import Table
from grader.tables.read import read_table

TEXT = "nom;prénom\nLœuillet;Zoé\n"


@pytest.fixture
def read(tmp_path: Path):
    """Read bytes or text as a file."""

    def reader(content: bytes | str, **options) -> Table:
        path = tmp_path / "fichier.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(path, Bounds(), **options)

    return reader


def codes(table: Table) -> list[str]:
    return [notice.code for notice in table.notices]


@pytest.mark.parametrize(
    ("python_name", "told", "has_bom"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", True),
        ("cp1252", "cp1252", False),
        ("utf-16", "utf-16", True),
        ("utf-16-le", "utf-16-le", False),
        ("utf-16-be", "utf-16-be", False),
        ("utf-32", "utf-32", True),
    ],
)
def test_every_encoding_gives_the_same_texts(read, python_name, told, has_bom):
    table = read(TEXT.encode(python_name))
    assert (table.header, table.rows) == (("nom", "prénom"), (("Lœuillet", "Zoé"),))
    assert (table.dialect.encoding, table.dialect.has_bom) == (told, has_bom)
    assert ("encoding-not-utf8" in codes(table)) == (told != "utf-8")


def test_a_byte_unknown_to_windows_1252_is_read_as_latin_1(read):
    assert read(b"nom,ville\n\x81,\xe9\n").dialect.encoding == "latin-1"


def test_one_broken_place_does_not_turn_utf8_into_windows_1252(read):
    table = read("nom,ville\né,à\nç,û\n".encode() + b"\xff,x\n")
    assert table.dialect.encoding == "utf-8"
    assert codes(table) == ["encoding-mixed", "lost-characters"]
    assert table.rows[0] == ("é", "à")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_separator_is_found(read, delimiter):
    content = "a,b,c\n1,2,3\n4,5,6\n".replace(",", delimiter)
    table = read(content)
    assert table.dialect.delimiter == delimiter
    assert table.rows == (("1", "2", "3"), ("4", "5", "6"))
    assert ("delimiter-not-comma" in codes(table)) == (delimiter != ",")


def test_decimal_commas_do_not_hide_the_semicolon(read):
    assert read("nom;taux\nx;1,5\ny;2,5\nz;0,5\n").dialect.delimiter == ";"


def test_semicolons_inside_cells_do_not_hide_the_comma(read):
    rows = "nom,nature\n" + 'x,"aide en numéraire;aide en nature"\n' * 5
    assert read(rows).dialect.delimiter == ","


def test_expected_labels_decide_between_two_regular_separators(read):
    content = "x;y,nom;z,ville\n" + "1;2,3;4,5\n" * 3
    assert read(content).dialect.delimiter == ","
    table = read(content, expected=["y,nom", "z,ville"])
    assert (table.dialect.delimiter, table.header) == (";", ("x", "y,nom", "z,ville"))


@pytest.mark.parametrize("expected", [(), ("nom", "ville", "date")])
def test_title_lines_stand_above_the_header(read, expected):
    table = read("Export du 3 mai\n\nnom;ville;date\nx;y;2024-01-02\n", expected=expected)
    assert (table.header, table.header_line) == (("nom", "ville", "date"), 3)
    assert tuple(table.lines) == (4,)
    (notice,) = [one for one in table.notices if one.code == "title-lines"]
    assert (notice.count, notice.line) == (2, 1)


def test_padded_title_lines_stand_above_the_header(read):
    table = read("Export;;\nnom;ville;date\nx;y;z\n")
    assert table.header_line == 2


def test_the_header_is_recognised_by_its_labels_below_lines_that_look_like_one(read):
    content = "Commune,Service,Année\nVal-Ouvert,Finances,2024\nNom,Ville,Date\nx,y,z\n"
    assert read(content, expected=["nom", "ville", "date"]).header_line == 3


def test_years_may_name_columns(read):
    assert read("commune,2019,2020\nx,1,2\n").header == ("commune", "2019", "2020")


def test_a_quoted_line_break_counts_for_one_line(read):
    table = read('nom,texte\nx,"un\ndeux"\ny,trois\n')
    assert table.rows == (("x", "un\ndeux"), ("y", "trois"))
    assert tuple(table.lines) == (2, 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_read(read, end):
    assert read(f"a,b{end}1,2{end}").rows == (("1", "2"),)


@pytest.mark.parametrize(
    ("end", "encoding", "told"),
    [
        ("\x0b", "utf-8", "\x0b"),
        ("\x0c", "cp1252", "\x0c"),
        ("\u2028", "utf-8", "\u2028"),
        ("\u2029", "utf-16", "\u2029"),
        ("\x85", "utf-8", "\x85"),
        ("\x85", "latin-1", "…"),
    ],
)
def test_line_ends_of_another_kind_are_read_when_there_is_no_other(read, end, encoding, told):
    text = "Élus de la commune\nnom;prénom\nLœuillet;Zoé\nÉvrard;Max\n".replace("œ", "oe")
    table = read(text.replace("\n", end).encode(encoding), expected=("nom", "prénom"))
    assert (table.header, table.header_line) == (("nom", "prénom"), 2)
    assert table.rows == (("Loeuillet", "Zoé"), ("Évrard", "Max"))
    assert table.dialect.line_end == told
    assert "line-ends" in codes(table)


@pytest.mark.parametrize(
    "text",
    [
        "nom,note\nZoé,un\u2028deux\u2028trois\n",
        "nom,note\r\nZoé,un\x0bdeux\x0btrois\x0bquatre\r\n",
        "nom,première\x0bnote,date,lieu\n",
        "nom\u2028",
    ],
)
def test_such_signs_in_a_cell_are_left_there(read, text):
    table = read(text)
    assert table.dialect.line_end == ""
    lines = io.StringIO(text, newline=None).read().rstrip("\n").split("\n")
    assert [table.header, *table.rows] == [tuple(line.split(",")) for line in lines]


def test_blank_lines_stay_for_the_validation(read):
    table = read("a,b\n\n1,2\n,\n\n")
    assert table.rows == ((), ("1", "2"), ("", ""), ())
    assert tuple(table.lines) == (2, 3, 4, 5)


def test_blank_and_repeated_labels_are_kept_as_written(read):
    assert read("a,,a\n1,2,3\n").header == ("a", "", "a")


def test_an_orphan_quote_does_not_swallow_the_file(read):
    table = read('a,b,c\nx,"y,z\n1,2,3\n4,5,6\n')
    assert table.rows == (("x", '"y', "z"), ("1", "2", "3"), ("4", "5", "6"))
    (notice,) = table.notices
    assert (notice.code, notice.count, notice.line) == ("orphan-quote", 1, 2)


def test_no_line_is_lost_below_a_quote_closed_nowhere_near(read):
    rows = [f'{row},"x,y' if row == 10 else f"{row},x,y" for row in range(2_000)]

    table = read("\n".join(["a,b,c", *rows, ""]))

    assert table.cells.to_series(0).to_list() == [str(row) for row in range(2_000)]
    assert table.row(10) == ("10", '"x', "y")
    assert codes(table) == ["orphan-quote"]


def test_an_orphan_quote_on_the_last_line_is_recovered(read):
    assert read('a,b,c\n1,2,3\nx,"y,z').rows[1] == ("x", '"y', "z")


def test_a_quote_closed_too_early_keeps_its_row(read):
    table = read('a,b\n"Salle "Jean" haute",2\n3,4\n')
    assert [len(row) for row in table.rows] == [2, 2]
    assert codes(table) == ["orphan-quote"]


def test_an_orphan_quote_does_not_break_quoted_cells_below(read):
    table = read('a,b\nx,"y\n"1,5","deux\nlignes"\n3,4\n')
    assert table.rows == (("x", '"y'), ("1,5", "deux\nlignes"), ("3", "4"))


def test_nul_characters_are_left_out_and_told(read):
    table = read(b"a,b\nx\0y,2\n" + b"plus,long\n" * 20)
    assert table.rows[0] == ("xy", "2")
    assert [(one.code, one.count) for one in table.notices] == [("nul-bytes", 1)]


def test_a_formula_is_only_text(read):
    table = read("a,b\n=SOMME(A1:A2),=1+1\n-5,+3\n")
    assert table.rows[0] == ("=SOMME(A1:A2)", "=1+1")
    assert [(one.code, one.count, one.line) for one in table.notices] == [("formula-cells", 2, 2)]


@pytest.mark.parametrize(
    "word", ["éclairage", "Île-de-France", "À l'œuvre", "« Noël »", "GÂTEAU", "ÃLVARO"]
)
def test_right_letters_are_no_mojibake(read, word):
    assert codes(read(f"a,b\n{word},2\n")) == []


@pytest.mark.parametrize("word", ["école", "à", "œuvre", "l’élu", "Éric", "12 €", "n°"])
def test_letters_read_in_a_wrong_encoding_are_noticed(read, word):
    damaged = word.encode().decode("cp1252")
    table = read(f"a,b\n{damaged},{damaged}\nok,ok\n")
    assert [(one.code, one.count, one.line) for one in table.notices] == [("mojibake", 2, 2)]


def test_a_header_alone_is_a_table_without_rows(read):
    table = read("a,b\n")
    assert (table.header, table.rows) == (("a", "b"), ())


def test_one_column_is_a_table(read):
    table = read("nom\nun\ndeux\n")
    assert (table.header, len(table.rows)) == (("nom",), 2)


def test_a_name_that_is_no_text_is_read(tmp_path):
    path = tmp_path / os.fsdecode(b"\xe9t\xe9.csv")
    path.write_text("nom,ville\nx,y\n", encoding="utf-8")
    assert read_table(path, Bounds()).rows == (("x", "y"),)
