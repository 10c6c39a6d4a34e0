"""The report as a table: one line a finding, to sort and share in a spreadsheet.

It is made for a double click in a French spreadsheet: UTF-8 that says so (byte order mark),
semicolons, CRLF, every text between quotes. What a spreadsheet would take for a formula is
made harmless (see ``harmless``); machines read the JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TextIO

from grader.errors import OuvroirError
from grader.typography import NARROW, NO_BREAK
from grader.validation.model import Finding, Report
from grader.validation.reports.writer import ReportWriter, first

COLUMNS = (
    "file", "code", "severity", "line", "column", "value", "message", "why", "fix", "group",
)  # fmt: skip
#: Severity of the one line of a file that could not be read.
UNUSABLE = "unusable"

#: Lines written at once.
_CHUNK = 1_000
#: Reasons remembered in their quotes, at most.
_REMEMBERED = 1_000

#: A sign that opens a formula, in any width, after what spreadsheets pass over: spaces, quotes,
#: invisible characters.
_FORMULA = re.compile(
    r"[\s\"'`\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff]*"
    r"[=+\-@＝＋－＠]"
)
#: A cell that begins so may be split, and its rest taken for another cell.
_SPLIT = re.compile(r"[\t\r\n]")
_NUMBER = re.compile(rf"[+-]\d[\d {NARROW}{NO_BREAK}]*(?:[.,]\d+)?(?:e[+-]?\d+)?", re.IGNORECASE)


class CsvWriter(ReportWriter):
    """Writes a line a finding; ``limit`` is the most lines a file.

    A file without findings has no line. One that could not be read has one line, whose severity
    is ``unusable``.
    """

    def __init__(self, out: TextIO, limit: int | None = None) -> None:
        super().__init__(out, limit)
        # Half a million findings hold few different reasons: they are quoted once.
        self._whys: dict[str, str] = {}
        out.write("\ufeff" + _row(COLUMNS))

    def write(self, report: Report, file: str, seconds: float) -> None:  # noqa: ARG002 - a duration is for machines
        """See ``ReportWriter.write``."""
        name = _cell(file)
        rows = (self._line(name, one) for one in first(report, self._limit, _CHUNK))
        while chunk := "".join(islice(rows, _CHUNK)):
            self._out.write(chunk)

    def refuse(self, error: OuvroirError, file: str) -> None:
        """See ``ReportWriter.refuse``."""
        told = (error.message, "", error.hint, "")
        self._out.write(_row((file, error.code, UNUSABLE, "", "", "", *told)))

    def _line(self, name: str, one: Finding) -> str:
        why = self._whys.get(one.why)
        if why is None:
            why = _cell(one.why)
            if len(self._whys) < _REMEMBERED:
                self._whys[one.why] = why
        line = '""' if one.line is None else one.line
        return (
            f'{name};"{one.code}";"{one.severity}";{line};{_cell(one.column)};'
            f"{_cell(one.value or '')};{_cell(one.message)};{why};{_cell(one.fix)};"
            f"{_cell(one.group)}\r\n"
        )


def _row(texts: Iterable[str]) -> str:
    return ";".join(map(_cell, texts)) + "\r\n"


def _cell(text: str) -> str:
    return '"' + harmless(text).replace('"', '""') + '"'


def harmless(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula.

    An apostrophe is put before a text whose first sign, once spaces, quotes and invisible
    characters are passed over, is ``=``, ``+``, ``-`` or ``@`` (in any width), and before one
    that begins with a tab or an end of line. A plain number, such as ``-5`` or ``+3,2``, is left
    as it is.

    Args:
        text: a cell.
    """
    if text[:1].isalnum() or not text:
        return text
    risky = _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if risky or _SPLIT.match(text) else text
