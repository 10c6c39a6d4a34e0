"""The recipes by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes import (
    addresses,
    booleans,
    choices,
    contacts,
    dates,
    encodings,
    identifiers,
    numbers,
    periods,
    points,
    texts,
)

#: By name of the function.
BOOK: Mapping[str, Callable[..., str]] = {
    function.__name__: function
    for function in (
        texts.without_stray_spaces,
        texts.without_absent_mark,
        dates.written_date,
        dates.written_moment,
        dates.year_of_date,
        numbers.written_number,
        numbers.share_of_one,
        booleans.written_answer,
        identifiers.digits_alone,
        identifiers.without_decimals,
        identifiers.first_nine,
        identifiers.with_leading_zeros,
        identifiers.with_leading_zero,
        identifiers.bare_code,
        choices.as_listed,
        choices.without_signs,
        choices.with_point,
        choices.in_capitals,
        choices.in_lower_case,
        choices.with_list_sign,
        choices.without_spaces_at_slash,
        contacts.with_https,
        contacts.without_mailto,
        contacts.international_phone,
        periods.as_period,
        periods.as_years,
        addresses.address_key,
        points.as_point,
        points.swapped_point,
        encodings.decoded,
        encodings.decoded_in_part,
        encodings.text_of_formula,
    )
}


def follow(recipe: Recipe, cell: str) -> str:
    """Rewrite a cell.

    Args:
        recipe: how.
        cell: the cell as written.
    """
    return BOOK[recipe.function](cell, **recipe.parameters)
