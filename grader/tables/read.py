"""Read a person's file into a table of texts, within bounds, and tell what was noticed.

Any bytes end in a ``Table`` or in an ``UnusableFileError``: nothing else is raised.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from grader.settings import MEBI, Bounds
from grader.tables.dialect import Layout, find_layout
from grader.tables.encoding import SPOKEN, Decoded, decode
from grader.tables.header import find_header
from grader.tables.model import Dialect, Notice, Table
from grader.tables.notices import notice
from grader.tables.observe import observe
from grader.tables.records import Records, read_records
from grader.tables.refusals import refuse
from grader.tables.signature import refusal_by_content
from grader.typography import NO_BREAK, french, number

_SPOKEN_DELIMITERS = {
    ";": "un point-virgule",
    "\t": "une tabulation",
    "|": "une barre verticale",
}


def read_table(
    path: Path, bounds: Bounds, *, max_bytes: int | None = None, expected: Collection[str] = ()
) -> Table:
    """Read a CSV, TSV or TXT file, whatever its encoding, separator and title lines.

    Args:
        path: the file.
        bounds: limits on rows, columns and length of a cell.
        max_bytes: limit on the file's size; the bound of an upload when not given.
        expected: column names of the schema, by which the header is recognised (compared by
            their normal form, ``grader.tables.labels.fold``).

    Raises:
        UnusableFileError: no table can be made of the file, or it is past a bound; its codes
            are the keys of ``grader.tables.refusals.REFUSALS``.
    """
    data = _read_bytes(path, bounds.upload_bytes if max_bytes is None else max_bytes)
    refusal = refusal_by_content(data)
    if refusal is not None:
        raise refusal
    decoded = decode(data)
    if decoded.nul_count > max(16, len(decoded.text) // 10):
        raise refuse("binary-file", kind="un fichier fait pour un logiciel")
    if not decoded.text.strip():
        raise refuse("empty-file")
    layout = find_layout(decoded.text, expected)
    records = read_records(decoded.text, layout, bounds)
    top = find_header(records.cells, expected)
    if top is None:
        raise refuse("no-header")
    body = records.cells[top + 1 :]
    if len(body) > bounds.rows:
        raise refuse("too-many-rows", limit=number(bounds.rows))
    return Table(
        header=tuple(records.cells[top]),
        header_line=top + 1,
        rows=tuple(map(tuple, body)),
        lines=tuple(range(top + 2, top + 2 + len(body))),
        dialect=Dialect(decoded.encoding, layout.delimiter, decoded.has_bom),
        notices=tuple(_notices(decoded, layout, records, top)),
    )


def _read_bytes(path: Path, limit: int) -> bytes:
    """Read the file, never more than the limit."""
    try:
        if path.is_dir():
            raise refuse("not-a-file")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
        size = path.stat().st_size
    except FileNotFoundError:
        raise refuse("file-not-found") from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise refuse("file-unreadable") from None
    if len(data) > limit:
        raise refuse("file-too-big", size=_spoken_size(size), limit=_spoken_size(limit))
    return data


def _spoken_size(size: int) -> str:
    """Say a size: « 52,4 Mo », « 812 octets »."""
    if size >= MEBI:
        return f"{number(size / MEBI, 1)}{NO_BREAK}Mo"
    return f"{number(size)}{NO_BREAK}octet{'s' if size > 1 else ''}"


def _notices(decoded: Decoded, layout: Layout, records: Records, top: int) -> list[Notice]:
    """Gather everything noticed, the file as a whole first."""
    told: list[Notice] = []
    spoken = french(SPOKEN[decoded.encoding])
    if decoded.encoding != "utf-8":
        told.append(notice("encoding-not-utf8", encoding=spoken))
    if decoded.mixed:
        told.append(notice("encoding-mixed", decoded.mixed, encoding=spoken))
    if decoded.nul_count:
        told.append(notice("nul-bytes", decoded.nul_count))
    if layout.delimiter != ",":
        told.append(notice("delimiter-not-comma", delimiter=_SPOKEN_DELIMITERS[layout.delimiter]))
    if top:
        told.append(notice("title-lines", top, 1))
    if records.orphans:
        told.append(notice("orphan-quote", len(records.orphans), records.orphans[0]))
    return told + observe(records.cells[top:], top + 1)
