"""Guessing which licence of the portal a source means: by address, identifier, title, nearly."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from grader.publication.reference.licenses import LICENSES, License
from grader.publication.slugs import slugify

#: Letters by which a name may differ.
_MOST_LETTERS = 2
#: Shorter ones would be near to too many.
_LEAST_LENGTH = 6


def guess_license(clues: Iterable[str]) -> str | None:
    """Give the identifier of the first licence that a clue leads to, or None.

    Args:
        clues: addresses and names, best first.
    """
    for clue in clues:
        if (found := _exactly(clue.strip()) or _nearly(clue.strip())) is not None:
            return found
    return None


def _exactly(clue: str) -> str | None:
    address, name = _address(clue), slugify(clue)
    for licence in LICENSES.values():
        if address in {_address(url) for url in (licence.url, *licence.alternate_urls) if url}:
            return licence.id
        if name and name in {slugify(word) for word in _names(licence)}:
            return licence.id
    return None


def _nearly(clue: str) -> str | None:
    name = slugify(clue)
    if len(name) < _LEAST_LENGTH or clue.startswith(("http://", "https://")):
        return None
    nearest, best = None, _MOST_LETTERS + 1
    for licence in LICENSES.values():
        for word in map(slugify, _names(licence)):
            if len(word) < _LEAST_LENGTH:
                continue
            letters = Levenshtein.distance(name, word, score_cutoff=_MOST_LETTERS)
            if letters < best:
                nearest, best = licence.id, letters
    return nearest


def _names(licence: License) -> tuple[str, ...]:
    return (licence.id, licence.title, *licence.alternate_titles)


def _address(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/").lower() or url
