"""XLS: the records of Excel 5 to 2003."""

from __future__ import annotations

import struct

import pytest
import xlrd

from tests.support.old_excel import (
    BOF,
    EOF,
    Formula,
    OldSheet,
    biff,
    compound,
    record,
    text,
    xls,
)
from tests.support.workbooks import Cell, counts, read_workbook

HEADER = ["nom", "siret", "date", "montant"]
ROWS = [
    HEADER,
    ["Zoé", 21990042000015, Cell(43023, "dd/mm/yyyy"), Cell(1234.5, '#,##0.00" €"')],
    ["Lœuillet", "21990042000015", Cell(43023, "yyyy-mm-dd"), 12.5],
]


def test_cells_are_kept_as_seen_and_losses_are_told():
    sheet = read_workbook(xls(ROWS))
    assert sheet.rows == [
        HEADER,
        ["Zoé", "21990042000015", "15/10/2017", "1234.50"],
        ["Lœuillet", "21990042000015", "2017-10-15", "12.5"],
    ]
    assert counts(sheet) == {
        "numbers-as-identifiers": (1, 2),
        "dates-as-shown": (1, 2),
        "dressed-numbers": (1, 2),
    }


def test_truth_values_errors_formulas_and_blanks():
    sheet = read_workbook(
        xls(
            [
                [True, False, "#REF!", -7, 0, 3.25],
                [],
                [None, Formula(2.5), Formula("été"), Formula("")],
            ]
        )
    )
    assert sheet.rows == [["VRAI", "FAUX", "#REF!", "-7", "0", "3.25"], [], ["", "2.5", "été"]]
    assert counts(sheet) == {"formulas-in-cells": (3, 3)}


def test_merged_and_hidden_cells_are_told():
    sheet = OldSheet(ROWS, hidden_rows=(1, 40), hidden_columns=(2, 9), merged=((0, 0, 0, 1),))
    told = counts(read_workbook(xls({"F": sheet})))
    assert told["merged-cells"] == (1, 1)
    assert told["hidden-rows"] == (1, 2)
    assert told["hidden-columns"] == (1, None)


def test_packed_numbers_are_unpacked():
    packed = [
        (struct.pack("<i", 12345 << 2 | 3), "123.45"),
        (struct.pack("<i", -5 << 2 | 2), "-5"),
        (struct.pack("<d", 1.5)[4:], "1.5"),
        (struct.pack("<I", int.from_bytes(struct.pack("<d", 150.0)[4:], "little") | 1), "1.5"),
    ]
    cells = b"".join(struct.pack("<H", 0) + raw for raw, _ in packed)
    row = record(0x00BD, struct.pack("<HH", 1, 0) + cells + struct.pack("<H", len(packed) - 1))
    sheet = read_workbook(xls({"F": OldSheet([["a"]], more=row)}))
    assert sheet.rows == [["a"], [shown for _, shown in packed]]


def test_texts_longer_than_a_record_are_joined():
    long = ["x" * 9_000, "é" * 20_000, "œ" * 9_000, "fin"]
    assert read_workbook(xls([long])).rows == [long]
    own = record(0x0204, struct.pack("<HHH", 1, 0, 0) + text("à part"))
    assert read_workbook(xls({"F": OldSheet([["a"]], more=own)})).rows == [["a"], ["à part"]]


def test_rich_and_phonetic_texts_are_read_without_what_goes_with_them():
    rich = struct.pack("<HBHI", 3, 0x0C, 1, 4) + b"mot" + bytes(4) + bytes(4)
    shared = struct.pack("<II", 2, 2) + rich + text("suite")
    cells = b"".join(
        record(0x00FD, struct.pack("<HHHI", 0, column, 0, column)) for column in (0, 1)
    )
    data = compound(
        {"Workbook": biff({"F": OldSheet([], more=cells)}, before_sheets=record(0x00FC, shared))}
    )
    assert read_workbook(data).rows == [["mot", "suite"]]


def test_a_chart_that_lies_in_a_sheet_is_passed_over():
    chart = record(BOF, struct.pack("<HH", 0x0600, 0x20)) + record(
        0x0203, struct.pack("<HHHd", 5, 5, 0, 1.0)
    )
    sheet = OldSheet([["a"]], more=chart + record(EOF))
    assert read_workbook(xls({"F": sheet})).rows == [["a"]]


def test_dates_counted_from_1904_are_read():
    data = xls([[Cell(41561, "yyyy-mm-dd")]], since_1904=True)
    assert read_workbook(data).rows == [["2017-10-15"]]


def test_a_short_workbook_lies_in_the_mini_stream_and_a_long_one_does_not():
    short, long = xls([["a", 1]]), xls([[f"texte {n}" for n in range(200)]] * 3)
    assert len(short) < 4096 < len(long)
    assert read_workbook(short).rows == [["a", "1"]]
    assert len(read_workbook(long).rows[2]) == 200


def test_records_without_their_container_are_read():
    assert read_workbook(biff({"F": OldSheet([["a", 1]])})).rows == [["a", "1"]]


def test_texts_of_excel_95_are_read_in_their_own_encoding():
    sheet = (
        record(BOF, struct.pack("<HHHH", 0x0500, 0x10, 0, 1996))
        + record(0x0204, struct.pack("<HHHH", 0, 0, 0, 3) + "été".encode("cp1252"))
        + record(0x0203, struct.pack("<HHHd", 0, 1, 0, 2.5))
        + record(EOF)
    )
    top = (
        record(BOF, struct.pack("<HHHH", 0x0500, 5, 0, 1996))
        + record(0x0042, struct.pack("<H", 1252))
        + record(0x041E, struct.pack("<HB", 164, 4) + b"0.00")
        + record(0x00E0, struct.pack("<HH12x", 0, 164))
    )
    name = "Année".encode("cp1252")
    place = len(top) + 4 + 7 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBBB", place, 0, 0, len(name)) + name)
    read = read_workbook(compound({"Book": top + bound + record(EOF) + sheet}))
    assert (read.name, read.rows) == ("Année", [["été", "2.50"]])


@pytest.mark.parametrize("rows", [ROWS, [["é" * 9_000, "œ"], [1, 2.5, -3]]])
def test_xlrd_reads_what_is_written_here(rows):
    """The workbooks made for these tests are real: a kept library finds the same values."""
    book = xlrd.open_workbook(file_contents=xls(rows))
    theirs = [book.sheet_by_index(0).row_values(line) for line in range(len(rows))]
    plain = [[cell.value if isinstance(cell, Cell) else cell for cell in row] for row in rows]
    width = max(map(len, plain))
    assert theirs == [row + [""] * (width - len(row)) for row in plain]
