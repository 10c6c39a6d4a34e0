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
from tests.tables.language import plain_french

SMALL = Bounds(rows=3, columns=4, cell_characters=20)


def workbook(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet")
    return stream.getvalue()


CASES: list[tuple[str, bytes]] = [
    ("empty-file", b""),
    ("empty-file", b"\xef\xbb\xbf"),
    ("empty-file", b" \r\n\r\n\t\n"),
    ("spreadsheet-file", workbook("[Content_Types].xml", "xl/workbook.xml")),
    ("spreadsheet-file", workbook("mimetype")),
    ("spreadsheet-file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)),
    (
        "spreadsheet-file",
        b'<?xml version="1.0"?><W x="urn:schemas-microsoft-com:office:spreadsheet">',
    ),
    ("binary-file", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    ("binary-file", b"%PDF-1.7\n%\xe2\xe3"),
    ("binary-file", b"\x1f\x8b\x08\x00abc"),
    ("binary-file", b"PK\x03\x04 word/document.xml"),
    ("binary-file", bytes(range(1, 256)) * 20),
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


def test_a_spreadsheet_is_told_how_to_become_a_csv(tmp_path: Path):
    path = tmp_path / "fichier.csv"
    path.write_bytes(workbook("xl/workbook.xml"))
    with pytest.raises(UnusableFileError, match="CSV UTF-8") as refused:
        read_table(path, Bounds())
    assert "Excel" in refused.value.message


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


def test_every_refusal_is_met():
    met = {code for code, _ in CASES}
    others = {"file-not-found", "not-a-file", "file-unreadable", "file-too-big"}
    assert met | others == set(REFUSALS)


def test_a_refusal_crosses_the_border_of_a_process(tmp_path: Path):
    with pytest.raises(UnusableFileError) as refused:
        read_table(tmp_path / "absent.csv", Bounds())
    assert pickle.loads(pickle.dumps(refused.value)).to_dict() == refused.value.to_dict()
