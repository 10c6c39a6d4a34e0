"""How the texts of questions and exercises are typed: what the typography of pages counts on.

Authors type ordinary spaces and straight apostrophes; ``typography.french`` sets the rest. What it
cannot mend, or would not see, is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.content.load import Reading
from grader.content.model import Module
from grader.content.problems import Problem, problem
from grader.exercises.case import STEPS
from grader.quiz.registry import TYPES

#: What is code or an address is not French.
_NOT_FRENCH = re.compile(r"```.*?```|``.*?``|`[^`]*`|\]\([^)]*\)|https?://\S+", re.DOTALL)


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


def writing(reading: Reading, module: Module) -> Iterator[Problem]:
    """Texts of items and exercises are typed as the typography expects them."""
    for where, name, texts in _texts(reading, module):
        for text in texts:
            plain = _NOT_FRENCH.sub("x", text)
            for rule in _RULES:
                if rule.pattern.search(plain):
                    start = " ".join(text.split())[:40]
                    yield problem(
                        where,
                        "bad-typography",
                        f"{name} : un texte {rule.message} (il commence par « {start} »).",
                        rule.hint,
                    )


def _texts(reading: Reading, module: Module) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for item in (*module.items.values(), *module.bank.values()):
        common = (item.question, item.explanation, item.misconception, *item.hints)
        told = (*common, *TYPES[item.type].texts(item.body))
        yield reading.places[f"item {item.id}"], f"La question « {item.id} »", told
    for exercise in module.exercises.values():
        steps = exercise.settings.get(STEPS, ())
        told = (exercise.statement, exercise.solution, *exercise.hints, *steps)
        yield reading.places[f"exercise {exercise.id}"], f"L'exercice « {exercise.id} »", told
