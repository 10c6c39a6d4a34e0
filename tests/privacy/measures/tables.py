"""Drawn tables, and their measures counted the long way: nothing is shared with the product."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import polars as pl
from hypothesis import strategies as st

#: Values of quasi-identifiers: a blank is a value, and so is another writing of a number.
_KNOWN = ["", "a", "é", "A", "1", "1.0", "01", "a b", "«"]
_WORDS = ["prêt", "secours", "", "10 ans", "santé", "x", "y"]
_NUMBERS = [0, 1, -3, 2.5, 7, 1e3, 12.25, 8, 9, 1e-3]


@dataclass(frozen=True)
class Drawn:
    """A table as people type it, columns of which hold texts or numbers."""

    columns: dict[str, list]
    quasi: list[str]
    sensitive: list[str]

    @property
    def records(self) -> pl.DataFrame:
        """The same as texts."""
        return pl.DataFrame(
            {label: [str(value) for value in values] for label, values in self.columns.items()},
            schema=dict.fromkeys(self.columns, pl.String),
        )

    @property
    def height(self) -> int:
        return len(next(iter(self.columns.values())))


@st.composite
def tables(draw, least_rows: int = 1, *, numbers: bool = True) -> Drawn:
    """Draw 1 to 4 quasi-identifiers, 1 to 3 sensitive columns and at most 30 rows."""
    rows = draw(st.integers(least_rows, 30))
    columns: dict[str, list] = {}

    def column(label: str, values: list) -> str:
        some = values[: draw(st.integers(1, len(values)))]
        columns[label] = draw(st.lists(st.sampled_from(some), min_size=rows, max_size=rows))
        return label

    quasi = [column(f"q{i}", _KNOWN) for i in range(draw(st.integers(1, 4)))]
    sensitive = [
        column(f"s{i}", draw(st.sampled_from([_WORDS, _NUMBERS] if numbers else [_WORDS])))
        for i in range(draw(st.integers(1, 3)))
    ]
    return Drawn(columns, quasi, sensitive)


def classes(table: Drawn) -> list[list[int]]:
    """Rows alike, by going through them one by one."""
    alike = defaultdict(list)
    for row in range(table.height):
        alike[tuple(table.columns[label][row] for label in table.quasi)].append(row)
    return list(alike.values())


def effective_values(table: Drawn) -> float:
    """The exponential of the smallest entropy of a sensitive column in a group, not rounded."""
    entropies = []
    for rows in classes(table):
        for label in table.sensitive:
            counts = Counter(table.columns[label][row] for row in rows).values()
            entropies.append(-sum(c / len(rows) * math.log(c / len(rows)) for c in counts))
    return math.exp(min(entropies))
