"""Reading of a Word document (.docx, ECMA-376): its text, and what it carries besides."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.privacy.redaction.gathering import Gathering
from grader.privacy.redaction.model import HiddenKind, Style
from grader.tables.workbooks.archive import Archive
from grader.tables.workbooks.markup import LocalNames, parse

_HEADING = re.compile(r"(?:heading|titre)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "titre"})
_OFF = frozenset({"0", "false", "off", "none"})
#: Text within these is not what a reader sees.
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "instrText", "delInstrText"})
_PART = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_ORDER = ("word/header", "word/document", "word/footnotes", "word/endnotes", "word/footer")
_CARRIED: tuple[tuple[str, HiddenKind], ...] = (
    ("word/media/", "picture"),
    ("word/embeddings/", "embedded"),
    ("docprops/thumbnail", "thumbnail"),
    ("word/vbaproject.bin", "macro"),
)
_PROPERTIES: dict[str, HiddenKind] = {
    "creator": "author",
    "lastModifiedBy": "editor",
    "title": "title",
    "subject": "title",
    "keywords": "keywords",
    "description": "note",
    "Company": "organisation",
    "Manager": "organisation",
}


def is_docx(archive: Archive) -> bool:
    """Tell whether an archive is a Word document."""
    return "word/document.xml" in archive


def read_docx(archive: Archive, gathered: Gathering) -> None:
    """Read a Word document.

    Args:
        archive: its parts.
        gathered: takes its blocks and what it carries.

    Raises:
        UnusableFileError: it is too long.
        MarkupError, xml.parsers.expat.ExpatError: its markup is damaged or hostile.
    """
    names = archive.names()
    parts = sorted(filter(_PART.fullmatch, names), key=_rank)
    for name in parts:
        parse(archive.chunks(name), _Body(gathered))
    for name in names:
        for beginning, kind in _CARRIED:
            if name.startswith(beginning):
                gathered.count(kind)
    if "word/comments.xml" in archive:
        parse(archive.chunks("word/comments.xml"), _Counting(gathered, "comment", "comment"))
    if "docprops/custom.xml" in archive:
        parse(archive.chunks("docprops/custom.xml"), _Counting(gathered, "property", "custom"))
    for name in ("docprops/core.xml", "docprops/app.xml"):
        if name in archive:
            parse(archive.chunks(name), Properties(gathered, _PROPERTIES))


def _rank(name: str) -> tuple[int, str]:
    found = (place for place, start in enumerate(_ORDER) if name.startswith(start))
    return next(found), name


class Properties:
    """Properties of a document: elements whose text is kept as a hidden thing.

    Args:
        gathered: takes them.
        kinds: what each element, by its local name, tells.
    """

    def __init__(self, gathered: Gathering, kinds: dict[str, HiddenKind]) -> None:
        self._gathered, self._kinds = gathered, kinds
        self._names = LocalNames()
        self._text: list[str] = []

    def start(self, _name: str, _attributes: dict[str, str], /) -> None:
        """Begin an element: what stood before it is not its text."""
        self._text = []

    def end(self, name: str, /) -> None:
        """Keep the text of an element that tells something."""
        kind = self._kinds.get(self._names[name])
        if kind:
            self._gathered.value(kind, "".join(self._text))
        self._text = []

    def text(self, data: str, /) -> None:
        """Take text."""
        self._text.append(data)


class _Counting:
    """Counts elements of one name, and reads nothing of them."""

    def __init__(self, gathered: Gathering, element: str, kind: HiddenKind) -> None:
        self._gathered, self._element, self._kind = gathered, element, kind
        self._names = LocalNames()

    def start(self, name: str, _attributes: dict[str, str], /) -> None:
        if self._names[name] == self._element:
            self._gathered.count(self._kind)

    def end(self, _name: str, /) -> None:
        """Nothing to do."""

    def text(self, _data: str, /) -> None:
        """Nothing to keep."""


class _Paragraph:
    """One paragraph while it is read; a text box holds paragraphs within one."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.style: Style = "paragraph"
        self.level = 0


class _Body:
    """The paragraphs of one part."""

    def __init__(self, gathered: Gathering) -> None:
        self._gathered = gathered
        self._names = LocalNames()
        self._open: list[_Paragraph] = []
        self._unseen = 0
        self._runs: list[bool] = []
        self._in_text = 0
        self._tables: list[list[int]] = []
        self._table = -1
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "p": lambda _: self._open.append(_Paragraph()),
            "r": lambda _: self._runs.append(False),
            "t": self._begin_text,
            "vanish": self._vanish,
            "pStyle": self._style,
            "numPr": lambda _: self._number(),
            "tab": lambda _: self._put(" ") if self._runs else None,
            "br": lambda _: self._put("\n"),
            "cr": lambda _: self._put("\n"),
            "noBreakHyphen": lambda _: self._put("-"),
            "tbl": self._begin_table,
            "tr": self._begin_row,
            "tc": self._begin_cell,
            "ins": lambda _: self._gathered.count("inserted"),
            "hyperlink": lambda _: self._gathered.count("link"),
        }

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        local = self._names[name]
        if local in _UNSEEN:
            self._unseen += 1
            if local in ("del", "moveFrom"):
                self._gathered.count("deleted")
        begin = self._starts.get(local)
        if begin:
            begin(attributes)

    def end(self, name: str, /) -> None:
        local = self._names[name]
        if local in _UNSEEN:
            self._unseen -= 1
        elif local == "t":
            self._in_text -= 1
        elif local == "r" and self._runs:
            if self._runs.pop():
                self._gathered.count("invisible")
        elif local == "p" and self._open:
            self._close(self._open.pop())
        elif local == "tbl" and self._tables:
            self._tables.pop()

    def text(self, data: str, /) -> None:
        if self._in_text > 0:
            self._put(data)

    def _begin_text(self, _attributes: dict[str, str]) -> None:
        self._in_text += 1

    def _put(self, text: str) -> None:
        if self._open and not self._unseen and not any(self._runs):
            self._open[-1].pieces.append(text)

    def _vanish(self, attributes: dict[str, str]) -> None:
        # In the properties of a paragraph's own mark there is no run, and nothing to hide.
        if self._runs and _value(attributes).lower() not in _OFF:
            self._runs[-1] = True

    def _style(self, attributes: dict[str, str]) -> None:
        if not self._open:
            return
        style, paragraph = _value(attributes), self._open[-1]
        heading = _HEADING.fullmatch(style)
        if heading:
            paragraph.style, paragraph.level = "heading", int(heading[1])
        elif style.casefold() in _TITLES:
            paragraph.style = "title"

    def _number(self) -> None:
        if self._open and self._open[-1].style == "paragraph":
            self._open[-1].style = "item"

    def _begin_table(self, _attributes: dict[str, str]) -> None:
        self._table += 1
        self._tables.append([self._table, -1, -1])

    def _begin_row(self, _attributes: dict[str, str]) -> None:
        if self._tables:
            self._tables[-1][1:] = [self._tables[-1][1] + 1, -1]

    def _begin_cell(self, _attributes: dict[str, str]) -> None:
        if self._tables:
            self._tables[-1][2] += 1

    def _close(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.pieces)
        if self._tables:
            table, row, column = self._tables[-1]
            self._gathered.add(text, "cell", 0, (table, row, column))
        else:
            self._gathered.add(text, paragraph.style, paragraph.level)


def _value(attributes: dict[str, str]) -> str:
    found = (value for name, value in attributes.items() if name.rpartition(":")[2] == "val")
    return next(found, "")
