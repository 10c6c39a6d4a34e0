"""The plots of a document as images, for office formats; a PDF draws its own."""

from __future__ import annotations

from grader.documents.model import Bars, Document


def pictures_of(document: Document) -> dict[int, bytes]:
    """Draw the plots of a document as PNG, by the rank of their block, counted from 1.

    Args:
        document: most have none, and cost nothing.
    """
    plots = [(rank, block) for rank, block in enumerate(document.blocks, 1)]
    if not any(isinstance(block, Bars) for _, block in plots):
        return {}
    # Here, so that a document without plots does not load what draws them.
    from grader.documents.pdf import picture

    return {rank: picture(block) for rank, block in plots if isinstance(block, Bars)}


def shape_of(png: bytes) -> tuple[int, int]:
    """Give the width and the height of a PNG, in dots.

    Source: https://www.w3.org/TR/png-3/#11IHDR
    """
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
