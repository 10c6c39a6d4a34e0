"""Sound files that the campaign spoils: real exports, other ways to write them, workbooks."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from grader.settings import DEFAULT_ROOT, MEBI
from tests.support.old_excel import xls
from tests.support.workbooks import Cell, ods, xlsx

_COMMUNE = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
_SUBVENTIONS = "scdl/subventions@2.1.1"
_DELIBERATIONS = "scdl/deliberations@2.1.5"
#: What tells one making of a workbook from another.
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_LONG_AGO = (2020, 1, 1, 0, 0, 0)


class Seed(NamedTuple):
    """A sound file.

    Attributes:
        name: what it is.
        data: its bytes.
        schema: what it is checked against.
        delimiter: between its columns; "" for a workbook.
        encoding: of its text; "" for a workbook.
    """

    name: str
    data: bytes
    schema: str
    delimiter: str = ""
    encoding: str = ""


def _texts() -> list[Seed]:
    exported = (_COMMUNE / "deliberations-export.csv").read_bytes()
    subventions = (_COMMUNE / "subventions-export.csv").read_bytes()
    right = (_COMMUNE / "subventions-exemple.csv").read_bytes()
    rows = _rows()
    return [
        Seed("export-cp1252", _top(exported, 60), _DELIBERATIONS, ";", "cp1252"),
        Seed("export-titre", _top(subventions, 60), _SUBVENTIONS, ";", "utf-8-sig"),
        Seed("exemple", _top(right, 60), _SUBVENTIONS, ",", "utf-8"),
        Seed("guillemets", _quoted(rows, ";").encode("cp1252", "replace"), _SUBVENTIONS, ";",
             "cp1252"),
        Seed("guillemets-utf8", _quoted(rows, ",").encode(), _SUBVENTIONS, ",", "utf-8"),
        Seed("utf-16", right.decode()[:9_000].encode("utf-16"), _SUBVENTIONS, ",", "utf-16"),
        Seed("tabulations", right[:9_000].replace(b",", b"\t"), _SUBVENTIONS, "\t", "utf-8"),
        Seed("minuscule", b"nom,montant\na,1\n\nb\n", _SUBVENTIONS, ",", "utf-8"),
    ]  # fmt: skip


def _workbooks() -> list[Seed]:
    rows: list[list[Any]] = [list(row) for row in _rows()[:12]]
    for line, row in enumerate(rows[1:], start=1):
        row[1] = int(row[1])
        row[2] = Cell(45_000 + line, "dd/mm/yyyy", "15/03/2023")
        row[8] = Cell(1250.5 * line, "#,##0.00 [$€-40C]", "1 250,50 €")
    formulas = [*rows, ["total", None, date(2024, 1, 31), True, "=SUM(I2:I9)", 1e20, -0.0]]
    sheets = {"Données": rows, "Notice": [["Lisez-moi"], ["Bonjour"]], "Listes": [["oui", "non"]]}
    made: Mapping[str, Callable[[], bytes]] = {
        "xlsx": lambda: xlsx(formulas),
        "xlsx-feuilles": lambda: xlsx(sheets),
        "ods": lambda: ods([[_plain(cell) for cell in row] for row in rows]),
        "xls": lambda: xls([[_plain(cell) for cell in row] for row in rows]),
    }
    return [Seed(name, _unstamped(make()), _SUBVENTIONS) for name, make in made.items()]


def _plain(cell: Any) -> Any:
    return cell if isinstance(cell, Cell) or cell is None else str(cell)


@cache
def texts() -> Sequence[Seed]:
    """Give the delimited texts."""
    return _texts()


@cache
def workbooks() -> Sequence[Seed]:
    """Give the workbooks; each making of one gives the same bytes."""
    return _workbooks()


def _rows() -> list[list[str]]:
    text = (_COMMUNE / "subventions-exemple.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))[:40]


def _top(data: bytes, lines: int) -> bytes:
    return b"".join(data.splitlines(keepends=True)[:lines])


def _quoted(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([*rows, ['dit "le vieux"', "deux\nlignes", "a;b,c"]])
    return stream.getvalue()


def rezipped(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """Write a zip whose bytes depend on its parts alone."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # two parts of one name are wanted
                archive.writestr(info, content)
    return stream.getvalue()


def parts_of(data: bytes) -> list[tuple[str, bytes]]:
    """Give the names and contents of a zip; none when they are too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MEBI:
            return []
        return [(name, archive.read(name)) for name in archive.namelist()]


def _unstamped(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    fixed = _STAMP.sub
    return rezipped([(name, fixed(b"2020-01-01T00:00:00Z", part)) for name, part in parts_of(data)])
