"""Codes and names of places that are not written as their official list writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from grader.tables.labels import fold
from grader.validation.checks.cell_check import Flaw
from grader.validation.checks.listed_value import ListedName, ListedValue, official_list
from grader.validation.repairs.cells.kinds import list_rule
from grader.validation.repairs.cells.once import once
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.identifiers import bare_code
from grader.validation.repairs.sight import Recognised, WrongCells

#: By variant of the rule's verdict, the cause of what can only be found elsewhere.
_LOST = {
    "postal": "place-postal",
    "code": "place-code",
    "other-edition": "place-edition",
    "scientific": "scientific",
}
#: By variant, the cause of what somebody has to look at.
_DOUBTFUL = {"corsica": "place-corsica", "near": "place-spelling"}


@once
def places(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise codes and names by the verdict of the rule that refuses them."""
    rule = list_rule(wrong)
    if rule is None:
        return
    flaws = {cell: rule.judge(cell) for cell in wrong.distinct}
    yield from _written(rule, flaws)
    for variant, cause in _DOUBTFUL.items():
        after = {
            c: flaw.words["better"] for c, flaw in flaws.items() if _is(flaw, variant) and flaw
        }
        yield Recognised(cause, after)
    for variant, cause in _LOST.items():
        cells = {cell: flaw for cell, flaw in flaws.items() if _is(flaw, variant) and flaw}
        if cells:
            words = dict(next(iter(cells.values())).words) | {"name": "code"}
            yield Recognised(cause, cells=frozenset(cells), words=words)


def _is(flaw: Flaw | None, variant: str) -> bool:
    return flaw is not None and flaw.variant == variant


def _written(rule: ListedValue, flaws: dict[str, Flaw | None]) -> Iterator[Recognised]:
    """Give another way to write a name or a code; a name that is like two is to be confirmed."""
    better = {c: flaw.words["better"] for c, flaw in flaws.items() if _is(flaw, "rewrite") and flaw}
    if not isinstance(rule, ListedName):
        recipe = Recipe(bare_code.__name__)
        yield Recognised("place-writing", better, sure=True, recipe=recipe)
        return
    twice = _twice(rule.listing, rule.edition)
    alone = {cell: name for cell, name in better.items() if fold(name) not in twice}
    yield Recognised("place-name", alone, sure=True)
    yield Recognised("place-spelling", better)


@cache
def _twice(listing: str, edition: str) -> frozenset[str]:
    """Give what names have in common that only signs or accents tell apart."""
    counted = Counter(fold(name) for name in official_list(listing, edition))
    return frozenset(form for form, count in counted.items() if count > 1)
