"""What was recognised in a column is found again as long as the column stays as it was.

Nearly all decisions touch one column: the others need not be recognised anew after each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from grader.tables.model import Notice
from grader.validation.fault import Faults
from grader.validation.repairs.model import Refusal, Repair
from grader.validation.repairs.sight import Sight

Found = Sequence[Repair | Refusal]


@dataclass(frozen=True, eq=False)
class _Basis:
    """All that recognising depends on, beside the schema."""

    place: int
    notices: tuple[Notice, ...]
    series: tuple[pl.Series, ...]

    def same_as(self, other: _Basis) -> bool:
        return (self.place, self.notices) == (other.place, other.notices) and all(
            one.equals(two) for one, two in zip(self.series, other.series, strict=True)
        )


@dataclass(eq=False)
class Memory:
    """What was recognised in one file under one schema, by the last look at each kind of fault."""

    _kept: dict[tuple[str, str, str], tuple[_Basis, Found]] = field(default_factory=dict)

    def recall(
        self,
        sight: Sight,
        faults: Faults,
        rows: pl.Series,
        values: pl.Series,
        recognise: Callable[[], Found],
    ) -> Found:
        """Give what was recognised before in the very same cells, or recognise it now.

        Args:
            sight: the draft as it is seen.
            faults: of one code, detail and column.
            rows: indexes of the rows looked at.
            values: their cells.
            recognise: looks at them.
        """
        column = faults.column
        text = sight.text_of(column)
        lines = sight.draft.lines.gather(rows)
        basis = _Basis(sight.columns[column], sight.draft.notices, (rows, values, lines, text))
        key = (faults.code, faults.detail, column)
        kept = self._kept.get(key)
        if kept is not None and kept[0].same_as(basis):
            return kept[1]
        found = recognise()
        self._kept[key] = (basis, found)
        return found
