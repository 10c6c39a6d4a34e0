"""What a dialogue asks of a course: a source that is known, and the time of its right way.

That its map holds (no loop, nothing out of reach, one way that is right) is proved as it is read,
by ``grader.exercises.dialogue_map``.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.content.check_sourcing import source_problems
from grader.content.load import Reading
from grader.content.model import Module
from grader.content.problems import Problem
from grader.exercises.dialogue import MAP, SOURCE
from grader.exercises.model import DIALOGUE, Exercise


def dialogues(reading: Reading, module: Module) -> Iterator[Problem]:
    """The source that a dialogue names exists, and was verified.

    Args:
        reading: the courses.
        module: whose dialogues.
    """
    for exercise in module.exercises.values():
        if exercise.kind == DIALOGUE and exercise.settings[SOURCE]:
            where = reading.places[f"exercise {exercise.id}"]
            yield from source_problems(reading, exercise.settings[SOURCE], where)


def best_way(exercise: Exercise) -> tuple[int, int]:
    """Count what is read and done on the right way of a dialogue.

    Args:
        exercise: a dialogue.

    Returns:
        The words that are read, replies not chosen included, and the replies that are chosen.
    """
    way = exercise.settings[MAP].best()
    words = sum(len(turn.says.split()) for turn, _ in way)
    words += sum(len(one.text.split()) for turn, _ in way for one in turn.replies)
    words += sum(len(reply.feedback.split()) for _, reply in way)
    return words, len(way)
