"""How near a label is to the name of a field: same letters, same words, or some letters off.

« Date de convention », ``date Convention``, ``DATE_CONVENTION`` and « Date de convention* » are
one name in many writings: people copy titles, spreadsheets add signs, software prefers capitals.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from rapidfuzz import fuzz

from grader.tables.labels import fold
from grader.validation.schemas import Field, TableSchema

#: Labels, of files and of schemas, whose normal form is kept: they are compared all to all.
_KEPT = 4096
normal_form = lru_cache(_KEPT)(fold)
#: Likeness from which a label is taken for a misspelling (100 is equality).
_NEAR = 88.0
#: The best field must be better than the second by that much.
_GAP = 5.0
#: Likeness given to a label whose words are those of the field, shortened or in another order.
_SAME_WORDS = 95.0
_SMALL_WORDS = frozenset({"a", "au", "d", "de", "des", "du", "en", "l", "la", "le", "les", "n"})
#: Words that are written in several ways, by what they stand for.
_ABBREVIATIONS: Mapping[str, str] = {
    "identifiant": "id",
    "identifiants": "id",
    "identification": "id",
    "ident": "id",
    "nombre": "nbre",
    "nb": "nbre",
    "nbr": "nbre",
    "numero": "num",
}
#: What may stand beside a name without changing what it names.
_SPARE = frozenset({"eur", "euro", "obligatoire", "facultatif", "facultative", "signature"})
#: What is said between parentheses of how to fill the column, and not of what it holds.
_INSTRUCTION = re.compile(
    r"^(?:obligatoire|facultati(?:f|ve)|optionnel(?:le)?|requise?|aaaammjj|jjmmaaaa|yyyymmdd|"
    r"formataaaammjj|siret|siren|texte|nombre|date|oui|non|ouinon)$"
)
_NOTE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")


class Nearness(Enum):
    """How a label stands to the field under which it is placed."""

    SAME = "same"
    WRITING = "writing"
    WORDS = "words"
    LETTERS = "letters"


def nearness(label: str, field: Field) -> Nearness:
    """Tell what differs between a label and the name of its field.

    Args:
        label: as written.
        field: the field that it is placed under.
    """
    if label == field.name:
        return Nearness.SAME
    ours = _as_spelled(label)
    if normal_form(label) == normal_form(field.name) or (ours and ours == _as_spelled(field.name)):
        return Nearness.WRITING
    bare, notes = _without_notes(label)
    if notes and nearness(bare, field) in {Nearness.SAME, Nearness.WRITING}:
        plain = all(_INSTRUCTION.match(normal_form(note)) for note in notes)
        return Nearness.WRITING if plain else Nearness.WORDS
    by_letters = fuzz.ratio(normal_form(label), normal_form(field.name)) >= _NEAR
    return Nearness.LETTERS if by_letters else Nearness.WORDS


def nearest(label: str, schema: TableSchema) -> tuple[Field, float] | None:
    """Give the field that the label is a misspelling of, with its likeness, if there is one.

    Args:
        label: as written, and no name of the schema.
        schema: the schema.
    """
    theme = frozenset(map(_singular, _words(schema.ref.id.rpartition("/")[2])))
    scores = sorted(
        ((_likeness(label, field, theme), field) for field in schema.fields),
        key=lambda one: -one[0],
    )
    best, field = scores[0]
    second = scores[1][0] if len(scores) > 1 else 0.0
    return (field, best) if best >= _NEAR and best - second >= _GAP else None


def _likeness(label: str, field: Field, theme: frozenset[str]) -> float:
    bare, _ = _without_notes(label)
    if field.title and normal_form(field.title) in {normal_form(label), normal_form(bare)}:
        return 100.0
    ours, theirs = _words(bare), _words(field.name)
    if ours and ours == theirs:
        return 100.0
    by_letters: float = max(
        fuzz.ratio(normal_form(one), normal_form(field.name)) for one in {label, bare}
    )
    spared = tuple(
        word for word in ours if word in theirs or not {word, _singular(word)} & (theme | _SPARE)
    )
    alike = (spared and spared == theirs) or _same_words(spared, theirs)
    alike = alike or _same_words(ours, theirs)
    return max(by_letters, _SAME_WORDS if alike else 0.0)


@lru_cache(_KEPT)
def _without_notes(label: str) -> tuple[str, tuple[str, ...]]:
    """Part « Montant (en euros) » into « Montant » and what was between parentheses."""
    notes = tuple(_NOTE.findall(label))
    bare = _NOTE.sub(" ", label).strip() if notes else label
    return (bare, notes) if bare else (label, ())


@lru_cache(_KEPT)
def _as_spelled(label: str) -> tuple[str, ...]:
    """« Date de convention », ``dateConvention`` and ``DATE_CONVENTION`` have the same words."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", label)
    words = (normal_form(word) for word in re.split(r"[\W_]+", spaced))
    return tuple(word for word in words if word and word not in _SMALL_WORDS)


@lru_cache(_KEPT)
def _words(label: str) -> tuple[str, ...]:
    """Give the words of a label, each written in one way."""
    return tuple(_ABBREVIATIONS.get(word, word) for word in _as_spelled(label))


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _same_words(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether one's words are the other's, in any order, some of them shortened."""
    if len(ours) != len(theirs) or not 2 <= len(ours) <= 4:
        return False
    for order in itertools.permutations(theirs):
        pairs = list(zip(ours, order, strict=True))
        if any(a == b for a, b in pairs) and all(_shortened(a, b) for a, b in pairs):
            return True
    return False


def _shortened(one: str, other: str) -> bool:
    """Whether one word begins the other."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 3 and long.startswith(short))
