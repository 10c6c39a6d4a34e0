"""ODS: the text displayed beside each value is what is kept."""

from __future__ import annotations

import pytest

from tests.support.workbooks import Cell, counts, ods, ods_content, ods_table, read_workbook

HEADER = ["nom", "siret", "date", "montant"]


def number(value: object, text: str, kind: str = "float") -> Cell:
    return Cell(value, text=text, kind=kind)


def cell(attributes: str = "", content: str = "") -> str:
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def said(text: str) -> str:
    return cell("", f"<text:p>{text}</text:p>")


def test_cells_are_kept_as_seen_and_losses_are_told():
    sheet = read_workbook(
        ods(
            [
                HEADER,
                [
                    "Zoé",
                    number(21990042000015, "21990042000015"),
                    number("2017-10-15", "15/10/2017", "date"),
                    number(1234.5, "1 234,50 €", "currency"),
                ],
                ["Léo", "21990042000015", number("2017-10-15", "2017-10-15", "date"), "x"],
            ]
        )
    )
    assert sheet.rows == [
        HEADER,
        ["Zoé", "21990042000015", "15/10/2017", "1234.50"],
        ["Léo", "21990042000015", "2017-10-15", "x"],
    ]
    assert counts(sheet) == {
        "numbers-as-identifiers": (1, 2),
        "dates-as-shown": (1, 2),
        "dressed-numbers": (1, 2),
    }


def test_truth_values_times_percentages_and_leading_zeros():
    sheet = read_workbook(
        ods(
            [
                [
                    number("true", "VRAI", "boolean"),
                    number("false", "non", "boolean"),
                    number("PT10H30M00S", "10:30", "time"),
                    number(0.25, "25 %", "percentage"),
                    number(1004, "01004"),
                    number(0.25, "0,25"),
                ]
            ]
        )
    )
    assert sheet.rows == [["VRAI", "FAUX", "10:30", "0.25", "01004", "0.25"]]
    assert counts(sheet) == {"dressed-numbers": (1, 1)}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<text:p>un</text:p><text:p>deux</text:p>", "un\ndeux"),
        ("<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>", "a   b\tc\nd"),
        ("<text:p>en <text:span>gras</text:span> ici</text:p>", "en gras ici"),
        ("<text:p>voir <text:a>le site</text:a></text:p>", "voir le site"),
        ("<text:p>  deux\n  blancs </text:p>", "deux blancs"),
        ("<text:p><text:s/>avant</text:p>", " avant"),
        (
            "<office:annotation><text:p>à revoir</text:p></office:annotation><text:p>vu</text:p>",
            "vu",
        ),
        ("<draw:frame><text:p>dessin</text:p></draw:frame><text:p>vu</text:p>", "vu"),
        ("<text:p>a &amp; b &lt;c&gt;</text:p>", "a & b <c>"),
    ],
)
def test_the_text_of_a_cell_is_what_is_written_in_it(content, text):
    assert read_workbook(ods([[cell("", content)]])).rows == [[text]]


def test_a_text_stored_without_being_displayed_is_read():
    sheet = read_workbook(ods([[cell('office:value-type="string" office:string-value="dit"')]]))
    assert sheet.rows == [["dit"]]


def test_repeated_cells_and_rows_are_laid_out():
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    twice = cell('table:number-columns-repeated="2"', "<text:p>b</text:p>")
    rows = [
        ["a", blank, twice],
        row(cell(), attributes='table:number-rows-repeated="2"'),
        row(twice, attributes='table:number-rows-repeated="2"'),
        ["fin", '<table:table-cell table:number-columns-repeated="16380"/>'],
        row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes='table:number-rows-repeated="1048000"',
        ),
    ]
    assert read_workbook(ods(rows)).rows == [
        ["a", "", "", "b", "b"], [], [], ["b", "b"], ["b", "b"], ["fin"],
    ]  # fmt: skip


def test_rows_are_found_in_groups_and_header_rows():
    content = (
        '<table:table table:name="F"><table:table-header-rows>'
        f"{row(said('nom'))}</table:table-header-rows><table:table-row-group>"
        f"{row(said('a'))}<table:table-row-group>{row(said('b'))}</table:table-row-group>"
        "</table:table-row-group></table:table>"
    )
    assert read_workbook(ods_content(content)).rows == [["nom"], ["a"], ["b"]]


def test_formulas_give_their_last_result_and_missing_ones_are_told():
    formula = 'table:formula="of:=[.A1]"'
    sheet = read_workbook(
        ods(
            [
                [
                    cell(
                        f'{formula} office:value-type="float" office:value="2"',
                        "<text:p>2</text:p>",
                    ),
                    cell(f'{formula} office:value-type="string"', "<text:p>x</text:p>"),
                ],
                [cell(formula), "#REF!", cell(f'{formula} office:value-type="string"')],
            ]
        )
    )
    assert sheet.rows == [["2", "x"], ["", "#REF!"]]
    assert counts(sheet) == {
        "formulas-without-value": (1, 2),
        "formulas-in-cells": (3, 1),
    }


def test_merged_and_hidden_cells_are_told():
    column = "<table:table-column {}/>"
    hidden = 'table:visibility="collapse"'
    columns = (
        column.format("")
        + column.format(hidden)
        + column.format(f'{hidden} table:number-columns-repeated="16000"')
    )
    rows = [
        columns,
        [
            cell(
                'table:number-columns-spanned="2" table:number-rows-spanned="1"',
                "<text:p>T</text:p>",
            ),
            "<table:covered-table-cell><text:p>caché</text:p></table:covered-table-cell>",
        ],
        row(said("a"), attributes='table:visibility="filter"'),
        row(cell(), attributes=f'{hidden} table:number-rows-repeated="900"'),
        ["a", "b", "c"],
    ]
    sheet = read_workbook(ods(rows))
    assert sheet.rows[0] == ["T"]
    assert (sheet.rows[1], sheet.rows[-1], len(sheet.rows)) == (["a"], ["a", "b", "c"], 903)
    assert counts(sheet) == {
        "merged-cells": (1, 1),
        "hidden-rows": (1, 2),
        "hidden-columns": (2, None),
    }


def test_copies_of_other_workbooks_and_deleted_cells_are_no_sheets():
    copy = (
        "<table:table table:name=\"'file:///autre.ods'#$F\"><table:table-source/>"
        "<table:table-row><table:table-cell><text:p>copie</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    tracked = (
        "<table:tracked-changes><table:deletion><table:table-cell><text:p>ancien</text:p>"
        "</table:table-cell></table:deletion></table:tracked-changes>"
    )
    links = f"<table:dde-links>{ods_table([['lien']])}</table:dde-links>"
    content = tracked + ods_table([["vrai"]]) + copy + links
    assert read_workbook(ods_content(content)).rows == [["vrai"]]


def test_a_table_inside_a_cell_is_passed_over():
    inner = f"<text:p>a</text:p>{ods_table([['dedans']])}"
    assert read_workbook(ods([[cell("", inner), "b"]])).rows == [["a", "b"]]
