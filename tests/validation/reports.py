"""Reports made by hand for the tests of their written forms."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from grader.tables.model import Dialect, Notice
from grader.validation.model import Finding, Report, SchemaRef

#: What a cell may hold that a page, a spreadsheet or a terminal would obey.
HOSTILE = '=1+1"><script>alert(1)</script>\x1b[31m\u202e'


def finding(**changes: Any) -> Finding:
    """Make a finding; whatever is not given is that of a date."""
    told = {
        "code": "type-error",
        "detail": "date",
        "severity": "error",
        "line": 2,
        "column": "DATE",
        "value": "1/2/2024",
        "message": "« 1/2/2024 » n'est pas une date.",
        "why": "Une date se lit partout.",
        "fix": "Écrivez 2024-02-01.",
    }
    return Finding(**{**told, **changes})


def report(*findings: Finding, notices: Sequence[Notice] = (), **changes: Any) -> Report:
    """Make a report of findings."""
    told = {
        "schema": SchemaRef("essai/dates", "1.0.0", "Des dates"),
        "dialect": Dialect("utf-8", ",", has_bom=False),
        "header": ("DATE",),
        "n_rows": 5,
        "notices": tuple(notices),
        "findings": findings,
    }
    return Report(**{**told, **changes})


def written(writer_class: Any, *told: tuple[Report, str], limit: int | None = None, **more) -> str:
    """Write reports, each with the name of its file."""
    out = io.StringIO(newline="")
    writer = writer_class(out, limit, **more)
    for one, file in told:
        writer.write(one, file, 0.1234)
    writer.close()
    return out.getvalue()


def ordinary(text: str) -> str:
    """Put ordinary spaces where French typography has its own."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class Watched(Sequence[Finding]):
    """Many findings that look, as each is told, at what has been written already.

    ``behind`` is the most findings told and not yet written.
    """

    def __init__(self, count: int, out: io.StringIO) -> None:
        self.counts = {("error", "type-error", "type-error/date", "DATE"): count}
        self.behind = 0
        self._count = count
        self._out = out

    def groups(self, _examples: int) -> tuple[()]:
        return ()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index):
        raise AssertionError("findings are read in order, never held")

    def __iter__(self) -> Iterator[Finding]:
        for line in range(1, self._count + 1):
            yield finding(line=line)
            if line % 100 == 0:
                self.behind = max(self.behind, line - self._out.getvalue().count("1/2/2024 »"))
