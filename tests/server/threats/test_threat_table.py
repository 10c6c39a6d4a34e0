"""The table of threats: enough lines, a test for each, and each test is there."""

from __future__ import annotations

import re

from tests.support.running import ROOT

DOCUMENT = ROOT / "docs" / "menaces.md"
HEADINGS = ("menace", "---")


def lines() -> list[list[str]]:
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = [row.strip("| ").split(" | ") for row in text.splitlines() if row.startswith("|")]
    return [row for row in rows if not row[0].startswith(HEADINGS)]


def known() -> set[str]:
    """Every test function of the suite but those of this file, which would prove themselves."""
    return {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.name != "test_threat_table.py"
        for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }


def test_each_threat_has_what_stops_it_and_a_test():
    for row in lines():
        assert len(row) == 3, row
        assert all(cell.strip() for cell in row), row
        assert re.fullmatch(r"`test_\w+`", row[2]), row


def test_each_test_that_is_named_is_there():
    named = {row[2].strip("`") for row in lines()}
    assert named - known() == set()


def test_there_are_forty_threats_at_least_and_none_twice():
    told = [row[0] for row in lines()]
    assert len(told) >= 40
    assert len(set(told)) == len(told)
