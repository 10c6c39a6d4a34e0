"""Web and electronic addresses, and opening hours that maps can read."""

from __future__ import annotations

from collections.abc import Iterator

from grader.validation.advice.texts import advise_uri
from grader.validation.checks.opening_hours import OpeningHours
from grader.validation.repairs.cells.once import once
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.contacts import with_https, without_mailto
from grader.validation.repairs.sight import Recognised, WrongCells

#: A longer cell is no slip of the pen.
_LONGEST = 200


@once
def web(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise addresses that lack their beginning, or have words around them."""
    field = wrong.field
    if field is None or wrong.code != "type-error":
        return
    cells = [cell for cell in wrong.distinct if len(cell) <= _LONGEST]
    if wrong.detail == "uri":
        recipe = Recipe(with_https.__name__)
        after = {cell: advise_uri(field, cell).words.get("plain", "") for cell in cells}
        after = {cell: new for cell, new in after.items() if new and with_https(cell) == new}
        yield Recognised("web-address", after, recipe=recipe)
    if wrong.detail == "email":
        several = {cell for cell in cells if cell.count("@") > 1}
        recipe = Recipe(without_mailto.__name__)
        after = {cell: without_mailto(cell) for cell in cells if cell not in several}
        yield Recognised("email-around", after, sure=True, recipe=recipe)
        if several:
            yield Recognised("email-several", cells=frozenset(several))


@once
def hours(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise opening hours by what their rule understands of them."""
    if wrong.code != OpeningHours.names[0]:
        return
    rule = OpeningHours({"column": wrong.column})
    for variant, cause in (("hour", "hours-digits"), ("rewrite", "hours-words")):
        after: dict[str, str] = {}
        for cell in wrong.distinct:
            flaw = rule.judge(cell)
            if flaw is not None and flaw.variant == variant:
                after[cell] = flaw.words["better"]
        yield Recognised(cause, after, sure=variant == "hour")
