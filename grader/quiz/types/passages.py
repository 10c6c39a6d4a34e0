"""Passages of a text, as runs of words numbered from 0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from grader.errors import ContentError
from grader.quiz.itemtype import Given, refuse

#: First and last word, both in it.
Run = tuple[int, int]

_RUN = re.compile(r"([0-9]{1,4})-([0-9]{1,4})", re.ASCII)


def find(passage: str, words: tuple[str, ...], where: str) -> Run:
    """Find the words that a passage touches.

    Args:
        passage: as the author copied it; punctuation around its words may be left out.
        words: of the text.
        where: ``file:line``.

    Raises:
        ContentError: it is not there, or is there several times.
    """
    text, sought = " ".join(words), " ".join(passage.split())
    # Not within a word: « art » is not in « article ».
    whole = rf"(?<!\w){re.escape(sought)}(?!\w)"
    places = [found.start() for found in re.finditer(f"(?={whole})", text)]
    if len(places) != 1:
        times = "n'y figure pas" if not places else f"y figure {len(places)} fois"
        raise ContentError(
            where,
            "bad-passage",
            f"Le passage « {passage} » doit figurer une fois dans le texte ; il {times}.",
            "Recopiez-le du texte, avec assez de mots pour qu'il soit seul de son espèce.",
        )
    first = text.count(" ", 0, places[0])
    return first, first + sought.count(" ")


def require_apart(runs: Iterable[Run], where: str) -> None:
    """Check that no word belongs to two passages.

    Raises:
        ContentError: one does.
    """
    seen: set[int] = set()
    for run in runs:
        inside = set(range(run[0], run[1] + 1))
        if inside & seen:
            raise ContentError(
                where,
                "passages-overlap",
                "Deux passages ont un mot en commun.",
                "Gardez le plus long, ou partagez-les autrement.",
            )
        seen |= inside


def read_marked(given: Given, words: int) -> frozenset[int]:
    """Read the words that were marked.

    Args:
        given: ``first-last`` strings.
        words: how many the text has.

    Raises:
        RefusedError: one is ill-formed, goes beyond the text or covers another; or none is there.
    """
    marked: set[int] = set()
    for one in given:
        found = _RUN.fullmatch(one)
        first, last = (int(found[1]), int(found[2])) if found else (0, -1)
        if not first <= last < words:
            raise refuse("Un passage marqué ne se trouve pas dans ce texte.")
        inside = set(range(first, last + 1))
        if inside & marked:
            raise refuse("Deux passages marqués se recouvrent.")
        marked |= inside
    if not marked:
        raise refuse("Aucun passage n'est marqué.", "Marquez au moins un mot, puis validez.")
    return frozenset(marked)


def runs_of(words: Set[int]) -> tuple[Run, ...]:
    """Give the runs that words make, in the order of the text."""
    firsts = sorted(word for word in words if word - 1 not in words)
    lasts = sorted(word for word in words if word + 1 not in words)
    return tuple(zip(firsts, lasts, strict=True))


def written(run: Run) -> str:
    """Write a run as answers and remarks do: ``3-5``."""
    return f"{run[0]}-{run[1]}"
