"""The sheets of an ODS workbook, taken from ``content.xml`` as it streams by.

Names are those of OpenDocument 1.2 and later. The displayed text of each cell is in the file
beside its stored value: it is what is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from grader.errors import UnusableFileError
from grader.tables.refusals import refuse
from grader.tables.workbooks.displayed import (
    show_displayed,
    show_displayed_date,
    show_displayed_time,
)
from grader.tables.workbooks.grid import Grid
from grader.tables.workbooks.limits import Limits
from grader.tables.workbooks.markup import DEEPEST, LocalNames, MarkupError
from grader.tables.workbooks.model import Seen, Tab
from grader.tables.workbooks.numbers import Shown
from grader.tables.workbooks.words import FALSE, TRUE
from grader.typography import number

#: What lies in or beside cells without being their text.
_IGNORED = frozenset(
    {
        "annotation", "shapes", "dde-links", "tracked-changes", "forms", "detective", "note",
        "ruby-text", "named-expressions", "scenario",
    }
)  # fmt: skip
#: Rows kept of a sheet past a bound, enough to recognise its header.
_TOP = 50
_MOST_REPEATED = 1_000_000_000
_MOST_SPACES = 40_000
_FREQUENT = ("text:p", "table:table-cell")
_CELLS = ("table:table-cell", "table-cell", "covered-table-cell")
_BLANK = " \t\r\n"
_BLANKS = re.compile(r"[ \t\r\n]+")
_UNCLEAN = re.compile(r"[\t\r\n]|  ")
#: Stand for blanks that count, until those that do not are gone; XML holds none of the three.
_SPACE, _TAB, _LINE = "\x01", "\x02", "\x03"
_MARKS = str.maketrans({_SPACE: " ", _TAB: "\t", _LINE: "\n"})
_KEPT_SHOWN = 20_000


@dataclass
class OneSheet:
    """A sheet as it was read.

    Attributes:
        tab: its name.
        grid: its texts.
        seen: what is worth telling.
        refusal: why it was not read to its end, or None.
        hidden_columns: ranges of them.
        real: it is a sheet, and not the copy of another workbook's cells.
    """

    tab: Tab
    grid: Grid
    seen: Seen
    refusal: UnusableFileError | None = None
    hidden_columns: list[tuple[int, int]] | None = None
    real: bool = True


class Sheets:
    """The handler of ``content.xml``.

    Attributes:
        sheets: those met so far, in order.
    """

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[OneSheet] = []
        self._limits = limits
        self._names = LocalNames()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth = 0
        self._ignored_from = 0
        self._sheet: OneSheet | None = None
        self._row = 0
        self._row_repeat = 1
        self._row_hidden = False
        self._cells: list[str] | None = None
        self._column = 0
        self._hidden_column = 0
        self._cell: dict[str, str] | None = None
        self._covered = False
        #: What the cell says so far, its present paragraph excepted.
        self._said: str | None = None
        #: What the paragraph says so far, or None outside a paragraph.
        self._text: str | None = None
        self._marked = False
        self._numbers: dict[tuple[str, str], Shown] = {}
        self._dates: dict[tuple[str, str], Shown] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if self._ignored_from:
            if self._depth > DEEPEST:
                raise MarkupError
        elif name == "text:p":
            if self._cell is not None:
                self._text = ""
        elif name == "table:table-cell":
            self._start_cell(attributes, covered=False)
        else:
            self._start_rarer(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if self._ignored_from:
            if self._depth < self._ignored_from:
                self._ignored_from = 0
            return
        if name not in _FREQUENT:
            name = self._names[name]
        if name in ("text:p", "p"):
            if self._text is not None:
                self._end_paragraph(self._text)
        elif name in _CELLS:
            self._within_bounds(self._end_cell)
        elif name == "table-row":
            self._within_bounds(self._end_row)
        elif name == "table":
            self._end_table()

    def text(self, data: str) -> None:
        """Take text."""
        if self._text is not None and not self._ignored_from:
            if self._text or len(data) > self._limits.cell_characters:
                self._add(data)
            else:
                self._text = data

    def _add(self, data: str) -> None:
        """Add to the paragraph; one character past the bound is enough to refuse the cell."""
        if self._text is not None:
            left = self._limits.cell_characters + 1 - len(self._text)
            self._text += data[: max(0, left)]

    def _start_rarer(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element that is rarer than cells and their texts."""
        if self._depth > DEEPEST:
            raise MarkupError
        local = self._names[name]
        if local == "p":
            if self._cell is not None:
                self._text = ""
        elif local in _CELLS:
            self._start_cell(attributes, covered=local != "table-cell")
        elif local == "table-row":
            self._start_row(attributes)
        elif local in _IGNORED or name.startswith("draw:"):
            self._ignored_from = self._depth
        elif self._text is not None:
            self._start_inside_text(local, attributes)
        else:
            self._start_other(local, attributes)

    def _start_other(self, local: str, attributes: dict[str, str]) -> None:
        """Take an element that is rarer than rows, cells and texts."""
        if local == "table":
            self._start_table(attributes)
        elif local == "table-column":
            self._note_column(attributes)
        elif local == "table-source" and self._sheet is not None:
            self._sheet.real = False
        elif local == "style":
            self._style = attributes.get("style:name", "")
        elif local == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_inside_text(self, local: str, attributes: dict[str, str]) -> None:
        """Take an element that stands for blanks."""
        if local == "s":
            self._add(_SPACE * min(_repeat(attributes, "text:c"), _MOST_SPACES))
        elif local == "tab":
            self._add(_TAB)
        elif local == "line-break":
            self._add(_LINE)
        self._marked = True

    def _end_paragraph(self, text: str) -> None:
        self._text = None
        if text and (text[0] in _BLANK or text[-1] in _BLANK or _UNCLEAN.search(text)):
            text = _BLANKS.sub(" ", text).strip(" ")
        if self._marked:
            text = text.translate(_MARKS)
            self._marked = False
        if self._said is None:
            self._said = text
        elif len(self._said) <= self._limits.cell_characters:
            self._said += "\n" + text

    def _start_table(self, attributes: dict[str, str]) -> None:
        if self._sheet is not None:
            # A table inside a cell: a rarity that no spreadsheet shows.
            self._ignored_from = self._depth
            return
        if len(self.sheets) >= self._limits.sheets:
            raise refuse("workbook-too-many-parts", limit=number(self._limits.sheets))
        hidden = attributes.get("table:style-name", "") in self._hidden_styles
        tab = Tab(attributes.get("table:name", ""), hidden)
        self._sheet = OneSheet(tab, Grid(self._limits), Seen(), hidden_columns=[])
        self.sheets.append(self._sheet)
        self._row = self._hidden_column = 0

    def _end_table(self) -> None:
        sheet = self._sheet
        if sheet is not None and sheet.hidden_columns:
            hidden = sum(
                max(0, min(last, sheet.grid.width) - first) for first, last in sheet.hidden_columns
            )
            if hidden:
                sheet.seen.add("hidden-columns", None, hidden)
        self._sheet = None

    def _note_column(self, attributes: dict[str, str]) -> None:
        if self._sheet is None or self._sheet.hidden_columns is None:
            return
        first = self._hidden_column
        self._hidden_column += _repeat(attributes, "table:number-columns-repeated")
        hidden = attributes.get("table:visibility", "visible") != "visible"
        if hidden and len(self._sheet.hidden_columns) < self._limits.columns:
            self._sheet.hidden_columns.append((first, self._hidden_column))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_repeat = _repeat(attributes, "table:number-rows-repeated")
        self._row_hidden = attributes.get("table:visibility", "visible") != "visible"
        self._cells = None
        self._column = 0

    def _end_row(self, sheet: OneSheet) -> None:
        row, repeat = self._row, self._row_repeat
        self._row += repeat
        if self._cells is not None:
            self._cells = None
            sheet.grid.close_row(row, repeat)
            if self._row_hidden:
                sheet.seen.add("hidden-rows", row + 1, repeat)

    def _start_cell(self, attributes: dict[str, str], *, covered: bool) -> None:
        if self._cell is not None:
            raise MarkupError
        self._cell = attributes
        self._covered = covered
        self._said = None

    def _end_cell(self, sheet: OneSheet) -> None:
        cell, column = self._cell, self._column
        self._cell = None
        if cell is None:
            return
        repeat = 1
        if "table:number-columns-repeated" in cell:
            repeat = _repeat(cell, "table:number-columns-repeated")
        self._column += repeat
        if self._covered or (not cell and not self._said):
            return
        said = self._said or ""
        kind = cell.get("office:value-type")
        if len(cell) == 1 and kind == "string":
            text = said
        else:
            text = self._note(sheet, cell, kind, said, repeat)
        if not text:
            return
        cells = self._cells
        if cells is None:
            cells = self._cells = sheet.grid.open_row(self._row)
        limits = self._limits
        if (
            column == len(cells)
            and repeat == 1
            and column < limits.columns
            and len(text) <= limits.cell_characters
        ):
            cells.append(text)
        else:
            sheet.grid.put(self._row, column, text, repeat)

    def _note(
        self, sheet: OneSheet, cell: dict[str, str], kind: str | None, said: str, repeat: int
    ) -> str:
        """Give what a cell shows, and note what is worth telling of it."""
        line = self._row + 1
        if "table:number-columns-spanned" in cell or "table:number-rows-spanned" in cell:
            columns = _repeat(cell, "table:number-columns-spanned")
            if columns > 1 or _repeat(cell, "table:number-rows-spanned") > 1:
                sheet.seen.add("merged-cells", line)
        text, codes = self._shown(cell, kind, said)
        if "table:formula" in cell:
            cached = text or kind
            codes = (*codes, "formulas-in-cells" if cached else "formulas-without-value")
        for code in codes:
            sheet.seen.add(code, line, min(repeat, self._limits.columns) * self._row_repeat)
        return text

    def _shown(self, cell: dict[str, str], kind: str | None, said: str) -> Shown:
        """Give what a cell shows."""
        if kind in ("float", "currency"):
            raw = cell.get("office:value", "")
            known = self._numbers.get((raw, said))
            if known is None:
                _make_room(self._numbers)
                known = self._numbers[raw, said] = show_displayed(raw, said)
            return known
        if kind == "date":
            raw = cell.get("office:date-value", "")
            known = self._dates.get((raw, said))
            if known is None:
                _make_room(self._dates)
                known = self._dates[raw, said] = show_displayed_date(raw, said)
            return known
        if kind == "percentage":
            return show_displayed(cell.get("office:value", ""), said, percentage=True)
        if kind == "time":
            return show_displayed_time(cell.get("office:time-value", ""), said)
        if kind == "boolean":
            return Shown(TRUE if cell.get("office:boolean-value") == "true" else FALSE)
        return Shown(said or (cell.get("office:string-value", "") if kind == "string" else ""))

    def _within_bounds(self, act: Callable[[OneSheet], None]) -> None:
        """Do something to the present sheet; past a bound, forget it: another may be wanted."""
        sheet = self._sheet
        if sheet is None or sheet.refusal is not None:
            self._cell = None
            return
        try:
            act(sheet)
        except UnusableFileError as refusal:
            sheet.refusal = refusal
            del sheet.grid.rows[_TOP:]


def _make_room(known: dict[tuple[str, str], Shown]) -> None:
    if len(known) >= _KEPT_SHOWN:
        known.clear()


def _repeat(attributes: dict[str, str], name: str) -> int:
    """Read how many times something is repeated, at least once and not beyond reason."""
    value = attributes.get(name, "1")
    if not (value.isascii() and value.isdigit()) or len(value) > 9:
        return _MOST_REPEATED if value.isdigit() else 1
    return max(1, int(value))
