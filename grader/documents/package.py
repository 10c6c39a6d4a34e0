"""What both office formats share: a ZIP of XML parts, and columns as wide as their words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from grader.documents.model import Table, clean, plain

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: The oldest date that a ZIP holds: the same blocks give the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
#: Width of the text on A4, in centimetres.
WIDTH = 17.0
#: Characters that a column is as wide as: one of a short text is no narrower, nor another wider.
_LEAST, _MOST = 11, 45


def packed(parts: Iterable[tuple[str, str | bytes]], kind: str = "") -> bytes:
    """Write a ZIP whose bytes depend on its parts alone.

    Args:
        parts: path of each, in order, and its XML without declaration, or the bytes of an image.
        kind: media type that OpenDocument wants first and not compressed; empty leaves it out.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        if kind:
            _put(archive, "mimetype", kind, zipfile.ZIP_STORED)
        for name, text in parts:
            whole = HEAD + text if isinstance(text, str) else text
            _put(archive, name, whole, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str | bytes, compression: int) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = compression
    archive.writestr(entry, text)


def xml(text: str) -> str:
    """Escape words for the text of an element."""
    return escape(clean(text))


def attribute(text: str) -> str:
    """Quote words for an attribute."""
    return quoteattr(clean(text))


def column_widths(table: Table) -> list[float]:
    """Share the width of the page among columns, after their longest text.

    Args:
        table: the table; its rows are as long as its head.

    Returns:
        Centimetres, one a column.
    """
    columns = zip(table.head, *(map(plain, row) for row in table.rows), strict=True)
    wanted = [min(_MOST, max(_LEAST, *map(len, texts))) for texts in columns]
    return [WIDTH * each / sum(wanted) for each in wanted]
