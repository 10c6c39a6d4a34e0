"""Answers by yes or no that are not written as the schema does."""

from __future__ import annotations

from collections.abc import Iterator

from grader.validation.advice.texts import accepted
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.booleans import answer_seen, written_answer
from grader.validation.repairs.sight import Recognised, WrongCells

#: Letters that prove each other: « O » is a yes where there is an « N ».
_PAIRS = ({"o", "n"}, {"v", "f"}, {"t", "f"}, {"y", "n"})


def answers(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise « VRAI », « OUI », « O » or « X » where the schema admits other words."""
    if wrong.field is None or wrong.field.type != "boolean" or wrong.code != "type-error":
        return
    paired = _letters_are_paired(wrong)
    certain = ["word", "letter"] if paired else ["word"]
    doubtful = ["sign"] if paired else ["letter", "sign"]
    true, false = accepted(wrong.field)
    shown = {"true": true[0] if true else "", "false": false[0] if false else ""}
    for cause, kinds in (("boolean-spelling", certain), ("boolean-sign", doubtful)):
        params = {"kinds": kinds, "true_values": true, "false_values": false}
        after = {cell: written_answer(cell, kinds, true, false) for cell in wrong.distinct}
        recipe = Recipe(written_answer.__name__, params)
        yield Recognised(cause, after, sure=kinds is certain, words=shown, recipe=recipe)


def _letters_are_paired(wrong: WrongCells) -> bool:
    """Tell whether the letters of the column are a yes and its own no, and nothing else."""
    letters = {
        cell.strip(" .").lower() for cell in wrong.around if answer_seen(cell)[0] == "letter"
    }
    return letters in _PAIRS
