"""Whether what a person wrote on a record tells something: padding earns no goal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from grader.typography import plural

#: A description: characters that are read, and different words, title left out.
LEAST_CHARACTERS, LEAST_WORDS = 100, 15
#: Words that join others: a list of key words has none of them.
_LEAST_JOINING = 3
_JOINING = frozenset(
    ("a", "au", "aux", "avec", "ce", "ces", "cette", "chaque", "dans", "de", "des", "du", "elle",
     "en", "est", "et", "il", "ils", "la", "le", "les", "leur", "leurs", "ni", "on", "ont", "ou",
     "par", "pas", "pour", "qui", "que", "sa", "sans", "ses", "son", "sont", "sous", "sur", "un",
     "une", "vers", "y")
)  # fmt: skip
#: What stands where a text is to come, accents left out.
_FILLER = re.compile(
    r"lorem ipsum|dolor sit amet|bla ?bla|a completer|a remplir|a rediger|texte de remplissage|"
    r"description (?:a venir|du jeu de donnees a|ici)|azerty|qwerty|qsdf|\btodo\b|\btbd\b|"
    r"x{3,}|([a-z])\1{3,}|\b([a-z]{2,})(?:\s+\2\b){2,}"
)
_EMPTY_TAG = re.compile(
    r"(.)\1+|(?:tags?|tests?|mots?-?cles?|donnees?|data|abc|azerty|qwerty|divers|autres?)-?\d*|"
    r"\d+"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?;:…\n]+")
#: A sentence is long enough to be found twice from that many words on.
_SENTENCE_WORDS = 4
_MARKS = re.compile(r"[*_`#>|]+|\[([^\]]*)\]\([^)]*\)")


#: What names a file and not a subject: an extension, underscores, « (2) », « final ».
_FILE_TITLE = re.compile(
    r"\.(?:csv|tsv|xlsx?|ods|pdf|json|zip|txt|docx?|odt)\b|_|\(\d+\)|\b(?:finale?|copie|v\d+)\b"
)
#: Words that a title needs to say the subject and the place.
_LEAST_TITLE = 3


class Emptiness(NamedTuple):
    """Why a text tells nothing.

    Attributes:
        why: in a sentence; "" where it tells.
        how: what would mend it.
    """

    why: str = ""
    how: str = ""


def title_fault(title: str) -> Emptiness:
    """Say why a title names a file rather than data, and what would mend it; empty where not.

    Args:
        title: of the record.
    """
    plain = _plain(title)
    how = "Dites le sujet, le lieu et la période, comme on le dirait à une personne."
    if _FILE_TITLE.search(plain):
        return Emptiness(f"Le titre « {title[:80]} » est celui d'un fichier.", how)
    if len(set(_words(plain))) < _LEAST_TITLE:
        return Emptiness("Le titre est trop court pour dire de quoi il s'agit.", how)
    return Emptiness()


def emptiness_of(description: str, title: str) -> Emptiness:
    """Say why a description tells nothing, and what would mend it; empty where it tells.

    Args:
        description: Markdown, as it is stored.
        title: of the record.
    """
    plain = _plain(" ".join(_MARKS.sub(r" \1 ", description).split()))
    if not plain:
        return Emptiness("La description est vide.", _HOW)
    twice = _said_twice(description)
    if twice:
        said = f"Une phrase est dite deux fois : « {twice[:80]} »."
        return Emptiness(said, "Ne la gardez qu'une fois.")
    if _FILLER.search(plain):
        filler = "La description contient du texte de remplissage."
        return Emptiness(filler, "Remplacez-le par des phrases.")
    return _too_little(_without_title(plain, _plain(title)), set(_words(_plain(title))))


def _too_little(own: str, titled: set[str]) -> Emptiness:
    """Say why what is left without the title is not enough."""
    if len(own) < LEAST_CHARACTERS:
        counted = plural(len(own), "caractère utile", "caractères utiles")
        said = f"Hors titre, la description a {counted}, sur {LEAST_CHARACTERS} attendus."
        return Emptiness(said, _HOW)
    words = set(_words(own))
    if len(words - titled) < LEAST_WORDS:
        counted = plural(len(words - titled), "mot différent", "mots différents")
        said = f"Hors titre, la description a {counted}, sur {LEAST_WORDS} attendus."
        return Emptiness(said, _HOW)
    if len(words & _JOINING) < _LEAST_JOINING:
        return Emptiness("La description est une suite de mots.", "Écrivez des phrases.")
    return Emptiness()


_HOW = (
    "Dites ce que contient le fichier, d'où il vient, comment il est tenu à jour et ce qui peut "
    "surprendre."
)


def telling_tags(tags: Iterable[str]) -> list[str]:
    """Give the tags that help to find a record; a plural and its singular count once.

    Args:
        tags: as stored: small letters, without accents.
    """
    kept: dict[str, str] = {}
    for tag in tags:
        if not _EMPTY_TAG.fullmatch(tag):
            kept.setdefault(re.sub(r"[sx]\b", "", tag), tag)
    return list(kept.values())


def tells_more_than(text: str | None, names: Iterable[str]) -> bool:
    """Say whether a resource's description is more than its names: three words of its own.

    Args:
        text: the description, or None.
        names: title and file name.
    """
    plain = _plain(text or "")
    if _FILLER.search(plain):
        return False
    named = {word for name in names for word in _words(_plain(name))}
    return len(set(_words(plain)) - named - {"csv", "fichier", "donnees", "le", "la", "les"}) >= 3


def different_words(text: str) -> int:
    """Count the different words of a text."""
    return len(set(_words(_plain(text))))


def held_words(before: str, after: str) -> bool:
    """Say whether at least half of the words of a text are still in another.

    Args:
        before: the text as it was.
        after: the text as it is.
    """
    words = set(_words(_plain(before)))
    return len(words & set(_words(_plain(after)))) * 2 >= len(words)


def _said_twice(description: str) -> str:
    seen: set[tuple[str, ...]] = set()
    for sentence in _SENTENCE_END.split(description):
        words = tuple(_words(_plain(sentence)))
        if len(words) >= _SENTENCE_WORDS and words in seen:
            return " ".join(sentence.split())
        seen.add(words)
    return ""


def _without_title(plain: str, title: str) -> str:
    return " ".join(plain.replace(title, " ").split()) if title else plain


def _words(plain: str) -> list[str]:
    return [part for word in _WORD.findall(plain) for part in re.split(r"['’]", word) if part]


def _plain(text: str) -> str:
    """Write a text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
