"""Masks of the ``X-Fields`` header: which keys of an answer the caller wants.

``id,title,resources{id}`` keeps those keys; ``*`` keeps all; an unknown key is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from grader.publication.problems import Problem, simple_problem

#: Key, then what is kept of its value: None for all of it.
Mask: TypeAlias = "dict[str, Mask | None]"

#: How deep a mask may nest; the deepest answers nest half as much.
_DEEPEST = 20
_WORDS = re.compile(r"\s*([{},]|[\w*:.\-]+|\S)\s*")
_ALL = "*"


def apply_mask(value: Any, mask: str) -> Any:
    """Keep of an answer what a mask names.

    Args:
        value: JSON value; every object of a list is masked.
        mask: as the header holds it.

    Raises:
        Problem: the mask cannot be read (400).
    """
    return _kept(value, parse_mask(mask))


def parse_mask(text: str) -> Mask:
    """Read a mask; braces around the whole are allowed.

    Raises:
        Problem: a bracket or a comma is out of place (400).
    """
    words = [match[1] for match in _WORDS.finditer(text.strip())]
    if words and words[0] == "{":
        if words[-1] != "}":
            raise _broken("Missing closing bracket")
        words = words[1:-1]
    rest = iter(words)
    mask = _level(rest, depth=0)
    if next(rest, None) is not None:
        raise _broken("Unexpected closing bracket")
    return mask


def _level(words: Iterator[str], depth: int) -> Mask:
    """Read the keys up to the bracket that closes this level, or to the end of the first."""
    mask: Mask = {}
    last = ""
    for word in words:
        if word == "}":
            if depth == 0:
                raise _broken("Unexpected closing bracket")
            return mask
        if word == ",":
            if not last:
                raise _broken("Unexpected comma")
            last = ""
        elif word == "{":
            if not last or depth >= _DEEPEST:
                raise _broken("Unexpected opening bracket")
            mask[last] = _level(words, depth + 1)
        elif last or not re.fullmatch(r"[\w*:.\-]+", word):
            raise _broken(f"Unexpected word {word}")
        else:
            last = word
            mask[last] = None
    if depth:
        raise _broken("Missing closing bracket")
    return mask


def _kept(value: Any, mask: Mask) -> Any:
    if isinstance(value, list):
        return [_kept(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    whole = _ALL in mask
    return {
        key: inner if (wanted := mask.get(key)) is None else _kept(inner, wanted)
        for key, inner in value.items()
        if whole or key in mask
    }


def _broken(reason: str) -> Problem:
    return simple_problem(
        400,
        f"Mask parse error: {reason}",
        "L'en-tête X-Fields ne se lit pas : séparez les clés par des virgules et fermez chaque "
        "accolade, par exemple « data{id,title},next_page ».",
    )
