"""Reading JSON that anybody sends: only what can be kept, copied and given back."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

#: How deep values nest; a geometry needs six, and ours is copied by recursion.
DEEPEST = 40
#: What a database and other languages hold in a whole number.
_LARGEST = 2**63


def read_json(raw: bytes | str) -> Any:
    """Read JSON.

    Args:
        raw: in UTF-8, if bytes.

    Raises:
        ValueError: it is not JSON, or holds what JSON has no word for (``NaN``, half a surrogate
            pair), nests too deep, or a number too large.
        RecursionError: it nests much too deep.
    """
    text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
    value = json.loads(text, parse_constant=_refuse, parse_float=_finite, parse_int=_bounded)
    # An escape may hide half a surrogate pair, which no answer could be written with.
    if "\\ud" in text.lower():
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    _measure(value)
    return value


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("too large a number")
    return number


def _bounded(text: str) -> int:
    number = int(text)
    if abs(number) >= _LARGEST:
        raise ValueError("too large a number")
    return number


def _measure(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return
    raise ValueError("nests too deep")
