"""Reading of an OpenDocument text (.odt, ISO/IEC 26300): its text, and what it carries besides."""

from __future__ import annotations

from grader.privacy.redaction.docx import Properties
from grader.privacy.redaction.gathering import Gathering
from grader.privacy.redaction.model import HiddenKind, Style
from grader.tables.workbooks.archive import Archive
from grader.tables.workbooks.markup import LocalNames, parse

_TEXT_TYPE = "application/vnd.oasis.opendocument.text"
#: Text within these is not what a reader sees.
_UNSEEN: dict[str, HiddenKind | None] = {
    "annotation": "comment",
    "tracked-changes": None,
    "hidden-paragraph": "invisible",
    "hidden-text": "invisible",
    "note-citation": None,
    "desc": None,
    "title": None,
    "object-ole": "embedded",
    "script": "macro",
}
_COUNTED: dict[str, HiddenKind] = {
    "deletion": "deleted",
    "insertion": "inserted",
    "a": "link",
    "image": "picture",
    "object": "embedded",
}
_PROPERTIES: dict[str, HiddenKind] = {
    "initial-creator": "author",
    "creator": "editor",
    "printed-by": "editor",
    "title": "title",
    "subject": "title",
    "keyword": "keywords",
    "description": "note",
    "user-defined": "custom",
}
_MOST_SPACES = 100


def is_odt(archive: Archive) -> bool:
    """Tell whether an archive is an OpenDocument text, or a model of one."""
    if "mimetype" not in archive or "content.xml" not in archive:
        return False
    kind = b"".join(archive.chunks("mimetype"))[:200].decode("ascii", "replace").strip()
    return kind.startswith(_TEXT_TYPE)


def read_odt(archive: Archive, gathered: Gathering) -> None:
    """Read an OpenDocument text.

    Args:
        archive: its parts.
        gathered: takes its blocks and what it carries.

    Raises:
        UnusableFileError: it is too long.
        MarkupError, xml.parsers.expat.ExpatError: its markup is damaged or hostile.
    """
    if "styles.xml" in archive:
        # Headers and footers of the pages are kept with the styles.
        parse(archive.chunks("styles.xml"), _Body(gathered, within="master-styles"))
    parse(archive.chunks("content.xml"), _Body(gathered, within="body"))
    if "meta.xml" in archive:
        parse(archive.chunks("meta.xml"), Properties(gathered, _PROPERTIES))
    for name in archive.names():
        if name.startswith("thumbnails/"):
            gathered.count("thumbnail")
        elif name.startswith("basic/") and name.endswith(".xml"):
            gathered.count("macro")


class _Body:
    """Paragraphs of a part, within one of its elements."""

    def __init__(self, gathered: Gathering, within: str) -> None:
        self._gathered, self._within = gathered, within
        self._names = LocalNames()
        self._inside = 0
        self._unseen = 0
        self._open: list[tuple[list[str], Style, int]] = []
        self._lists = 0
        self._table = -1
        self._tables: list[list[int]] = []
        self._style = ""
        self._invisible: set[str] = set()
        self._spans: list[bool] = []

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        local = self._names[name]
        given = {self._names[key]: value for key, value in attributes.items()}
        if local == self._within:
            self._inside += 1
        self._learn_style(local, given)
        if not self._inside:
            return
        if local in _UNSEEN:
            self._unseen += 1
            kind = _UNSEEN[local]
            if kind:
                self._gathered.count(kind)
        elif local in _COUNTED:
            self._gathered.count(_COUNTED[local])
        self._begin(local, given)

    def _learn_style(self, local: str, given: dict[str, str]) -> None:
        """Learn which styles of characters are invisible; they are told before the body."""
        if local == "style":
            self._style = given.get("name", "")
        elif local == "text-properties" and given.get("display") == "none":
            self._invisible.add(self._style)

    def _begin(self, local: str, given: dict[str, str]) -> None:
        if local in ("p", "h"):
            level = given.get("outline-level", "1")
            self._open.append(self._paragraph(local, int(level) if level.isdigit() else 1, given))
            self._hide_from(given)
        elif local == "span":
            self._hide_from(given)
        elif local == "s":
            count = given.get("c", "1")
            self._put(" " * min(int(count) if count.isdigit() else 1, _MOST_SPACES))
        elif local == "tab":
            self._put(" ")
        elif local == "line-break":
            self._put("\n")
        elif local == "list":
            self._lists += 1
        elif local == "table":
            self._table += 1
            self._tables.append([self._table, -1, -1])
        elif local == "table-row" and self._tables:
            self._tables[-1][1:] = [self._tables[-1][1] + 1, -1]
        elif local in ("table-cell", "covered-table-cell") and self._tables:
            self._tables[-1][2] += 1

    def _paragraph(
        self, local: str, level: int, given: dict[str, str]
    ) -> tuple[list[str], Style, int]:
        if local == "h":
            return [], "heading", min(max(level, 1), 9)
        if given.get("style-name", "") in ("Title", "Titre"):
            return [], "title", 0
        return [], ("item" if self._lists else "paragraph"), 0

    def _hide_from(self, given: dict[str, str]) -> None:
        invisible = given.get("style-name", "") in self._invisible
        if invisible:
            self._gathered.count("invisible")
        self._spans.append(invisible)

    def end(self, name: str, /) -> None:
        local = self._names[name]
        if local == self._within:
            self._inside -= 1
        if local in _UNSEEN and self._unseen:
            self._unseen -= 1
        elif local in ("p", "h") and self._open:
            self._close(*self._open.pop())
        elif local == "list":
            self._lists -= 1
        elif local == "table" and self._tables:
            self._tables.pop()
        if local in ("p", "h", "span") and self._spans:
            self._spans.pop()

    def text(self, data: str, /) -> None:
        self._put(data)

    def _put(self, text: str) -> None:
        if self._inside and self._open and not self._unseen and not any(self._spans):
            self._open[-1][0].append(text)

    def _close(self, pieces: list[str], style: Style, level: int) -> None:
        if self._unseen:
            return
        if self._tables:
            table, row, column = self._tables[-1]
            self._gathered.add("".join(pieces), "cell", 0, (table, row, column))
        else:
            self._gathered.add("".join(pieces), style, level)
