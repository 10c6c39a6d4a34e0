"""The recipes by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes import texts

#: By name of the function.
BOOK: Mapping[str, Callable[..., str]] = {
    function.__name__: function for function in (texts.without_stray_spaces,)
}


def follow(recipe: Recipe, cell: str) -> str:
    """Rewrite a cell.

    Args:
        recipe: how.
        cell: the cell as written.
    """
    return BOOK[recipe.function](cell, **recipe.parameters)
