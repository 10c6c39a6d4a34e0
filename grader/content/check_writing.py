"""How texts are typed, and how words are explained: what the typography of pages counts on.

Authors type ordinary spaces and straight apostrophes; ``typography.french`` sets the rest. What it
cannot mend, or would not see, is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.content.load import Reading
from grader.content.problems import Problem, problem
from grader.content.sentences import sentences
from grader.content.texts import Texts


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    message: str
    hint: str


_RULES = (
    _Rule(
        re.compile("[\u00a0\u202f\u2009]"),
        "contient une espace insécable",
        "Tapez des espaces ordinaires : la page pose les insécables.",
    ),
    _Rule(
        re.compile("[\u2018\u2019]"),
        "contient une apostrophe courbe",
        "Tapez l'apostrophe droite : '.",
    ),
    _Rule(
        re.compile(r"\.\.\."),
        "contient trois points à la suite",
        "Tapez le signe « … ».",
    ),
    _Rule(
        re.compile(r"[\w»)][;!?](?=\s|$)|[\w»)]:(?=\s|$)"),
        "a un signe double sans espace devant",
        "Mettez une espace avant « ; », « : », « ! » et « ? ».",
    ),
    _Rule(
        re.compile(r"«(?! )|(?<! )»"),
        "a un guillemet sans espace à l'intérieur",
        "Écrivez « comme ceci ».",
    ),
    _Rule(
        re.compile(r'"\w[^"]*"|\u201c\w[^\u201d]*\u201d'),
        "emploie des guillemets droits ou anglais",
        "Écrivez « comme ceci », ou `comme ceci` pour ce qui se lit dans un fichier.",
    ),
    _Rule(
        re.compile(r"\w [!](?=\s|$)|\b[Oo]ups\b"),
        "s'exclame",
        "Dites-le d'un ton égal, et finissez par un point.",
    ),
)


def writing(texts: Texts) -> Iterator[Problem]:
    """Texts are typed as the typography of pages expects them."""
    for passage in texts.typed:
        for rule in _RULES:
            found = rule.pattern.search(passage.text)
            if found is not None:
                start = " ".join(passage.text.split())[:40]
                yield problem(
                    passage.where(found.start()),
                    "bad-typography",
                    f"Ce texte {rule.message} (il commence par « {start} »).",
                    rule.hint,
                )


def glossary(reading: Reading) -> Iterator[Problem]:
    """A term of the glossary is told in one sentence, and stands there once."""
    known: dict[str, str] = {}
    for term, meaning in reading.course.glossary.items():
        where = reading.places[f"term {term}"]
        if len(list(sentences(meaning))) != 1 or not meaning.rstrip().endswith("."):
            yield problem(
                where,
                "bad-definition",
                f"La définition de « {term} » n'est pas une phrase, et une seule.",
                "Dites-le en une phrase, qui finit par un point.",
            )
        if term.casefold() in known:
            yield problem(
                where,
                "term-twice",
                f"Le terme « {term} » est déjà au glossaire ({known[term.casefold()]}).",
                "Gardez la meilleure des deux définitions.",
            )
        known.setdefault(term.casefold(), where)
