"""What a spreadsheet has left: failed calculations and formulas."""

from __future__ import annotations

from collections.abc import Iterator

from grader.validation.repairs.cells.damaged import FORMULA, SHEET_ERROR
from grader.validation.repairs.model import Recipe, Refusal, Repair
from grader.validation.repairs.recipes.encodings import text_of_formula
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.seen import changed, holding, suspect


def formulas(sight: Sight) -> Iterator[Repair | Refusal]:
    """Find formulas: those that are a text are written as it, others are told."""
    for name, found in holding(sight, lambda cell: cell.str.contains(r"^\s*=")):
        cells = [cell for cell in found if FORMULA.search(cell)]
        texts = {cell: text_of_formula(cell) for cell in cells if text_of_formula(cell) != cell}
        right = {cell: new for cell, new in texts.items() if sight.is_right(name, new)}
        if right:
            recipe = Recipe(text_of_formula.__name__)
            change = changed(sight, name, right)
            yield Repair("formula-text", name, sure=True, change=change, recipe=recipe)
        yield from suspect(sight, name, "formula", [cell for cell in cells if cell not in texts])


def sheet_errors(sight: Sight) -> Iterator[Refusal]:
    """Find failed calculations in cells where the schema admits any text."""
    for name, found in holding(sight, lambda cell: cell.str.contains("#", literal=True)):
        cells = [cell for cell in found if SHEET_ERROR.search(cell)]
        yield from suspect(sight, name, "sheet-error", cells)
