"""Leading zeros that a spreadsheet has dropped, where an official list proves it.

Those of SIRET and SIREN are proven by their keys: see ``identifiers``.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.validation.checks.listed_value import ListedCode
from grader.validation.repairs.cells.kinds import list_rule
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.identifiers import with_leading_zero
from grader.validation.repairs.sight import Recognised, WrongCells


def lost_zeros(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise codes of places that are in their list with a zero before them.

    Nobody has to look when no zero is left before any code of the column: the spreadsheet has
    then dropped them all. Where some are left, « 7500 » may be a slip of the pen for « 75000 ».
    """
    rule = list_rule(wrong)
    if not isinstance(rule, ListedCode):
        return
    found: dict[str, str] = {}
    for cell in wrong.distinct:
        flaw = rule.judge(cell)
        if flaw is not None and flaw.variant == "zero":
            found[cell] = flaw.words["better"]
    if not found:
        return
    recipe = Recipe(with_leading_zero.__name__, {"length": rule.length})
    short = {
        cell: new for cell, new in found.items() if with_leading_zero(cell, rule.length) == new
    }
    kept = any(cell.startswith("0") and len(cell) == rule.length for cell in wrong.around)
    cause = "place-zero-doubtful" if kept else "place-zero"
    yield Recognised(cause, short, sure=not kept, recipe=recipe)
