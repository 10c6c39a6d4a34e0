"""Workbooks that lie, explode, or were cut: each ends in a refusal, within bounds."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from dataclasses import replace

import pytest

from grader.errors import UnusableFileError
from grader.settings import MEBI, Bounds
from tests.support.old_excel import FILEPASS, compound, record, xls
from tests.support.workbooks import (
    Cell,
    changed,
    ods,
    ods_content,
    ods_table,
    read_workbook,
    sharing,
    sheet_of,
    xlsx,
)
from tests.tables.language import plain_french

TIGHT = Bounds(rows=3, columns=4, cell_characters=20, cells=400)


def refusal(data: bytes, bounds: Bounds | None = None) -> str:
    with pytest.raises(UnusableFileError) as refused:
        read_workbook(data, bounds=bounds)
    for text in (refused.value.message, refused.value.hint):
        assert plain_french(text) == "", text
    return refused.value.code


ROWS = [["nom", "siret"], ["Zoé", 21990042000015], ["Léo", Cell(43023, "dd/mm/yyyy")]]
WORKBOOKS = {"xlsx": xlsx(ROWS), "shared": sharing("<t>a</t>", "<t>b</t>"),
             "ods": ods([["nom", "é"], ["x", Cell(5, text="5")]]), "xls": xls(ROWS)}  # fmt: skip
BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'
ENTITIES = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]>'


def filled(text: str, times: int) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text * times}</t></is></c></row>'


def repeated(cells: int, rows: int) -> str:
    cell = (
        f'<table:table-cell table:number-columns-repeated="{cells}"><text:p>a</text:p>'
        "</table:table-cell>"
    )
    return f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'


SPACES = '<table:table-cell><text:p>a<text:s text:c="99999"/>b</text:p></table:table-cell>'
PAST_BOUNDS = {
    "too-many-rows": (
        xlsx([["a"]] * 80),
        ods([["a"]] * 80),
        ods([repeated(1, 1_000_000)]),
        ods([f'<table:table-row table:number-rows-repeated="99999999999">{BLANK}</table:table-row>',
             ["a"]]),
        xls([["a"]] * 80),
        sheet_of('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    ),
    "too-many-columns": (
        xlsx([["a"] * 5]),
        ods([["a"] * 5]),
        ods([repeated(99_999, 1)]),
        xls([["a"] * 5]),
        sheet_of('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
    ),
    "cell-too-long": (
        xlsx([["a"], ["x" * 21]]),
        sharing("<t>a</t>", f"<t>{'x' * 300_000}</t>"),
        sheet_of(filled("x", 300_000)),
        ods([["a"], ["x" * 21]]),
        ods([[SPACES]]),
        xls([["a"], ["x" * 21]]),
        xls([["a"], ["œ" * 30_000]]),
    ),
    "too-many-cells": (
        xlsx([[None, None, None, "a"]] * 60),
        ods([repeated(4, 60)]),
        xls([[None, None, None, "a"]] * 60),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "data"),
    [(code, data) for code, several in PAST_BOUNDS.items() for data in several],
)
def test_a_sheet_past_a_bound_is_refused(code, data):
    bounds = replace(TIGHT, cells=200, rows=100) if code == "too-many-cells" else TIGHT
    assert refusal(data, bounds) == code


def test_blanks_without_end_cost_nothing():
    empty = f'<table:table-row table:number-rows-repeated="1048576">{BLANK}</table:table-row>'
    assert read_workbook(ods([["a"], empty]), bounds=TIGHT).rows == [["a"]]
    styled = "".join(f'<c r="A{row}" s="0"/>' for row in range(1, 2))
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
        f'<row r="{row}">{styled.replace("A1", f"A{row}")}</row>' for row in range(2, 500)
    )
    assert read_workbook(sheet_of(rows), bounds=TIGHT).rows == [["1"]]


def test_one_sheet_past_a_bound_does_not_hide_another():
    data = ods_content(ods_table([["a"] * 9], "Large") + ods_table([["b"]], "Bonne"))
    with pytest.raises(UnusableFileError) as refused:
        read_workbook(data, bounds=TIGHT, wanted="Large")
    assert refused.value.code == "too-many-columns"
    assert read_workbook(data, bounds=TIGHT, wanted="Bonne").rows == [["b"]]


def test_a_workbook_without_any_cell_is_refused():
    for data in (xlsx([]), ods([]), xls([]), ods_content(""), xlsx([[None, ""]])):
        assert refusal(data) in {"workbook-empty", "workbook-damaged"}
    assert refusal(xlsx([])) == refusal(ods([])) == refusal(xls([])) == "workbook-empty"


def bomb(kind: str, size: int, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A small archive whose sheet is mostly spaces, as many as wanted."""
    name = "content.xml" if kind == "ods" else "xl/worksheets/sheet1.xml"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOKS[kind])) as old, zipfile.ZipFile(
        stream, "w", method
    ) as new:  # fmt: skip
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        with new.open(name, "w", force_zip64=True) as part:
            part.write(b"<worksheet>")
            for _ in range(size // MEBI):
                part.write(b" " * MEBI)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(kind):
    data = bomb(kind, 200 * MEBI)
    tracemalloc.start()
    assert refusal(data) == "workbook-too-big"
    assert tracemalloc.get_traced_memory()[1] < 8 * MEBI
    tracemalloc.stop()


def test_a_zip_bomb_that_lies_about_its_size_is_cut():
    data = bytearray(bomb("xlsx", 60 * MEBI))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(b"xl/worksheets/sheet1.xml")
        while at != -1:
            start = data.rfind(mark, 0, at)
            if at - start in (30, 46):
                struct.pack_into("<I", data, start + place, 1000)
            at = data.find(b"xl/worksheets/sheet1.xml", at + 1)
    assert refusal(bytes(data)) == "workbook-damaged"


def test_the_absolute_size_is_a_bound_of_its_own():
    assert refusal(WORKBOOKS["xlsx"], Bounds(unzipped_bytes=1000)) == "workbook-too-big"


def test_another_way_of_packing_than_the_formats_allow_is_refused():
    assert refusal(bomb("xlsx", MEBI, zipfile.ZIP_LZMA)) == "workbook-damaged"


def test_thousands_of_parts_or_sheets_are_refused():
    parts = {f"xl__{number}": b"" for number in range(10_001)}
    assert refusal(changed(WORKBOOKS["xlsx"], **parts)) == "workbook-too-many-parts"
    many = "".join(ods_table([], f"F{place}") for place in range(1_001))
    assert refusal(ods_content(many)) == "workbook-too-many-parts"
    assert refusal(xls({f"F{place}": [] for place in range(1_001)})) == "workbook-too-many-parts"


@pytest.mark.parametrize(
    "part", ["xl__worksheets__sheet1_dot_xml", "xl__workbook_dot_xml", "xl__styles_dot_xml"]
)
def test_entities_are_refused_in_every_part_of_xlsx(part):
    hostile = changed(
        WORKBOOKS["xlsx"],
        **{part: lambda old: BOMB.encode() + old.partition(b"?>")[2].replace(b"<v>", b"<v>&i;")},
    )
    assert refusal(hostile) == "workbook-damaged"


def test_entities_are_refused_in_ods_and_in_shared_texts():
    for data, part in (
        (WORKBOOKS["ods"], "content_dot_xml"),
        (WORKBOOKS["shared"], "xl__sharedStrings_dot_xml"),
    ):
        wild = changed(data, **{part: lambda old: BOMB.encode() + old.rpartition(b"?>")[2]})
        assert refusal(wild) == "workbook-damaged"
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    data = changed(
        WORKBOOKS["ods"],
        content_dot_xml=lambda old: outside + old.partition(b"?>")[2].replace(b">x<", b">&x;<"),
    )
    assert refusal(data) == "workbook-damaged"


@pytest.mark.parametrize(
    "cells",
    [
        "<x>" * 5_000,
        "<row r='1'>" + "<c r='A1'>" * 5,
        "<row r='1'><c r='A1'><v>1<v>2</v></v></c></row>",
        "<row r='0'><c r='A0'><v>1</v></c></row>",
        "<row r='x'><c r='A1'><v>1</v></c></row>",
        "<row r='1'><c r='ZZZZ1'><v>1</v></c></row>",
        "<row r='1'><c r='é1'><v>1</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>99</v></c></row>",
        "<row r='1'><c r='A1' s='99'><v>1</v></c></row>",
        "<c r='A1'><v>1</v></c>",
        "".join(f"<n{place}/>" for place in range(20_000)),
        f"<row r='1' {'x' * (9 * MEBI)}='1'/>",
    ],
    ids=range(12),
)
def test_markup_that_no_software_writes_is_refused(cells):
    assert refusal(sheet_of(cells)) in {"workbook-damaged", "workbook-too-big"}


def test_protected_workbooks_are_told_apart():
    office = compound({"EncryptionInfo": b"x" * 200, "EncryptedPackage": b"y" * 5_000})
    old = xls(ROWS, before_sheets=record(FILEPASS, bytes(54)))
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    sealed = ods_content("", META__INF__manifest_dot_xml=b"")
    sealed = changed(sealed, **{"META-INF__manifest_dot_xml": manifest})
    whole = changed(WORKBOOKS["ods"], **{"encrypted-package": b"x"})
    zipped = bytearray(WORKBOOKS["xlsx"])
    at = zipped.find(b"PK\x01\x02")
    zipped[at + 8] |= 1
    for data in (office, old, sealed, whole, bytes(zipped)):
        assert refusal(data) == "workbook-encrypted"


def test_other_documents_in_a_compound_file_are_named():
    for stream, said in (("WordDocument", "Word"), ("PowerPoint Document", "présentation")):
        with pytest.raises(UnusableFileError, match=said) as refused:
            read_workbook(compound({stream: b"x" * 5_000}))
        assert refused.value.code == "binary-file"
    assert refusal(compound({"Autre": b"x"})) == "workbook-damaged"
