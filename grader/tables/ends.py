"""Line ends of another kind: a text of one line for those who only know the usual ones.

Old mainframes end lines with NEL, some text editors and databases with signs that Unicode has for
it. They are believed only when a text has no other line end, and when rows come of them: in a
cell of a file that is well written they are signs like others.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import replace

from grader.tables.body import Body
from grader.tables.dialect import find_layout

#: Byte of NEL, which is « … » in Windows-1252.
_NEL, _NEL_IN_CP1252 = "\x85", "…"
_NEL_SPOKEN = "la fin de ligne des grands systèmes, dite NEL"
#: What may end lines, as it is told.
SPOKEN_ENDS = {
    "\x0b": "une tabulation verticale",
    "\x0c": "un saut de page",
    _NEL: _NEL_SPOKEN,
    _NEL_IN_CP1252: _NEL_SPOKEN,
    "\u2028": "le séparateur de lignes d'Unicode",
    "\u2029": "le séparateur de paragraphes d'Unicode",
}
_USUAL = re.compile(r"[\r\n]+")
#: Part of the lines that must have as many columns as most.
_REGULAR = 2 / 3
#: Lines by which that is told.
_LOOKED_AT = 200


def with_usual_ends(body: Body, expected: Collection[str]) -> Body:
    """Give a text whose lines end as usual: the same one, but for the rare text of one line.

    Args:
        body: the text.
        expected: labels of the schema; may be empty.
    """
    head = body.head()
    end = _USUAL.search(head)
    if end is not None and head[end.end() :].strip():
        return body
    counts = {
        sign: head.count(sign)
        for sign in SPOKEN_ENDS
        if sign != _NEL_IN_CP1252 or body.encoding == "cp1252"
    }
    sign = max(counts, key=lambda one: counts[one])
    if not counts[sign] or not _makes_rows(head.replace(sign, "\n"), expected):
        return body
    try:
        text = bytes(body.data[body.start :]).decode("utf-8")
    except UnicodeDecodeError:
        return body
    data = text.replace(sign, "\n").encode("utf-8")
    return replace(body, data=data, start=0, path=None, line_end=sign)


def _makes_rows(text: str, expected: Collection[str]) -> bool:
    """Tell whether most lines of a text have as many columns."""
    layout = find_layout(text, expected)
    lines = [line for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=layout.delimiter)]
    except csv.Error:
        return False
    even = widths.count(layout.width)
    return layout.width > 1 and even > 1 and even >= _REGULAR * len(widths)
