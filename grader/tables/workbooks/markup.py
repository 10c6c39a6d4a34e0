"""XML read as a stream: no entity, no deep nesting, no token that fills the memory.

Python's expat calls a handler for each element; nothing of the document is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

#: Deeper than any workbook goes.
DEEPEST = 256
#: Distinct names of elements and attributes; the formats define a few hundred.
_MOST_NAMES = 5_000
#: A single tag or comment that long is an attack: expat keeps it whole.
_LONGEST_TOKEN = 8 * 1024 * 1024


class MarkupError(Exception):
    """The XML is not what software that saves workbooks writes."""


class StopReadingError(Exception):
    """Raised by a handler that has seen enough."""


class LocalNames(dict[str, str]):
    """Names without their prefix: ``x:row`` and ``row`` are the same element."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        self[name] = local
        return local


class Handler(Protocol):
    """What is called for each element and text."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """Take the start of an element."""

    def end(self, name: str, /) -> None:
        """Take the end of an element."""

    def text(self, data: str, /) -> None:
        """Take text, possibly a part of it."""


def _forbid(*_arguments: object) -> None:
    """Refuse a document type: entities are declared in one, and no workbook needs any."""
    raise MarkupError


def parse(chunks: Iterable[bytes], handler: Handler) -> None:
    """Give a part of a workbook to a handler, until its end or until the handler stops.

    Args:
        chunks: the bytes, piece by piece.
        handler: called for each element; raises ``StopReadingError`` to stop.

    Raises:
        MarkupError: a document type, or a token or nesting beyond reason.
        xml.parsers.expat.ExpatError: the XML is damaged.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65_536
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _forbid
    parser.EntityDeclHandler = _forbid
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN or len(parser.intern) > _MOST_NAMES:
                raise MarkupError
        parser.Parse(b"", True)
    except StopReadingError:
        return
