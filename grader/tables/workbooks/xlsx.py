"""XLSX and XLSM workbooks, read as a stream; macros, pictures and drawings are not opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from grader.tables.refusals import refuse
from grader.tables.workbooks.archive import Archive
from grader.tables.workbooks.formats import Format, parse_format
from grader.tables.workbooks.grid import Grid
from grader.tables.workbooks.limits import Limits
from grader.tables.workbooks.markup import (
    DEEPEST,
    LocalNames,
    MarkupError,
    StopReadingError,
    parse,
)
from grader.tables.workbooks.model import Seen
from grader.tables.workbooks.numbers import Known, Renderer
from grader.tables.workbooks.words import ERRORS, FALSE, TRUE
from grader.tables.workbooks.xlsx_parts import (
    ESCAPE_LENGTH,
    XlsxTab,
    is_true,
    read_formats,
    read_relations,
    read_texts,
    read_workbook,
    unescaped,
)
from grader.typography import number

_GENERAL = parse_format("General")
#: Rows and columns that XLSX allows.
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
#: Elements met for every cell: taken first, and each known not to nest.
_FREQUENT = ("c", "v", "t", "is")
_MOST_STYLES = 100_000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"


class XlsxSource:
    """One XLSX workbook.

    Args:
        data: the file's bytes.
        limits: on what is read of it.

    Raises:
        UnusableFileError: past a limit, or another format in disguise.
        Exception: of any kind, when the workbook is damaged.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._archive = Archive(data, limits)
        part = _workbook_part(self._archive)
        relations = read_relations(self._archive, part)
        contents = read_workbook(self._archive, part, relations, limits)
        self.tabs: Sequence[XlsxTab] = contents.tabs
        self._renderer = Renderer(since_1904=contents.since_1904)
        parts = {relation.kind: relation.target for relation in relations.values()}
        self._texts_part = parts.get("sharedStrings", "")
        self._texts: list[str] | None = None
        styles = parts.get("styles", "")
        self._formats = read_formats(self._archive, styles) if styles in self._archive else []

    def holds_cells(self, index: int) -> bool:
        """Tell whether that sheet holds at least one filled cell."""
        return bool(self._read(index, None, probe=True).grid.rows)

    def read(self, index: int, most_rows: int | None = None) -> tuple[list[list[str]], Seen]:
        """Read a sheet, or its first rows only."""
        if most_rows is None:
            self._archive.begin()
        handler = self._read(index, most_rows, probe=False)
        handler.count_hidden_columns()
        return handler.grid.rows, handler.seen

    def _read(self, index: int, most_rows: int | None, *, probe: bool) -> _Cells:
        if self._texts is None:
            known = self._texts_part in self._archive
            self._texts = read_texts(self._archive, self._texts_part, self._limits) if known else []
        handler = _Cells(self._limits, self._texts, self._formats, self._renderer)
        handler.stop_after = most_rows
        handler.probe = probe
        parse(self._archive.chunks(self.tabs[index].part), handler)
        return handler


def _workbook_part(archive: Archive) -> str:
    """Find the part that lists the sheets."""
    for relation in read_relations(archive, "").values():
        if relation.kind == "officeDocument":
            if relation.target.endswith(".bin"):
                raise refuse("spreadsheet-file", kind="Excel binaire, .xlsb")
            return relation.target
    return "xl/workbook.xml"


class _Cells:
    """The handler of a sheet's part; written for speed, as it is called for every cell.

    Attributes:
        grid: the texts.
        seen: what is worth telling.
        stop_after: last line wanted, or None for all.
        probe: stop at the first filled cell.
    """

    def __init__(
        self, limits: Limits, texts: list[str], formats: list[Format], renderer: Renderer
    ) -> None:
        self.grid = Grid(limits)
        self.seen = Seen()
        self.stop_after: int | None = None
        self.probe = False
        self._longest = limits.cell_characters
        self._widest = limits.columns
        self._texts = texts
        self._formats = formats
        self._renderer = renderer
        self._known: dict[str, Known] = {}
        self._names = LocalNames()
        self._columns: dict[str, int] = {}
        self._hidden_columns: list[tuple[int, int]] = []
        self._depth = 0
        self._row = -1
        self._row_hidden = False
        self._cells: list[str] | None = None
        self._column = -1
        self._type = ""
        self._style = ""
        self._raw = ""
        self._inside = False
        self._in_cell = False
        self._in_rich = False
        self._formula = False
        self._valued = False
        self._phonetic = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name == "c":
            if self._in_cell:
                raise MarkupError
            self._in_cell = True
            reference = attributes.get("r")
            if reference:
                letters = reference.rstrip("0123456789")
                known = self._columns.get(letters)
                self._column = self._column_of(letters) if known is None else known
            else:
                self._column += 1
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._raw = ""
            self._formula = self._valued = False
        elif name == "v":
            if self._inside:
                raise MarkupError
            self._inside = self._valued = self._in_cell
        elif name == "t":
            self._start_text()
        elif name == "is":
            if self._in_rich:
                raise MarkupError
            self._in_rich = True
        else:
            self._start_other(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name in ("v", "t"):
            self._inside = False
        elif name == "c":
            self._in_cell = False
            if self._raw:
                self._keep(self._raw)
            elif self._formula and not (self._valued and self._type == "str"):
                self.seen.add("formulas-without-value", self._row + 1)
        elif name == "is":
            self._in_rich = False
        else:
            self._end_other(name)

    def text(self, data: str) -> None:
        """Take text."""
        if self._inside:
            if self._raw:
                data = self._raw + data
            if len(data) > ESCAPE_LENGTH * (self._longest + 1):
                self._refuse_long_cell()
            self._raw = data

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element that is rarer than cells and values."""
        if ":" in name:
            local = self._names[name]
            if local in _FREQUENT:
                self.start(local, attributes)
                return
            name = local
        self._depth += 1
        if self._depth > DEEPEST:
            raise MarkupError
        if name == "row":
            self._start_row(attributes)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic += 1
        elif name == "col":
            self._note_column(attributes)
        elif name == "mergeCell":
            top = attributes.get("ref", "").partition(":")[0].lstrip(_LETTERS)
            line = int(top) if top.isascii() and top.isdigit() and len(top) < 8 else None
            self.seen.add("merged-cells", line)

    def _end_other(self, name: str) -> None:
        """Take the end of an element that is rarer than cells and values."""
        if ":" in name:
            local = self._names[name]
            if local in _FREQUENT:
                self.end(local)
                return
            name = local
        self._depth -= 1
        if name == "row":
            self._end_row()
        elif name == "rPh":
            self._phonetic -= 1

    def count_hidden_columns(self) -> None:
        """Count the hidden columns among those that hold cells."""
        hidden: set[int] = set()
        for first, last in self._hidden_columns:
            hidden.update(range(first, min(last, self.grid.width)))
        if hidden:
            self.seen.add("hidden-columns", None, len(hidden))

    def _start_text(self) -> None:
        """Take the start of a text that lies in its cell, in one run or in several."""
        if self._inside:
            raise MarkupError
        self._inside = self._in_cell and not self._phonetic and self._type == "inlineStr"

    def _start_row(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._row = int(reference) - 1 if reference else self._row + 1
        if not 0 <= self._row < _MOST_ROWS:
            raise MarkupError
        if self.stop_after is not None and self._row >= self.stop_after:
            raise StopReadingError
        self._cells = None
        self._column = -1
        self._row_hidden = is_true(attributes.get("hidden"))

    def _end_row(self) -> None:
        if self._cells is not None:
            self._cells = None
            self.grid.close_row(self._row)

    def _column_of(self, letters: str) -> int:
        """Give the 0-based column that letters such as ``AB`` name, and remember it."""
        column = 0
        for letter in letters:
            if not "A" <= letter <= "Z" or column > _MOST_COLUMNS:
                raise MarkupError
            column = column * 26 + ord(letter) - 64
        if not 0 < column <= _MOST_COLUMNS:
            raise MarkupError
        self._columns[letters] = column - 1
        return column - 1

    def _note_column(self, attributes: dict[str, str]) -> None:
        if is_true(attributes.get("hidden")) and len(self._hidden_columns) < _MOST_COLUMNS:
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self._hidden_columns.append((max(0, first - 1), min(last, _MOST_COLUMNS)))

    def _keep(self, raw: str) -> None:
        """Show a filled cell and write it in the grid."""
        kind = self._type
        if kind == "s":
            text = self._texts[int(raw)]
        elif kind == "n":
            known = self._known.get(self._style)
            text, codes = (self._known_of(self._style) if known is None else known)[raw]
            if codes:
                for code in codes:
                    self.seen.add(code, self._row + 1)
        else:
            text = self._other(kind, raw)
        if self._formula:
            self.seen.add("formulas-in-cells", self._row + 1)
        if not text:
            return
        cells = self._cells
        if cells is None:
            cells = self._open_row()
        column = self._column
        if column == len(cells) and column < self._widest and len(text) <= self._longest:
            cells.append(text)
        else:
            self.grid.put(self._row, column, text)
        if self.probe:
            raise StopReadingError

    def _format(self, style: str) -> Format:
        return self._formats[int(style)] if style and self._formats else _GENERAL

    def _known_of(self, style: str) -> Known:
        """Give what numbers show in a style, and remember it."""
        if len(self._known) >= _MOST_STYLES:
            raise MarkupError
        known = self._known[style] = self._renderer.known(self._format(style))
        return known

    def _open_row(self) -> list[str]:
        """Open the row at its first filled cell."""
        if self._row < 0:
            raise MarkupError
        if self._row_hidden:
            self.seen.add("hidden-rows", self._row + 1)
        self._cells = self.grid.open_row(self._row)
        return self._cells

    def _other(self, kind: str, raw: str) -> str:
        if kind == "b":
            return TRUE if is_true(raw) else FALSE
        if kind == "e":
            return ERRORS.get(raw.strip(), raw)
        if kind == "d":
            text, codes = self._renderer.show_iso_date(raw, self._format(self._style))
            for code in codes:
                self.seen.add(code, self._row + 1)
            return text
        return unescaped(raw)

    def _refuse_long_cell(self) -> NoReturn:
        raise refuse("cell-too-long", line=number(self._row + 1), limit=number(self._longest))
