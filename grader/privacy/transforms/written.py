"""Records as a CSV file to publish: UTF-8, commas, LF, each cell as it is.

It is written as the workbench that mends files writes: no byte order mark, a cell quoted where RFC
4180 wants it, and never altered. A free text that begins with ``=`` is published as it stands:
this is data, and reading the file already told that it holds formulas. What people open in a
spreadsheet (reports, journal) is made harmless elsewhere.
"""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

from grader.privacy.transforms.scripted.textes import ecrire_cellule

if TYPE_CHECKING:
    import polars as pl

#: What a cell is quoted for; a byte order mark that begins the file would be taken off by readers.
_QUOTED_FOR = '[,"\r\n\ufeff]'
#: Rows written at once.
_CHUNK = 50_000


def write_csv(records: pl.DataFrame, out: IO[bytes]) -> None:
    """Write records.

    Args:
        records: texts, without nulls.
        out: where to write.
    """
    import polars as pl

    def quoted(name: str) -> pl.Expr:
        text = pl.col(name)
        doubled = '"' + text.str.replace_all('"', '""', literal=True) + '"'
        return pl.when(text.str.contains(_QUOTED_FOR)).then(doubled).otherwise(text)

    if not records.width:
        return
    out.write((",".join(map(ecrire_cellule, records.columns)) + "\n").encode())
    for start in range(0, records.height, _CHUNK):
        part = records.slice(start, _CHUNK)
        lines = part.select(pl.concat_str(map(quoted, records.columns), separator=","))
        # A row of one empty cell: an empty line would be a row without any cell.
        rows = (line or '""' for line in lines.to_series().to_list())
        out.write(("\n".join(rows) + "\n").encode())


def csv_bytes(records: pl.DataFrame) -> bytes:
    """Give what ``write_csv`` writes.

    Args:
        records: as for ``write_csv``.
    """
    out = io.BytesIO()
    write_csv(records, out)
    return out.getvalue()
