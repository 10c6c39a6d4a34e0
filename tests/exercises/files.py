"""The small registry, its course, and ways to spoil it."""

from __future__ import annotations

import functools
from pathlib import Path

from grader.content.load import load_course
from grader.exercises.model import Exercise
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX

SCHEMA = "exemple/registre@1.0.0"
FOLDER = SMALL_SANDBOX / "communes" / "exemple"
CLEAN = FOLDER / "registre.csv"
GIVEN = FOLDER / "registre-export.csv"
CLEAN_TEXT = CLEAN.read_text(encoding="utf-8")


@functools.cache
def exercise(name: str) -> Exercise:
    """Give an exercise of the small course."""
    return load_course(SMALL, SMALL_SANDBOX).exercise(f"exemple/{name}")


def spoilt(folder: Path, *changes: tuple[str, str], name: str = "depot.csv") -> Path:
    """Write the clean registry with texts replaced; each must be there to be replaced."""
    text = CLEAN_TEXT
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
