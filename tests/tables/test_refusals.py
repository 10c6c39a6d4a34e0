"""Every refusal: met with a real file, told in French, and nothing else is raised."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path

import pytest

from grader.errors import UnusableFileError
from grader.settings import Bounds
from grader.tables.read import read_table
from grader.tables.refusals import REFUSALS
from grader.tables.signature import workbook_kind
from tests.support.old_excel import compound
from tests.support.workbooks import changed, xlsx
from tests.tables.language import plain_french

SMALL = Bounds(rows=3, columns=4, cell_characters=20, cells=80, unzipped_bytes=100_000)


def archive(*names: str, content: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name in names:
            packed.writestr(name, content)
    return stream.getvalue()


PAGE = "<html><body><table><tr><td>nom</td></tr></table></body></html>"
CASES: list[tuple[str, bytes]] = [
    ("empty-file", b""),
    ("empty-file", b"\xef\xbb\xbf"),
    ("empty-file", b" \r\n\r\n\t\n"),
    ("spreadsheet-file", archive("[Content_Types].xml", "xl/workbook.bin")),
    ("spreadsheet-file", archive("mimetype", content="application/vnd.sun.xml.calc")),
    ("spreadsheet-file", archive("Index/Document.iwa")),
    ("spreadsheet-file", compound({"Book": b"\x09\x04\x06\x00" + bytes(60)})),
    (
        "spreadsheet-file",
        b'<?xml version="1.0"?><W x="urn:schemas-microsoft-com:office:spreadsheet">',
    ),
    (
        "spreadsheet-file",
        b'<?xml version="1.0"?><o:document m="application/vnd.oasis.opendocument.spreadsheet">',
    ),
    ("workbook-damaged", archive("[Content_Types].xml", "xl/workbook.xml")),
    ("workbook-damaged", archive("mimetype", "content.xml")),
    ("workbook-damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)),
    ("workbook-encrypted", compound({"EncryptedPackage": b"x" * 64})),
    ("workbook-empty", xlsx([])),
    ("workbook-too-big", changed(xlsx([["a"]]), xl__media__a_dot_png=bytes(200_000))),
    ("workbook-too-many-parts", archive(*(f"xl/worksheets/{n}.xml" for n in range(10_001)))),
    ("several-sheets", xlsx({"2023": [["a"]], "2024": [["a"]]})),
    ("too-many-cells", xlsx([["a"] * 4] * 21)),
    ("too-many-rows", xlsx([["a"]] * 70)),
    ("too-many-rows", xlsx([["a"]] * 5)),
    ("too-many-columns", xlsx([["a"] * 5])),
    ("cell-too-long", xlsx([["a" * 21]])),
    ("web-table", PAGE.encode()),
    ("web-table", PAGE.encode("utf-16")),
    ("web-table", b'<?xml version="1.0"?>\n<html><table>'),
    ("web-table", b"<style>td {}</style><TABLE border=1><tr>"),
    ("web-table", b"MIME-Version: 1.0\r\nContent-Type: multipart/related"),
    ("google-shortcut", b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}'),
    ("binary-file", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    ("binary-file", b"%PDF-1.7\n%\xe2\xe3"),
    ("binary-file", b"\x1f\x8b\x08\x00abc"),
    ("binary-file", b"PK\x03\x04 word/document.xml"),
    ("binary-file", bytes(range(1, 256)) * 20),
    ("binary-file", "nom\x1fville\x1fdate\n".encode("utf-16") * 9),
    ("binary-file", b"a\0\0\0b\0\0\0\0\0c" * 50),
    ("web-page", b"\n<!DOCTYPE html><html><body>Connexion</body></html>"),
    ("structured-file", b'{"type": "FeatureCollection"}'),
    ("structured-file", b'[{"nom": 1}]'),
    ("structured-file", b'\xef\xbb\xbf<?xml version="1.0"?><r/>'),
    ("too-many-rows", b"a,b\n" + b"1,2\n" * 4),
    ("too-many-columns", b"a,b,c,d,e\n1,2,3,4,5\n"),
    ("too-many-columns", b"a,b\n1,2,3,4,5\n"),
    ("too-many-columns", b'a,b\n"1",2,3,4,5\n'),
    ("cell-too-long", b"a,b\n1," + b"x" * 21 + b"\n"),
    ("cell-too-long", b'a,b\n1,"' + b"x\n" * 15 + b'"\n3,4\n'),
    ("cell-too-long", b"a,b\n1," + b"x" * 200_000 + b"\n"),
    ("no-header", b"1,2\n3,4\n"),
    ("no-header", b"2024-01-02;12,50;3\n2024-01-03;13,50;4\n"),
    ("broken-quotes", b"a,b\n" + b'x","y\n' * 1_200),
]


@pytest.mark.parametrize(("code", "content"), CASES)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, code, content):
    path = tmp_path / "fichier.csv"
    path.write_bytes(content)
    bounds = Bounds() if code == "broken-quotes" else SMALL
    with pytest.raises(UnusableFileError) as refused:
        read_table(path, bounds)
    assert refused.value.code == code
    assert plain_french(refused.value.message) == ""
    assert plain_french(refused.value.hint) == ""


def test_a_workbook_that_is_not_read_is_told_how_to_become_a_csv(tmp_path: Path):
    path = tmp_path / "fichier.csv"
    path.write_bytes(archive("xl/workbook.bin"))
    with pytest.raises(UnusableFileError, match="CSV UTF-8") as refused:
        read_table(path, Bounds())
    assert "Excel" in refused.value.message


@pytest.mark.parametrize("name", ["export.xls", "export.xlsx", "export.ods", "export.csv"])
def test_the_content_decides_whatever_the_name(tmp_path: Path, name):
    path = tmp_path / name
    path.write_bytes(b"nom\tville\nx\ty\n")
    assert read_table(path, Bounds()).rows == (("x", "y"),)
    assert workbook_kind(path.read_bytes()) is None
    path.write_bytes(PAGE.encode())
    with pytest.raises(UnusableFileError, match="page web"):
        read_table(path, Bounds())


def test_a_missing_file_a_folder_and_a_strange_name_are_refused(tmp_path: Path):
    for path, code in (
        (tmp_path / "absent.csv", "file-not-found"),
        (tmp_path, "not-a-file"),
        (Path("a\0b.csv"), "file-unreadable"),
    ):
        with pytest.raises(UnusableFileError) as refused:
            read_table(path, Bounds())
        assert refused.value.code == code
        assert plain_french(str(refused.value)) == ""


@pytest.mark.parametrize(
    ("size", "limit", "said"),
    [(101, 100, "101 octets"), (3 * 1024 * 1024, 1024 * 1024, "3 Mo")],
)
def test_a_file_past_its_size_is_refused_with_both_sizes(tmp_path: Path, size, limit, said):
    path = tmp_path / "gros.csv"
    path.write_bytes(b"a,b\n" + b"1" * (size - 4))
    with pytest.raises(UnusableFileError) as refused:
        read_table(path, Bounds(), max_bytes=limit)
    assert refused.value.code == "file-too-big"
    assert said in refused.value.message.replace("\u00a0", " ")


def test_the_bound_of_an_upload_holds_when_no_other_is_given(tmp_path: Path):
    path = tmp_path / "gros.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 10)
    assert read_table(path, Bounds(upload_bytes=1000)).header == ("a", "b")
    with pytest.raises(UnusableFileError):
        read_table(path, Bounds(upload_bytes=10))


def test_ten_thousand_columns_are_refused_by_the_line_that_has_them(tmp_path: Path):
    path = tmp_path / "large.csv"
    path.write_bytes(b"a,b\n1,2\n" + b"x," * 9_999 + b"x\n")
    with pytest.raises(UnusableFileError, match="ligne 3") as refused:
        read_table(path, Bounds())
    assert refused.value.code == "too-many-columns"


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path):
    path = tmp_path / "classeur.xlsx"
    path.write_bytes(xlsx([["a"]]))
    with pytest.raises(UnusableFileError) as refused:
        read_table(path, Bounds(), sheet="Autre")
    assert refused.value.code == "sheet-unknown"
    assert plain_french(refused.value.message) == plain_french(refused.value.hint) == ""


def test_every_refusal_is_met():
    met = {code for code, _ in CASES}
    others = {"file-not-found", "not-a-file", "file-unreadable", "file-too-big", "sheet-unknown"}
    assert met | others == set(REFUSALS)


def test_a_refusal_crosses_the_border_of_a_process(tmp_path: Path):
    with pytest.raises(UnusableFileError) as refused:
        read_table(tmp_path / "absent.csv", Bounds())
    assert pickle.loads(pickle.dumps(refused.value)).to_dict() == refused.value.to_dict()
