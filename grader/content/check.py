"""Proving the courses: declarations, sources, lengths, and every declared response by running it.

Each problem says where, what, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from grader.content.check_cases import SOLUTION, UNTOUCHED, case_problems, draw_problems
from grader.content.check_items import (
    distinct_items,
    item_keys,
    item_places,
    near_duplicates,
    source_problems,
    unknown_banks,
)
from grader.content.check_unwritten import unwritten
from grader.content.check_writing import writing
from grader.content.load import CourseReader, Reading
from grader.content.model import Module
from grader.content.problems import Problem, in_order, problem
from grader.errors import ContentError
from grader.exercises.model import CASE, QUIZ
from grader.typography import number

MOST_WORDS = 900
#: Kinds whose declared solution and untouched start must be proved.
PROVED_KINDS = (QUIZ, CASE, "mend_file")


def check_course(folder: Path, sandbox: Path, private_bank: Path | None = None) -> list[Problem]:
    """Check everything under the courses folder, and run every declared case.

    Args:
        folder: the courses folder.
        sandbox: folder of schemas and of the fictional commune's files.
        private_bank: folder of the private bank, if one is mounted: it is checked alike.

    Returns:
        Problems in the order of files and lines; none when all is well.
    """
    problems: list[Problem] = []

    def note(error: ContentError) -> None:
        problems.append(problem(error.where, error.code, error.message, error.hint))

    reading = CourseReader(folder, sandbox, note, private_bank).read()
    problems.extend(unwritten(folder))
    for rule in (_sources, _texts, _legal, near_duplicates):
        problems.extend(rule(reading))
    for module in reading.course.modules.values():
        for module_rule in _MODULE_RULES:
            problems.extend(module_rule(reading, module))
    problems.extend(_cases(_without_bank(reading, folder, sandbox, private_bank), sandbox))
    problems.extend(unknown_banks(reading, private_bank))
    return in_order(set(problems))


def _without_bank(
    reading: Reading, folder: Path, sandbox: Path, private_bank: Path | None
) -> Reading:
    """Give the courses as their authors see them: cases name no private item."""
    if private_bank is None:
        return reading
    return CourseReader(folder, sandbox, lambda _fault: None).read()


def _cases(reading: Reading, sandbox: Path) -> Iterator[Problem]:
    for module in reading.course.modules.values():
        for position, case in enumerate(module.cases):
            where = reading.places[f"case {module.slug} {position}"]
            yield from case_problems(where, module.exercises[case.exercise], case, sandbox)


# Texts ------------------------------------------------------------------------------------


def _texts(reading: Reading) -> Iterator[Problem]:
    """Lessons are short, and every image has a text alternative."""
    for lesson_id, prose in reading.prose.items():
        place = reading.places.get(f"lesson {lesson_id}")
        if place and prose.words > MOST_WORDS:
            yield problem(
                place,
                "lesson-too-long",
                f"La leçon compte {number(prose.words)} mots ; la limite est de {MOST_WORDS}.",
                "Coupez, ou faites deux leçons.",
            )
        for image in prose.images:
            if not image.value:
                yield problem(
                    image.where,
                    "image-without-alt",
                    "Cette image n'a pas de texte alternatif.",
                    "Écrivez entre les crochets ce qu'elle apprend : ![Le texte](figures/x.svg).",
                )


def _legal(reading: Reading) -> Iterator[Problem]:
    """Boxes of law name a source that was verified, and when."""
    for prose in reading.prose.values():
        for box in prose.legal:
            if not box.value:
                yield problem(
                    box.where,
                    "box-without-source",
                    "Un encadré de droit doit nommer sa source.",
                    "Commencez-le par « :source: clé », une clé de sources.yml.",
                )
                continue
            yield from source_problems(reading, box.value, box.where)
            source = reading.course.sources.get(box.value)
            if source is not None and not source.verified_on:
                yield problem(
                    box.where,
                    "source-without-date",
                    f"La source « {box.value} » n'a pas de date de vérification.",
                    "Vérifiez-la, puis donnez « verified_on » dans sources.yml.",
                )


def _sources(reading: Reading) -> Iterator[Problem]:
    """Dates of verification exist in the calendar."""
    for source in reading.course.sources.values():
        try:
            if source.verified_on:
                date.fromisoformat(source.verified_on)
        except ValueError:
            yield problem(
                reading.places[f"source {source.id}"],
                "bad-date",
                f"La date « {source.verified_on} » n'existe pas.",
                "Écrivez AAAA-MM-JJ.",
            )


# Declarations -----------------------------------------------------------------------------


def _objectives(reading: Reading, module: Module) -> Iterator[Problem]:
    """Every objective has at least one item."""
    served = {item.objective for item in module.items.values()}
    for objective in module.objectives:
        if objective not in served:
            yield problem(
                reading.places.get(f"objective {objective}", f"{module.slug}/module.yml"),
                "objective-without-item",
                f"Aucune question ne sert l'objectif « {objective} ».",
                "Écrivez-en une dans quiz.yml, ou retirez l'objectif.",
            )


def _exercises(reading: Reading, module: Module) -> Iterator[Problem]:
    """Exercises stand in a lesson, and their solution and untouched start are declared."""
    shown = {part.ref for lesson in module.lessons for part in lesson.parts}
    named = {(case.exercise, case.name) for case in module.cases}
    for exercise in module.exercises.values():
        where = reading.places[f"exercise {exercise.id}"]
        if exercise.id not in shown:
            yield problem(
                where,
                "unplaced-exercise",
                f"L'exercice « {exercise.id} » ne figure dans aucune leçon.",
                "Placez-le dans une leçon : ses points comptent dans la note.",
            )
        yield from draw_problems(where, exercise)
        for name in (SOLUTION, UNTOUCHED) if exercise.kind in PROVED_KINDS else ():
            if (exercise.id, name) not in named:
                yield problem(
                    where,
                    "missing-case",
                    f"L'exercice « {exercise.id} » n'a pas de cas « {name} ».",
                    "Ajoutez-le dans cases.yml.",
                )


_MODULE_RULES: tuple[Callable[[Reading, Module], Iterator[Problem]], ...] = (
    item_places,
    item_keys,
    distinct_items,
    writing,
    _objectives,
    _exercises,
)
