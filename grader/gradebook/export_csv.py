"""Grades as CSV: quoted, UTF-8, and harmless once opened in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from grader.gradebook.results import GRADED, TO_REVIEW, WAITING, GradeRow

#: A cell that begins like this may be run as a formula; see OWASP, « CSV Injection ».
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

#: A text that Calc and Excel, in French, make a number, a date or a logical value of: « 007 »,
#: « 1/2 », « 12e5 », « 3 mai », « mai-12 », « VRAI ».
_NOT_TEXT = re.compile(
    r"\W*\d|(?:vrai|faux|true|false)\s*$"
    r"|(?:janv|f[ée]vr|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)[a-zé]*\W*\d",
    re.IGNORECASE,
)
_BYTE_ORDER_MARK = "\ufeff"

_STATES = {WAITING: "en attente", GRADED: "noté", TO_REVIEW: "à relire"}


def export_csv(
    rows: Sequence[GradeRow],
    titles: Mapping[str, str],
    *,
    spreadsheet: bool = False,
) -> str:
    """Write grades as CSV, one line for each copy and one column for each exercise.

    By default it is made for programs: commas, points as decimal signs, ISO 8601 UTC times, and
    identifiers in the header. For a French spreadsheet: byte order mark, semicolons, decimal
    commas, times as « 2026-10-01 14:32:05 » in the zone of this machine, titles in the header.

    Args:
        rows: as ``results.grades`` gives them.
        titles: exercise or choice to title, in the order of the columns.
        spreadsheet: write for a French spreadsheet.

    Returns:
        The text; encode it in UTF-8 and write it with its line ends as they are.
    """
    text = io.StringIO(newline="")
    if spreadsheet:
        text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text, delimiter=";" if spreadsheet else ",")
    writer.writerow([harmless(cell) for cell in _header(titles, spreadsheet)])
    for row in rows:
        points = [_number(row.points.get(exercise), spreadsheet) for exercise in titles]
        writer.writerow(
            [
                as_text(row.learner) if spreadsheet else harmless(row.learner),
                harmless(row.module),
                *points,
                _number(row.total, spreadsheet),
                _number(row.maximum, spreadsheet),
                _number(row.out_of_twenty, spreadsheet),
                _time(row.handed_in_at, spreadsheet),
                _STATES[row.state],
                "oui" if row.late else "non",
                _time(row.graded_at, spreadsheet),
                harmless(_reasons(row, titles, spreadsheet)),
            ]
        )
    return text.getvalue()


def harmless(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run as a formula.

    >>> harmless("=1+1"), harmless("aide")
    ("'=1+1", 'aide')
    """
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def as_text(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run, or read as another value.

    >>> as_text("007"), as_text("mai-12"), as_text("mésange-12")
    ("'007", "'mai-12", 'mésange-12')
    """
    return f"'{cell}" if _NOT_TEXT.match(cell) else harmless(cell)


def _header(titles: Mapping[str, str], spreadsheet: bool) -> list[str]:
    if not spreadsheet:
        end = ["total", "maximum", "note_sur_20", "rendu_le", "état", "en_retard"]
        end += ["noté_le", "raisons_des_zéros"]
        return ["pseudonyme", "module", *titles, *end]
    exercises = [f"{title} ({exercise})" for exercise, title in titles.items()]
    end = ["Total", "Maximum", "Note sur 20", "Rendu le", "État", "En retard", "Noté le"]
    end += ["Raisons des zéros"]
    return ["Pseudonyme", "Module", *exercises, *end]


def _reasons(row: GradeRow, titles: Mapping[str, str], spreadsheet: bool) -> str:
    """Say, in one cell, why exercises earned nothing."""
    told = [(titles[e] if spreadsheet else e, row.reasons[e]) for e in titles if e in row.reasons]
    return "\n".join(f"{name} : {reason}" for name, reason in told)


def _number(value: float | None, spreadsheet: bool) -> str:
    if value is None:
        return ""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if spreadsheet else text


def _time(value: datetime | None, spreadsheet: bool) -> str:
    if value is None:
        return ""
    if spreadsheet:
        return value.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
