"""The new file: how it is written, and that reading it gives the same cells."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.settings import Bounds
from grader.tables.read import read_table
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.written import csv_bytes, written_table
from tests.validation.tables import schema_of, table_of

SIGNS = st.text(st.sampled_from("aé ,;\"'\n\r\t=-+@€7\ufeff"), max_size=6)
#: A row of several lines that is too long looks like one whose quote was never closed.
ON_A_LINE = st.text(st.sampled_from("aé ,;\"'\t=-+@€7\ufeff"), max_size=6)


@pytest.fixture
def schema(tmp_path):
    return schema_of(tmp_path, "id", "titre", "note")


def test_utf8_commas_schema_order_extra_columns_last_and_no_mark(schema):
    draft = Draft.of(table_of(["lieu", "titre", "id"], ["ici", "é, à", "1"], ["là"]))
    written = csv_bytes(draft, schema)
    assert written == 'id,titre,lieu\n1,"é, à",ici\n,,là\n'.encode()


def test_values_are_never_altered(schema):
    cells = ["=1+1", "-5", "@x", " bord ", "'", "", "0012", "+33 1"]
    draft = Draft.of(table_of(["id", "titre"], *([cell, ""] for cell in cells)))
    assert csv_bytes(draft, schema).decode().splitlines()[1:] == [f"{cell}," for cell in cells]


def test_labels_near_to_the_schema_take_their_place_and_keep_their_letters(schema):
    draft = Draft.of(table_of(["NOTE", "id", "id", ""], ["n", "1", "2", "x"]))
    assert csv_bytes(draft, schema) == b"id,NOTE,id,\n1,n,2,x\n"


def test_cells_beyond_the_header_are_not_lost(schema):
    draft = Draft.of(table_of(["titre", "id"], ["a", "1", "", "de, trop", ""], ["b", "2"]))
    assert csv_bytes(draft, schema) == b'id,titre\n1,a,,"de, trop",\n2,b\n'


def test_a_row_of_one_empty_cell_is_still_a_row(schema, tmp_path):
    path = tmp_path / "un.csv"
    path.write_bytes(csv_bytes(Draft.of(table_of(["id"], [""], ["1"], [""])), schema))
    assert path.read_bytes() == b'id\n""\n1\n""\n'
    assert read_table(path, Bounds()).rows == (("",), ("1",), ("",))


def test_large_tables_are_written_by_parts(schema):
    rows = [[str(rank), "a"] for rank in range(50_001)]
    rows[50_000].append("plus")
    written = csv_bytes(Draft.of(table_of(["id", "titre"], *rows)), schema)
    assert written.count(b"\n") == 50_002
    assert written.endswith(b"49999,a\n50000,a,plus\n")


@given(rows=st.lists(st.lists(SIGNS, max_size=4), max_size=5), label=SIGNS)
def test_reading_the_written_file_gives_the_same_cells(tmp_path_factory, rows, label):
    assert_same_when_read(tmp_path_factory.mktemp("tour"), label, rows)


@given(rows=st.lists(st.lists(ON_A_LINE, max_size=7), max_size=5))
def test_so_do_rows_that_are_too_long(tmp_path_factory, rows):
    assert_same_when_read(tmp_path_factory.mktemp("tour"), "lieu", rows)


def assert_same_when_read(folder, label, rows):
    schema = schema_of(folder, "id", "titre", "note")
    draft = Draft.of(table_of(["note", "titre", "id", label], *rows))
    path = folder / "tour.csv"
    path.write_bytes(csv_bytes(draft, schema))
    read = read_table(path, Bounds(), expected=schema.labels)
    ours = written_table(draft, schema)
    assert (read.header, read.header_line) == (ours.header, 1)
    assert read.rows == ours.rows
    assert read.dialect == ours.dialect
    assert {one.code for one in read.notices} == {one.code for one in ours.notices}


def test_the_written_table_has_the_notices_that_reading_it_would_give(schema):
    draft = Draft.of(table_of(["id", "titre"], ["=A1", "Ã©cole"], ["#REF!", "x"]))
    codes = {notice.code for notice in written_table(draft, schema).notices}
    assert codes == {"formula-cells", "mojibake", "spreadsheet-errors"}
    assert written_table(draft, schema).cells.to_series(0).dtype == pl.String
