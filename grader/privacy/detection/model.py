"""What detection says of a file: never a cell value, but places in a text for its owner."""

from __future__ import annotations

from dataclasses import dataclass

#: How far detection is to be believed.
SURE, LIKELY, UNSURE = "sure", "likely", "unsure"
CONFIDENCES = (SURE, LIKELY, UNSURE)


@dataclass(frozen=True)
class DetectedColumn:
    """What a column seems to hold.

    Attributes:
        label: its name.
        role: ``direct``, ``quasi``, ``sensitive`` or ``free`` (``grader.privacy.model``).
        kind: a key of ``kinds.KINDS``: ``nir``, ``birth-date``, ``organisation``…
        reason: why, in French, as one or two sentences.
        confidence: one of ``CONFIDENCES``.
        cells: how many cells look like that; estimated where ``sampled``.
        share: the same as a share of the cells that are not empty, 0 to 1.
        sampled: only some of the different values were looked at closely; the reason says so.
    """

    label: str
    role: str
    kind: str
    reason: str
    confidence: str
    cells: int
    share: float
    sampled: bool = False


@dataclass(frozen=True)
class InText:
    """What was found inside the cells of a column, beside other words.

    Attributes:
        label: name of the column.
        kind: a key of ``kinds.KINDS``.
        cells: how many cells hold at least one; at least so many where ``sampled``.
        sampled: not all texts were read.
    """

    label: str
    kind: str
    cells: int
    sampled: bool = False


@dataclass(frozen=True)
class Detection:
    """All that was found in a file.

    Attributes:
        columns: one for each column, in the order of the file.
        texts: passages inside cells, by column then by number of cells.
        rows: rows looked at.
    """

    columns: tuple[DetectedColumn, ...]
    texts: tuple[InText, ...] = ()
    rows: int = 0


@dataclass(frozen=True)
class Passage:
    """A part of a text that tells something of a person.

    Attributes:
        start, end: its place, in characters; ``text[start:end]`` is the passage.
        kind: a key of ``kinds.KINDS``.
        confidence: one of ``CONFIDENCES``.
    """

    start: int
    end: int
    kind: str
    confidence: str
