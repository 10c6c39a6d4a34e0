"""Proving the questions: where they serve, that their keys are right, that no two are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.content.bank import BANK, bank_modules
from grader.content.check_sourcing import source_problems
from grader.content.load import QUIZ_FILE, Reading
from grader.content.model import Module
from grader.content.near import near_pairs, seen
from grader.content.problems import Problem, problem
from grader.content.scaffold.texts import TO_WRITE
from grader.errors import OuvroirError
from grader.quiz.model import WRONG, Item
from grader.quiz.registry import TYPES
from grader.quiz.score import expected, score


def _every_item(module: Module) -> tuple[Item, ...]:
    return (*module.items.values(), *module.bank.values())


def _written(items: Iterable[Item]) -> list[Item]:
    """Leave out what ``ouvroir new`` has just begun: it is told of once, line by line."""
    return [item for item in items if TO_WRITE not in item.question]


def _where(reading: Reading, item: Item) -> str:
    return reading.places[f"item {item.id}"]


def item_places(reading: Reading, module: Module) -> Iterator[Problem]:
    """Items serve an objective of the module, name a known source, and may meet somebody.

    A public item needs no place: « Quiz libre » poses it. A private one waits for a draw, and
    one that a person marks for a lesson or an exercise.
    """
    posed = {part.ref for lesson in module.lessons for part in lesson.parts}
    holders: dict[str, list[str]] = defaultdict(list)
    for exercise in module.exercises.values():
        for item in exercise.items:
            holders[item.id].append(exercise.id.rpartition("/")[2])
    for item in _every_item(module):
        where = _where(reading, item)
        if item.objective not in module.objectives:
            yield problem(
                where,
                "unknown-objective",
                f"L'objectif « {item.objective} » n'est pas déclaré dans module.yml.",
                f"Objectifs du module : {', '.join(module.objectives)}.",
            )
        if item.source:
            yield from source_problems(reading, item.source, where)
        if len(holders[item.id]) > 1:
            yield problem(
                where,
                "item-graded-twice",
                f"La question « {item.id} » compte dans plusieurs exercices : "
                f"{', '.join(holders[item.id])}.",
                "Une réponse ne se note qu'une fois : gardez-la dans un seul exercice.",
            )
        private, marked = item.id in module.bank, TYPES[item.type].review is not None
        if (private or marked) and item.id not in posed and not holders[item.id]:
            yield problem(
                where,
                "unused-item",
                f"La question « {item.id} » ne peut être posée à personne.",
                "Ajoutez au quiz un groupe tiré dans la banque privée (private: true)."
                if private
                else "Placez-la dans une leçon ou dans un exercice : le quiz libre ne pose pas "
                "ce qu'une personne doit relire.",
            )


def item_keys(reading: Reading, module: Module) -> Iterator[Problem]:
    """What each item expects earns everything: no key is wrong, whoever is asked it."""
    for item in _every_item(module):
        if TYPES[item.type].review is not None:
            continue
        try:
            result = score(item, expected(item))
            right = result.correct and all(r.verdict != WRONG for r in result.remarks)
        except OuvroirError:
            right = False
        if not right:
            yield problem(
                _where(reading, item),
                "key-not-right",
                f"La réponse attendue à la question « {item.id} » ne donne pas tous ses points.",
                "Relisez ce qui est déclaré juste.",
            )


def distinct_items(reading: Reading, module: Module) -> Iterator[Problem]:
    """Two items of one objective and level look for two different mistakes."""
    alike: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for item in _written(_every_item(module)):
        alike[item.objective, item.level].append(item)
    for (objective, level), items in alike.items():
        known: dict[str, str] = {}
        for item in items if len(items) > 1 else ():
            mistake = " ".join(item.misconception.casefold().split())
            if not mistake:
                yield problem(
                    _where(reading, item),
                    "missing-misconception",
                    f"La question « {item.id} » partage l'objectif « {objective} » et le niveau "
                    f"{level} avec une autre, sans dire quelle erreur elle cherche.",
                    "Ajoutez en quelques mots « misconception: … ».",
                )
            elif mistake in known:
                yield problem(
                    _where(reading, item),
                    "same-misconception",
                    f"La question « {item.id} » cherche la même erreur que "
                    f"« {known[mistake]} », au même objectif et au même niveau.",
                    "Cherchez une autre erreur, ou gardez la meilleure des deux.",
                )
            known.setdefault(mistake, item.id)


def near_duplicates(reading: Reading) -> Iterator[Problem]:
    """No two items are the same one but for numbers and names, over all modules and banks."""
    every = (item for module in reading.course.modules.values() for item in _every_item(module))
    items = _written(every)
    for later, earlier, _ in near_pairs([seen(item) for item in items]):
        yield problem(
            _where(reading, items[later]),
            "near-duplicate",
            f"La question « {items[later].id} » redit la question « {items[earlier].id} » : "
            "seuls des nombres, des noms ou quelques mots changent.",
            "Changez la situation ou l'erreur cherchée, ou gardez la meilleure des deux.",
        )


def unknown_banks(reading: Reading, private_bank: Path | None) -> Iterator[Problem]:
    """A folder of the private bank is that of a module.

    Args:
        reading: the courses.
        private_bank: folder of the private bank, if one is mounted.
    """
    for name in bank_modules(private_bank, QUIZ_FILE):
        if name not in reading.course.modules:
            yield problem(
                f"{BANK}/{name}/{QUIZ_FILE}:1",
                "unknown-module",
                f"Aucun module ne s'appelle « {name} » : ces questions ne seront pas tirées.",
                "Donnez au dossier le nom du module, tel qu'il est dans catalogue.yml.",
            )
