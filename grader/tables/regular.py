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
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from polars.exceptions import PanicException, PolarsError

from grader.tables.body import Body
from grader.tables.marks import LF, IrregularError
from grader.tables.model import column_types
from grader.tables.scan import Scan
from grader.tables.scratch import Block
from grader.tables.suspicion import suspected

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
        suspects: codes of what cells may hold (see ``suspicion``).
        tangled: as ``Scan.tangled``.
    """

    cells: pl.DataFrame
    extra: dict[int, tuple[str, ...]] = field(default_factory=dict)
    breaks: int = 0
    suspects: frozenset[str] = frozenset()
    tangled: bool = False


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
    suspects = suspected(np.frombuffer(body.data, dtype=np.uint8)[:start])
    if not len(data):
        return Split(pl.DataFrame(schema=column_types(width)), suspects=suspects)
    if data[: len(_BOM)].tobytes() == _BOM:
        return None  # polars would take it off the first cell
    try:
        scan = Scan.of(data, delimiter, width, suspects=suspects)
        cells = _read(body, above, delimiter, width, cut=bool(scan.extra))
    except (IrregularError, PolarsError, PanicException, OSError, UnicodeDecodeError, csv.Error):
        return None
    if not _is_told(cells, data, scan):
        return None
    breaks = _breaks(data, scan, cells.height)
    cells = _shortened(cells, scan.short)
    return Split(cells, scan.extra, breaks, scan.suspects, scan.tangled)


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


def _is_told(cells: pl.DataFrame, data: Block, scan: Scan) -> bool:
    """Tell whether what polars read can be believed: it weighs what the bytes weigh."""
    left = _left(cells, data, scan)
    if cells.width > 1:
        return cells.height == scan.height and left == scan.separators
    # An empty line and an empty cell weigh the same.
    blank = bool((cells.to_series(0).str.len_bytes() == 0).any())
    return left == 0 and not blank


def _left(cells: pl.DataFrame, data: Block, scan: Scan) -> int:
    """Give how many bytes cells, quotes and line ends leave: as many as there are separators.

    Args:
        cells: what was read.
        data: the bytes.
        scan: what they tell.
    """
    lengths = sum(cells.select(pl.all().str.len_bytes().cast(pl.Int64).sum()).row(0))
    beyond = "".join(itertools.chain.from_iterable(scan.extra.values()))
    returns = scan.returns
    ends = cells.height if data[-1] == LF else cells.height - 1
    if returns and _breaks(data, scan, cells.height):
        # Some line ends lie inside cells, and are already in their lengths.
        inside = pl.all().str.count_matches("\r", literal=True).sum()
        returns -= int(sum(cells.select(inside).row(0))) + beyond.count("\r")
    weight = int(lengths) + len(beyond.encode()) + (scan.quotes - scan.doubled) + returns + ends
    return len(data) - weight


def _breaks(data: Block, scan: Scan, height: int) -> int:
    """Count the line ends that lie inside cells."""
    return scan.feeds - (height if data[-1] == LF else height - 1) if scan.quotes else 0


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
