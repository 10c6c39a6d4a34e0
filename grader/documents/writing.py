"""A document written in the format that a person chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from grader.documents.docx import docx
from grader.documents.html import html
from grader.documents.model import Document
from grader.documents.odt import odt
from grader.documents.pdf import pdf

_WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "odt": odt,
    "docx": docx,
    "pdf": pdf,
    "html": html,
}
#: Endings of the names of files that can be written, the most open first.
ENDINGS = tuple(_WRITERS)


def written(document: Document, ending: str) -> bytes:
    """Write a document; the same one gives the same bytes.

    Args:
        document: what to write.
        ending: one of ``ENDINGS``.

    Raises:
        KeyError: there is no such ending.
        ValueError: a row of a table is not as long as its head.
    """
    return _WRITERS[ending](document)
