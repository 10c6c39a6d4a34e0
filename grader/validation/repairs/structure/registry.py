"""Finders of causes in the whole file, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.validation.repairs.model import Refusal, Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.coordinates import inverted_pairs, inverted_points
from grader.validation.repairs.structure.empties import empty_cells
from grader.validation.repairs.structure.geometry import rows_and_columns
from grader.validation.repairs.structure.labels import misnamed_columns, unnamed_columns
from grader.validation.repairs.structure.mojibake import (
    lost_letters,
    mojibake,
    mojibake_labels,
)
from grader.validation.repairs.structure.reading import written_anew
from grader.validation.repairs.structure.sheets import formulas, sheet_errors
from grader.validation.repairs.structure.suspicions import (
    dates,
    examples,
    identifiers,
    local_files,
    references,
)

FINDERS: tuple[Callable[[Sight], Iterator[Repair | Refusal]], ...] = (
    written_anew,
    misnamed_columns,
    unnamed_columns,
    rows_and_columns,
    empty_cells,
    mojibake_labels,
    mojibake,
    lost_letters,
    formulas,
    sheet_errors,
    inverted_points,
    inverted_pairs,
    dates,
    references,
    identifiers,
    examples,
    local_files,
)
