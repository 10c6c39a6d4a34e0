"""Rows of a file: changing some cells of a column, and writing them as a program would."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

Row = dict[str, str]
Rows = list[Row]


def written(rows: list[list[str]], *, delimiter: str = ",") -> str:
    """Write cells, line for line."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def table(rows: Rows, *, delimiter: str = ",", labels: Mapping[str, str] | None = None) -> bytes:
    """Write rows under their header, in UTF-8.

    Args:
        rows: all with the same columns, in their order.
        delimiter: between cells.
        labels: what some columns are called in the file.
    """
    named = labels or {}
    header = [named.get(name, name) for name in rows[0]]
    return written([header, *(list(row.values()) for row in rows)], delimiter=delimiter).encode()


def with_cells(rows: Rows, column: str, cells: Mapping[int, str]) -> Rows:
    """Give rows some of which hold another cell in a column, by their index from 0."""
    return [
        {**row, column: cells[index]} if index in cells else row for index, row in enumerate(rows)
    ]


def day_first(text: str) -> str:
    """Write an ISO date as a spreadsheet in French shows it."""
    return "/".join(reversed(text.split("-")))


def three(name: str, clean: bytes, dirty: bytes, attempt: bytes) -> dict[str, bytes]:
    """Name a right file, what learners are given, and what is left by a hasty mending."""
    return {f"{name}.csv": clean, f"{name}-export.csv": dirty, f"{name}-essai.csv": attempt}


def numbered(aids: Rows) -> Rows:
    """Give aids a reference of their own, by which rows are found again."""
    return [
        {**row, "referenceDecision": f"{row['dateConvention'][:4]}-SUB-{index + 1:02d}"}
        for index, row in enumerate(aids)
    ]
