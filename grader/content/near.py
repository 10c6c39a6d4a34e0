"""Questions that say the same thing once numbers and proper names are masked.

A bank grows by copying: the same question about another commune, another amount, other words
for the same act, answers in another order. To whoever answers, it is the same question.

Two texts are compared word by word, whatever their order, by rapidfuzz's ``ratio`` (MIT licence),
which gives 100 to equal texts. The threshold stands between two series of pairs written by
hand, in ``tests/content/test_near.py``: all that a copy changes stays above it, and the nearest
of two questions that are worth asking side by side stay below.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from grader.quiz.model import Item
from grader.quiz.registry import TYPES

#: From here on, two questions are the same one.
THRESHOLD = 82.0

_NUMBER = "0"
_NAME = "nom"
_WORD = re.compile(r"[^\W_]+(?:[.,:/'+-][^\W_]+|_+[^\W_]+)*", re.UNICODE)
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_IN_WORDS = re.compile(
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|"
    "trente|quarante|cinquante|soixante|cents?|mille|"
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
)
_SENTENCE_END = re.compile(r"[.?!:;«|\n]\s*$|^\s*$")


def masked(text: str) -> str:
    """Give the words of a text in their alphabetical order, numbers and proper names masked.

    Args:
        text: French, light Markdown.
    """
    text = _GROUPED.sub("", text.replace("`", " ").replace("*", " ").replace("’", "'"))
    words: list[str] = []
    for found in _WORD.finditer(text):
        words.extend(_masked(found[0], text[: found.start()]))
    return " ".join(sorted(words))


def _masked(word: str, before: str) -> Iterator[str]:
    plain = _folded(word)
    if any(character.isdigit() for character in word) or _IN_WORDS.fullmatch(plain):
        yield _NUMBER
    elif _is_name(word, before):
        yield _NAME
    else:
        # « l'export » holds a word of its own.
        yield from (part for part in plain.split("'") if part)


def _is_name(word: str, before: str) -> bool:
    """Tell a proper name: capitals that no beginning of sentence explains."""
    parts = re.split(r"[-']", word)
    capital = [part[:1].isupper() and part[1:].islower() for part in parts]
    if len(parts) > 1 and sum(capital) > 1:
        return True
    return capital[-1] and (len(parts) > 1 or not _SENTENCE_END.search(before))


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("œ", "oe")


def seen(item: Item) -> str:
    """Give all that a learner sees of an item before answering it."""
    face = TYPES[item.type].face(item.body)
    shown = [" ".join((entry.text, *entry.cells)) for entry in (*face.entries, *face.targets)]
    return "\n".join((item.question, *shown, *face.head, " ".join(face.words)))


def near_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Give the pairs of texts that are the same question, the later one first.

    Args:
        texts: as ``seen`` gives them.

    Returns:
        Place of the later text, place of the earlier one that is nearest to it, and how near
        they are, from ``THRESHOLD`` to 100.
    """
    plain = [masked(text) for text in texts]
    for place in range(1, len(plain)):
        nearest = process.extractOne(
            plain[place], plain[:place], scorer=fuzz.ratio, score_cutoff=THRESHOLD
        )
        if nearest is not None:
            yield place, nearest[2], nearest[1]
