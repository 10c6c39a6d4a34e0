"""The report for machines: one JSON object a file, one a line, written as findings are told.

Its form is described by ``docs/rapport.schema.json``.
"""

from __future__ import annotations

import json
from itertools import islice
from json.encoder import encode_basestring as _text
from typing import Any, TextIO

from grader.errors import OuvroirError
from grader.validation.model import Finding, Report
from grader.validation.reports.writer import ReportWriter, first

#: Findings written at once.
_CHUNK = 1_000
#: Texts remembered in their JSON form, at most.
_REMEMBERED = 1_000
#: Ends of line for some readers, which JSON lets stand inside a text.
_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


class JsonWriter(ReportWriter):
    """Writes JSON; ``limit`` is the most findings listed a file: counts and groups stay exact."""

    def __init__(self, out: TextIO, limit: int | None = None) -> None:
        super().__init__(out, limit)
        self._encoded = _Encoded()

    def write(self, report: Report, file: str, seconds: float) -> None:
        """See ``ReportWriter.write``."""
        head = {"file": file, **_head(report, seconds)}
        self._out.write(_one_line(_dumps(head)[:-1]) + ', "findings": [')
        between = ""
        findings = (self._encoded.finding(one) for one in first(report, self._limit, _CHUNK))
        while chunk := ", ".join(islice(findings, _CHUNK)):
            self._out.write(between + _one_line(chunk))
            between = ", "
        groups = [
            {
                "group": group.group,
                "code": group.code,
                "severity": group.severity,
                "column": group.column,
                "count": group.count,
            }
            for group in report.groups(0)
        ]
        self._out.write('], "groups": ' + _one_line(_dumps(groups)) + "}\n")

    def refuse(self, error: OuvroirError, file: str) -> None:
        """See ``ReportWriter.refuse``."""
        told = {"file": file, "valid": False, "error": error.to_dict()}
        self._out.write(_one_line(_dumps(told)) + "\n")


def _head(report: Report, seconds: float) -> dict[str, Any]:
    """Everything that comes before the findings."""
    return {
        "valid": report.valid,
        "schema": {
            "id": report.schema.id,
            "version": report.schema.version,
            "title": report.schema.title,
        },
        "stats": {
            "rows": report.n_rows,
            "columns": len(report.header),
            "errors": report.n_errors,
            "warnings": report.n_warnings,
            "seconds": round(seconds, 3),
        },
        "dialect": {
            "encoding": report.dialect.encoding,
            "delimiter": report.dialect.delimiter,
            "sheet": report.dialect.sheet,
        },
        "reading": [
            {
                "code": one.code,
                "severity": one.severity,
                "line": one.line,
                "count": one.count,
                "message": one.message,
                "why": one.why,
                "fix": one.fix,
            }
            for one in report.notices
        ],
    }


def _dumps(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _one_line(text: str) -> str:
    for end, escaped in _ENDS.items():
        text = text.replace(chr(end), escaped)
    return text


class _Encoded:
    """Findings in their JSON form; what those of one group share is encoded once."""

    def __init__(self) -> None:
        self._shared: dict[tuple[str, str, str, str], tuple[str, str, str]] = {}
        self._whys: dict[str, str] = {}

    def finding(self, one: Finding) -> str:
        """Encode a finding.

        Args:
            one: the finding.
        """
        key = (one.code, one.detail, one.severity, one.column)
        shared = self._shared.get(key)
        if shared is None:
            shared = self._shared[key] = _shared(one)
        before, column, group = shared
        line = "null" if one.line is None else one.line
        value = "null" if one.value is None else _text(one.value)
        return (
            f'{before}{line}{column}{value}, "message": {_text(one.message)}, '
            f'"why": {self._why(one.why)}, "fix": {_text(one.fix)}{group}'
        )

    def _why(self, why: str) -> str:
        known = self._whys.get(why)
        if known is None:
            known = _text(why)
            if len(self._whys) < _REMEMBERED:
                self._whys[why] = known
        return known


def _shared(one: Finding) -> tuple[str, str, str]:
    """Encode what the findings of a group share: what comes before, amid and after the rest."""
    return (
        f'{{"code": {_text(one.code)}, "severity": {_text(one.severity)}, "line": ',
        f', "column": {_text(one.column)}, "value": ',
        f', "group": {_text(one.group)}}}',
    )
