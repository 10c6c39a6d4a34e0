"""The report for the person at the command line: verdict, then what one gesture mends."""

from __future__ import annotations

from collections.abc import Iterator

from grader.errors import OuvroirError
from grader.typography import french, number, plural
from grader.validation.model import Finding, Group, Report
from grader.validation.reports.writer import ReportWriter, counted, place, visible

#: Lines cited for one group when no limit is given.
_CITED = 5
_TITLES = {"error": "Erreurs", "warning": "Avertissements"}


class TextWriter(ReportWriter):
    """Writes sentences; ``limit`` is the most lines cited for one group (5 when not given)."""

    def write(self, report: Report, file: str, seconds: float) -> None:  # noqa: ARG002 - a duration is for machines
        """See ``ReportWriter.write``."""
        cited = _CITED if self._limit is None else self._limit
        for line in _told(report, file, cited):
            self._out.write(visible(line) + "\n")
        self._out.write("\n")

    def refuse(self, error: OuvroirError, file: str) -> None:
        """See ``ReportWriter.refuse``."""
        self._out.write(visible(french(f"{file} : {error}")) + "\n\n")


def _told(report: Report, file: str, cited: int) -> Iterator[str]:
    said = "valide" if report.valid else "non valide"
    yield french("{} : {} pour {} ({})").format(file, said, report.schema, report.schema.title)
    yield (
        f"{plural(report.n_errors, 'erreur')}, {plural(report.n_warnings, 'avertissement')}, "
        f"{plural(report.n_rows, 'ligne')} de données"
    )
    if report.notices:
        yield ""
        yield "Constats de lecture"
        for notice in report.notices:
            yield f"  - {notice.message}"
            yield from _advice(notice.why, notice.fix)
    groups = report.groups(1 + cited)
    for severity, title in _TITLES.items():
        some = [group for group in groups if group.severity == severity]
        if some:
            yield ""
            yield title
            why = ""
            for group in some:
                first = group.examples[0]
                yield from _told_group(group, cited, same_why=first.why == why)
                why = first.why


def _told_group(group: Group, cited: int, *, same_why: bool) -> Iterator[str]:
    """Tell a group; why it matters is not told again after a group of which it was just told."""
    first, *others = group.examples
    yield f"  - {place(first)}"
    yield f"      {first.message}"
    yield from _advice("" if same_why else first.why, first.fix)
    left = group.count - 1
    if left:
        yield f"      Et {counted(left, first, other=True)}{_lines(others[:cited], left)}"


def _lines(others: list[Finding], left: int) -> str:
    """Cite the lines of the others: « : lignes 5, 6, 7… »."""
    lines = [number(one.line) for one in others if one.line is not None]
    if not lines or others[0].code.endswith("-label"):  # all on the line of the header
        return ""
    named = "ligne" if left == 1 else "lignes"
    more = "…" if left > len(lines) else ""
    return french(" : ") + f"{named} {', '.join(lines)}{more}"


def _advice(why: str, fix: str) -> Iterator[str]:
    if why:
        yield french("      Pourquoi : ") + why
    yield french("      À faire : ") + fix
