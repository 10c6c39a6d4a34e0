"""Proof that a written file holds nothing of what was hidden: every part of it is searched.

A document file is an archive: each of its parts is unpacked and searched twice, as it is written
and without its markup, whatever the case and the accents; then the file is read anew, to see that
it carries nothing that a reader does not see.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from grader.privacy.redaction.model import Span

#: Shorter than that, a passage is found by chance in any file.
_LEAST = 3
_MARKUP = re.compile(r"<[^>]*>")
_LETTERS = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Proof:
    """What a search of a written file found.

    Attributes:
        parts: parts of the file that were searched; 1 for a plain text.
        passages: distinct passages that were looked for.
        too_short: passages too short to be looked for (a letter, two digits).
        found: place in ``passages_of`` of each passage that the file still holds.
    """

    parts: int
    passages: int
    too_short: int
    found: tuple[int, ...]


def passages_of(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """Give the distinct passages that are hidden, in reading order.

    Args:
        text: of the document as read.
        spans: what is hidden.
    """
    return tuple(dict.fromkeys(text[span.start : span.end] for span in spans))


def search_file(data: bytes, passages: Sequence[str]) -> Proof:
    """Search a written file for what was to be hidden.

    Args:
        data: its bytes.
        passages: as ``passages_of`` gives them.
    """
    searched = [place for place, one in enumerate(passages) if _is_long_enough(one)]
    parts = _parts(data)
    texts = [_folded(form) for part in parts for form in (part, _MARKUP.sub("", part))]
    found = tuple(
        place
        for place in searched
        if any(_stands(_folded(passages[place]), text) for text in texts)
    )
    return Proof(len(parts), len(searched), len(passages) - len(searched), found)


def _is_long_enough(passage: str) -> bool:
    return len(_LETTERS.findall(passage)) >= _LEAST


def _parts(data: bytes) -> list[str]:
    if not data.startswith(b"PK"):
        return [data.decode("utf-8", "replace")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # The file is one of ours, just written: what it unpacks to is known to be bounded.
        return [
            f"{entry.filename}\n{archive.read(entry).decode('utf-8', 'replace')}"
            for entry in archive.infolist()
        ]


def _stands(passage: str, text: str) -> bool:
    """Tell whether a passage stands as whole words."""
    return re.search(rf"(?<!\w){re.escape(passage)}(?!\w)", text) is not None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(bare.split())
