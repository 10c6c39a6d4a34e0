"""Values that are not written as the schema lists them, and matters of acts."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from grader.tables.labels import fold
from grader.validation.advice.texts import advise_enum
from grader.validation.checks.nomenclature_acte import FAMILIES, NomenclatureActe
from grader.validation.repairs.cells.once import once
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.choices import as_listed, without_spaces_at_slash
from grader.validation.repairs.sight import Recognised, WrongCells

#: A longer cell is no slip of the pen.
_LONGEST = 200
#: From that likeness on (100 is equality), a matter is another way to write a family of acts.
_NEAR = 85


@once
def enums(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise listed values by their letters, then those that are near one of them."""
    field = wrong.field
    if field is None or wrong.detail != "enum":
        return
    values = [str(value) for value in field.constraints["enum"]]
    recipe = Recipe(as_listed.__name__, {"values": values})
    after = {cell: as_listed(cell, values) for cell in wrong.distinct}
    yield Recognised("enum-writing", after, sure=True, recipe=recipe)
    likely: dict[str, str] = {}
    for cell in wrong.distinct:
        near = advise_enum(field, cell).words.get("plain") if len(cell) <= _LONGEST else None
        if near and as_listed(cell, values) == cell:
            likely[cell] = near
    yield Recognised("enum-spelling", likely)


@once
def matters(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise matters of acts whose slash has spaces, or whose family is misspelt."""
    if wrong.code != NomenclatureActe.names[0]:
        return
    if wrong.detail == "space":
        after = {cell: without_spaces_at_slash(cell) for cell in wrong.distinct}
        recipe = Recipe(without_spaces_at_slash.__name__)
        yield Recognised("matter-spaces", after, sure=True, recipe=recipe)
    if wrong.detail == "prefix":
        likely = {cell: _with_family(cell) for cell in wrong.distinct}
        yield Recognised("matter-family", likely)


def _with_family(cell: str) -> str:
    """Write the family of an act as the nomenclature does, where it is near one of the nine."""
    family, _, rest = cell.partition("/")
    by_form = {fold(name): name.lower() for name in FAMILIES}
    near = process.extractOne(fold(family), list(by_form), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f"{by_form[near[0]]}/{rest.strip()}" if near else cell
