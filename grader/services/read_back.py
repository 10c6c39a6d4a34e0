"""Views kept beside a file as JSON, read back as the records that they were."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
_known: dict[type, Mapping[str, Any]] = {}


def read_back(kind: type[T], data: Mapping[str, Any]) -> T:
    """Make a record again of what ``grader.wire.to_json`` made of it.

    Args:
        kind: class of the record.
        data: its attributes, as JSON gives them.

    Raises:
        KeyError, TypeError: it was kept by another version, whose record was another.
    """
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], data[name]) for name in hints})


def _hints(kind: type) -> Mapping[str, Any]:
    """Give the types of the attributes of a record, found once."""
    if kind not in _known:
        known = get_type_hints(kind)
        _known[kind] = {field.name: known[field.name] for field in fields(kind)}
    return _known[kind]


def _value(kind: Any, data: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return read_back(kind, data)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        kinds = [inner[0]] * len(data) if inner[-1] is Ellipsis else inner
        return tuple(_value(one, item) for one, item in zip(kinds, data, strict=True))
    if origin is types.UnionType:
        [one] = [some for some in inner if some is not types.NoneType]
        return None if data is None else _value(one, data)
    return data
