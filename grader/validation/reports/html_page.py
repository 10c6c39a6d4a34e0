"""The report as one page, to read, print or send: nothing in it is fetched, nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path, PureWindowsPath
from typing import TextIO

from grader.errors import OuvroirError
from grader.typography import MONTHS, NO_BREAK, french, number, plural
from grader.validation.messages.tell import shown
from grader.validation.model import Report
from grader.validation.reports.html_file import Section, breakable, told_file, told_refusal
from grader.validation.reports.writer import ReportWriter

#: Findings shown for one group when no limit is given.
_EXAMPLES = 10
#: Even if a cell slipped through, a browser would run and fetch nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = Path(__file__).with_name("page.css")
_CARE = french(
    "Ce rapport cite des cellules des fichiers vérifiés : s'ils contiennent des données "
    "personnelles, il en contient aussi. Ne le transmettez qu'à des personnes qui ont le droit de "
    "les voir."
)


@dataclass(frozen=True)
class _Row:
    """One file among several: its name, a word, and counts where it was read."""

    name: str
    word: str
    counts: tuple[int, int] | None


class HtmlWriter(ReportWriter):
    """Writes the page when it is closed; ``limit`` is the most examples of a group (10).

    Files are named without their folder, and the day is that which is given: the same files give
    the same page on any machine.

    Args:
        out: where to write.
        limit: most examples of a group.
        day: day of the validation, to be told in the page.
        several: whether more than one file will be told.
    """

    def __init__(
        self,
        out: TextIO,
        limit: int | None = None,
        *,
        day: date | None = None,
        several: bool = False,
    ) -> None:
        super().__init__(out, limit)
        self._day = day
        self._several = several
        self._rows: list[_Row] = []
        self._sections: list[str] = []

    def write(self, report: Report, file: str, seconds: float) -> None:  # noqa: ARG002 - the page is the same at each run
        """See ``ReportWriter.write``."""
        name, section = _name(file), self._section()
        counts = (report.n_errors, report.n_warnings)
        self._rows.append(_Row(name, "✔ Valide" if report.valid else "✖ À corriger", counts))
        self._sections.append(told_file(report, name, section))

    def refuse(self, error: OuvroirError, file: str) -> None:
        """See ``ReportWriter.refuse``."""
        name, section = _name(file), self._section()
        self._rows.append(_Row(name, "✖ Illisible", None))
        self._sections.append(told_refusal(error, name, section))

    def close(self) -> None:
        """See ``ReportWriter.close``."""
        for part in self._page():
            self._out.write(part + "\n")
        super().close()

    def _section(self) -> Section:
        examples = _EXAMPLES if self._limit is None else self._limit
        return Section(f"f{len(self._rows) + 1}", 2 if self._several else 1, examples)

    def _page(self) -> Iterator[str]:
        subject = plural(len(self._rows), "fichier") if self._several else self._rows[0].name
        day = f" du {_day(self._day)}" if self._day else ""
        yield '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>Vérification de {escape(shown(subject))} — Ouvroir</title>"
        yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>"
        yield f"<header><p><strong>Ouvroir</strong> Rapport de vérification{day}</p></header>"
        yield "<main>"
        if self._several:
            yield f"<h1>Vérification de {subject}</h1>"
            yield from self._summary()
        yield from self._sections
        yield f"</main>\n<footer><p>{_CARE}</p></footer>\n</body>\n</html>"

    def _summary(self) -> Iterator[str]:
        valid = sum(1 for row in self._rows if row.word == "✔ Valide")
        if valid:
            verb = "est valide" if valid == 1 else "sont valides"
            yield f"<p>{plural(valid, 'fichier')} sur {number(len(self._rows))} {verb}.</p>"
        else:
            yield f"<p>Aucun des {number(len(self._rows))} fichiers n'est valide.</p>"
        yield "<table><caption>Les fichiers vérifiés</caption><thead><tr>"
        yield '<th scope="col">Fichier</th><th scope="col">Verdict</th>'
        for name in ("Erreurs", "Avertis&shy;sements"):
            yield f'<th scope="col" class="nombre">{name}</th>'
        yield "</tr></thead><tbody>"
        for rank, row in enumerate(self._rows, 1):
            counts = ("—",) * 2 if row.counts is None else tuple(map(number, row.counts))
            cells = "".join(f'<td class="nombre">{count}</td>' for count in counts)
            link = f'<a href="#f{rank}">{breakable(row.name)}</a>'
            yield f'<tr><th scope="row">{link}</th><td>{row.word}</td>{cells}</tr>'
        yield "</tbody></table>"


def _name(file: str) -> str:
    """Keep the name alone: folders tell how a machine is arranged, and by whom it is used."""
    return PureWindowsPath(file).name or file


def _day(day: date) -> str:
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first}{NO_BREAK}{MONTHS[day.month - 1]} {day.year}"
