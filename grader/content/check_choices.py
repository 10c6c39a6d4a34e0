"""Proving choices: exercises that count once are worth the same, and stand together."""

from __future__ import annotations

from collections.abc import Iterator

from grader.content.load import Reading
from grader.content.model import Module
from grader.content.problems import Problem, problem
from grader.exercises.choice import Graded
from grader.quiz.score import expected
from grader.typography import number


def choices(reading: Reading, module: Module) -> Iterator[Problem]:
    """Prove the choices of a module.

    Args:
        reading: for the places of what is told.
        module: one of its modules.
    """
    for name in _declared(reading, module):
        one = module.graded.get(name)
        where = reading.places[f"choice {name}"]
        if one is None or len(one.exercises) < 2:
            yield problem(
                where,
                "no-choice",
                f"Le choix « {name} » réunit moins de deux exercices.",
                "Donnez « choice » à deux exercices au moins, ou retirez ce choix.",
            )
            continue
        yield from _points(reading, one)
        yield from _places(reading, module, one)
        yield from _marking(reading, one)


def _declared(reading: Reading, module: Module) -> list[str]:
    names = (key.removeprefix("choice ") for key in reading.places if key.startswith("choice "))
    return [name for name in names if name.partition("/")[0] == module.slug]


def _points(reading: Reading, choice: Graded) -> Iterator[Problem]:
    first = choice.exercises[0]
    for exercise in choice.exercises:
        if exercise.points != first.points:
            yield problem(
                reading.places[f"exercise {exercise.id}"],
                "unequal-choice",
                f"L'exercice « {exercise.id} » vaut {number(exercise.points, 2)} et "
                f"« {first.id} » {number(first.points, 2)}, dans le même choix.",
                "Donnez autant de points à tous les exercices d'un choix : il compte une fois.",
            )


def _places(reading: Reading, module: Module, choice: Graded) -> Iterator[Problem]:
    names = {one.id for one in choice.exercises}
    lessons = [one.id for one in module.lessons if names & {part.ref for part in one.parts}]
    if len(lessons) > 1:
        yield problem(
            reading.places[f"choice {choice.id}"],
            "scattered-choice",
            f"Les exercices du choix « {choice.id} » sont dans plusieurs leçons : "
            f"{', '.join(lessons)}.",
            "Placez-les dans une seule leçon : elle dit entre quoi l'on choisit.",
        )


def _marking(reading: Reading, choice: Graded) -> Iterator[Problem]:
    """What a person marks has no points yet: nobody could say which one is the best."""
    for exercise in choice.exercises:
        if any(not expected(item) for item in exercise.items):
            yield problem(
                reading.places[f"exercise {exercise.id}"],
                "choice-to-review",
                f"L'exercice « {exercise.id} » est dans un choix, et une personne en lit des "
                "réponses.",
                "Retirez-le du choix, ou ses questions à réponse rédigée.",
            )
