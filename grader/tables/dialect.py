"""Which character separates the columns, found by the regularity that it gives."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from grader.tables.labels import Wanted

DELIMITERS = (",", ";", "\t", "|")

#: How much of the file is looked at.
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 262_144


@dataclass(frozen=True)
class Layout:
    """The separator, and how many columns most lines have with it."""

    delimiter: str
    width: int


def find_layout(text: str, expected: Collection[str] = ()) -> Layout:
    """Choose the separator: the one that shows most expected labels, else the most regular one.

    Args:
        text: the file's text.
        expected: labels of the schema; may be empty.
    """
    sample = _sample_lines(text)
    wanted = Wanted(expected)
    best = Layout(",", 1)
    best_score = (0, 0.0)
    for delimiter in DELIMITERS:
        records = _records(sample, delimiter)
        if not records:
            continue
        width, share = _usual_width(records)
        seen = wanted.most_seen(records[:50])[0]
        # A single recognised label proves nothing: a title line may hold it.
        score = (seen if seen >= 2 else 0, share + 0.03 * min(width, 10) if width > 1 else 0.0)
        if score > best_score:
            best, best_score = Layout(delimiter, width), score
        if seen >= 2 and seen == len(wanted):
            break  # a line holds every label: no other separator can show more
    return best


def _sample_lines(text: str) -> list[str]:
    stream = io.StringIO(text[:_SAMPLE_CHARACTERS], newline="")
    lines = [line for _, line in zip(range(_SAMPLE_LINES), stream, strict=False)]
    cut = len(text) > _SAMPLE_CHARACTERS and len(lines) < _SAMPLE_LINES
    return lines[:-1] if cut and len(lines) > 1 else lines


def _records(lines: list[str], delimiter: str) -> list[list[str]]:
    """Split lines by ``delimiter``, without blank ones; stop where quoting goes wrong."""
    records: list[list[str]] = []
    try:
        for record in csv.reader(lines, delimiter=delimiter):
            if any(cell.strip() for cell in record):
                records.append(record)
    except csv.Error:
        pass
    return records


def _usual_width(records: list[list[str]]) -> tuple[int, float]:
    """Give the commonest number of columns (the larger of two equals) and its share."""
    counts = Counter(map(len, records))
    width, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return width, count / len(records)
