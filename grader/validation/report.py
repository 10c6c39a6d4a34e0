"""A report for machines: what ``ouvroir validate --format json`` prints for one file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from grader.validation.model import Finding, Report


def report_to_dict(
    report: Report, file: str | Path, seconds: float, *, limit: int | None = None
) -> dict[str, Any]:
    """Give the JSON object of one file.

    Args:
        report: the report.
        file: the file as it was named.
        seconds: how long the validation took.
        limit: most findings listed; counts and groups stay exact. All when not given.
    """
    errors = sum(1 for finding in report.findings if finding.severity == "error")
    groups = Counter((one.group, one.code, one.column) for one in report.findings)
    return {
        "file": str(file),
        "valid": report.valid,
        "schema": {"id": report.schema.id, "version": report.schema.version},
        "stats": {
            "rows": report.n_rows,
            "columns": len(report.header),
            "errors": errors,
            "warnings": len(report.findings) - errors,
            "seconds": round(seconds, 3),
        },
        "reading": [{"code": one.code, "message": one.message} for one in report.notices],
        "findings": [_finding(one) for one in report.findings[:limit]],
        "groups": [
            {"group": group, "code": code, "column": column, "count": count}
            for (group, code, column), count in groups.items()
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "line": finding.line,
        "column": finding.column,
        "value": finding.value,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "group": finding.group,
    }
