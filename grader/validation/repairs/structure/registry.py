"""Finders of causes in the whole file, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.validation.repairs.model import Refusal, Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.labels import misnamed_columns, missing_columns
from grader.validation.repairs.structure.rows import blank_rows

FINDERS: tuple[Callable[[Sight], Iterator[Repair | Refusal]], ...] = (
    misnamed_columns,
    missing_columns,
    blank_rows,
)
