"""Spaces that nobody sees: around a cell, or doubled in it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.texts import without_stray_spaces
from grader.validation.repairs.sight import Recognised, WrongCells


def stray_spaces(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise cells that would be right without their stray spaces."""
    after = {cell: without_stray_spaces(cell) for cell in wrong.distinct}
    yield Recognised("stray-spaces", after, sure=True, recipe=Recipe(without_stray_spaces.__name__))
