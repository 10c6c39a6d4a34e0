"""The report as a table: one line a finding, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest

from grader.errors import UnusableFileError
from grader.validation.reports.csv_lines import COLUMNS, CsvWriter, harmless
from tests.validation.reports import HOSTILE, Watched, finding, report, written


def rows(text: str) -> list[dict[str, str]]:
    """Read as a French spreadsheet does."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def test_one_line_a_finding_under_stable_names():
    text = written(CsvWriter, (report(finding(), finding(line=None, value=None)), "a.csv"))
    assert text.startswith('\ufeff"file";"code";"severity";"line";"column";"value";"message";')
    assert text.count("\r\n") == 3
    first, second = rows(text)
    assert tuple(first) == COLUMNS
    assert first == {
        "file": "a.csv", "code": "type-error", "severity": "error", "line": "2", "column": "DATE",
        "value": "1/2/2024", "message": "« 1/2/2024 » n'est pas une date.",
        "why": "Une date se lit partout.", "fix": "Écrivez 2024-02-01.", "group": "type-error/date",
    }  # fmt: skip
    assert (second["line"], second["value"]) == ("", "")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\tx", "\r=1", "\rx", "\nx", " =1", "\u00a0=1",
        "\u00ad=1", "\u061c=1", "\u2062=1", "\u2066=1",
        "\u202f=1", '"=1', "'=1", '" =1', "\x00=1", "\ufeff=1", "\u200b=1", "＝1", "＋A1", "＠A",
        "-5+3", "-5;=1", "--5", "+33 (0)1", "-", "=", "-1,2,3",
    ],
)  # fmt: skip
def test_a_formula_is_made_harmless(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    ["-5", "+3,2", "-1 234,5", "-1\u202f234.50", "+33123456789", "-5e3", "12", "a=b", "a-b", "",
     " x", "« =1 »", "2024-01-01", "(-5)", "e@f.fr", "#N/A"],
)  # fmt: skip
def test_what_is_no_formula_is_left_alone(cell):
    assert harmless(cell) == cell


def test_no_cell_of_the_table_is_a_formula_and_none_opens_another():
    told = finding(value=HOSTILE, column=HOSTILE, message=HOSTILE, why=HOSTILE, fix=HOSTILE)
    more = finding(value='a;=1\r\n=2,"=3', column='"', message="=\n")
    text = written(CsvWriter, (report(told, more), HOSTILE))
    first, second = rows(text)
    named = ("file", "value", "column", "message", "why", "fix")
    assert {first[name] for name in named} == {f"'{HOSTILE}"}
    assert (second["value"], second["message"]) == ('a;=1\r\n=2,"=3', "'=\n")
    # Quotes hold each text together, whatever the separator that a spreadsheet looks for.
    assert '"a;=1\r\n=2,""=3"' in text


def test_a_limit_is_by_file():
    some = report(*[finding()] * 5)
    assert [one["file"] for one in rows(written(CsvWriter, (some, "a"), (some, "b"), limit=2))] == [
        "a", "a", "b", "b",
    ]  # fmt: skip


def test_a_file_that_cannot_be_used_has_one_line():
    out = io.StringIO(newline="")
    CsvWriter(out).refuse(UnusableFileError("empty-file", "Vide.", "Refaites-le."), "-a.csv")
    (row,) = rows(out.getvalue())
    assert (row["file"], row["code"], row["severity"]) == ("'-a.csv", "empty-file", "unusable")
    assert (row["message"], row["fix"]) == ("Vide.", "Refaites-le.")


def test_findings_are_written_while_they_are_told():
    out = io.StringIO(newline="")
    many = Watched(5_000, out)
    CsvWriter(out).write(report(findings=many), "a.csv", 0.0)
    assert 0 <= many.behind <= 1_000
    assert len(rows(out.getvalue())) == 5_000
