"""The table as columns under the schema's names, ready for rules over whole columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Columns:
    """Columns of the rows that are not blank; all of one length.

    Attributes:
        lines: the line of each row in the file.
        values: by column name, cells as their type reads them; None for a cell that is empty,
            absent, or wrong for its type (Validata's rule: such a cell counts as empty).
        written: by column name, cells as written; None where the row is too short.
    """

    lines: Sequence[int]
    values: Mapping[str, Sequence[Any]]
    written: Mapping[str, Sequence[str | None]]

    def __contains__(self, name: object) -> bool:
        return name in self.values
