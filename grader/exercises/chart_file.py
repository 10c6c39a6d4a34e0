"""The file behind a chart: read once, and counted as a learner chose.

Such a file is one of ours, small and clean: it is read here with the standard library, so that a
page or a server that draws it pays for no reader of hostile files.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grader.errors import UnusableFileError

SUM, MEAN, ROWS = "sum", "mean", "rows"
COUNTS = (SUM, MEAN, ROWS)
#: What a file that is drawn may weigh, and how many rows and marks it may make.
MOST_BYTES, MOST_ROWS, MOST_NAMES = 2_000_000, 20_000, 60
#: What an empty cell is called in a chart.
EMPTY = "(vide)"


@dataclass(frozen=True)
class Grid:
    """A file as read.

    Attributes:
        columns: labels, in the order of the file.
        rows: cells, each row as long as ``columns``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def cells(self, column: str) -> tuple[str, ...]:
        """Give the cells of a column, trimmed."""
        place = self.columns.index(column)
        return tuple(row[place].strip() for row in self.rows)


@dataclass(frozen=True)
class Figure:
    """One mark of a chart.

    Attributes:
        name: what it stands for: a cell of the column on the axis.
        value: how long it is, in the unit of the column that is counted.
    """

    name: str
    value: float


def read_grid(path: Path) -> Grid:
    """Read one of our own files; kept in the process while it stays the same.

    Args:
        path: a CSV in UTF-8, with commas or semicolons.

    Raises:
        UnusableFileError: it is too long, or its rows are not of one length: its author mends it.
    """
    status = path.stat()
    if status.st_size > MOST_BYTES:
        raise _unusable(path, "il pèse plus de deux mégaoctets")
    return _read(path, status.st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, _modified: int) -> Grid:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _unusable(path, "il n'est pas en UTF-8") from None
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    lines = [tuple(line) for line in csv.reader(text.splitlines(), delimiter=delimiter) if line]
    if len(lines) < 2 or len(lines) > MOST_ROWS + 1:
        raise _unusable(path, "il n'a pas de lignes, ou en a trop")
    header, *rows = lines
    if len(set(header)) != len(header) or any(len(row) != len(header) for row in rows):
        raise _unusable(path, "ses lignes n'ont pas toutes les mêmes colonnes")
    return Grid(header, tuple(rows))


def _unusable(path: Path, why: str) -> UnusableFileError:
    return UnusableFileError(
        "undrawable-file",
        f"Le fichier « {path.name} » ne peut pas être dessiné : {why}.",
        "Donnez un CSV court et propre, en UTF-8, avec une ligne d'en-tête.",
    )


def number_of(cell: str) -> float | None:
    """Read a number as data write it; None for an empty cell.

    Args:
        cell: a cell of a column that is summed.

    Raises:
        ValueError: it is no number.
    """
    if not cell:
        return None
    value = float(cell.replace(",", "."))
    if not math.isfinite(value):
        raise ValueError(cell)
    return value


def figures(grid: Grid, by: str, value: str, count: str) -> tuple[Figure, ...]:
    """Count the rows of a file by the cells of a column, in the order in which they first come.

    Args:
        grid: the file.
        by: column whose cells the marks stand for.
        value: column of numbers that is summed or averaged; "" to count rows.
        count: ``sum``, ``mean`` or ``rows``.
    """
    names = [cell or EMPTY for cell in grid.cells(by)]
    if count == ROWS:
        tallies: dict[str, float] = dict.fromkeys(names, 0)
        for name in names:
            tallies[name] += 1
        return tuple(Figure(name, tally) for name, tally in tallies.items())
    numbers: dict[str, list[float]] = {name: [] for name in names}
    for name, cell in zip(names, grid.cells(value), strict=True):
        found = number_of(cell)
        if found is not None:
            numbers[name].append(found)
    return tuple(Figure(name, _counted(found, count)) for name, found in numbers.items())


def _counted(numbers: Sequence[float], count: str) -> float:
    total = math.fsum(numbers)
    if count == MEAN:
        total = total / len(numbers) if numbers else 0.0
    return round(total, 2)


def amounts_known(grid: Grid, groups: Mapping[str, str], values: Sequence[str]) -> frozenset[float]:
    """Give every amount that may honestly be said of a file, whatever was counted.

    Args:
        grid: the file.
        groups: columns whose cells marks may stand for.
        values: columns of numbers.
    """
    known: set[float] = set()
    for value in values:
        known.update(found for cell in grid.cells(value) if (found := number_of(cell)) is not None)
        for by in groups:
            for count in (SUM, MEAN):
                known.update(one.value for one in figures(grid, by, value, count))
    return frozenset(known)
