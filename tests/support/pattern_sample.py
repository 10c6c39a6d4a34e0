"""An address that a route's pattern takes, so that a test walks every route without a list."""

from __future__ import annotations

import re
from typing import Any


def sample(pattern: str) -> str:
    """Write the shortest text of a pattern, with at least one sign in each « one or more »."""
    return "".join(_written(part) for part in re._parser.parse(pattern))  # type: ignore[attr-defined]


def _written(part: tuple[Any, Any]) -> str:
    name, value = str(part[0]), part[1]
    if name == "LITERAL":
        return chr(value)
    if name == "IN":
        return _one_of(value)
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return value[0] * "".join(_written(one) for one in value[2])
    if name == "SUBPATTERN":
        return "".join(_written(one) for one in value[3])
    if name == "BRANCH":
        return "".join(_written(one) for one in value[1][0])
    if name == "AT":
        return ""
    return "a"


def _one_of(choices: list[tuple[Any, Any]]) -> str:
    name, value = str(choices[0][0]), choices[0][1]
    if name == "LITERAL":
        return chr(value)
    return chr(value[0]) if name == "RANGE" else "a"
