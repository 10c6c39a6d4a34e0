"""Which line names the columns: title lines often stand above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from grader.tables.labels import Wanted

#: A header further down than that is not looked for.
_DEEPEST = 50
#: Lines by which the usual width of the table is told.
LOOKED_AT = 200

#: A cell that is a number, a date or an amount, and no column name; a year alone may be one.
_DATA_LIKE = re.compile(
    r"\s*[-+]?\d(?!\d{3}\s*$)[\d\s.,:/+eE%€-]*$|\s*\d{4}-\d{2}-\d{2}T.*$|\s*https?://.*$"
)


def find_header(records: Sequence[Sequence[str]], expected: Collection[str] = ()) -> int | None:
    """Give the index of the header among the records, or None when there is none.

    With ``expected`` labels, the line that holds most of them; failing that, and without
    labels, the first line as wide as the others whose cells look like names.

    Args:
        records: every line of the file, from the first.
        expected: labels of the schema; may be empty.
    """
    top = records[:_DEEPEST]
    wanted = Wanted(expected)
    if wanted:
        seen, best = wanted.most_seen(top)
        if seen >= min(2, len(wanted)):
            return best
    return _by_shape(records, top, strict=bool(wanted))


def _by_shape(
    records: Sequence[Sequence[str]], top: Sequence[Sequence[str]], *, strict: bool
) -> int | None:
    """Find the first line wide enough; ``strict`` bears no cell that looks like data."""
    filled = [sum(1 for cell in record if cell.strip()) for record in records[:LOOKED_AT]]
    wide = [count for count in filled if count]
    if not wide:
        return None
    usual = max(Counter(wide).items(), key=lambda item: (item[1], item[0]))[0]
    for index, record in enumerate(top):
        if filled[index] < max(1, usual / 2) or (usual > 1 and filled[index] == 1):
            continue
        data = sum(1 for cell in record if _DATA_LIKE.match(cell))
        return None if data > (0 if strict else filled[index] / 2) else index
    return None
