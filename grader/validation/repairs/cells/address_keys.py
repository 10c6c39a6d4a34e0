"""Keys of addresses whose number has lost the zeros before it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.tables.labels import fold
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.addresses import address_key
from grader.validation.repairs.sight import Recognised, WrongCells

_NAMED_SO = "cleinterop"


def address_keys(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise keys such as « 99042_0120_4 »: commune, street, and a number of five digits.

    Source: specification of the « base adresse locale », ``cle_interop``.
    """
    if wrong.field is None or _NAMED_SO not in fold(wrong.field.name).replace(" ", ""):
        return
    after = {cell: address_key(cell) for cell in wrong.distinct}
    yield Recognised("address-key", after, sure=True, recipe=Recipe(address_key.__name__))
