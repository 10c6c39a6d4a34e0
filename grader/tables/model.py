"""What reading a person's file gives: a table of texts, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A « constat de lecture »: something about the file itself, apart from any schema.

    Attributes:
        code: stable kebab-case identifier (``encoding-not-utf8``, ``title-lines``…).
        severity: ``error`` when software that reads the file will fail or misread it,
            ``warning`` when it is advice.
        message: what was seen, in French.
        why: why it matters to those who reuse the file, in French.
        fix: how to mend it, in French.
        count: how many lines or cells are concerned (1 when it is the file as a whole).
        line: first line concerned, 1-based as a spreadsheet shows it, or None.
    """

    code: str
    severity: str
    message: str
    why: str
    fix: str
    count: int = 1
    line: int | None = None


@dataclass(frozen=True)
class Dialect:
    """How the file is written: ``encoding`` (Python name), ``delimiter`` and BOM."""

    encoding: str
    delimiter: str
    has_bom: bool


@dataclass(frozen=True)
class Table:
    """A rectangular reading of a file; every cell is text, as the person sees it.

    Attributes:
        header: column names as written, of length ``width`` (may hold blanks and repeats).
        header_line: 1-based line of the header in the file.
        rows: data rows as read; a row may be shorter or longer than the header.
        lines: for each row, its 1-based line as a spreadsheet shows it (title lines and
            header counted, a quoted newline not counted).
        dialect: how the file is written.
        notices: what was noticed while reading.
    """

    header: tuple[str, ...]
    header_line: int
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    dialect: Dialect
    notices: tuple[Notice, ...]
