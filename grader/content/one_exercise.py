"""One exercise and no lesson, quickly: what a locked cell asks for, a dozen times a copy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from grader.content.bank import require_bank
from grader.content.load import CourseReader
from grader.errors import ContentError
from grader.exercises.choice import Graded, graded_of
from grader.exercises.model import Exercise


def load_exercise(
    folder: Path, sandbox: Path, exercise_id: str, private_bank: Path | None = None
) -> Exercise:
    """Read one exercise and no lesson: what a grading kernel needs, and quickly.

    Args:
        folder: the courses folder.
        sandbox: folder of schemas and of the fictional commune's files.
        exercise_id: ``module/name``.
        private_bank: folder of the private bank, if one is mounted.

    Raises:
        ContentError: a declaration of the module is wrong.
        KeyError: there is no such exercise.
    """
    require_bank(private_bank)
    module = exercise_id.partition("/")[0]
    state = _state_of(folder, module, private_bank)
    return _exercises_of(folder, sandbox, module, private_bank, state)[exercise_id]


def load_graded(
    folder: Path, sandbox: Path, graded_id: str, private_bank: Path | None = None
) -> Graded:
    """Read what a cell of a copy grades: an exercise, or those of a choice.

    Args:
        folder: the courses folder.
        sandbox: folder of schemas and of the fictional commune's files.
        graded_id: ``module/name`` of an exercise that is in no choice, or of a choice.
        private_bank: folder of the private bank, if one is mounted.

    Raises:
        ContentError: a declaration of the module is wrong.
        KeyError: there is no such exercise, and no such choice.
    """
    require_bank(private_bank)
    module = graded_id.partition("/")[0]
    state = _state_of(folder, module, private_bank)
    exercises = _exercises_of(folder, sandbox, module, private_bank, state)
    return graded_of(exercises.values())[graded_id]


def read_exercises(folder: Path, sandbox: Path, private_bank: Path | None = None) -> list[Exercise]:
    """Read the exercises of every module, for ``load_exercise`` to give them at once later.

    Args:
        folder: the courses folder.
        sandbox: folder of schemas and of the fictional commune's files.
        private_bank: folder of the private bank, if one is mounted.

    Raises:
        ContentError: a declaration is wrong.
    """
    require_bank(private_bank)
    modules = CourseReader(folder, sandbox, _raise, private_bank).catalogue()["modules"]
    return [
        exercise
        for module in modules
        for exercise in _exercises_of(
            folder, sandbox, module, private_bank, _state_of(folder, module, private_bank)
        ).values()
    ]


#: Name, time and size of each file that a module's exercises are read from.
_State = tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=64)
def _exercises_of(
    folder: Path, sandbox: Path, module: str, private_bank: Path | None, _state: _State
) -> Mapping[str, Exercise]:
    """Read the exercises of a module; kept as long as ``_state`` says that nothing changed."""
    reader = CourseReader(folder, sandbox, _raise, private_bank)
    if module not in reader.catalogue()["modules"]:
        return {}
    lessons = reader.declared_module(module)["lessons"]
    return reader.exercises(module, reader.items(module), reader.bank(module), lessons)


def _state_of(folder: Path, module: str, private_bank: Path | None) -> _State:
    places = [folder / module, *([private_bank / module] if private_bank else [])]
    files = [folder / "catalogue.yml", *(file for place in places for file in place.glob("*.*"))]
    found = [(str(file), file.stat()) for file in sorted(files) if file.is_file()]
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in found)


def _raise(error: ContentError) -> NoReturn:
    raise error
