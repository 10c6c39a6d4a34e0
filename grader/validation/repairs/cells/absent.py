"""Cells that say that there is nothing to say: « néant », « N/A », a dash, « ######## »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.tables.labels import fold
from grader.typography import french
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.texts import is_absent_mark, without_absent_mark
from grader.validation.repairs.sight import Recognised, WrongCells

#: What a spreadsheet shows in place of a value that its column is too narrow for.
_TOO_NARROW = re.compile(r"\s*#{3,}\s*")
#: Marks that schemas admit here and there: a recipe leaves those that the column admits.
_KNOWN = ("N/A", "NA", "NaN", "NC", "ND", "NR", "null", "Inconnu", "inconnu", "Néant", "néant", "-")
_ZERO = "Pour un nombre, « néant » ou un tiret veut parfois dire zéro : écrivez alors 0."


def absent_marks(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise marks of absence: an optional cell may be empty, a required one may not."""
    if wrong.field is None:
        return
    values = [str(value) for value in wrong.field.constraints.get("enum") or ()]
    admitted = {fold(value) for value in values}
    marks = [
        cell
        for cell in wrong.distinct
        if (is_absent_mark(cell) or not cell.strip())
        and fold(cell) not in admitted
        and not any(map(wrong.is_right, (cell, cell.upper(), cell.lower())))
    ]
    if not marks:
        return
    if not wrong.is_right(""):
        yield Recognised("absent-required", cells=frozenset(marks))
        return
    around = (cell for cell in wrong.around if is_absent_mark(cell))
    kept = sorted({cell for cell in (*_KNOWN, *values, *around) if wrong.is_right(cell)})
    recipe = Recipe(without_absent_mark.__name__, {"kept": kept})
    zero = french(f" {_ZERO}") if wrong.field.type in {"number", "integer"} else ""
    after = {cell: without_absent_mark(cell, kept) for cell in marks}
    yield Recognised("absent-mark", after, words={"zero": zero}, recipe=recipe)


def narrow_columns(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise « ######## »: the value did not fit in the column and is not in the file."""
    hidden = frozenset(cell for cell in wrong.distinct if _TOO_NARROW.fullmatch(cell))
    if hidden:
        yield Recognised("narrow-column", cells=hidden)
