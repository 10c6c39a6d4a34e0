"""What can be told of whole columns at once: cells surely right, cells surely wrong.

Frictionless defines the meaning (see ``oracle``); what is told here is a strict part of it, and
whatever is left over is read by frictionless itself, each distinct cell once. A form that is
rare, or where engines might differ, is left over on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from grader.validation.columns import Reader
from grader.validation.patterns import AGREED, for_polars
from grader.validation.schemas import Field

#: Digits that a float keeps exactly, so that comparing floats is comparing numbers.
_EXACT_DIGITS = 15

_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_DATETIME = (
    r"^(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T(?:[01][0-9]|2[0-3])"
    r":[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?$"
)
_TIME = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"
_DEGREES = r"(?:0|[1-9][0-9]?)(?:\.[0-9]{1,15})?"
_LONGITUDE = rf"-?(?:{_DEGREES}|1[0-7][0-9](?:\.[0-9]{{1,15}})?)"
_LATITUDE = r"-?(?:0|[1-8][0-9]?)(?:\.[0-9]{1,15})?"

#: Forms that are surely right, by (type, format); they bear no constraint but those of texts.
_FORMS: Mapping[tuple[str, str], str] = {
    ("datetime", "default"): _DATETIME,
    ("time", "default"): _TIME,
    ("geopoint", "default"): rf"^{_LONGITUDE}, ?{_LATITUDE}$",
    ("geopoint", "array"): rf"^\[{_LONGITUDE}, ?{_LATITUDE}\]$",
    ("string", "uri"): (
        r"^https?://[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,20}"
        r"(?:/[A-Za-z0-9._~-]+)*/?(?:\?[A-Za-z0-9._~=&-]+)?$"
    ),
    ("string", "email"): (
        # Nobody bears more than 64 characters before the « @ », or 63 in a name of domain.
        r"^[a-z0-9]{1,20}(?:[._-][a-z0-9]{1,20}){0,2}@[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,2}"
        r"\.[a-z]{2,6}$"
    ),
    (
        "string",
        "uuid",
    ): r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
}

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


class Told(NamedTuple):
    """What is surely wrong with some cells.

    Attributes:
        decided: for each cell, whether ``broken`` says all that is wrong with it.
        broken: by name of what is broken (``type`` or a constraint), which cells break it.
    """

    decided: pl.Series
    broken: Mapping[str, pl.Series]


def surely_right(field: Field, cell: pl.Expr, reader: Reader) -> pl.Expr | None:
    """Give what is true of cells that surely break nothing; None when nothing can be told.

    Args:
        field: the field.
        cell: a column of texts; cells that stand for missing ones are not to be believed.
        reader: frictionless's reader of the field.
    """
    constraints = {
        name: value
        for name, value in field.constraints.items()
        if value is not None and name not in {"required", "unique"}
    }
    maker = _RIGHT.get(field.type)
    if maker is None:
        return None
    return maker(field, cell, constraints, reader)


def _text(
    field: Field, cell: pl.Expr, constraints: Mapping[str, Any], _reader: Reader
) -> pl.Expr | None:
    right = pl.lit(value=True)
    if field.format != "default":
        form = _FORMS.get(("string", field.format))
        if form is None:
            return None
        right = cell.str.contains(form)
    for name, value in constraints.items():
        if name == "enum":
            right &= cell.is_in([one for one in value if isinstance(one, str)])
        elif name == "pattern":
            pattern = for_polars(str(value))
            if pattern is None:
                return None
            right &= cell.str.contains(pattern.subset)
            if not pattern.explicit:
                right &= cell.str.contains(AGREED)
        elif name in {"minLength", "maxLength"} and type(value) is not int:
            return None
        elif name == "minLength":
            right &= cell.str.len_chars() >= value
        elif name == "maxLength":
            right &= cell.str.len_chars() <= value
    return right


def _number(
    field: Field, cell: pl.Expr, constraints: Mapping[str, Any], reader: Reader
) -> pl.Expr | None:
    if not is_plain_number(field):
        return None
    form = r"^-?[0-9]+$" if field.type == "integer" else r"^-?[0-9]+(?:\.[0-9]+)?$"
    right = cell.str.contains(form) & (cell.str.len_bytes() <= _EXACT_DIGITS)
    return _within(right, lambda: cell.cast(pl.Float64, strict=False), constraints, reader)


def is_plain_number(field: Field) -> bool:
    """Tell whether numbers are written without options of their own.

    Args:
        field: a field of numbers.
    """
    options = {"decimalChar", "groupChar", "bareNumber"}
    return not options & field.descriptor.keys()


def _year(
    _field: Field, cell: pl.Expr, constraints: Mapping[str, Any], reader: Reader
) -> pl.Expr | None:
    right = cell.str.contains(r"^[0-9]{4}$")
    return _within(right, lambda: cell.cast(pl.Float64, strict=False), constraints, reader)


def _date(
    field: Field, cell: pl.Expr, constraints: Mapping[str, Any], reader: Reader
) -> pl.Expr | None:
    if field.format not in {"default", "%Y-%m-%d"}:
        return None
    read = cell.str.to_date("%Y-%m-%d", strict=False)
    # Year 0 is a year for polars, and none for Python.
    right = cell.str.contains(_DATE) & read.is_not_null() & (cell >= "0001")
    return _within(right, lambda: read, constraints, reader)


def _within(
    right: pl.Expr,
    value: Callable[[], pl.Expr],
    constraints: Mapping[str, Any],
    reader: Reader,
) -> pl.Expr | None:
    """Add the bounds to what is right; None with any other constraint."""
    for name, declared in constraints.items():
        if name not in _BOUNDS:
            return None
        bound = _bound(declared, reader)
        if bound is None:
            return None
        column = value()
        compared = {
            "minimum": column >= bound,
            "maximum": column <= bound,
            "exclusiveMinimum": column > bound,
            "exclusiveMaximum": column < bound,
        }
        right &= compared[name]
    return right.fill_null(value=False)


def _bound(declared: Any, reader: Reader) -> pl.Expr | None:
    """Read a bound as its field does; None when a float would not be exactly it."""
    value = declared if isinstance(declared, int | float) else reader(str(declared))[0]
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        exact = Decimal(str(value))
        if len(str(value)) > _EXACT_DIGITS or not exact.is_finite():
            return None
        # Some have few digits and are still out of a float's reach: 1E-400.
        return pl.lit(float(value)) if Decimal(str(float(value))) == exact else None
    return pl.lit(value) if type(value) is date else None


def _boolean(
    field: Field, cell: pl.Expr, constraints: Mapping[str, Any], _reader: Reader
) -> pl.Expr | None:
    return None if constraints else cell.is_in(list(_truth(field)))


def _truth(field: Field) -> tuple[str, ...]:
    """Give the texts that a boolean field admits."""
    true = field.descriptor.get("trueValues", ["true", "True", "TRUE", "1"])
    false = field.descriptor.get("falseValues", ["false", "False", "FALSE", "0"])
    return tuple(str(one) for one in (*true, *false) if isinstance(one, str))


def _form(
    field: Field, cell: pl.Expr, constraints: Mapping[str, Any], _reader: Reader
) -> pl.Expr | None:
    form = _FORMS.get((field.type, field.format))
    return None if constraints or form is None else cell.str.contains(form)


_RIGHT: Mapping[str, Callable[[Field, pl.Expr, Mapping[str, Any], Reader], pl.Expr | None]] = {
    "string": _text,
    "number": _number,
    "integer": _number,
    "year": _year,
    "date": _date,
    "boolean": _boolean,
    "datetime": _form,
    "time": _form,
    "geopoint": _form,
}


def surely_wrong(field: Field, texts: pl.Series) -> Told:
    """Tell what can be told at once of cells that are not surely right.

    Args:
        field: the field.
        texts: cells as written, none of them missing.
    """
    if field.type == "string" and field.format == "default":
        return _wrong_texts(field, texts)
    if field.type in {"number", "integer"} and is_plain_number(field):
        # Neither Decimal nor int admit a comma, a space between digits, or a sign of money.
        wrong = texts.str.contains(r"[,€%$/:;]|[0-9]\s+[0-9]")
    elif field.type == "date" and field.format in {"default", "%Y-%m-%d"}:
        wrong = texts.str.contains(r"[/.TZ:]")
    elif field.type == "boolean":
        wrong = ~texts.is_in(list(_truth(field)))
    else:
        return _nothing(len(texts))
    return Told(wrong, {"type": wrong})


def _nothing(count: int) -> Told:
    return Told(pl.repeat(value=False, n=count, dtype=pl.Boolean, eager=True), {})


def _wrong_texts(field: Field, texts: pl.Series) -> Told:
    """Texts have no type to break: each constraint is told apart."""
    decided = pl.repeat(value=True, n=len(texts), dtype=pl.Boolean, eager=True)
    broken: dict[str, pl.Series] = {}
    for name, value in field.constraints.items():
        if value is None:
            continue
        if name in {"minLength", "maxLength"} and type(value) is not int:
            return _nothing(len(texts))
        if name == "enum":
            broken[name] = ~texts.is_in([one for one in value if isinstance(one, str)])
        elif name == "minLength":
            broken[name] = texts.str.len_chars() < value
        elif name == "maxLength":
            broken[name] = texts.str.len_chars() > value
        elif name == "pattern":
            pattern = for_polars(str(value))
            if pattern is None:
                return _nothing(len(texts))
            decided = texts.str.contains(AGREED)
            broken[name] = ~texts.str.contains(pattern.text)
    return Told(decided, broken)
