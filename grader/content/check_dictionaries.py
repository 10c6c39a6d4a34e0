"""What an exercise on a dictionary asks of a course: its file and what is expected agree."""

from __future__ import annotations

from collections.abc import Iterator

from grader.content.load import Reading
from grader.content.model import Module
from grader.content.problems import Problem, problem
from grader.errors import OuvroirError
from grader.exercises.dictionary import EXPECTED
from grader.exercises.dictionary_facts import facts_of, fits
from grader.exercises.model import DICTIONARY, Exercise


def dictionaries(reading: Reading, module: Module) -> Iterator[Problem]:
    """Each column of the file is expected, and each type expected reads all its values.

    Args:
        reading: the courses.
        module: whose exercises.
    """
    for exercise in module.exercises.values():
        if exercise.kind == DICTIONARY:
            yield from _problems(reading.places[f"exercise {exercise.id}"], exercise)


def _problems(where: str, exercise: Exercise) -> Iterator[Problem]:
    try:
        facts = facts_of(exercise)
    except OuvroirError as error:
        yield problem(where, error.code, error.message, error.hint)
        return
    expected = exercise.settings[EXPECTED]
    if tuple(expected) != facts.header:
        yield problem(
            where,
            "unknown-column",
            "Les colonnes attendues (expected) ne sont pas celles du fichier, dans leur ordre.",
            f"Colonnes du fichier : {', '.join(facts.header)}.",
        )
        return
    for name, column in expected.items():
        for kind in column.types:
            wrong = [value for value in facts.values(name) if not fits(kind, value)]
            if wrong:
                yield problem(
                    where,
                    "type-disagrees",
                    f"Le type « {kind} » attendu pour « {name} » ne lit pas « {wrong[0]} ».",
                    "Corrigez « types », ou le fichier.",
                )
