"""Numbers that are not written bare, and what the column shows of its habits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from grader.typography import french, plural
from grader.validation.repairs.cells.habits import counted
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.numbers import (
    NumberSeen,
    number_seen,
    share_of_one,
    written_number,
)
from grader.validation.repairs.recipes.texts import is_absent_mark
from grader.validation.repairs.sight import Recognised, WrongCells
from grader.validation.schemas import Field

_WHOLE = frozenset({"integer", "year"})
_EITHER = ("either", "either-point")
#: The same sign twice, or the other one after it: it can only part thousands.
_PARTS_THOUSANDS = re.compile(
    r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?"
    r"|\d{1,3},\d{3}\.\d+|\d{1,3}\.\d{3},\d+"
)
#: A comma that cannot part thousands.
_BEFORE_DECIMALS = re.compile(r"\d+,(?:\d{1,2}|\d{4,})|(?:0|\d{4,}|\d{1,3}(?:[\s'’]\d{3})+),\d+")
#: What is told where nothing in the column is evidence.
_NOTHING_SHOWN = (
    "Rien d'autre dans la colonne ne montre à quoi sert ce signe : l'usage français, une virgule "
    "devant les décimales, est proposé."
)
_PERCENT = "Lisez ce que la colonne demande : une part entre 0 et 1, ou un nombre sur 100."
_WHOLE_WANTED = (
    "Le schéma demande un nombre entier : le signe est lu comme une séparation des milliers."
)


def numbers(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise numbers by how they are written, then what is no number."""
    field = wrong.field
    if field is None or wrong.code != "type-error" or field.type not in {*_WHOLE, "number"}:
        return
    seen = {cell: number_seen(cell) for cell in wrong.distinct}
    whole = field.type in _WHOLE
    small = not whole and _sign(field) == "." and _is_small(wrong, seen)
    yield from _one_reading(field, seen, ["comma", "either"] if small else ["comma"])
    if not small:
        yield from _two_readings(wrong, field, seen)
    yield from _percents(wrong, field, seen)
    for cause, kinds in (
        ("number-negative", ["negative"]),
        ("number-spaces", ["spaces"]),
        ("number-in-text", ["in-text"]),
    ):
        yield _written(field, seen, cause, kinds)
    lost: Mapping[str, Callable[[str], bool]] = {
        "decimal-in-whole": lambda cell: whole and _has_decimals(seen[cell]),
        "words-for-number": lambda cell: seen[cell].kind == "words" and not is_absent_mark(cell),
        "number-as-date": lambda cell: seen[cell].kind == "date",
        "number-abridged": lambda cell: seen[cell].kind == "scientific",
    }
    for cause, is_lost in lost.items():
        cells = frozenset(filter(is_lost, seen))
        if cells:
            yield Recognised(cause, cells=cells)


def shares(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise « 45 » where a share of 1 is asked for."""
    field = wrong.field
    if field is None or field.type != "number" or _bound(field, "maximum") != 1:
        return
    sign = _sign(field)
    after = {cell: share_of_one(cell, sign) for cell in wrong.distinct}
    ones = sum(
        count for cell, count in counted(wrong).items() if cell.strip() in {"1", "1.0", "1.00"}
    )
    told = (
        f" Attention : {plural(ones, 'cellule')} de la colonne {_are(ones)} déjà à 1, c'est-à-dire "
        "100 %. Si l'on y voulait dire 1 %, écrivez 0.01."
    )
    words = {"ones": french(told) if ones else ""}
    recipe = Recipe(share_of_one.__name__, {"sign": sign})
    yield Recognised("share", after, words=words, recipe=recipe)


def _one_reading(
    field: Field, seen: Mapping[str, NumberSeen], commas: list[str]
) -> Iterator[Recognised]:
    """Give the numbers that can be read in one way only."""
    if field.type in _WHOLE:
        yield _written(field, seen, "whole-decimal", ["plain", "comma"], sure=True)
    elif _sign(field) == ".":
        yield _written(field, seen, "decimal-comma", commas, sure=True)
    else:
        yield _written(field, seen, "decimal-point", ["plain"], sure=True)
    yield _written(field, seen, "number-ornaments", ["ornaments"], sure=True)


def _two_readings(
    wrong: WrongCells, field: Field, seen: Mapping[str, NumberSeen]
) -> Iterator[Recognised]:
    """Give the numbers whose one sign may part decimals or thousands."""
    if not any(one.kind in _EITHER for one in seen.values()):
        return
    decimals, thousands = _habits(counted(wrong))
    whole = field.type in _WHOLE
    most_part = len(thousands) > len(decimals) or (whole and not decimals)
    # With a point before decimals, 1.234 is right: it is not to be read again.
    kinds = ["either"] if not whole and _sign(field) == "." else list(_EITHER)
    told = _told(decimals, thousands, _WHOLE_WANTED if whole else _NOTHING_SHOWN)
    reading = "thousands" if most_part else "decimal"
    words = {"habits": french(told)}
    yield _written(field, seen, "number-ambiguous", kinds, words=words, reading=reading)


def _habits(counts: Mapping[str, int]) -> tuple[Sequence[str], Sequence[str]]:
    """Give the numbers of a column whose sign is surely before decimals, or between thousands."""
    decimals: list[str] = []
    thousands: list[str] = []
    for cell, count in counts.items():
        bare = cell.strip(" €\u00a0\u202f+-")
        if _PARTS_THOUSANDS.fullmatch(bare):
            thousands += [cell] * count
        elif _BEFORE_DECIMALS.fullmatch(bare):
            decimals += [cell] * count
    return decimals, thousands


def _told(decimals: Sequence[str], thousands: Sequence[str], otherwise: str) -> str:
    """Say what the other numbers of the column show."""
    before = _count(decimals, "a une virgule", "ont une virgule", "devant les décimales")
    between = _count(thousands, "sépare", "séparent", "les milliers par un signe")
    if before and between:
        return f"La colonne mêle deux usages : {before}, et {between}."
    return f"Dans cette colonne, {before or between}." if before or between else otherwise


def _count(cells: Sequence[str], one: str, several: str, what: str) -> str:
    if not cells:
        return ""
    numbers = plural(len(cells), "autre nombre", "autres nombres")
    return f"{numbers} {one if len(cells) == 1 else several} {what} ({cells[0].strip()})"


def _percents(
    wrong: WrongCells, field: Field, seen: Mapping[str, NumberSeen]
) -> Iterator[Recognised]:
    """Give percentages: as a share where the schema, or the column, has shares of 1."""
    cells = [cell for cell, one in seen.items() if one.kind == "percent"]
    if not cells:
        return
    bare = partial(written_number, kinds=["percent"], sign=_sign(field))
    of_one = field.type == "number" and not any(
        abs(float(one.value)) > 1
        for one in map(number_seen, wrong.around)
        if one.kind in {"plain", "comma", "ornaments", "either-point"}
    )
    shares_due = field.type == "number" and not any(wrong.is_right(bare(cell)) for cell in cells)
    hundredth = of_one or shares_due
    words = {"doubt": "" if shares_due else french(_PERCENT)}
    yield _written(
        field, seen, "percent", ["percent"], sure=shares_due, words=words, hundredth=hundredth
    )


def _written(
    field: Field,
    seen: Mapping[str, NumberSeen],
    cause: str,
    kinds: list[str],
    *,
    sure: bool = False,
    words: Mapping[str, str] | None = None,
    **options: Any,
) -> Recognised:
    """Make a cause of the numbers of some kinds; bounds keep its recipe off numbers out of them."""
    parameters: dict[str, Any] = {"kinds": kinds, "sign": _sign(field), **options}
    if field.type in _WHOLE:
        parameters["whole"] = True
    for name, option in (("minimum", "least"), ("maximum", "most")):
        bound = _bound(field, name)
        if bound is not None:
            parameters[option] = bound
    cells = (cell for cell, one in seen.items() if one.kind in kinds)
    after = {cell: written_number(cell, **parameters) for cell in cells}
    recipe = Recipe(written_number.__name__, parameters)
    return Recognised(cause, after, sure=sure, words=words or {}, recipe=recipe)


def _is_small(wrong: WrongCells, seen: Mapping[str, NumberSeen]) -> bool:
    """Tell whether no thousand may stand in the column: « 2,352 » is then no thousands."""
    either = (one.thousands for one in seen.values() if one.kind == "either")
    return not any(map(wrong.is_right, ("1000", "-1000", *either)))


def _has_decimals(seen: NumberSeen) -> bool:
    known = seen.kind in {"plain", "comma", "ornaments", "negative"}
    return known and bool(re.search(r"\.0*[1-9]", seen.value))


def _sign(field: Field) -> str:
    return str(field.descriptor.get("decimalChar") or ".") if field.type == "number" else "."


def _bound(field: Field, name: str) -> float | None:
    """Give a bound that the schema declares, as a number."""
    try:
        bound = float(field.constraints[name])
    except (KeyError, TypeError, ValueError):
        return None
    return bound


def _are(count: int) -> str:
    return "est" if count == 1 else "sont"
