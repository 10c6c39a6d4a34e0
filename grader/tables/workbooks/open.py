"""The way in: from a file's bytes to a workbook whose sheets are read one at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from grader.errors import UnusableFileError
from grader.settings import Bounds
from grader.tables.model import Notice
from grader.tables.notices import notice
from grader.tables.refusals import refuse
from grader.tables.workbooks.limits import Limits
from grader.tables.workbooks.model import Seen, Sheet, Source

_SPOKEN = {"xlsx": "Excel, .xlsx", "xls": "ancien Excel, .xls", "ods": "LibreOffice, .ods"}
#: In the order in which they are told.
_TOLD = (
    "formulas-without-value",
    "digits-lost",
    "numbers-as-identifiers",
    "dates-as-shown",
    "rounded-numbers",
    "dressed-numbers",
    "formulas-in-cells",
    "merged-cells",
    "hidden-rows",
    "hidden-columns",
)
_LONGEST_NAME = 100
_UNSEEN = re.compile(r"\s+")


class Workbook:
    """A workbook that is open; its sheets are read when asked for.

    Args:
        kind: ``xlsx``, ``xls`` or ``ods``.
        source: the workbook in its own format.

    Attributes:
        kind: as given.
        sheet_names: names of the sheets that hold at least one filled cell, in their order,
            without control characters, each different from the others.
        hidden_names: those among them whose tab is hidden.
    """

    def __init__(self, kind: str, source: Source) -> None:
        self.kind = kind
        self._source = source
        self._index: dict[str, int] = {}
        hidden = []
        taken: set[str] = set()
        for index, tab in enumerate(source.tabs):
            name = _distinct(shown_name(tab.name, index), taken)
            taken.add(name)
            if source.holds_cells(index):
                self._index[name] = index
                if tab.hidden:
                    hidden.append(name)
        self.sheet_names = tuple(self._index)
        self.hidden_names = frozenset(hidden)

    def first_rows(self, name: str, count: int) -> list[list[str]]:
        """Read the top of a sheet.

        Args:
            name: one of ``sheet_names``.
            count: how many rows at most.

        Raises:
            UnusableFileError: the sheet is damaged or past a bound.
        """
        with damaged_if_it_fails():
            return self._source.read(self._index[name], count)[0][:count]
        raise AssertionError  # the block above returns or raises

    def read_sheet(self, name: str) -> Sheet:
        """Read a sheet as texts, and tell what was lost.

        Args:
            name: one of ``sheet_names``.

        Raises:
            UnusableFileError: the sheet is damaged or past a bound.
        """
        index = self._index[name]
        with damaged_if_it_fails():
            rows, seen = self._source.read(index)
            told = [notice("workbook-file", kind=_SPOKEN[self.kind])]
            others = len(self.hidden_names - {name})
            if others:
                told.append(notice("hidden-sheets", others))
            return Sheet(name, rows, told + _notices(seen))
        raise AssertionError  # the block above returns or raises


def open_workbook(data: bytes, kind: str, bounds: Bounds) -> Workbook:
    """Open a workbook.

    Args:
        data: the file's bytes, whole.
        kind: as ``grader.tables.signature.workbook_kind`` tells.
        bounds: limits on rows, columns, cells, and on what it occupies once decompressed.

    Raises:
        UnusableFileError: encrypted, damaged, past a bound, or without any filled cell.
    """
    with damaged_if_it_fails():
        workbook = Workbook(kind, _opener(kind)(data, Limits.of(bounds)))
    if not workbook.sheet_names:
        raise refuse("workbook-empty")
    return workbook


def _opener(kind: str) -> Callable[[bytes, Limits], Source]:
    """Give the reader of that kind; each is imported when it is first needed."""
    if kind == "xlsx":
        from grader.tables.workbooks.xlsx import XlsxSource

        return XlsxSource
    if kind == "ods":
        from grader.tables.workbooks.ods import OdsSource

        return OdsSource
    from grader.tables.workbooks.xls import XlsSource

    return XlsSource


@contextmanager
def damaged_if_it_fails() -> Iterator[None]:
    """Turn any fault met inside a hostile file into its refusal.

    Raises:
        UnusableFileError: ``workbook-damaged``, or the refusal raised inside.
    """
    try:
        yield
    except (UnusableFileError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - parsers raise anything on damaged bytes
        raise refuse("workbook-damaged") from None


def shown_name(name: str, index: int) -> str:
    """Give the name of a sheet as it can be shown: one line, nothing invisible, not too long.

    Args:
        name: as the workbook writes it.
        index: place of the sheet, which names it when nothing is left of its name.
    """
    kept = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character
        for character in name[: 4 * _LONGEST_NAME]
    )
    short = _UNSEEN.sub(" ", kept).strip()
    if len(short) > _LONGEST_NAME:
        short = short[: _LONGEST_NAME - 1] + "…"
    return short or f"Feuille {index + 1}"


def _distinct(name: str, taken: set[str]) -> str:
    """Give a name that no other sheet has."""
    made, count = name, 1
    while made in taken:
        count += 1
        made = f"{name} ({count})"
    return made


def _notices(seen: Seen) -> list[Notice]:
    return [notice(code, *seen.counts[code]) for code in _TOLD if code in seen.counts]
