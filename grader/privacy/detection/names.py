"""First names and last names: the lists that faker ships, and the look of a name."""

from __future__ import annotations

import importlib
import itertools
import re
from functools import lru_cache

from grader.privacy.detection.words import (
    FUNCTIONS,
    MONTHS,
    ORDINARY,
    ORGANISATION,
    PARTICLES,
    fold_word,
)

#: Locales of faker whose names people of France bear, families from elsewhere included.
_LOCALES = (
    "fr_FR", "fr_BE", "fr_CH", "fr_CA", "fr_DZ", "es_ES", "pt_PT", "it_IT", "de_DE", "pl_PL",
    "tr_TR", "ro_RO", "vi_VN", "en_GB", "yo_NG", "tw_GH", "sw",
)  # fmt: skip
_FIRST = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary")
_LAST = ("last_names", "last_names_male", "last_names_female")

LETTERS = r"[^\W\d_]"
#: « O'Brien », « Jean-Pierre », « d'Ornano ».
_WORD = re.compile(rf"(?:[dDlLoO]['’])?{LETTERS}+(?:[-'’]{LETTERS}+){{0,3}}\.?")
TITLES = r"M\.|MM\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle|Maître|Me|Dr\.?|Docteur|Pr\.?"
_TITLE = re.compile(rf"(?:{TITLES}|M|MR|MME|MLLE|MONSIEUR|MADAME)(?: et (?:{TITLES}|MME))? ")
_MOST_WORDS = 6


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Give known first names, folded; loads them at the first call (a quarter of a second)."""
    return _listed(_FIRST) - ORDINARY - PARTICLES | {"avril"}


@lru_cache(maxsize=1)
def last_names() -> frozenset[str]:
    """Give known last names, folded; loads them at the first call."""
    return _listed(_LAST) - PARTICLES


def _listed(attributes: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for locale in _LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in attributes:
            found.update(getattr(provider, attribute, None) or ())
    folded = (fold_word(name).replace("’", "'") for name in found)
    return frozenset(name for name in folded if len(name) > 1 and name[0].isalpha())


@lru_cache(maxsize=50_000)
def is_first_name(word: str) -> bool:
    """Tell whether a word is a known first name; « Jean-Amadou » is one by its halves.

    Args:
        word: with or without accents and capitals.
    """
    known = first_names()
    folded = fold_word(word)
    if folded in known:
        return True
    halves = folded.split("-")
    return len(halves) > 1 and all(half in known for half in halves)


@lru_cache(maxsize=50_000)
def is_last_name(word: str) -> bool:
    """Tell whether a word, or « Le Gall », is a known last name; « Martin-Petit » by its halves.

    Args:
        word: with or without accents and capitals.
    """
    known = last_names()
    folded = fold_word(word)
    if folded in known:
        return True
    halves = folded.split("-")
    return len(halves) > 1 and any(half in known for half in halves)


def name_sort(value: str) -> str:
    """Tell how far a cell is the name of a person.

    Args:
        value: a cell without outer blanks.

    Returns:
        ``full`` (a known first name beside another word, a title, or « Prénom NOM »), ``first``,
        ``last``, ``both`` (as « Martin »), ``shaped`` (words that might be a name) or "".
    """
    if not 2 <= len(value) <= 60:
        return ""
    title = _TITLE.match(value)
    words = value[title.end() if title else 0 :].replace(",", " ").split()
    if not 1 <= len(words) <= _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
        return ""
    if title:
        return "" if fold_word(words[0]) in FUNCTIONS else "full"
    return _untitled(words)


def _untitled(words: list[str]) -> str:
    folded = [fold_word(word) for word in words]
    whole = " ".join(folded)
    kept = [
        (word, bare)
        for word, bare in zip(words, folded, strict=True)
        if bare not in PARTICLES and bare[:2] not in ("d'", "l'")
    ]
    if not kept or (kept[0][0][0].islower() and len(kept) > 1):
        return ""
    if len(words) == 1 or is_last_name(whole):
        return _single(whole)
    thing = any(bare in ORGANISATION for _, bare in kept) or folded[0] in ("le", "la", "les", "l'")
    if thing or any(word[0].islower() for word, _ in kept):
        return ""
    return _several(kept)


def _single(word: str) -> str:
    first, last = is_first_name(word), is_last_name(word)
    if first and last:
        return "both"
    if first or last:
        return "first" if first else "last"
    return "" if word in ORDINARY | MONTHS else "shaped"


def _several(kept: list[tuple[str, str]]) -> str:
    if len(kept) == 1:
        return _single(kept[0][1])
    first = [is_first_name(bare) for _, bare in kept]
    if all(first) and not any(is_last_name(bare) for _, bare in kept):
        return "first"  # « Marie Claire »
    if any(first):
        return "full"
    capitals = [word.isupper() and len(word) > 1 for word, _ in kept]
    if any(capitals) and not all(capitals) and is_cased_as_a_name(capitals):
        ordinary = any(bare in ORDINARY for _, bare in kept)
        return "shaped" if ordinary else "full"  # « Aminata KONATÉ »
    return "last" if any(is_last_name(bare) for _, bare in kept) else "shaped"


def is_cased_as_a_name(capitals: list[bool]) -> bool:
    """Tell whether words in capitals all stand on one side: « DUPONT Jean », « Jean LE GALL ».

    Args:
        capitals: for each word, whether it is written in capitals.
    """
    changes = sum(one != other for one, other in itertools.pairwise(capitals))
    return changes == 1
