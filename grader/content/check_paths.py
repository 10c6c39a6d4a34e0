"""Proving the paths: they take the time that they announce, and pass by no lesson twice."""

from __future__ import annotations

from collections.abc import Iterator

from grader.content.load import Reading
from grader.content.path_model import LearningPath
from grader.content.problems import Problem, problem
from grader.typography import plural


def paths(reading: Reading, *, whole: bool) -> Iterator[Problem]:
    """Paths keep within their bounds, and name each thing once.

    Args:
        reading: the courses.
        whole: whether everything could be read; a time is not counted without all its steps.
    """
    for path in reading.course.paths:
        yield from _once(path)
        if not whole:
            continue
        yield from _within(
            path.where, f"Le parcours « {path.title} »", path.minutes, path.least, path.most
        )
        for part in path.parts:
            if part.most:
                yield from _within(
                    part.where, f"« {part.title} »", part.minutes, part.least, part.most
                )


def _once(path: LearningPath) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for step in path.steps:
        if step.ref in seen:
            yield problem(
                step.where,
                "step-twice",
                f"Le parcours « {path.title} » passe deux fois par « {step.ref} » "
                f"({seen[step.ref]}).",
                "Gardez une seule de ces étapes.",
            )
        seen.setdefault(step.ref, step.where)


def _within(where: str, what: str, minutes: int, least: int, most: int) -> Iterator[Problem]:
    if not least <= minutes <= most:
        yield problem(
            where,
            "path-minutes",
            f"{what} prend {plural(minutes, 'minute')} : il en annonce de {least} à {most}.",
            "Retirez ou ajoutez une étape, ou corrigez « minutes ».",
        )
