"""What a spreadsheet makes of a cell, as the lesson shows it: the module itself, run by Node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from grader.content.spreadsheet import demonstration
from grader.ui import actions

MODULE = Path(actions.__file__).parent / "static" / "spreadsheet.js"

#: Typed, what it is taken for, what CSV keeps of it, and whether it is harmed.
CELLS = [
    ("21990042000015", "number", "2,199E+13", True),
    ("79912345600017", "number", "7,99123E+13", True),
    ("12345678901234567890", "number", "1,23457E+19", True),
    ("2,199E+13", "number", "2,20E+13", True),
    ("2E10", "number", "2,00E+10", True),
    ("01400", "number", "1400", True),
    ("0199001234", "number", "199001234", True),
    ("+33199001234", "number", "33199001234", True),
    ("1 250,50", "number", "1250,5", False),
    ("1500 €", "number", "1500 €", False),
    ("100 %", "number", "100 %", False),
    ("-5", "number", "-5", False),
    ("0,5", "number", "0,5", False),
    ("2026", "number", "2026", False),
    ("2026-03-05", "day", "05/03/2026", True),
    ("05/03/2026", "day", "05/03/2026", False),
    ("2.7", "day", "02/07/2026", True),
    ("7.10", "day", "07/10/2026", True),
    ("1/2", "day", "01-févr", True),
    ("31/02/2026", "text", "31/02/2026", False),
    ("0.5", "text", "0.5", False),
    ("1250.50", "text", "1250.50", False),
    ("12 bis", "text", "12 bis", False),
    ("W990000001", "text", "W990000001", False),
    ("Léa", "text", "Léa", False),
    ("-", "text", "-", False),
    ("=1+1", "formula", "son résultat", True),
    ("-SUM(A1)", "formula", "son résultat", True),
    ("", "text", "", False),
]


@pytest.fixture(scope="module")
def seen():
    code = (
        f"import {{ opened }} from {json.dumps(MODULE.as_uri())};"
        "const cells = JSON.parse(process.argv[1]);"
        "console.log(JSON.stringify(cells.map((cell) => opened(cell, 2026))));"
    )
    cells = json.dumps([cell for cell, *_ in CELLS])
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", code, cells],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return dict(zip((cell for cell, *_ in CELLS), json.loads(done.stdout), strict=True))


@pytest.mark.parametrize(("cell", "kind", "saved", "harmed"), CELLS)
def test_what_becomes_of_a_cell(seen, cell, kind, saved, harmed):
    found = seen[cell]
    assert (found["kind"], found["saved"], found["harmed"]) == (kind, saved, harmed)
    assert found["told"].endswith(".")


def test_a_day_is_kept_as_a_count_since_1900(seen):
    assert seen["2026-03-05"]["kept"] == "46086"


def test_the_page_has_its_examples_without_any_script():
    html = demonstration("21990042000015\n\n  <script>alert(1)</script>  \n")
    assert html.count("<li><code>") == 2
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
