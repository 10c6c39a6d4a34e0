"""The meaning of types and constraints, as frictionless defines it.

Only this module and the tests know frictionless. It gives, field by field, the very readers
that frictionless's own rows are read with, so that meaning is its own and nothing else is: no
limit on errors, no header rules, no file reading.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from frictionless import FrictionlessException, Schema

from grader.errors import UnknownSchemaError
from grader.typography import french
from grader.validation.quiet import without_warnings
from grader.validation.schemas import TableSchema

if TYPE_CHECKING:
    from grader.validation.columns import Reader

#: A version of Table Schema that admits what any version admits (bounds left out, for one).
_ANY_VERSION = "https://datapackage.org/profiles/2.0/tableschema.json"

#: What frictionless would check or choke on, and which has no bearing on cells.
_NOT_FOR_CELLS = frozenset(
    {"title", "description", "example", "customCheck", "frFormat", "rdfType"}
)


#: Readers of the schemas last used, with the schema itself: an identity serves again once its
#: object is gone.
_made: OrderedDict[int, tuple[TableSchema, Mapping[str, Reader]]] = OrderedDict()
_MOST_KEPT = 32


_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def make_readers(schema: TableSchema) -> Mapping[str, Reader]:
    """Give the reader of every field; a schema used again keeps its own.

    Args:
        schema: the schema.

    Raises:
        UnknownSchemaError: ``schema-unusable``, when frictionless refuses the schema.
    """
    kept = _made.get(id(schema))
    if kept is None:
        kept = _made[id(schema)] = (schema, _make(schema))
        if len(_made) > _MOST_KEPT:
            _made.popitem(last=False)
    return kept[1]


def _make(schema: TableSchema) -> Mapping[str, Reader]:
    fields = [
        {key: value for key, value in field.descriptor.items() if key not in _NOT_FOR_CELLS}
        for field in schema.fields
    ]
    try:
        oracle = Schema.from_descriptor(
            {
                "$schema": _ANY_VERSION,
                "fields": fields,
                "missingValues": list(schema.missing_values),
            }
        )
        for field in oracle.fields:
            _check_bounds(field)
        with without_warnings():
            return {field.name: _guarded(field.create_cell_reader()) for field in oracle.fields}
    except (
        FrictionlessException,
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
        re.error,
    ) as error:
        raise _unusable() from error


def _check_bounds(field: Any) -> None:
    """Refuse a bound that is no value of its own field: frictionless would fail on every cell.

    Raises:
        ValueError: there is one.
    """
    read = field.create_value_reader()
    for name in _BOUNDS:
        declared = field.constraints.get(name)
        bound = None if declared is None else read(declared)
        if declared is not None and (bound is None or str(bound).lower().endswith("nan")):
            raise ValueError(name)


def _unusable() -> UnknownSchemaError:
    return UnknownSchemaError(
        "schema-unusable",
        french("Ce schéma ne peut pas servir : un type ou une contrainte y est mal écrit."),
        "Vérifiez-le sur schema.data.gouv.fr, ou demandez-le à son producteur.",
    )


def _can_be_compared(value: Any) -> bool:
    """Tell whether a value may be looked at again: some raise at whatever is asked of them.

    A signalling NaN does, and so does a moment whose offset is of a day or more.
    """
    if isinstance(value, Decimal):
        return not value.is_snan()
    if isinstance(value, datetime | time):
        try:
            value.utcoffset()
        except ValueError:
            return False
    return True


def _guarded(read: Callable[[Any], tuple[Any, Mapping[str, str] | None]]) -> Reader:
    """Wrap a reader of frictionless: a cell that makes it fail is wrong for its type."""

    def reader(cell: str | None) -> tuple[Any, tuple[str, ...]]:
        try:
            value, notes = read(cell)
        except Exception:  # noqa: BLE001 - any cell may come; the readers of frictionless leak some
            return None, ("type",)
        if not _can_be_compared(value):
            return None, ("type",)
        broken = tuple(notes) if notes else ()
        return (None if "type" in broken else value), broken

    return reader
