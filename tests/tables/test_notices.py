"""Every notice: met with real files, for one and for several, told in French."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.settings import Bounds
from grader.tables.notices import NOTICES
from grader.tables.read import read_table
from tests.support.old_excel import Formula, OldSheet, xls
from tests.support.workbooks import Cell, xlsx
from tests.tables.language import plain_french

SIRET = 21990042000015
LOST = SIRET * 1000
DAY = Cell(43023, "dd/mm/yyyy")
ROUND = Cell(1.25, "0.0")
SHARE = Cell(0.25, "0%")

#: code: a file with one occurrence, a file with two; the same file where it is told of the whole.
FILES: dict[str, tuple[bytes, bytes]] = {
    "encoding-not-utf8": ("a,é\n1,2\n".encode("cp1252"), "a,é\n1,2\n".encode("utf-16")),
    "encoding-mixed": (
        "é,à\nç,û\n".encode() + b"\xff,x\n",
        "é,à\nç,û\nô,î\n".encode() + b"\xff,\xff\n",
    ),
    "lost-characters": ("a,b\n�,2\n".encode(), "a,b\n�,�\n".encode()),
    "mojibake": ("a,b\nÃ©,2\n".encode(), "a,b\nÃ©,Ã¨\n".encode()),
    "delimiter-not-comma": (b"a;b\n1;2\n", b"a\tb\n1\t2\n"),
    "title-lines": (b"Titre\na,b\n1,2\n", b"Titre\n\na,b\n1,2\n"),
    "orphan-quote": (b'a,b\n"x"y,2\n', b'a,b\n"x"y,2\n"x"y,2\n'),
    "line-ends": ("a,b\u20281,2\u2028".encode(), b"a,b\x0b1,2\x0b"),
    "nul-bytes": (b"a,b\n\0,2\n", b"a,b\n\0,\0\n"),
    "formula-cells": (b"a,b\n=A1,2\n", b"a,b\n=A1,=A2\n"),
    "spreadsheet-errors": (b"a,b\n#REF!,2\n", b"a,b\n#N/A,#DIV/0!\n"),
}
#: The same for workbooks, whose second file holds two of what the first one holds once.
WORKBOOKS: dict[str, tuple[bytes, bytes]] = {
    "workbook-file": (xlsx([["a"]]), xls([["a"]])),
    "sheet-chosen": (
        xlsx({"Aides": [["nom", "ville"]], "Notes": [["x"]]}),
        xls({"Aides": [["nom", "ville"]], "Notes": [["x"]]}),
    ),
    "hidden-sheets": (
        xls({"Aides": [["a"]], "B": OldSheet([["b"]], state=1)}),
        xls({"Aides": [["a"]], "B": OldSheet([["b"]], state=1), "C": OldSheet([[1]], state=2)}),
    ),
    "hidden-rows": (
        xls({"A": OldSheet([["a"]] * 3, hidden_rows=(1,))}),
        xls({"A": OldSheet([["a"]] * 3, hidden_rows=(1, 2))}),
    ),
    "hidden-columns": (
        xls({"A": OldSheet([["a"] * 3], hidden_columns=(1,))}),
        xls({"A": OldSheet([["a"] * 3], hidden_columns=(1, 2))}),
    ),
    "merged-cells": (
        xls({"A": OldSheet([["a"]], merged=((0, 0, 0, 1),))}),
        xls({"A": OldSheet([["a"]], merged=((0, 0, 0, 1), (1, 2, 0, 0)))}),
    ),
    "numbers-as-identifiers": (xlsx([["a"], [SIRET]]), xlsx([["a"], [SIRET], [SIRET]])),
    "digits-lost": (xlsx([["a"], [LOST]]), xlsx([["a"], [LOST], [LOST]])),
    "dates-as-shown": (xlsx([["a"], [DAY]]), xlsx([["a"], [DAY], [DAY]])),
    "rounded-numbers": (xlsx([["a"], [ROUND]]), xlsx([["a"], [ROUND], [ROUND]])),
    "dressed-numbers": (xlsx([["a"], [SHARE]]), xlsx([["a"], [SHARE], [SHARE]])),
    "formulas-in-cells": (xls([["a"], [Formula(1)]]), xls([["a"], [Formula(1)], [Formula("b")]])),
    "formulas-without-value": (xlsx([["a"], ["=A1"]]), xlsx([["a"], ["=A1"], ["=A1"]])),
}
WHOLE = {
    "encoding-not-utf8",
    "delimiter-not-comma",
    "line-ends",
    "workbook-file",
    "sheet-chosen",
}


@pytest.mark.parametrize("code", NOTICES)
@pytest.mark.parametrize("several", [False, True])
def test_a_notice_is_told_with_its_count(tmp_path: Path, code, several):
    path = tmp_path / "fichier.csv"
    path.write_bytes({**FILES, **WORKBOOKS}[code][several])
    told = read_table(path, Bounds(), expected=("nom", "ville")).notices
    (notice,) = [one for one in told if one.code == code]
    assert notice.count == (2 if several and code not in WHOLE else 1)
    assert notice.severity in {"error", "warning"}
    for text in (notice.message, notice.why, notice.fix):
        assert plain_french(text) == "", text


def test_plurals_follow_the_count(tmp_path: Path):
    path = tmp_path / "fichier.csv"
    said = []
    for content in FILES["title-lines"]:
        path.write_bytes(content)
        said.append(read_table(path, Bounds()).notices[0].message.replace("\u00a0", " "))
    assert said == [
        "1 ligne se trouve au-dessus de la ligne d'en-tête.",
        "2 lignes se trouvent au-dessus de la ligne d'en-tête.",
    ]


def test_the_separator_is_advice_only(tmp_path: Path):
    path = tmp_path / "fichier.csv"
    path.write_bytes(b"a;b\n1;2\n")
    (notice,) = read_table(path, Bounds()).notices
    assert (notice.code, notice.severity) == ("delimiter-not-comma", "warning")
