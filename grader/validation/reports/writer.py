"""What every form of report has: files are told one after the other, on a stream of text."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable
from itertools import islice
from typing import TextIO

from grader.errors import OuvroirError
from grader.typography import NO_BREAK, french, number, plural
from grader.validation.messages.tell import shown
from grader.validation.model import Finding, Report


class ReportWriter(ABC):
    """Writes what validating some files gave; nothing that was written is held.

    Args:
        out: where to write.
        limit: most findings, lines or examples told; each form says which in its own docstring.
    """

    def __init__(self, out: TextIO, limit: int | None = None) -> None:
        self._out = out
        self._limit = limit

    @abstractmethod
    def write(self, report: Report, file: str, seconds: float) -> None:
        """Tell a file that was read.

        Args:
            report: what validating it gave.
            file: the file as it was named.
            seconds: how long the validation took.
        """

    @abstractmethod
    def refuse(self, error: OuvroirError, file: str) -> None:
        """Tell a file that could not be used.

        Args:
            error: why.
            file: the file as it was named.
        """

    def close(self) -> None:
        """Write what comes after the last file; the stream itself stays open."""
        self._out.flush()


def first(report: Report, limit: int | None, few: int) -> Iterable[Finding]:
    """Give the first findings, without telling many more of them than that.

    Args:
        report: the report.
        limit: how many; all when None.
        few: up to that many may be told and held at once.
    """
    if limit is not None and limit <= few:
        return report.findings[:limit]
    return islice(report.findings, limit)


def visible(text: str) -> str:
    """Show every character of a text: one that cannot be seen, or that commands, becomes a dot.

    The typography of the text is kept, and so is its length.

    Args:
        text: a sentence, a column name, the name of a file…
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or _is_space(one) else "·" for one in text)


def _is_space(character: str) -> bool:
    return unicodedata.category(character) == "Zs"


def counted(count: int, finding: Finding, *, other: bool = False) -> str:
    """Count what findings are about: « 41 cellules », « 41 autres lignes ».

    Args:
        count: how many.
        finding: one of them.
        other: whether they come beside one that was told.
    """
    if finding.line is None:
        one, many = ("autre endroit", "autres endroits") if other else ("endroit", "endroits")
    elif finding.code.endswith("-label"):
        one, many = ("autre colonne", "autres colonnes") if other else ("colonne", "colonnes")
    elif finding.column:
        one, many = ("autre cellule", "autres cellules") if other else ("cellule", "cellules")
    else:
        one, many = ("autre ligne", "autres lignes") if other else ("ligne", "lignes")
    return plural(count, one, many)


def place(finding: Finding) -> str:
    """Name the place of a finding: « DELIB_DATE, ligne 14 », « Ligne 14 », « Tableau ».

    Args:
        finding: the finding.
    """
    line = "" if finding.line is None else f"ligne{NO_BREAK}{number(finding.line)}"
    if finding.column:
        column = shown(finding.column)
        return f"{column}, {line}" if line else column
    return line.capitalize() if line else "Tableau"


def totals(report: Report) -> str:
    """Count what was found: « 2 erreurs et 1 avertissement ».

    Args:
        report: the report.
    """
    return f"{plural(report.n_errors, 'erreur')} et {plural(report.n_warnings, 'avertissement')}"


def verdict(report: Report) -> str:
    """Say in one sentence whether a file is valid, and for which schema.

    Args:
        report: the report.
    """
    said = "Ce fichier est valide" if report.valid else "Ce fichier n'est pas valide"
    sentence = french(f"{said} pour le schéma « {{title}} » ({{id}}, version {{version}}).")
    schema = report.schema
    return sentence.format(title=schema.title, id=schema.id, version=schema.version)
