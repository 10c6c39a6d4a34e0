"""A copy of the small course that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixtures.course_paths import SMALL


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """The small course, in a folder of this test."""
    return Path(shutil.copytree(SMALL, tmp_path / "courses"))


@pytest.fixture
def edit(courses: Path) -> Callable[[str, str, str], None]:
    """Replace a text that must be there in a file of the course."""

    def replace(name: str, before: str, after: str) -> None:
        path = courses / name
        text = path.read_text(encoding="utf-8")
        assert before in text, f"{before!r} is not in {name}"
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    return replace
