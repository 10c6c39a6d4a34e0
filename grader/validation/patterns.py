r"""Regular expressions that polars may run in place of Python.

The schemas' patterns are Python's. Polars has another engine, without look-around, and with
classes of its own (« \w », « \s »). A pattern is handed to it only when both engines read it
alike, and then only for cells on whose characters they agree; the rest is left to Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from grader.validation.quiet import without_warnings

#: What both engines might not read alike: look-around, flags, references, possessive repeats,
#: braces that Python takes as they are, bounds of words that Python does not know.
_DOUBTFUL = re.compile(
    r"\(\?(?!:)|\\[1-9<>]|\\[ABGZPpkQEzCRXKNU]|\\b\{|\{(?![0-9]+(?:,[0-9]*)?\})|[*+?}][+]"
    r"|\\[^\x00-\x7f]"
)
#: In a class, what polars takes for a set of classes.
_CLASS = re.compile(r"(?<!\\)(?:\\\\)*\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_SETS = re.compile(r"\[|&&|--|~~|\\[bB]")

#: Printable ASCII and the letters of European languages: both engines class them alike.
AGREED = r"^[ -~\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{17F}]*$"


#: What stands for characters that are not spelled out, and on which engines might differ.
_IMPLICIT = re.compile(r"(?<!\\)\.|\[\^|\\[wWsSDb]")


@dataclass(frozen=True)
class PolarsPattern:
    """A pattern that polars may run.

    Attributes:
        text: the regular expression, whole.
        explicit: it spells out every character that it admits, so that a cell which it matches
            needs no other look.
        subset: the same with ASCII digits only, for what is surely right.
    """

    text: str
    explicit: bool
    subset: str


@lru_cache(maxsize=1024)
def for_polars(pattern: str) -> PolarsPattern | None:
    """Write a pattern, whole as frictionless takes it, for polars; None when it cannot be.

    Args:
        pattern: the constraint ``pattern`` of a field.
    """
    if _DOUBTFUL.search(pattern):
        return None
    for match in _CLASS.finditer(pattern):
        inside = match.group()[match.group().index("[") + 1 : -1]
        if _SETS.search(inside):
            return None
    # Python matches from the start, even where an alternative bears no « ^ ».
    whole = f"^(?:^{pattern}$)"
    in_class = any(r"\d" in match.group() for match in _CLASS.finditer(pattern))
    subset = whole if in_class or r"\\d" in pattern else whole.replace(r"\d", "[0-9]")
    try:
        with without_warnings():
            re.compile(f"^{pattern}$")
        for one in (whole, subset):
            pl.Series([""]).str.contains(one)
    except (re.error, pl.exceptions.ComputeError):
        return None
    mixed = r"\d" in subset
    return PolarsPattern(whole, not mixed and not _IMPLICIT.search(pattern), subset)
