"""The expert's key of an exercise of redaction: what must be hidden in a text, what must stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from grader.errors import ContentError, UnusableFileError
from grader.privacy.redaction.model import Span, TextDocument
from grader.privacy.redaction.reading import read_document
from grader.privacy.redaction.reasons import REASONS
from grader.privacy.redaction.scoring import Expected
from grader.quiz.fields import expect_keys, text
from grader.settings import Bounds

HIDE, KEEP = "hide", "keep"
_KEYS = frozenset({HIDE, KEEP, "nth", "reason", "because"})


def given_document(path: Path) -> TextDocument:
    """Read the text that an exercise gives; it is kept in memory while it does not change.

    Args:
        path: the file.

    Raises:
        UnusableFileError: it is no text.
    """
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read(path: Path, _changed_at: int) -> TextDocument:
    return read_document(path, Bounds())


def read_key(raw: Mapping[str, Any], where: str, file: Path) -> tuple[Expected, ...]:
    """Take the key of a declaration, each passage at its place in the text.

    Args:
        raw: the declaration.
        where: ``file:line``.
        file: the text that it gives.

    Returns:
        in reading order; passages never overlap.

    Raises:
        ContentError: a passage is not in the text, two overlap, or one is badly declared.
    """
    try:
        document = given_document(file)
    except UnusableFileError as error:
        raise ContentError(where, error.code, error.message, error.hint) from error
    declared = raw.get("key")
    if not isinstance(declared, list) or not declared:
        raise ContentError(
            where,
            "missing-key",
            "Il manque « key » : les passages à cacher, et ceux qui doivent rester.",
            'Écrivez par exemple « - {hide: "Mme Jeanne Duvernet", reason: private-life, '
            "because: Sa situation ne regarde qu'elle.} ».",
        )
    found = sorted(
        (one for entry in declared for one in _placed(entry, where, document.text)),
        key=lambda one: one.span,
    )
    for earlier, later in pairwise(found):
        if later.span.start < earlier.span.end:
            raise ContentError(
                where,
                "passages-overlap",
                f"Deux passages de « key » se chevauchent : « {earlier.text} » et "
                f"« {later.text} ».",
                "Un même endroit ne se décide qu'une fois.",
            )
    if not any(one.hide for one in found):
        raise ContentError(
            where,
            "nothing-to-hide",
            "« key » ne demande de cacher aucun passage.",
            "Ajoutez-en un : « - {hide: …, reason: …, because: …} ».",
        )
    return tuple(found)


def _placed(entry: Any, where: str, whole: str) -> Iterator[Expected]:
    expect_keys(entry, _KEYS, where, "Un passage de « key »")
    if (HIDE in entry) == (KEEP in entry):
        raise ContentError(
            where,
            "bad-value",
            "Un passage de « key » se cache (hide) ou reste (keep), l'un ou l'autre.",
            "Gardez l'une des deux clés.",
        )
    hide = HIDE in entry
    passage = text(entry, HIDE if hide else KEEP, where)
    because = text(entry, "because", where)
    reason = text(entry, "reason", where) if hide else ""
    if hide and reason not in REASONS:
        raise ContentError(
            where,
            "bad-value",
            f"Le motif « {reason} » n'existe pas.",
            f"Prenez l'un de ceux-ci : {', '.join(REASONS)}.",
        )
    places = list(places_of(passage, whole))
    nth = entry.get("nth")
    if not places or (nth is not None and nth not in range(1, len(places) + 1)):
        raise ContentError(
            where,
            "unknown-passage",
            f"Le texte ne contient pas le passage « {passage} »"
            + (f" {nth} fois." if nth is not None else "."),
            "Recopiez-le tel qu'il est dans le document ; un passage tient sur une ligne.",
        )
    for start in places if nth is None else [places[nth - 1]]:
        span = Span(start, start + len(passage), reason)
        yield Expected(span, hide, passage, because)


def places_of(passage: str, whole: str) -> Iterator[int]:
    """Find where each place of a passage begins.

    Args:
        passage: as it stands there.
        whole: text of the document.
    """
    start = whole.find(passage)
    while start >= 0:
        yield start
        start = whole.find(passage, start + len(passage))
