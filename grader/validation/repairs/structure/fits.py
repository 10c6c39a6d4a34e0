"""What cells look like, however badly they are written: evidence of the column they belong to.

A date written 25/04/2024 breaks the rule of its column and yet is a date. Whether cells have
moved is told by their kind, so that faults of writing neither hide it nor pretend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from grader.validation.patterns import for_polars
from grader.validation.repairs.sight import Sight
from grader.validation.schemas import Field

Mask = npt.NDArray[np.bool_]

_NUMBER = (
    r"^[-+]?[0-9]{1,3}(?:[ \u{A0}\u{202F}]?[0-9]{3}){0,3}(?:[.,][0-9]+)?(?:[Ee]-[0-9]+)?\s*[€%]?$"
)
_WHOLE = r"^[-+]?[0-9]{1,3}(?:[ \u{A0}\u{202F}]?[0-9]{3}){0,3}(?:[.,]0+)?$"
_DATE = (
    r"^(?:[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?:[T ].*)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]"
    r"(?:[0-9]{2}){1,2})$"
)
_POINT = r"^\[?\s*-?[0-9]{1,3}(?:\.[0-9]+)?\s*[,;]\s*-?[0-9]{1,3}(?:\.[0-9]+)?\s*\]?$"
#: A SIREN or a SIRET, with spaces, cut short, or as a spreadsheet damages it.
_IDENTIFIER = r"^[0-9][0-9 .\u{A0}\u{202F}]{6,}$|^[0-9]+[.,][0-9]+[Ee][+]?[0-9]+$"

#: By type, what its values look like; a text without a format says nothing of itself.
_BY_TYPE: Mapping[str, str] = {
    "number": _NUMBER,
    "integer": _WHOLE,
    "year": r"^[0-9]{4}$",
    "date": _DATE,
    "datetime": _DATE,
    "time": r"^[0-9]{1,2}[:hH][0-9]{2}",
    "boolean": r"(?i)^(?:true|false|vrai|faux|oui|non|yes|no|[01tfonvxy])$",
    "geopoint": _POINT,
}
_BY_FORMAT: Mapping[str, str] = {
    "uri": r"^[A-Za-z][A-Za-z0-9+.-]*://",
    "email": r"^[^@\s]+@[^@\s]+$",
    "uuid": r"^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$",
}

#: Rows looked at to know what a column usually holds.
SAMPLE = 1_000
#: A free column is known by its values when so few of them make up so much of it.
_FEW_VALUES, _MOST_CELLS, _TIMES = 20, 0.8, 3
#: A column most of whose own cells do not look like it says nothing of the others.
_UNLIKE_ITSELF = 0.3


@dataclass(frozen=True, eq=False)
class Fit:
    """What the cells of one column look like.

    Attributes:
        required: it must be filled.
        looks: a regular expression that its cells match; None when it bears anything.
        values: its admitted values, without case; None when it has no list.
        longest: the most characters that it bears.
        habits: what its cells mostly are, when it bears anything.
    """

    required: bool
    looks: str | None = None
    values: frozenset[str] | None = None
    longest: int | None = None
    habits: frozenset[str] = frozenset()

    def told(self, cells: pl.Series) -> tuple[Mask, Mask]:
        """Tell which cells look like those of another column, and which like its own.

        A cell may be neither: a word in a free text, or nothing where nothing is due.

        Args:
            cells: as ``stripped`` gives them.
        """
        filled = (cells != "").to_numpy()
        unlike = ~filled if self.required else np.zeros(len(cells), dtype=np.bool_)
        like = None
        if self.values is not None:
            like = cells.str.to_lowercase().is_in(list(self.values)).to_numpy()
        elif self.looks is not None:
            like = cells.str.contains(self.looks).to_numpy()
        if like is not None:
            return unlike | (filled & ~like), filled & like
        if self.longest is not None:
            unlike = unlike | (cells.str.len_chars() > self.longest).to_numpy()
        if not self.habits:
            return unlike, np.zeros(len(cells), dtype=np.bool_)
        return unlike, filled & cells.is_in(list(self.habits)).to_numpy()

    @property
    def tells(self) -> bool:
        """Whether a cell of another kind shows."""
        return self.values is not None or self.looks is not None


@dataclass(frozen=True, eq=False)
class Fits:
    """What the cells of every column look like.

    Attributes:
        sight: the draft, and its schema.
    """

    sight: Sight

    @cached_property
    def whole(self) -> tuple[Fit, ...]:
        """By column of the draft, what the schema says of it."""
        fields = self.sight.examined.placement.fields
        identifiers = {
            spec.params.get("column")
            for spec in self.sight.schema.checks
            if "siret" in spec.name or "siren" in spec.name
        }
        found = []
        for index in range(len(self.sight.draft.header)):
            field = fields.get(index)
            fit = Fit(required=False) if field is None else fit_of(field)
            if field is not None and field.name in identifiers and not fit.tells:
                fit = replace(fit, looks=_IDENTIFIER)
            found.append(fit)
        return tuple(found)

    @cached_property
    def usual(self) -> tuple[Fit, ...]:
        """The same with the habits of the column, and without what it never does itself."""
        sample = self.sample
        return tuple(_usual(fit, sample.to_series(index)) for index, fit in enumerate(self.whole))

    @cached_property
    def sample(self) -> pl.DataFrame:
        """Some rows from all over the draft."""
        cells = self.sight.draft.cells
        return cells.gather_every(max(1, cells.height // SAMPLE))


def stripped(text: pl.Series) -> pl.Series:
    """Give cells without the spaces around them; nothing where a row has none.

    Args:
        text: cells.
    """
    return text.fill_null("").str.strip_chars()


def fit_of(field: Field) -> Fit:
    """Give what the cells of a field look like.

    Args:
        field: a field of the schema.
    """
    constraints = field.constraints
    if field.type == "string" and constraints.get("enum"):
        values = frozenset(str(one).strip().lower() for one in constraints["enum"])
        return Fit(field.required, values=values)
    looks = _BY_TYPE.get(field.type)
    if field.type == "string":
        pattern = for_polars(str(constraints["pattern"])) if constraints.get("pattern") else None
        looks = pattern.text if pattern is not None else _BY_FORMAT.get(field.format)
    longest = constraints.get("maxLength")
    return Fit(field.required, looks, longest=longest if type(longest) is int else None)


def _usual(fit: Fit, text: pl.Series) -> Fit:
    filled = stripped(text)
    filled = filled.filter(filled != "")
    if not len(filled):
        # An empty column is no evidence against anything that may be due there.
        return Fit(required=False, longest=fit.longest) if fit.required else fit
    if fit.tells:
        unlike, _ = fit.told(filled)
        return Fit(required=False) if unlike.mean() > _UNLIKE_ITSELF else fit
    counts = filled.value_counts(sort=True).head(_FEW_VALUES)
    often = counts.filter(counts["count"] >= _TIMES)
    if often["count"].sum() < _MOST_CELLS * len(filled):
        return fit
    return Fit(fit.required, longest=fit.longest, habits=frozenset(often.to_series(0).to_list()))
