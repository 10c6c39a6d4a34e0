"""Which sheet of a workbook to read, when it has several."""

from __future__ import annotations

from collections.abc import Collection

from grader.tables.labels import Wanted, fold
from grader.tables.model import Notice
from grader.tables.notices import notice
from grader.tables.refusals import refuse
from grader.tables.workbooks.open import Workbook
from grader.typography import NO_BREAK, number

#: The header is looked for in that many rows.
_TOP = 20
#: Labels without which nothing is recognised.
_LEAST = 2
#: More names than that are counted, not listed.
_LISTED = 20


def pick_sheet(
    workbook: Workbook, expected: Collection[str] = (), wanted: str | None = None
) -> tuple[str, list[Notice]]:
    """Choose the sheet to read: the one asked for, the only one, or the only one that fits.

    Args:
        workbook: open.
        expected: column names of the schema; may be empty.
        wanted: name of the sheet asked for, or None.

    Raises:
        UnusableFileError: ``sheet-unknown`` or ``several-sheets``; its ``choices`` are the
            names of the filled sheets, any of which may be given as ``wanted``.
    """
    names = workbook.sheet_names
    if wanted is not None:
        for same in (str, str.strip, fold):
            alike = [name for name in names if same(name) == same(wanted)]
            if len(alike) == 1:
                return alike[0], []
        raise refuse("sheet-unknown", names, names=_listed(names))
    if len(names) == 1:
        return names[0], []
    visible = [name for name in names if name not in workbook.hidden_names]
    if len(visible) == 1:
        # What is hidden is told by a notice of the sheet read.
        return visible[0], []
    fitting = _fitting(workbook, visible or list(names), expected)
    if fitting is None:
        raise refuse("several-sheets", names, count=number(len(names)), names=_listed(names))
    return fitting, [notice("sheet-chosen", sheet=fitting)]


def _fitting(workbook: Workbook, names: list[str], expected: Collection[str]) -> str | None:
    """Give the only sheet whose header holds labels enough, or None.

    Enough is half of the labels, or half of that header where many schemas are expected at once.
    Another sheet that holds more than half as many makes the choice doubtful.
    """
    labels = Wanted(expected)
    if not labels:
        return None
    scores = []
    for place, name in enumerate(names):
        rows = workbook.first_rows(name, _TOP)
        counted = ((labels.seen_in(row), sum(1 for cell in row if cell.strip())) for row in rows)
        seen, filled = max(counted, key=lambda one: one[0], default=(0, 0))
        scores.append((seen, -place, name, filled))
    scores.sort(reverse=True)
    (seen, _, name, filled), (second, *_) = scores[0], scores[1]
    enough = seen >= _LEAST and seen * 2 >= min(len(labels), filled)
    return name if enough and second * 2 <= seen else None


def _listed(names: tuple[str, ...]) -> str:
    """Name the sheets: « Aides », « Listes » et 3 autres."""
    quoted = [f"«{NO_BREAK}{name}{NO_BREAK}»" for name in names[:_LISTED]]
    others = len(names) - len(quoted)
    if others:
        return f"{', '.join(quoted)} et {number(others)} autre{'s' if others > 1 else ''}"
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} et {quoted[-1]}"
