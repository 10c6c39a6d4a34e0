"""Letters read in a wrong encoding, in cells and labels; letters lost for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from grader.tables.labels import fold
from grader.validation.repairs.cells.damaged import LOST, SEVEN_BIT, is_damaged_table
from grader.validation.repairs.changes import LabelsChanged
from grader.validation.repairs.model import Recipe, Refusal, Repair
from grader.validation.repairs.recipes.encodings import decoded, decoded_in_part
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.seen import changed, holding, suspect

#: What the bytes of UTF-8 that follow the first look like when read as Windows-1252.
_TAILS = (bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(128, 192))
_TAIL = "".join(rf"\u{{{ord(tail):X}}}" for tail in _TAILS)
#: A first byte, read as « Â » to « ô », and one that follows it; or one that stands alone.
_SUSPECT = rf"[\u{{C2}}-\u{{F4}}][{_TAIL}]|[\u{{C2}}\u{{C3}}]( |$)"

#: A pattern that begins with a letter is sought faster.
_MAY_BE_SEVEN_BIT = r"C[\"'()*+\x01-\x1f][a-z]"


def mojibake(sight: Sight) -> Iterator[Repair]:
    """Find cells whose letters can be given back.

    Nobody has to look when reading has noticed the damage and the whole cell is UTF-8 read as
    Windows-1252. A cell that mixes right and wrong letters is to be confirmed.
    """
    sure = is_damaged_table(sight)
    for name, cells in holding(sight, lambda cell: cell.str.contains(_SUSPECT)):
        whole = _changed_by(decoded, cells)
        some = _changed_by(decoded_in_part, [cell for cell in cells if cell not in whole])
        if whole:
            recipe = Recipe(decoded.__name__)
            yield Repair("mojibake", name, sure, changed(sight, name, whole), recipe=recipe)
        if some:
            change = changed(sight, name, some)
            recipe = Recipe(decoded_in_part.__name__)
            yield Repair("mojibake-in-part", name, sure=False, change=change, recipe=recipe)


def _changed_by(function: Callable[[str], str], cells: list[str]) -> dict[str, str]:
    return {cell: new for cell in cells if (new := function(cell)) != cell}


def mojibake_labels(sight: Sight) -> Iterator[Repair]:
    """Find labels whose letters can be given back, of columns that the schema does not have.

    Those of its fields are placed, or told as missing, before: two repairs would give one name
    to two columns.
    """
    fields = {fold(name) for name in sight.schema.labels}
    labels: dict[int, str] = {}
    for index, label in enumerate(sight.draft.header):
        better = decoded(label)
        is_extra = index not in sight.examined.placement.fields and fold(better) not in fields
        if is_extra and better != label and better not in sight.draft.header:
            labels[index] = better
    if labels:
        sure = is_damaged_table(sight)
        yield Repair("mojibake-labels", "", sure, LabelsChanged(labels))


def lost_letters(sight: Sight) -> Iterator[Refusal]:
    """Find cells some letters of which are gone: no reading of the file gives them back."""
    for name, cells in holding(sight, lambda cell: cell.str.contains(LOST, literal=True)):
        yield from suspect(sight, name, "lost-characters", cells)
    for name, cells in holding(sight, lambda cell: cell.str.contains(_MAY_BE_SEVEN_BIT)):
        broken = [cell for cell in cells if SEVEN_BIT.search(cell)]
        yield from suspect(sight, name, "seven-bit", broken)
    yield from _lost_labels(sight)


def _lost_labels(sight: Sight) -> Iterator[Refusal]:
    labels = [label for label in sight.draft.header if LOST in label]
    if labels:
        lines = pl.Series([sight.draft.header_line] * len(labels), dtype=pl.UInt32)
        values = pl.Series(labels, dtype=pl.String)
        yield Refusal("lost-characters", "", lines, values)
