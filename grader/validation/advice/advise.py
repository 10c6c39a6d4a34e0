"""Choose the adviser of a fault by what the cell breaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from grader.typography import plural
from grader.validation.advice.dates import advise_date
from grader.validation.advice.model import GENERAL, Advice
from grader.validation.advice.numbers import advise_number, plain_number
from grader.validation.advice.texts import (
    advise_boolean,
    advise_enum,
    advise_pattern,
    advise_uri,
)
from grader.validation.schemas import Field

Adviser = Callable[[Field, str], Advice]


def _advise_bound(field: Field, cell: str) -> Advice:
    """Recognise « 45 » where a share of 1 is asked for."""
    most = field.constraints.get("maximum")
    plain = plain_number(cell)
    if str(most) in {"1", "1.0"} and plain and 1 < float(plain) <= 100:
        return Advice("percent", {"plain": format(float(plain) / 100, ".10g")})
    return GENERAL


#: A longer cell is no slip of the pen: nothing is proposed in its place.
_LONGEST = 200

_TYPES: Mapping[str, Adviser] = {
    "date": advise_date,
    "integer": advise_number,
    "number": advise_number,
    "boolean": advise_boolean,
    "uri": advise_uri,
}
_CONSTRAINTS: Mapping[str, Adviser] = {
    "pattern": advise_pattern,
    "enum": advise_enum,
    "maximum": _advise_bound,
}


def type_detail(field: Field) -> str:
    """Name the type as findings do: a text can only be wrong for its format."""
    return field.format if field.type == "string" and field.format != "default" else field.type


def advise(field: Field, broken: str, cell: str) -> Advice:
    """Say how a fault is best told.

    Args:
        field: where the cell lies.
        broken: ``type``, or the name of the constraint that the cell breaks.
        cell: the cell as written.
    """
    adviser = _TYPES.get(type_detail(field)) if broken == "type" else _CONSTRAINTS.get(broken)
    advice = adviser(field, cell[:_LONGEST]) if adviser else GENERAL
    if len(cell) > _LONGEST:
        advice = Advice("", advice.words)
    if broken == "type":
        return advice
    bound = field.constraints.get(broken)
    words = {"bound": str(bound).replace(".", ",") if isinstance(bound, float) else str(bound)}
    if broken in {"minLength", "maxLength"} and isinstance(bound, int):
        words["bound"] = plural(bound, "caractère")
        words["length"] = plural(len(cell), "caractère")
    return Advice(advice.variant, {**words, **advice.words})
