"""The strip of the columns: where in the file, from its top to its bottom, cells are wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from grader.validation.fault import Faults
from grader.validation.header import column_letter
from grader.validation.messages.tell import severity_of
from grader.validation.repairs.sight import Sight
from grader.workers.bench_lines import rows_of
from grader.workers.bench_model import Column

#: In how many slices a file is cut; one a row when it has fewer rows.
SLICES = 24


def strip_of(sight: Sight) -> tuple[Column, ...]:
    """Give the columns of a file in the order of the file.

    Args:
        sight: the file as seen against its schema.
    """
    n_rows = sight.draft.cells.height
    by_column: dict[str, list[Faults]] = defaultdict(list)
    for some in sight.faults():
        by_column[some.column].append(some)
    placement = sight.examined.placement
    seen: set[str] = set()
    columns = []
    for index, name in enumerate(placement.names):
        # Cells of a column that bears the name of an earlier one are not looked at.
        faults = [] if name in seen else by_column.get(name, [])
        seen.add(name)
        masks = _masks(faults, sight, n_rows)
        errors = masks.get("error")
        field = placement.fields.get(index)
        columns.append(
            Column(
                name=name,
                letter=column_letter(index),
                known=field is not None,
                required=field is not None and field.required,
                misnamed=any(_about_label(some) for some in faults),
                errors=_count(errors),
                warnings=_count(masks.get("warning")),
                slices=_slices(errors, n_rows),
            )
        )
    return tuple(columns)


def _about_label(some: Faults) -> bool:
    return some.code.endswith("-label") and some.code != "extra-label"


def _masks(faults: Sequence[Faults], sight: Sight, n_rows: int) -> Mapping[str, np.ndarray]:
    """By severity, which cells of a column are concerned: a cell wrong twice counts once."""
    masks: dict[str, np.ndarray] = {}
    for some in faults:
        rows: pl.Series = rows_of(some, sight.draft)
        if len(rows):
            severity = severity_of(some.code, some.detail)
            mask = masks.setdefault(severity, np.zeros(n_rows, dtype=np.bool_))
            mask[rows.to_numpy()] = True
    return masks


def _count(mask: np.ndarray | None) -> int:
    return 0 if mask is None else int(mask.sum())


def _slices(mask: np.ndarray | None, n_rows: int) -> tuple[int, ...]:
    count = min(SLICES, n_rows)
    if mask is None or not count:
        return (0,) * count
    edges = np.arange(count) * n_rows // count
    return tuple(int(n) for n in np.add.reduceat(mask.astype(np.int64), edges))
