"""The questions that may place a learner, or come back to her: those of the course."""

from __future__ import annotations

from math import factorial

from grader.content.check_reading import A_QUESTION, WORDS_A_MINUTE
from grader.content.model import Course, Module
from grader.content.near import seen
from grader.learning.mastery import Question
from grader.quiz.model import Face, Item
from grader.quiz.registry import TYPES

#: For an answer that is typed or marked in a text: nobody finds it by chance.
_NO_CHANCE = 0.01


def questions_of(course: Course) -> tuple[Question, ...]:
    """Give every question that stands alone and is marked at once, in the order of the course.

    The private bank stays out: what is shown here is shown to whoever asks. The steps of a case
    stay out too: they need its story.

    Args:
        course: the course.
    """
    return tuple(
        Question(
            id=item.id,
            objective=item.objective,
            level=item.level,
            chance=chance_of(item),
            seconds=seconds_of(item),
        )
        for module in course.modules.values()
        for item in module.items.values()
        if TYPES[item.type].review is None and item.id not in _steps(module)
    )


def _steps(module: Module) -> frozenset[str]:
    return frozenset(
        item.id
        for exercise in module.exercises.values()
        if exercise.kind == "case"
        for item in exercise.items
    )


def seconds_of(item: Item) -> float:
    """Say how long an answer takes, as the duration of a lesson counts it."""
    return 60 * (A_QUESTION + len(seen(item).split()) / WORDS_A_MINUTE)


def chance_of(item: Item) -> float:
    """Give the probability of an answer at random being wholly right, 0 to 1."""
    kind = TYPES[item.type]
    face: Face = kind.face(item.body)
    entries, targets = len(face.entries), len(face.targets)
    if face.words or face.longest or not entries:
        return _NO_CHANCE
    if targets:
        return max(_NO_CHANCE, float(targets) ** -entries)
    if item.type == "ordering":
        return max(_NO_CHANCE, 1.0 / factorial(entries))
    if item.type == "true_false":
        return 1 / (2 * entries)
    if item.type == "multiple_choice":
        return max(_NO_CHANCE, 1 / (2.0**entries - 1))
    return float(1 / entries)
