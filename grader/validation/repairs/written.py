"""Write a draft as a new CSV file: UTF-8, comma, the columns of the schema first and in its order.

The guide of the SCDL asks for UTF-8, commas and the schema's order; it says nothing of line ends,
which are LF here, as in its own examples. There is no byte order mark: a program may take one for
a part of the first column's name. A cell is quoted where RFC 4180 wants it (comma, quote, line
end), and is never altered: this file is data to publish, where ``-5`` or ``=A1`` is a value. What
people open in a spreadsheet (reports, journal) is made harmless instead.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

import polars as pl

from grader.tables.model import Dialect, Table
from grader.tables.observe import observe
from grader.validation.header import place
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.structure.geometry import waits_to_move
from grader.validation.schemas import TableSchema

#: What a cell is quoted for; a byte order mark that begins the file would be taken off by readers.
QUOTED_FOR = ',"\r\n\ufeff'
#: How a row of one empty cell is written: an empty line would be a row without any cell.
EMPTY = '""'
#: Rows written at once.
_CHUNK = 50_000


def column_order(draft: Draft, schema: TableSchema) -> list[int]:
    """Give the columns of a draft as they are written: the schema's, then the others.

    While cells wait to be moved under their labels, columns stay where they are: their neighbours
    tell by how much a row is shifted, and would not any more in the file that is written.

    Args:
        draft: the draft.
        schema: the schema.

    Returns:
        indexes of columns in the draft.
    """
    fields = place(draft.header, schema, draft.header_line).fields
    rank = {name: index for index, name in enumerate(schema.labels)}
    known = sorted(fields, key=lambda index: rank[fields[index].name])
    every = range(len(draft.header))
    order = [*known, *(index for index in every if index not in fields)]
    return list(every) if order != list(every) and waits_to_move(draft, schema) else order


def written_table(draft: Draft, schema: TableSchema) -> Table:
    """Give the table that reading the written file gives, without writing it.

    Args:
        draft: the draft.
        schema: the schema, whose order the columns take.
    """
    order = column_order(draft, schema)
    cells = draft.cells.select(
        pl.col(str(index)).fill_null("").alias(str(rank)) for rank, index in enumerate(order)
    )
    table = Table(
        header=tuple(draft.header[index] for index in order),
        header_line=1,
        cells=cells,
        dialect=Dialect("utf-8", ",", has_bom=False),
        extra=draft.extra,
    )
    return replace(table, notices=tuple(observe(table)))


def write_draft(draft: Draft, schema: TableSchema, out: IO[bytes]) -> None:
    """Write a draft as CSV; cells beyond the header stay at the end of their row.

    Args:
        draft: the draft.
        schema: the schema, whose order the columns take.
        out: where to write.
    """
    order = column_order(draft, schema)
    labels = ",".join(_cell(draft.header[index]) for index in order)
    out.write(f"{labels or EMPTY}\n".encode())
    for start in range(0, draft.cells.height, _CHUNK):
        rows = list(_rows(draft, order, start))
        out.write(("\n".join(rows) + "\n").encode())


def csv_bytes(draft: Draft, schema: TableSchema) -> bytes:
    """Give what ``write_draft`` writes.

    Args:
        draft: the draft.
        schema: the schema.
    """
    out = io.BytesIO()
    write_draft(draft, schema, out)
    return out.getvalue()


def _rows(draft: Draft, order: list[int], start: int) -> Iterator[str]:
    """Give some rows as lines, without their end."""
    part = draft.cells.slice(start, _CHUNK)
    lines = part.select(pl.concat_str([_quoted(index) for index in order], separator=","))
    for row, line in enumerate(lines.to_series().to_list(), start):
        more = draft.extra.get(row)
        if more:
            yield ",".join([line, *map(_cell, more)])
        else:
            yield line or EMPTY


def _quoted(index: int) -> pl.Expr:
    text = pl.col(str(index)).fill_null("")
    doubled = '"' + text.str.replace_all('"', '""', literal=True) + '"'
    return pl.when(text.str.contains(f"[{QUOTED_FOR}]")).then(doubled).otherwise(text)


def _cell(text: str) -> str:
    if any(sign in text for sign in QUOTED_FOR):
        return '"' + text.replace('"', '""') + '"'
    return text
