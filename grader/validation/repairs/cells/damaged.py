"""Wrong cells whose letters or calculations were damaged before: taken before any other cause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.validation.repairs.cells.once import once
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.encodings import decoded, decoded_in_part, text_of_formula
from grader.validation.repairs.sight import Recognised, Sight, WrongCells

#: What a spreadsheet writes where a calculation has failed.
SHEET_ERROR = re.compile(
    r"^\s*#(?:REF|N/A|N/D|NOM|NAME|VALEUR|VALUE|DIV/0|NUL|NULL|NOMBRE|NUM)[!?]?\s*$"
)
#: What a spreadsheet writes where no value was found: the cell may simply have none.
_NOT_AVAILABLE = re.compile(r"^\s*#N/[AD]\s*$")
#: What takes the place of a letter that could not be read.
LOST = "\ufffd"
FORMULA = re.compile(r"^\s*=\s*\S")
#: UTF-8 whose bytes have lost their eighth bit: « C) » was « é », a tab after C was « É ».
SEVEN_BIT = re.compile(r"[a-z]C[\"'()*+][a-z]|C[\x01-\x08\t\x0b\x0c\x0e-\x1f][a-z]")


def is_damaged_table(sight: Sight) -> bool:
    """Tell whether reading has noticed letters read in a wrong encoding.

    Args:
        sight: the draft.
    """
    return any(notice.code == "mojibake" for notice in sight.draft.notices)


@once
def damaged(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise letters of a wrong encoding, lost letters, formulas and failed calculations."""
    after = {cell: decoded(cell) for cell in wrong.distinct}
    sure = is_damaged_table(wrong.sight)
    yield Recognised("mojibake", after, sure=sure, recipe=Recipe(decoded.__name__))
    after = {cell: decoded_in_part(cell) for cell in wrong.distinct}
    yield Recognised("mojibake-in-part", after, recipe=Recipe(decoded_in_part.__name__))
    after = {cell: text_of_formula(cell) for cell in wrong.distinct}
    recipe = Recipe(text_of_formula.__name__)
    yield Recognised("formula-text", after, sure=True, recipe=recipe)
    lost = {
        "lost-characters": lambda cell: LOST in cell,
        "seven-bit": lambda cell: bool(SEVEN_BIT.search(cell)),
        "sheet-error": lambda cell: is_sheet_error(wrong, cell),
        "formula": lambda cell: bool(FORMULA.search(cell)),
    }
    for cause, is_lost in lost.items():
        cells = frozenset(filter(is_lost, wrong.distinct))
        if cells:
            yield Recognised(cause, cells=cells)


def is_sheet_error(wrong: WrongCells, cell: str) -> bool:
    """Tell whether a cell is a failed calculation; « #N/A » where nothing is due is an absence."""
    if wrong.field is not None and not wrong.field.required and _NOT_AVAILABLE.search(cell):
        return False
    return bool(SHEET_ERROR.search(cell))
