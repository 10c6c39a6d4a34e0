"""What finders share: the cells of a column that nothing else is told of, and how to tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from grader.validation.columns import where
from grader.validation.repairs.changes import CellsChanged
from grader.validation.repairs.model import Refusal
from grader.validation.repairs.sight import Sight


def holding(sight: Sight, look: Callable[[pl.Expr], pl.Expr]) -> Iterator[tuple[str, list[str]]]:
    """Give, for every column that has a name, the different cells in which something is seen.

    Args:
        sight: the draft.
        look: tells what is seen in a cell; all columns are looked at together.
    """
    seen = sight.draft.cells.select(look(pl.all()).any())
    for name, index in sight.columns.items():
        if name and seen.item(0, index):
            text = sight.text_of(name).alias("text").to_frame()
            yield name, distinct(text.filter(look(pl.col("text")))["text"]).to_list()


def distinct(text: pl.Series) -> pl.Series:
    """Give every cell that differs and is not empty, sorted.

    Args:
        text: a column.
    """
    found = text.drop_nulls().unique().sort()
    return found.filter(found != "")


def without_fault(sight: Sight, column: str) -> pl.Series:
    """Tell the rows whose cell in a column breaks nothing.

    Args:
        sight: the draft.
        column: name in findings.
    """
    right = pl.repeat(value=True, n=sight.draft.cells.height, eager=True)
    for faults in sight.faults():
        if faults.column == column:
            below = faults.lines.filter(faults.lines > sight.draft.header_line)
            right = right.scatter(sight.draft.rows_of(below), values=False)
    return right


def suspect(
    sight: Sight,
    column: str,
    cause: str,
    cells: list[str],
    words: Mapping[str, str] | None = None,
) -> Iterator[Refusal]:
    """Tell cells that break nothing, and are suspect all the same.

    Args:
        sight: the draft.
        column: name in findings.
        cause: kebab code.
        cells: what they hold.
        words: what fills the braces of the telling.
    """
    if not cells:
        return
    text = sight.text_of(column)
    rows = where(text.is_in(cells).fill_null(value=False) & without_fault(sight, column))
    if len(rows):
        lines = sight.draft.lines.gather(rows)
        yield Refusal(cause, column, lines, text.gather(rows), words or {})


def changed(sight: Sight, column: str, after: Mapping[str, str]) -> CellsChanged:
    """Rewrite every cell of a column that holds some texts.

    Args:
        sight: the draft.
        column: name in findings.
        after: by cell, what to write instead.
    """
    text = sight.text_of(column)
    rows = where(text.is_in(list(after)).fill_null(value=False))
    before = text.gather(rows)
    return CellsChanged(
        sight.columns[column],
        column,
        rows,
        before,
        before.replace_strict(list(after), list(after.values()), return_dtype=pl.String),
    )
