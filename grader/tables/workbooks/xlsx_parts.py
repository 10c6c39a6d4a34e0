"""The small parts of an XLSX workbook: which sheets, which texts, which formats.

Names and places are those of ECMA-376 part 1 (SpreadsheetML) and part 2 (packages).
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from grader.tables.refusals import refuse
from grader.tables.workbooks.archive import Archive
from grader.tables.workbooks.formats import Format, builtin_format
from grader.tables.workbooks.limits import Limits
from grader.tables.workbooks.markup import DEEPEST, LocalNames, MarkupError, parse
from grader.tables.workbooks.model import Tab
from grader.typography import number

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: An escape stands for one character: texts are cut where even escapes alone are past the bound.
ESCAPE_LENGTH = 7
_TRUE = ("1", "true", "on")
_MOST_STYLES = 100_000


def is_true(value: str | None) -> bool:
    """Read a boolean attribute.

    Args:
        value: of the attribute, None when it is absent.
    """
    return value is not None and value.strip().lower() in _TRUE


def unescaped(text: str) -> str:
    """Give a text without the escapes of SpreadsheetML (``_x000D_``) and without NUL.

    Args:
        text: as stored.
    """
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        # Half of a pair is no character: it could not be written back.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = text.replace("\0", "")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Nested:
    """A handler that counts how deep it is; a subclass takes elements by their local name."""

    def __init__(self) -> None:
        self._names = LocalNames()
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise MarkupError
        self.open(self._names[name], attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        self.close(self._names[name])

    def open(self, name: str, attributes: dict[str, str], /) -> None:
        """Take the start of an element, by its local name."""

    def close(self, name: str) -> None:
        """Take the end of an element, by its local name."""

    def text(self, data: str) -> None:
        """Take text."""


@dataclass(frozen=True)
class Relation:
    """A link from one part to another: the last word of its type, and the part's name."""

    kind: str
    target: str


class _Relations(Nested):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.found: dict[str, Relation] = {}
        self._base = base

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        whole = posixpath.normpath(posixpath.join("/", self._base, target))
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found[attributes.get("Id", "")] = Relation(kind, whole.lstrip("/"))


def read_relations(archive: Archive, part: str) -> dict[str, Relation]:
    """Give the links of a part, by their identifier.

    Args:
        archive: the workbook.
        part: name of the part; "" for the package itself.
    """
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    handler = _Relations(folder)
    if place in archive:
        parse(archive.chunks(place), handler)
    return handler.found


@dataclass(frozen=True)
class XlsxTab(Tab):
    """A sheet and the part that holds it."""

    part: str = ""


@dataclass
class Contents:
    """What the workbook's own part says.

    Attributes:
        tabs: its sheets of cells.
        since_1904: dates are counted from 1904.
    """

    tabs: list[XlsxTab] = field(default_factory=list)
    since_1904: bool = False


class _Workbook(Nested):
    def __init__(self, relations: dict[str, Relation], limits: Limits) -> None:
        super().__init__()
        self.found = Contents()
        self._relations = relations
        self._limits = limits

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.found.since_1904 = is_true(attributes.get("date1904"))
        elif name == "sheet":
            link = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            relation = self._relations.get(link)
            # Charts, dialogs and macros have tabs too, but no cells.
            if relation is None or relation.kind != "worksheet":
                return
            if len(self.found.tabs) >= self._limits.sheets:
                raise refuse("workbook-too-many-parts", limit=number(self._limits.sheets))
            hidden = attributes.get("state", "visible").lower() != "visible"
            label = unescaped(attributes.get("name", ""))
            self.found.tabs.append(XlsxTab(label, hidden, relation.target))


def read_workbook(
    archive: Archive, part: str, relations: dict[str, Relation], limits: Limits
) -> Contents:
    """Read the list of sheets.

    Args:
        archive: the workbook.
        part: the part that lists the sheets.
        relations: its links.
        limits: on the number of sheets.

    Raises:
        UnusableFileError: ``workbook-too-many-parts``.
    """
    handler = _Workbook(relations, limits)
    parse(archive.chunks(part), handler)
    return handler.found


class Texts(Nested):
    """The texts that cells share, in order; one past the bound is kept just past it."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.found: list[str] = []
        self._limits = limits
        self._parts: list[str] = []
        self._size = 0
        self._inside = False
        self._phonetic = 0

    def open(self, name: str, _attributes: dict[str, str]) -> None:
        """Take the start of an element, by its local name."""
        if name == "t":
            self._inside = not self._phonetic
        elif name == "si":
            self._parts, self._size = [], 0
        elif name == "rPh":
            self._phonetic += 1

    def close(self, name: str) -> None:
        """Take the end of an element, by its local name."""
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si":
            if len(self.found) >= self._limits.cells:
                raise refuse("too-many-cells", limit=number(self._limits.cells))
            self.found.append(unescaped("".join(self._parts)))

    def text(self, data: str) -> None:
        """Take text."""
        if self._inside and self._size <= self._limits.cell_characters:
            data = data[: ESCAPE_LENGTH * (self._limits.cell_characters + 1)]
            self._size += len(data)
            self._parts.append(data)


def read_texts(archive: Archive, part: str, limits: Limits) -> list[str]:
    """Read the texts that cells share.

    Args:
        archive: the workbook.
        part: that holds them.
        limits: on their number and length.

    Raises:
        UnusableFileError: ``too-many-cells``.
    """
    handler = Texts(limits)
    parse(archive.chunks(part), handler)
    return handler.found


class _Styles(Nested):
    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[int, str] = {}
        self._numbers: list[int] = []
        self._inside = False

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            if len(self._numbers) >= _MOST_STYLES:
                raise MarkupError
            self._numbers.append(_whole(attributes.get("numFmtId")))

    def close(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def formats(self) -> list[Format]:
        return [builtin_format(one, self._codes.get(one)) for one in self._numbers]


def read_formats(archive: Archive, part: str) -> list[Format]:
    """Read the number format of each style of cell.

    Args:
        archive: the workbook.
        part: that holds the styles.
    """
    handler = _Styles()
    parse(archive.chunks(part), handler)
    return handler.formats()


def _whole(value: str | None) -> int:
    """Read a whole number; 0 when there is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0
