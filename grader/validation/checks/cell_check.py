"""The common part of the rules that look at one cell at a time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from grader.validation.checks.model import Check
from grader.validation.columns import CheckedTable, Columns, repeats_itself, where
from grader.validation.fault import Fault, FaultColumn

#: Different wrong cells that may be sought again in a column.
_FEW_WRONG = 5_000


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a cell: the parts of a ``Fault`` that do not depend on its place."""

    variant: str = ""
    detail: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


class CellCheck(Check):
    """A rule over one column, whose verdict on a cell depends on that cell alone."""

    @abstractmethod
    def judge(self, text: str) -> Flaw | None:
        """Say what is wrong with a cell, None when nothing is; called once for equal cells.

        Args:
            text: the cell as written; it is neither empty nor wrong for its type.
        """

    def unable(self) -> Fault | None:
        """Tell why no cell can be judged; None when they can (the common case)."""
        return None

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the cells that are wrong."""
        name = self.column
        unable = self.unable()
        if unable is not None:
            yield unable
        if unable is not None or name not in columns:
            return
        texts = columns.written[name]
        # What a cell is read as follows from its text: one entry for all equal cells.
        distinct = dict(zip(texts, columns.values[name], strict=True))
        flaws: dict[str | None, Flaw] = {
            text: flaw
            for text, value in distinct.items()
            if value is not None and text is not None and (flaw := self.judge(text)) is not None
        }
        if not flaws:
            return
        for line, text in zip(columns.lines, texts, strict=True):
            found = flaws.get(text)
            if found is not None:
                yield Fault(self.code, found.detail, line, name, text, found.variant, found.words)

    def at_once(self, texts: pl.Series) -> pl.Series | None:  # noqa: ARG002 - for subclasses
        """Tell many cells at once: true where nothing is wrong, false for the plain ``Flaw()``.

        Args:
            texts: cells that are neither empty nor wrong for their type.

        Returns:
            a verdict a cell, null where it wants ``judge``; None when all do.
        """
        return None

    def _at_once(self, texts: pl.Series) -> pl.Series | None:
        """Tell many cells at once, each distinct one once where many are equal."""
        if not repeats_itself(texts):
            return self.at_once(texts)
        distinct = texts.unique()
        verdict = self.at_once(distinct)
        if verdict is None or bool(verdict.all(ignore_nulls=False)):
            return None if verdict is None else pl.repeat(value=True, n=len(texts), eager=True)
        wrong = distinct.filter(~verdict)
        if not verdict.null_count() and len(wrong) <= _FEW_WRONG:
            return ~texts.is_in(wrong.to_list())
        frame = pl.DataFrame({"text": texts})
        known = pl.DataFrame({"text": distinct, "verdict": verdict})
        return frame.join(known, on="text", how="left", maintain_order="left")["verdict"]

    def examine(self, table: CheckedTable) -> Iterator[Fault | FaultColumn]:
        """Give the cells that are wrong, each distinct one judged once."""
        name = self.column
        unable = self.unable()
        if unable is not None:
            yield unable
        if unable is not None or name not in table:
            return
        column = table.columns[name]
        rows = where(~column.empty)
        texts = column.text if len(rows) == len(column.text) else column.text.gather(rows)
        verdict = self._at_once(texts)
        if verdict is not None:
            wrong = rows.gather(where((~verdict).fill_null(value=False)))
            yield FaultColumn(
                self.code, "", name, table.lines.gather(wrong), column.text.gather(wrong)
            )
            rows = rows.gather(where(verdict.is_null()))
            texts = column.text.gather(rows)
        flaws: dict[str, dict[str, Flaw]] = {}
        for text in texts.unique(maintain_order=True).to_list():
            flaw = self.judge(text)
            if flaw is not None:
                flaws.setdefault(flaw.detail, {})[text] = flaw
        for detail, some in flaws.items():
            wrong = rows.gather(where(texts.is_in(list(some))))
            yield FaultColumn(
                self.code,
                detail,
                name,
                table.lines.gather(wrong),
                column.text.gather(wrong),
                partial(_described, some),
            )


def _described(flaws: Mapping[str, Flaw], text: str) -> tuple[str, Mapping[str, str]]:
    return flaws[text].variant, flaws[text].words
