"""Passages to hide: tidied, then replaced for good by a mark that says that something is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from grader.privacy.redaction.model import Block, Span, TextDocument
from grader.privacy.redaction.reasons import REASONS

#: More marks than any minutes of a council need.
MOST_SPANS = 2_000


def tidy(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Put spans in order, within the text, without spaces at their ends, those that meet as one.

    Args:
        text: of the document.
        spans: in any order; they may overlap, and lie outside.
    """
    kept: list[Span] = []
    for span in sorted(spans):
        start, end = max(0, span.start), min(len(text), span.end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        if kept and _meets(text, kept[-1].end, start):
            last = kept[-1]
            kept[-1] = Span(last.start, max(last.end, end), last.reason or span.reason)
        else:
            kept.append(Span(start, end, span.reason))
    return tuple(kept)


def _meets(text: str, end: int, start: int) -> bool:
    """Tell whether nothing but spaces of one line lies between two spans."""
    between = text[end:start]
    return start <= end or (not between.strip() and "\n" not in between)


def mark_of(reason: str) -> str:
    """Give what stands in place of a passage: its length says nothing of what it held."""
    found = REASONS.get(reason)
    return f"[occulté : {found.label}]" if found else "[occulté]"


def hide(document: TextDocument, spans: Sequence[Span]) -> TextDocument:
    """Replace passages by marks, and drop all that the file carried besides.

    Args:
        document: as read.
        spans: what to hide, as ``tidy`` gives them.
    """
    blocks = tuple(
        _hide_in(block, start, spans)
        for block, start in zip(document.blocks, document.starts, strict=True)
    )
    return replace(document, blocks=blocks, hidden=())


def _hide_in(block: Block, start: int, spans: Sequence[Span]) -> Block:
    end = start + len(block.text)
    inside = [
        Span(max(span.start, start) - start, min(span.end, end) - start, span.reason)
        for span in spans
        if span.start < end and span.end > start
    ]
    if not inside:
        return block
    edges = [0, *(place for span in inside for place in (span.start, span.end)), len(block.text)]
    pieces = [block.text[a:b] for a, b in list(pairwise(edges))[::2]]
    marks = [mark_of(span.reason) for span in inside]
    woven = [part for pair in zip(pieces, [*marks, ""], strict=True) for part in pair]
    return replace(block, text="".join(woven))
