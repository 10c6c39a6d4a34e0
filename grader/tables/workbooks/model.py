"""What reading a workbook gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from grader.tables.model import Notice


@dataclass(frozen=True)
class Sheet:
    """One sheet as texts.

    Attributes:
        name: as shown on its tab, without control characters.
        rows: every row from row 1 of the sheet, so that ``rows[index]`` is line ``index + 1``;
            blank cells at the end of a row and blank rows at the end of the sheet are not there.
        notices: what was noticed and what was lost.
    """

    name: str
    rows: list[list[str]]
    notices: list[Notice]


@dataclass
class Seen:
    """How many of each thing worth telling, and the first line that holds one."""

    counts: dict[str, tuple[int, int | None]] = field(default_factory=dict)

    def add(self, code: str, line: int | None, count: int = 1) -> None:
        """Count something.

        Args:
            code: of the notice that tells it.
            line: 1-based, or None for the sheet as a whole.
            count: how many.
        """
        before, first = self.counts.get(code, (0, line))
        if line is not None and (first is None or line < first):
            first = line
        self.counts[code] = (before + count, first)


@dataclass(frozen=True)
class Tab:
    """A sheet that is not read yet: its name, and whether its tab is hidden."""

    name: str
    hidden: bool


class Source(Protocol):
    """One format of workbook; any exception of its own means that the file is damaged."""

    @property
    def tabs(self) -> Sequence[Tab]:
        """Every sheet of cells, in the order of the tabs."""

    def holds_cells(self, index: int) -> bool:
        """Tell whether that sheet holds at least one filled cell."""

    def read(self, index: int, most_rows: int | None = None) -> tuple[list[list[str]], Seen]:
        """Read a sheet, or its first rows only.

        Args:
            index: place among ``tabs``.
            most_rows: stop after that line of the sheet.
        """
