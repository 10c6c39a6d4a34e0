"""Proving the courses: declarations, sources, lengths, and every declared response by running it.

Each problem says where, what, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from grader.content.check_cases import SOLUTION, UNTOUCHED, case_problems, draw_problems
from grader.content.check_choices import choices
from grader.content.check_dialogues import dialogues
from grader.content.check_dictionaries import dictionaries
from grader.content.check_ids import ids
from grader.content.check_items import (
    distinct_items,
    item_keys,
    item_places,
    near_duplicates,
    unknown_banks,
)
from grader.content.check_links import links
from grader.content.check_paths import paths
from grader.content.check_reading import lengths, sentence_lengths
from grader.content.check_rows import rows
from grader.content.check_sourcing import boxes, dates, old_sources, sourcing
from grader.content.check_unwritten import unwritten
from grader.content.check_writing import glossary, writing
from grader.content.load import CourseReader, Reading
from grader.content.model import Module
from grader.content.problems import Problem, in_order, problem
from grader.content.texts import texts_of
from grader.errors import ContentError
from grader.exercises.model import (
    CASE,
    CHART,
    DIALOGUE,
    DICTIONARY,
    DUTIES,
    PUBLISH,
    QUIZ,
    REDACT,
    ROWS,
)

#: Kinds whose declared solution and untouched start must be proved.
PROVED_KINDS = (
    QUIZ, CASE, "mend_file", "anonymise", CHART, PUBLISH, REDACT, DUTIES, DIALOGUE, ROWS,
    DICTIONARY,
)  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """What a check found, in the order of files and lines.

    Attributes:
        problems: what is to be mended.
        notes: what is to be known, and refuses nothing.
    """

    problems: list[Problem]
    notes: list[Problem]


def check_course(folder: Path, sandbox: Path, private_bank: Path | None = None) -> list[Problem]:
    """Check everything under the courses folder, and run every declared case.

    Args:
        folder: the courses folder.
        sandbox: folder of schemas and of the fictional commune's files.
        private_bank: folder of the private bank, if one is mounted: it is checked alike.

    Returns:
        Problems in the order of files and lines; none when all is well.
    """
    # The age of sources is no problem: any day will do.
    return prove(folder, sandbox, private_bank, date.min).problems


def prove(folder: Path, sandbox: Path, private_bank: Path | None, today: date) -> Proof:
    """Check as ``check_course`` does, and list what grows old.

    Args:
        folder: the courses folder.
        sandbox: folder of schemas and of the fictional commune's files.
        private_bank: folder of the private bank, if one is mounted.
        today: the day from which the age of sources is counted.
    """
    problems: list[Problem] = []

    def note(error: ContentError) -> None:
        problems.append(problem(error.where, error.code, error.message, error.hint))

    reading = CourseReader(folder, sandbox, note, private_bank).read()
    texts = texts_of(reading, folder, private_bank)
    # What could not be read is not there: it did not vanish, and takes time all the same.
    whole = not problems
    problems.extend(ids(reading, folder, private_bank, whole=whole))
    problems.extend(lengths(reading, whole=whole))
    problems.extend(paths(reading, whole=whole))
    problems.extend(unwritten(folder))
    for rule in (dates, boxes, glossary, near_duplicates):
        problems.extend(rule(reading))
    problems.extend(sourcing(reading, texts))
    problems.extend(links(reading, texts))
    problems.extend(sentence_lengths(texts))
    problems.extend(writing(texts))
    for module in reading.course.modules.values():
        for module_rule in _MODULE_RULES:
            problems.extend(module_rule(reading, module))
    problems.extend(_cases(_without_bank(reading, folder, sandbox, private_bank), sandbox))
    problems.extend(unknown_banks(reading, private_bank))
    return Proof(in_order(set(problems)), in_order(set(old_sources(reading, today))))


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
    _objectives,
    _exercises,
    choices,
    dialogues,
    rows,
    dictionaries,
)
