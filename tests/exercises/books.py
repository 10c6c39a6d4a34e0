"""The small registry as workbooks: one table on two sheets, and what else a workbook may hold."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.exercises.files import CLEAN
from tests.support.workbooks import xlsx

Rows = Sequence[Sequence[str]]

NOTES = (("À lire avant tout",), ("Ce registre est exporté chaque mois.",))


def rows_of(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    """Give the cells of a CSV, all of them texts."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def replaced(rows: Rows, before: str, after: str) -> list[list[str]]:
    """Change every cell that holds exactly a text; there must be one."""
    assert any(before in row for row in rows)
    return [[after if cell == before else cell for cell in row] for row in rows]


def book(folder: Path, sheets: Mapping[str, Rows], name: str = "registre.xlsx") -> Path:
    """Write a workbook."""
    path = folder / name
    path.write_bytes(xlsx(sheets))
    return path


def two_years(folder: Path) -> Path:
    """Write a workbook in which two sheets fit: the clean table, and one with a wrong date."""
    clean = rows_of(CLEAN)
    sheets = {"Année 2026": clean, "Année 2025": replaced(clean, "2026-02-20", "20/02/2026")}
    return book(folder, {"Notice": NOTES, **sheets}, "deux-annees.xlsx")
