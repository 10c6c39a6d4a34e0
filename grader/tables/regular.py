"""Split a well-written text into columns at the speed of polars, or give up.

Polars reads fast but says little: it fills short rows without a word. So what it read is weighed
against the bytes: the length of all cells, quotes, separators and line ends must make up the
file to the byte. Rows too short or too long are then found by counting the separators of each;
whatever else is out of order (quotes out of place, bare carriage returns, letters
that are not UTF-8) is left to ``records``, slower and more patient.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars.exceptions import ComputeError, PanicException, PolarsError

from grader.tables.body import Body
from grader.tables.marks import LF, IrregularError, Marks
from grader.tables.model import column_types
from grader.tables.uneven import Uneven

#: What polars takes for the beginning of a compressed file, and texts may begin with.
_ZLIB = (b"x^", b"x\x01")
_BOM = b"\xef\xbb\xbf"


@dataclass
class Split:
    """Data rows as columns.

    Attributes:
        cells: as ``Table.cells``.
        extra: as ``Table.extra``.
        breaks: how many line ends lie inside cells.
    """

    cells: pl.DataFrame
    extra: dict[int, tuple[str, ...]] = field(default_factory=dict)
    breaks: int = 0


def split_regular(body: Body, start: int, above: int, delimiter: str, width: int) -> Split | None:
    """Read all data rows, or give None when the text wants a more patient reader.

    Args:
        body: the text.
        start: where the data rows begin in it.
        above: how many lines stand above the header.
        delimiter: separator of columns.
        width: number of columns of the header.
    """
    data = np.frombuffer(body.data, dtype=np.uint8)[start:]
    if not len(data):
        return Split(pl.DataFrame(schema=column_types(width)))
    if data[: len(_BOM)].tobytes() == _BOM:
        return None  # polars would take it off the first cell
    try:
        marks = Marks.of(data, delimiter)
        return _split(body, above, delimiter, data, marks, width=width)
    except (IrregularError, PolarsError, PanicException, OSError, UnicodeDecodeError, csv.Error):
        return None


def _split(
    body: Body,
    above: int,
    delimiter: str,
    data: NDArray[np.uint8],
    marks: Marks,
    *,
    width: int,
) -> Split:
    """Read rows of any length.

    Raises:
        IrregularError, PolarsError, PanicException, OSError, UnicodeDecodeError, csv.Error: the
            text is not written well enough.
    """
    cells: pl.DataFrame | None
    try:
        cells = _read(body, above, delimiter, width, cut=False)
    except ComputeError:
        cells = None  # some row is too long
    left = None if cells is None else _left(cells, data, marks)
    if cells is not None and left == cells.height * (width - 1) and _is_told(cells, data):
        return Split(cells, breaks=_breaks(data, marks, cells.height))
    if width == 1:
        raise IrregularError
    uneven = Uneven.of(data, delimiter, width)
    if cells is None or uneven.extra:
        cells = _read(body, above, delimiter, width, cut=True)
        left = _left(cells, data, marks, uneven.extra)
    if cells.height != uneven.height or left != uneven.separators:
        raise IrregularError
    breaks = _breaks(data, marks, cells.height)
    return Split(_shortened(cells, uneven.short), uneven.extra, breaks)


def _read(body: Body, above: int, delimiter: str, width: int, *, cut: bool) -> pl.DataFrame:
    """Have polars read the rows: it fills those too short, and cuts or refuses those too long.

    Raises:
        IrregularError: polars does not see the same header.
        PolarsError, PanicException, OSError: polars cannot read it.
    """
    if bytes(body.data[:2]) in _ZLIB:
        raise IrregularError
    body.let_go()
    source: str | bytes = str(body.path.resolve()) if body.path else bytes(body.data)
    cells = pl.read_csv(
        source,
        skip_lines=above,
        separator=delimiter,
        infer_schema=False,
        empty_string_is_null=False,
        truncate_ragged_lines=cut,
        glob=False,
    )
    # The header is read as well: it tells polars how many columns there are, which the first
    # row may not.
    if cells.width != width:
        raise IrregularError
    cells.columns = list(column_types(width))
    return cells


def _is_told(cells: pl.DataFrame, data: NDArray[np.uint8]) -> bool:
    """Tell whether what was read can be believed by its weight alone."""
    if cells.width == 1:
        # An empty line and an empty cell weigh the same.
        return not bool((cells.to_series(0).str.len_bytes() == 0).any())
    # Polars drops the empty cell that a file without an end of line may end with.
    return bool(data[-1] == LF)


def _left(
    cells: pl.DataFrame,
    data: NDArray[np.uint8],
    marks: Marks,
    extra: Mapping[int, tuple[str, ...]] | None = None,
) -> int:
    """Give how many bytes cells, quotes and line ends leave: as many as there are separators.

    Args:
        cells: what was read.
        data: the bytes.
        marks: their quotes and line ends.
        extra: cells beyond the header.
    """
    lengths = sum(cells.select(pl.all().str.len_bytes().cast(pl.Int64).sum()).row(0))
    beyond = "".join(itertools.chain.from_iterable((extra or {}).values()))
    returns = marks.returns
    ends = cells.height if data[-1] == LF else cells.height - 1
    if returns and _breaks(data, marks, cells.height):
        # Some line ends lie inside cells, and are already in their lengths.
        inside = pl.all().str.count_matches("\r", literal=True).sum()
        returns -= int(sum(cells.select(inside).row(0))) + beyond.count("\r")
    weight = int(lengths) + len(beyond.encode()) + (marks.quotes - marks.inside) + returns + ends
    return len(data) - weight


def _breaks(data: NDArray[np.uint8], marks: Marks, height: int) -> int:
    """Count the line ends that lie inside cells."""
    return marks.feeds - (height if data[-1] == LF else height - 1) if marks.quotes else 0


def _shortened(cells: pl.DataFrame, short: dict[int, int]) -> pl.DataFrame:
    """Put nulls where rows had no cell."""
    if not short:
        return cells
    lengths = np.full(cells.height, cells.width, dtype=np.int64)
    lengths[np.fromiter(short.keys(), np.int64)] = np.fromiter(short.values(), np.int64)
    length = pl.Series("length", lengths)
    return cells.with_columns(
        pl.when(length > index).then(pl.col(str(index))).otherwise(None).alias(str(index))
        for index in range(min(short.values()), cells.width)
    )
