"""XLSX: cells as the person sees them, and what was lost on the way."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.support.workbooks import Cell, changed, counts, read_workbook, sharing, sheet_of, xlsx

HEADER = ["nom", "siret", "date", "montant"]
SIRET = 21990042000015


def test_cells_are_kept_as_seen_and_losses_are_told():
    day = datetime.date(2017, 10, 15)
    sheet = read_workbook(
        xlsx(
            [
                HEADER,
                ["Zoé", SIRET, Cell(day, "DD/MM/YYYY"), Cell(1234.5, "#,##0.00 €")],
                ["Léo", str(SIRET), Cell(day, "YYYY-MM-DD"), 12.5],
            ]
        )
    )
    assert sheet.rows == [
        HEADER,
        ["Zoé", "21990042000015", "15/10/2017", "1234.50"],
        ["Léo", "21990042000015", "2017-10-15", "12.5"],
    ]
    assert counts(sheet) == {
        "numbers-as-identifiers": (1, 2),
        "dates-as-shown": (1, 2),
        "dressed-numbers": (1, 2),
    }


def test_the_first_notice_says_that_it_is_a_workbook():
    notice = read_workbook(xlsx([["a"]])).notices[0]
    assert (notice.code, notice.severity) == ("workbook-file", "warning")


def test_a_row_number_is_a_line_and_blanks_at_the_end_are_gone():
    sheet = read_workbook(
        xlsx([["Titre"], [], ["a", "b", None, "d"], [None, "2", ""], [], [Cell("", "0.00"), None]])
    )
    assert sheet.rows == [["Titre"], [], ["a", "b", "", "d"], ["", "2"]]


def test_texts_truth_values_and_errors_are_those_of_a_french_excel():
    texts = ["  deux  espaces ", "deux\nlignes", "001", "=SOMME", "é\u00a0œ", "a&b<c>\"d'"]
    sheet = read_workbook(xlsx([texts[:3] + texts[4:], [True, False, "#REF!", "#N/A", "#VALUE!"]]))
    assert sheet.rows[0] == texts[:3] + texts[4:]
    assert sheet.rows[1] == ["VRAI", "FAUX", "#REF!", "#N/A", "#VALEUR!"]


def test_shared_texts_are_read_without_escapes_nor_phonetic_guide():
    data = sharing(
        "<t>nom</t>",
        "<t>a_x000D_\nb_x005F_x000D_ _x0000__xD800_c</t>",
        "<r><t>en </t></r><r><rPr><b/></rPr><t xml:space='preserve'>gras </t></r><r><t>ici</t></r>",
        '<t>texte</t><rPh sb="0" eb="1"><t>guide</t></rPh>',
        "<t/>",
        "<t>fin</t>",
    )
    assert read_workbook(data).rows == [
        ["nom"], ["a\nb_x000D_ \ufffdc"], ["en gras ici"], ["texte"], [], ["fin"],
    ]  # fmt: skip


def test_rich_inline_text_is_read_without_its_phonetic_guide():
    rich = CellRichText("en ", TextBlock(InlineFont(b=True), "gras"), " ici")
    assert read_workbook(xlsx([[rich]])).rows == [["en gras ici"]]
    guided = '<c r="A1" t="inlineStr"><is><t>mot</t><rPh sb="0" eb="1"><t>guide</t></rPh></is></c>'
    assert read_workbook(sheet_of(f'<row r="1">{guided}</row>')).rows == [["mot"]]


def test_inline_texts_are_read():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Aides")
    sheet.append(["nom", "été"])
    sheet.append([1, "x"])
    stream = io.BytesIO()
    book.save(stream)
    assert b"inlineStr" in zipfile.ZipFile(stream).read("xl/worksheets/sheet1.xml")
    assert read_workbook(stream.getvalue()).rows == [["nom", "été"], ["1", "x"]]


def test_formulas_give_their_last_result_and_missing_ones_are_told():
    sheet = read_workbook(
        sheet_of(
            '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1</f><v>x</v></c>'
            '<c r="C1" t="str"><f>""</f><v></v></c></row>'
            '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><f>2</f><v/></c><c r="C2"><v>3</v></c>'
            "</row>"
        )
    )
    assert sheet.rows == [["2", "x"], ["", "", "3"]]
    assert counts(sheet) == {
        "formulas-without-value": (2, 2),
        "formulas-in-cells": (2, 1),
    }


def test_cells_without_reference_follow_one_another_and_prefixes_are_borne():
    sheet = read_workbook(sheet_of("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/></row>"))
    assert sheet.rows == [["1", "2"]]
    xml = (
        b'<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        b'<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>'
        b'<x:c r="C2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    data = changed(xlsx([["a"]]), xl__worksheets__sheet1_dot_xml=xml)
    assert read_workbook(data).rows == [[], ["", "a", "5"]]


def test_a_wrong_dimension_is_not_believed():
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row>'
    data = sheet_of(cells, before='<dimension ref="A1:A1"/>')
    assert read_workbook(data).rows == [["1", "", "3"]]


def test_dates_stored_in_words_are_read():
    sheet = read_workbook(sheet_of('<row r="1"><c r="A1" t="d"><v>2017-10-15</v></c></row>'))
    assert sheet.rows == [["2017-10-15"]]


def test_dates_counted_from_1904_are_read():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = datetime.date(2017, 10, 15)
    stream = io.BytesIO()
    book.save(stream)
    assert read_workbook(stream.getvalue()).rows == [["2017-10-15"]]


def test_merged_and_hidden_cells_are_told():
    def hide(sheet):
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("C3:D4")
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions["Z"].hidden = True

    sheet = read_workbook(xlsx([["Titre"], HEADER, ["a", "b", "c", "d"]], hide))
    assert counts(sheet) == {
        "merged-cells": (2, 1),
        "hidden-rows": (1, 2),
        "hidden-columns": (1, None),
    }


def test_digits_past_the_fifteenth_are_lost():
    sheet = read_workbook(xlsx([["id"], [12345678901234567], [1234567890123456]]))
    assert sheet.rows == [["id"], ["12345678901234600"], ["1234567890123460"]]
    assert counts(sheet)["digits-lost"] == (2, 2)


@pytest.mark.parametrize("case", ["lower", "backslash", "absolute"])
def test_part_names_of_any_software_are_found(case):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([["a", 1]]))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if case == "absolute" and name == "xl/_rels/workbook.xml.rels":
                content = content.replace(b'Target="worksheets', b'Target="/xl/worksheets')
            shown = name.lower() if case == "lower" else name
            new.writestr(shown.replace("/", "\\") if case == "backslash" else shown, content)
    assert read_workbook(stream.getvalue()).rows == [["a", "1"]]


def test_a_workbook_with_macros_is_read_without_them():
    data = changed(xlsx([["a", 1]]), xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0 macro")
    assert read_workbook(data).rows == [["a", "1"]]


def test_openpyxl_reads_the_same_texts():
    """A kept library reads the same values from a sheet where nothing is dressed or dated."""
    rows = [[f"t{r}-{c}" if (r + c) % 3 else r * 1000 + c for c in range(12)] for r in range(60)]
    rows[7][3], rows[20] = None, []
    data = xlsx(rows)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    theirs = [
        ["" if value is None else str(value) for value in row]
        for row in book.active.iter_rows(values_only=True)
    ]
    ours = [row + [""] * (12 - len(row)) for row in read_workbook(data).rows]
    assert ours == theirs
