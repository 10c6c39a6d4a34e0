"""A table of pandas or polars written as the text that an exercise reads.

The text is canonical, so that the same table gives the same file: UTF-8, commas, one line a row.
Strings are written as they are; a date in ISO 8601 (``2026-03-01``), with its time only where one
of the column is not midnight; a missing value is empty; true and false are written as words; a
number has a point, no thousands and no exponent, and a whole one no decimals (pandas reads whole
numbers as decimals where one is missing). A named index is a column; another one is left out.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from decimal import Decimal
from io import StringIO
from typing import Any

from grader.errors import RefusedError
from grader.settings import Bounds


def is_frame(value: Any) -> bool:
    """Tell a table of pandas or polars, without importing either.

    Args:
        value: anything.
    """
    kind = type(value)
    return kind.__name__ in ("DataFrame", "LazyFrame") and kind.__module__.partition(".")[0] in (
        "pandas",
        "polars",
    )


def frame_bytes(frame: Any, bounds: Bounds | None = None) -> bytes:
    """Write a table as canonical text; see the module.

    Args:
        frame: a ``DataFrame`` of pandas, or one of polars (lazy or not).
        bounds: upper limits; those of the settings when not given.

    Raises:
        RefusedError: it has several levels of columns, or is past a bound.
    """
    bounds = bounds or Bounds()
    labels, columns = _columns_of(frame)
    rows = len(columns[0]) if columns else 0
    if len(labels) > bounds.columns or rows > bounds.rows:
        raise RefusedError(
            "frame-too-big",
            f"Ce tableau a {rows} lignes et {len(labels)} colonnes : c'est plus qu'un exercice "
            "n'en lit.",
            "Gardez les lignes et les colonnes qui sont demandées.",
        )
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(labels)
    writer.writerows(zip(*map(_texts, columns), strict=True))
    data = text.getvalue().encode()
    if len(data) > bounds.upload_bytes:
        raise RefusedError(
            "frame-too-big",
            "Ce tableau, écrit en CSV, est trop volumineux pour un exercice.",
            "Gardez les lignes et les colonnes qui sont demandées.",
        )
    return data


def _columns_of(frame: Any) -> tuple[list[str], list[list[Any]]]:
    if type(frame).__module__.startswith("polars"):
        eager = frame.collect() if type(frame).__name__ == "LazyFrame" else frame
        return list(eager.columns), [eager[name].to_list() for name in eager.columns]
    if frame.columns.nlevels > 1:
        raise RefusedError(
            "several-headers",
            "Les colonnes de ce tableau ont plusieurs niveaux de noms : un CSV n'en a qu'un.",
            "Donnez-leur un seul nom, par exemple avec « df.columns = [...] ».",
        )
    named = [name for name in frame.index.names if name is not None]
    whole = frame.reset_index()[[*named, *frame.columns]] if named else frame
    # By place: two columns may bear the same name, and the exercise has to see both.
    columns = [whole.iloc[:, place].tolist() for place in range(whole.shape[1])]
    return [str(label) for label in whole.columns], columns


def _texts(values: list[Any]) -> list[str]:
    timed = any(isinstance(one, dt.datetime) and _has_time(one) for one in values)
    return [_text(one, timed=timed) for one in values]


def _has_time(value: dt.datetime) -> bool:
    return value == value and value.time() != dt.time(0)  # noqa: PLR0124  # NaT differs from itself


def _text(value: Any, *, timed: bool) -> str:
    if _is_missing(value):
        return ""
    if hasattr(value, "item") and not isinstance(value, dt.date):
        value = value.item()
    if isinstance(value, bool):
        written = "true" if value else "false"
    elif isinstance(value, float):
        written = _decimal(value)
    elif isinstance(value, dt.datetime):
        written = value.isoformat() if timed else value.date().isoformat()
    elif isinstance(value, dt.date | dt.time):
        written = value.isoformat()
    else:
        written = str(value)
    return written


def _is_missing(value: Any) -> bool:
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and math.isnan(value)


def _decimal(value: float) -> str:
    if math.isinf(value):
        return str(value)
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
