"""Look for personal data in a file, column by column."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from grader.privacy.detection.context import in_context, speaks_of_bodies, speaks_of_people
from grader.privacy.detection.inside import search, told_inside, with_inside
from grader.privacy.detection.judges_by_words import judged
from grader.privacy.detection.labels import announced
from grader.privacy.detection.looks import allowance, column_of
from grader.privacy.detection.model import Detection, InText
from grader.typography import french

if TYPE_CHECKING:
    import polars as pl


def detect(records: pl.DataFrame) -> Detection:
    """Say what each column tells of people, why, and how sure that is.

    The name of a column and its values both count; values have the last word. All cells of a
    column are looked at as long as it has no more than some thousands of different values; beyond
    that, values are taken at even distances, and the reason says so.

    Args:
        records: columns of texts without nulls (``grader.privacy.records.records_of``).

    Returns:
        one ``DetectedColumn`` for each column, in order, and what was found inside texts; no cell
        value is in it.
    """
    most = allowance(records.width)
    findings = [
        judged(column, announced(column.label))
        for column in (column_of(series, most) for series in records)
    ]
    findings = in_context(findings)
    people, bodies = speaks_of_people(findings), speaks_of_bodies(findings)
    texts: list[InText] = []
    for place, inside in enumerate(search(findings)):
        if inside is not None:
            texts.extend(told_inside(findings[place], inside, people=people))
            findings[place] = with_inside(findings[place], inside, people=people, bodies=bodies)
    columns = (one.told() for one in findings)
    return Detection(
        tuple(replace(one, reason=french(one.reason)) for one in columns),
        tuple(texts),
        records.height,
    )
