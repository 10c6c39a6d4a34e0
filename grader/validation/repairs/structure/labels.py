"""Labels that are not the schema's, and columns that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from grader.tables.labels import fold
from grader.validation.repairs.changes import ColumnsAdded, LabelsChanged
from grader.validation.repairs.model import Repair
from grader.validation.repairs.sight import Sight


def misnamed_columns(sight: Sight) -> Iterator[Repair]:
    """Find labels that differ from the schema's: in their writing alone, or by their letters."""
    near: dict[int, str] = {}
    same: dict[int, str] = {}
    for index, field in sight.examined.placement.fields.items():
        label = sight.draft.header[index]
        if label != field.name:
            (same if fold(label) == fold(field.name) else near)[index] = field.name
    if same:
        yield Repair("label-writing", "", sure=True, change=LabelsChanged(same))
    for index, name in near.items():
        yield Repair("label-spelling", name, sure=False, change=LabelsChanged({index: name}))


def missing_columns(sight: Sight) -> Iterator[Repair]:
    """Find optional columns that are not there: they may stay empty, but have their place."""
    missing = {some.column for some in sight.faults("missing-optional-label")}
    labels = [field.name for field in sight.schema.fields if field.name in missing]
    if labels:
        yield Repair("missing-columns", "", sure=True, change=ColumnsAdded(labels))
