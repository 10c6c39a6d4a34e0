"""What each cell of a column looks like, counted over its different values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from grader.privacy.detection.days import day_of
from grader.privacy.detection.identifiers import (
    is_bare_phone,
    is_ean,
    is_email,
    is_iban,
    is_ip,
    is_phone,
    is_plate,
    is_shared_mailbox,
    is_siren,
    nir_sort,
)
from grader.privacy.detection.names import name_sort
from grader.privacy.detection.places import is_address, is_postcode, is_street
from grader.privacy.detection.sensitive import told_by_cell
from grader.privacy.detection.words import CIVILITIES, ORGANISATION, SEXES, fold_words

if TYPE_CHECKING:
    import polars as pl

#: Different values looked at closely in one column, and in all columns of a file together.
MOST_VALUES, MOST_IN_ALL, LEAST_VALUES = 3_000, 60_000, 60
#: Longer cells are texts, and are searched as such.
_LONGEST = 200
_TEXT_CHARACTERS, _TEXT_WORDS = 30, 5
_NUMBER = re.compile(r"[-+]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?(?:[eE][+-]?\d+)? ?(?:€|%|eur|euros?)?")
_SHORTENED = re.compile(r"\d[.,]\d+[eE]\+?13")
#: The legal form « entrepreneur individuel » (source: INSEE, catégories juridiques).
_SOLE_CODE = "1000"
_SOLE = frozenset((
    _SOLE_CODE, "ei", "eirl", "entrepreneur individuel", "entreprise individuelle",
    "micro entrepreneur", "micro entreprise", "auto entrepreneur", "autoentrepreneur",
    "microentrepreneur", "artisan",
    "personne physique", "profession liberale", "exploitant agricole", "entrepreneur", "commercant",
))  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column as it was looked at.

    Attributes:
        label: its name.
        rows: its cells, empty ones included.
        filled: cells that are not empty.
        distinct: different values among them.
        values: those looked at closely, each with its number of cells; taken at even distances
            where there are more than may be looked at.
        letters: mean number of characters of a cell that is not empty.
    """

    label: str
    rows: int
    filled: int
    distinct: int
    values: tuple[tuple[str, int], ...]
    letters: float
    series: pl.Series = field(repr=False)

    @property
    def sampled(self) -> bool:
        """Whether some different values were not looked at."""
        return len(self.values) < self.distinct

    @cached_property
    def _weight(self) -> int:
        return sum(count for _, count in self.values)

    @cached_property
    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for value, cells in self.values:
            for look in looks(value):
                counts[look] += cells
        return counts

    def share(self, *names: str) -> float:
        """Give the share of filled cells that have one of these looks (they exclude one another).

        Args:
            names: looks, see ``looks``.
        """
        return sum(self._counts[name] for name in names) / self._weight if self._weight else 0.0

    def cells(self, *names: str) -> int:
        """Give the number of cells that have one of these looks; an estimate where sampled.

        Args:
            names: looks, see ``looks``.
        """
        seen = sum(self._counts[name] for name in names)
        return round(seen * self.filled / self._weight) if self.sampled else seen

    def values_with(self, name: str) -> list[str]:
        """Give the different values that have a look.

        Args:
            name: a look, see ``looks``.
        """
        return [value for value, _ in self.values if name in looks(value)]

    @cached_property
    def days(self) -> list[date]:
        """Different days of the column."""
        days = (day_of(value) for value, _ in self.values)
        return [day for day in days if day]


def column_of(series: pl.Series, most: int) -> Column:
    """Look at a column: its different values, each counted once.

    Args:
        series: texts, without nulls or outer blanks.
        most: different values that may be looked at.
    """
    import polars as pl

    filled = series.filter(series != "")
    found = pl.DataFrame({
        "value": filled.unique(maintain_order=True),
        "cells": filled.unique_counts(),
    })  # fmt: skip
    distinct = found.height
    if distinct > most:
        # Even distances, not the first ones: an export is often in order of date or of name.
        found = found[[place * distinct // most for place in range(most)]]
    mean = filled.str.len_chars().mean()
    return Column(
        series.name,
        len(series),
        len(filled),
        distinct,
        tuple(zip(found["value"].to_list(), found["cells"].to_list(), strict=True)),
        float(mean) if isinstance(mean, int | float) else 0.0,
        series,
    )


def allowance(columns: int) -> int:
    """Give how many different values may be looked at in each column of a file.

    Args:
        columns: columns of the file.
    """
    return max(LEAST_VALUES, min(MOST_VALUES, MOST_IN_ALL // max(columns, 1)))


@lru_cache(maxsize=100_000)
def looks(value: str) -> frozenset[str]:
    """Tell all that a cell looks like.

    Args:
        value: a cell without outer blanks, not empty.

    Returns:
        ``email`` (and ``shared``), ``iban``, ``nir-keyed``, ``nir-shaped``, ``nir-keyless``,
        ``nir-shortened``, ``ean``, ``phone``, ``spaced``, ``bare-phone``, ``plate``, ``ip``,
        ``siren``, ``siren-shortened``, ``day``, ``year``, ``age``, ``number``, ``postcode``,
        ``address``, ``street``, ``link``, ``sex``, ``civility``, ``organisation``, ``sole``,
        ``text``, ``name-full``, ``name-first``, ``name-last``, ``name-both``, ``name-shaped``, and
        the sensitive kinds and ``job`` that its words tell.
    """
    if len(value) > _LONGEST:
        return frozenset(("text",))
    if value.startswith(("http://", "https://", "www.")):
        return frozenset(("link",))
    found = set(
        _told_by_digits(value) if any(c.isdigit() for c in value) else _told_by_words(value)
    )
    if "number" in found and value != _SOLE_CODE:
        return frozenset(found)  # no words to look at: most cells of a large file end here
    if is_street(value):
        found.add("street")
    if "@" in value and is_email(value):
        found.add("email")
        if is_shared_mailbox(value):
            found.add("shared")
    words = fold_words(value)
    if words in SEXES:
        found.add("sex")
    if words in CIVILITIES:
        found.add("civility")
    if words in _SOLE:
        found.add("sole")
    count = words.count(" ") + 1
    if count > 1 and not ORGANISATION.isdisjoint(words.split()):
        found.add("organisation")
    if len(value) >= _TEXT_CHARACTERS and count > _TEXT_WORDS:
        found.add("text")
    return frozenset(found)


#: Looks that one test of a cell with digits tells, whatever the others say.
_TESTS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("ean", is_ean),
    ("iban", is_iban),
    ("bare-phone", is_bare_phone),
    ("plate", is_plate),
    ("ip", is_ip),
    ("siren", is_siren),
    ("siren-shortened", _SHORTENED.fullmatch),
    ("day", day_of),
    ("postcode", is_postcode),
    ("address", is_address),
)


def _told_by_digits(value: str) -> Iterator[str]:
    sort = nir_sort(value)
    if sort:
        yield f"nir-{sort}"
    if is_phone(value):
        yield "phone"
        if not value.isdigit():
            yield "spaced"
    yield from (look for look, test in _TESTS if test(value))
    if _NUMBER.fullmatch(value):
        yield "number"
        if len(value) <= 3 and value.isdigit() and int(value) <= 120:
            yield "age"
        if len(value) == 4 and value.isdigit() and 1890 <= int(value) <= 2030:
            yield "year"


def _told_by_words(value: str) -> Iterator[str]:
    if is_address(value):
        yield "address"
    sort = name_sort(value)
    if sort:
        yield f"name-{sort}"
    yield from told_by_cell(value)
