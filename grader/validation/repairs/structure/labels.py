"""Labels that are not the schema's: in their writing, in their words, in their letters, or none."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grader.validation.header import column_letter
from grader.validation.repairs.changes import LabelsChanged
from grader.validation.repairs.model import Refusal, Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.fits import SAMPLE, fit_of, stripped
from grader.validation.schemas import Field
from grader.validation.spellings import Nearness, nearness

#: Part of the cells of a column that may be unlike the field whose name is proposed.
_FEW = 0.1
#: What differs from the name of the field.
_HOW = {
    Nearness.LETTERS: "à quelques lettres près",
    Nearness.WORDS: "aux mots près, abrégés ou dans un autre ordre",
}


def misnamed_columns(sight: Sight) -> Iterator[Repair]:
    """Find labels that differ from the schema's: in their writing alone, or further.

    Args:
        sight: the draft.
    """
    written: dict[int, str] = {}
    further: list[Repair] = []
    for index, field in sorted(sight.examined.placement.fields.items()):
        label = sight.draft.header[index]
        how = nearness(label, field)
        if how is Nearness.WRITING:
            written[index] = field.name
        elif how is not Nearness.SAME:
            words = {"label": label, "how": _HOW[how]}
            change = LabelsChanged({index: field.name})
            one = Repair("label-spelling", field.name, sure=False, change=change, words=words)
            further.append(one)
    if written:
        yield Repair("label-writing", "", sure=True, change=LabelsChanged(written))
    yield from further


def unnamed_columns(sight: Sight) -> Iterator[Repair | Refusal]:
    """Find filled columns without a label: the one field that misses there may be theirs.

    Args:
        sight: the draft.
    """
    draft = sight.draft
    for index, label in enumerate(draft.header):
        if label.strip():
            continue
        text = stripped(draft.cells.to_series(index))
        if not (text != "").any():
            continue
        letter = {"letter": column_letter(index)}
        field = _missing_at(sight, index)
        every = max(1, len(text) // SAMPLE)
        if field is not None and fit_of(field).told(text.gather_every(every))[0].mean() <= _FEW:
            change = LabelsChanged({index: field.name})
            yield Repair("blank-label", field.name, sure=False, change=change, words=letter)
        else:
            lines = pl.Series([draft.header_line], dtype=pl.UInt32)
            yield Refusal("unknown-column", column_letter(index), lines, words=letter)


def _missing_at(sight: Sight, index: int) -> Field | None:
    """Give the one field that misses between the fields of two neighbours."""
    fields, labels = sight.examined.placement.fields, sight.schema.labels
    before = labels.index(fields[index - 1].name) if index - 1 in fields else -1
    after = labels.index(fields[index + 1].name) if index + 1 in fields else len(labels)
    anchored = index - 1 in fields or index + 1 in fields
    placed = {field.name for field in fields.values()}
    if not anchored or after - before != 2 or labels[before + 1] in placed:
        return None
    return sight.schema.fields[before + 1]
