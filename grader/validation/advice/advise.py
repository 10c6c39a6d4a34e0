"""Choose the adviser of a fault by what the cell breaks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sized
from dataclasses import replace

from grader.typography import plural
from grader.validation.advice.dates import advise_date
from grader.validation.advice.model import GENERAL, Advice
from grader.validation.advice.numbers import advise_number, plain_number
from grader.validation.advice.points import advise_point
from grader.validation.advice.texts import (
    advise_array,
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


#: Types whose cells hold several values.
_SEVERAL = frozenset({"array", "object", "list"})
#: A longer cell is no slip of the pen: nothing is proposed in its place.
_LONGEST = 200

_TYPES: Mapping[str, Adviser] = {
    "date": advise_date,
    "integer": advise_number,
    "number": advise_number,
    "boolean": advise_boolean,
    "uri": advise_uri,
    "geopoint": advise_point,
    "array": advise_array,
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
    if cell and not cell.strip():
        return Advice("spaces")
    if broken != "type" and broken not in field.constraints:
        return _advise_items(field, broken, cell)
    adviser = _TYPES.get(type_detail(field)) if broken == "type" else _CONSTRAINTS.get(broken)
    advice = adviser(field, cell[:_LONGEST]) if adviser else GENERAL
    if len(cell) > _LONGEST:
        advice = Advice("", advice.words)
    if broken == "type":
        return advice
    bound = field.constraints.get(broken)
    words = {"bound": str(bound).replace(".", ",") if isinstance(bound, float) else str(bound)}
    if broken in {"minLength", "maxLength"} and isinstance(bound, int):
        noun = "élément" if field.type in _SEVERAL else "caractère"
        words["bound"] = plural(bound, noun)
        words["length"] = plural(len(_parts(field, cell)), noun)
        if broken == "maxLength" and noun == "caractère" and len(cell.strip()) <= bound:
            return Advice("around", words)
    return Advice(advice.variant, {**words, **advice.words})


def _parts(field: Field, cell: str) -> Sized:
    """Give what the length of a cell is counted in."""
    if field.type == "list":
        return cell.split(str(field.descriptor.get("delimiter") or ","))
    parts: Sized = json.loads(cell) if field.type in _SEVERAL else cell
    return parts


def _advise_items(field: Field, broken: str, cell: str) -> Advice:
    """Say what is wrong with a value inside a list; the cell itself is not rewritten."""
    item = field.descriptor.get("arrayItem") or {}
    constraints = item.get("constraints") or {}
    if broken not in constraints:
        return GENERAL
    texts = [one for one in json.loads(cell) if isinstance(one, str)]
    inner = replace(
        field,
        type=str(item.get("type") or "any"),
        format=str(item.get("format") or "default"),
        constraints=constraints,
        descriptor=item,
    )
    extreme = max if broken == "maxLength" else min
    return Advice("", advise(inner, broken, extreme(texts, key=len, default=cell)).words)
