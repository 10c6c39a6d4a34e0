"""What a person types, made clean and comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from grader.quiz.itemtype import refuse
from grader.typography import number, plural

_BLANKS = re.compile(r"\s+")
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_BEFORE_LINE_END = re.compile(r"[^\S\n]+\n")
_MANY_LINES = re.compile(r"\n{3,}")
#: Apostrophes, hyphens and dashes, whichever a keyboard or a word processor puts.
_JOINTS = re.compile(r"[-'`´\u02bc\u2010-\u2015\u2018\u2019\u2032\u2212]")
#: What surrounds or ends an answer without being a part of it.
_AROUND = ' .…;,:!?"«»\u201c\u201d'
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def one_line(text: str, longest: int) -> str:
    """Make what was typed in a field clean: one line, no invisible character.

    Args:
        text: as received; hostile.
        longest: most characters.

    Raises:
        RefusedError: nothing is written, it is too long or holds what no keyboard types.
    """
    return _bounded(_BLANKS.sub(" ", _visible(text)).strip(), longest)


def many_lines(text: str, longest: int) -> str:
    """Make a text of several lines clean; lines are kept, with at most one empty between two.

    Args:
        text: as received; hostile.
        longest: most characters.

    Raises:
        RefusedError: nothing is written, it is too long or holds what no keyboard types.
    """
    lines = _BEFORE_LINE_END.sub("\n", _visible(_LINE_ENDS.sub("\n", text)))
    return _bounded(_MANY_LINES.sub("\n\n", lines).strip(), longest)


def comparable(text: str) -> str:
    """Reduce a text to what counts when two answers are compared.

    Case, accents, apostrophes, hyphens, spaces, quotes around and the final point do not.

    >>> comparable("« L’Open-Data ».") == comparable("l'open data")
    True
    """
    # Folding may make letters to take apart, and taking apart letters to fold.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c)).translate(_LIGATURES)
    return _BLANKS.sub(" ", _JOINTS.sub(" ", bare)).strip(_AROUND)


def nearly(text: str, others: Iterable[str], least: int = 5) -> bool:
    """Tell whether a text is one letter away from another: added, missing, changed or swapped.

    Args:
        text: what was typed, made ``comparable``.
        others: what is compared, likewise; those shorter than ``least`` are passed over, since
            one letter makes another word of them.
        least: fewest characters.
    """
    return any(len(other) >= least and _one_apart(text, other) for other in others)


def _one_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])


def _visible(text: str) -> str:
    """Drop invisible marks that word processors leave; refuse what no keyboard types."""
    kept = "".join(c for c in text if unicodedata.category(c) != "Cf")
    if any(unicodedata.category(c) in ("Cc", "Cs") and not c.isspace() for c in kept):
        raise refuse(
            "Votre réponse contient un caractère illisible.",
            "Effacez le texte collé, puis tapez la réponse au clavier.",
        )
    return unicodedata.normalize("NFC", kept)


def _bounded(text: str, longest: int) -> str:
    if not text:
        raise refuse("Aucune réponse n'est écrite.", "Écrivez votre réponse, puis validez.")
    if len(text) > longest:
        raise refuse(
            f"Votre réponse compte {number(len(text))} caractères ; la limite est de "
            f"{number(longest)}.",
            f"Retirez {plural(len(text) - longest, 'caractère')}, puis validez.",
        )
    return text
