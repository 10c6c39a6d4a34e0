"""Any bytes that begin like a workbook end in a sheet or in a refusal."""

from __future__ import annotations

import io
import struct
import zipfile
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UnusableFileError
from grader.settings import Bounds
from grader.tables.signature import workbook_kind
from grader.tables.workbooks.model import Sheet
from tests.support.old_excel import Formula, OldSheet, biff, compound, record, xls
from tests.support.workbooks import Cell, ods, read_workbook, sharing, xlsx

BOUNDS = Bounds(rows=50, columns=12, cell_characters=60)
ROWS = [
    ["nom", "siret", "date"],
    ["Zoé", 21990042000015, Cell(43023.5, "dd/mm/yyyy hh:mm")],
    [True, "#REF!", Cell(1234.5, "#,##0.00")],
]
OLD = {
    "Aides": OldSheet([*ROWS, [Formula("texte"), Formula(2.5), "œ" * 50]], hidden_rows=(1,)),
    "Listes": OldSheet([["a", "b"]] * 3, state=1, merged=((0, 1, 0, 1),)),
}
BINARY = {
    "xls": xls(OLD),
    "biff": biff(OLD),
    "long": compound({"Workbook": biff(OLD) + bytes(5_000)}),
}
ZIPPED = {
    "xlsx": xlsx({"Aides": ROWS, "Listes": [["a", "b"]]}),
    "shared": sharing("<t>nom</t>", "<r><t>été</t></r>"),
    "ods": ods([["nom", "é"], [Cell(5, text="5"), Cell("2017-10-15", text="x", kind="date")]]),
}  # fmt: skip
NASTY = b'\x00\xff\xfe\x01\x80<>&"/ 0159AsRrtvc'


def read(data: bytes) -> Sheet | None:
    if workbook_kind(data) is None:
        return None
    try:
        sheet = read_workbook(data, bounds=BOUNDS, wanted="Aides")
    except UnusableFileError as refused:
        if refused.code != "sheet-unknown":
            return None
        try:
            sheet = read_workbook(data, bounds=BOUNDS, wanted=refused.choices[0])
        except UnusableFileError:
            return None
    assert len(sheet.rows) <= BOUNDS.rows + 64
    for row in sheet.rows:
        assert len(row) <= BOUNDS.columns
        assert not row or row[-1]
        assert all(len(cell) <= BOUNDS.cell_characters and "\0" not in cell for cell in row)
        assert all(cell.encode() is not None for cell in row)
    assert not sheet.rows or sheet.rows[-1]
    return sheet


def mutated(draw: Random, content: bytes, most: int) -> bytes:
    changed = bytearray(content)
    for _ in range(draw.randrange(1, most)):
        at = draw.randrange(len(changed))
        kind = draw.randrange(3)
        if kind == 0:
            changed[at] = draw.choice(NASTY)
        elif kind == 1:
            changed[at] ^= 1 << draw.randrange(8)
        else:
            changed[at : at + 4] = struct.pack("<I", draw.choice((0, 1, 0xFFFFFFFF, 0x7FFFFFFF)))
    return bytes(changed)


@pytest.mark.parametrize("name", BINARY)
def test_mutated_records(name, times):
    draw = Random(name)
    read_well = sum(read(mutated(draw, BINARY[name], 6)) is not None for _ in range(400 * times))
    assert read_well > 20, "no mutated workbook was read: the campaign shows nothing"


@pytest.mark.parametrize("name", ZIPPED)
def test_mutated_parts(name, times):
    """The parts are changed, then packed again: the damage is not stopped by a checksum."""
    draw = Random(name)
    with zipfile.ZipFile(io.BytesIO(ZIPPED[name])) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    chosen = [one for one in parts if not one.startswith(("docProps", "xl/theme"))]
    read_well = 0
    for _ in range(200 * times):
        victim = draw.choice(chosen)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for one, content in parts.items():
                archive.writestr(one, mutated(draw, content, 4) if one == victim else content)
        read_well += read(stream.getvalue()) is not None
    assert read_well > 10, "no mutated workbook was read: the campaign shows nothing"


@pytest.mark.parametrize("name", ZIPPED)
def test_mutated_archives(name, times):
    draw = Random(name)
    for _ in range(100 * times):
        read(mutated(draw, ZIPPED[name], 4))


@pytest.mark.parametrize("name", [*BINARY, *ZIPPED])
def test_workbooks_cut_short(name):
    data = {**BINARY, **ZIPPED}[name]
    draw = Random(name)
    for _ in range(60):
        read(data[: draw.randrange(len(data))])


@pytest.mark.parametrize("name", ["xls", "xlsx", "ods"])
def test_a_truncated_workbook_is_told_damaged(name):
    data = {**BINARY, **ZIPPED}[name]
    with pytest.raises(UnusableFileError) as refused:
        read_workbook(data[: len(data) * 2 // 3])
    assert refused.value.code == "workbook-damaged"


@given(
    start=st.sampled_from(
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08\x10\x00\x00\x06", xls(ROWS)[:512],
         b"PK\x03\x04 xl/workbook.xml", b"PK\x03\x04 vnd.oasis.opendocument.spreadsheet"]
    ),
    rest=st.binary(max_size=600),
)  # fmt: skip
def test_random_bytes_after_the_signature(start, rest):
    read(start + rest)


@given(data=st.data())
def test_random_records(data):
    """Records of the right kinds, with bytes of any kind."""
    codes = st.sampled_from(
        [0x0203, 0x027E, 0x00BD, 0x0204, 0x00FD, 0x00D6, 0x0205, 0x0006, 0x0207, 0x003C, 0x0208,
         0x007D, 0x00E5, 0x0809, 0x00FC, 0x041E]
    )  # fmt: skip
    pairs = data.draw(st.lists(st.tuples(codes, st.binary(max_size=40)), max_size=8))
    more = b"".join(record(code, content) for code, content in pairs)
    top = b"".join(record(code, content) for code, content in pairs if code in (0x00FC, 0x041E))
    sheets = {"Aides": OldSheet([["a"]], more=more)}
    read(biff(sheets, before_sheets=top))
