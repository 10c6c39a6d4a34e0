"""A small course, its gradebook and its copies, in throw-away folders."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.content.build import ensure_built
from grader.content.model import Course
from grader.exercises.model import Response
from grader.gradebook.course_folder import CourseFolder, prepare
from grader.gradebook.submissions import place_copy
from grader.settings import Settings
from tests.gradebook.course import write_course

WHEN = datetime(2026, 10, 1, 12, 32, 5, 123456, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """Everything that a test of this room needs."""

    settings: Settings
    course: Course
    folder: CourseFolder

    def hand_in(
        self,
        learner: str,
        responses: Mapping[str, Response],
        when: datetime = WHEN,
        written: Mapping[str, str] | None = None,
    ) -> Path:
        """Place a copy of the module ``essai``."""
        return place_copy(
            self.folder,
            "essai",
            learner,
            responses,
            with_files=False,
            handed_in_at=when,
            written=written,
        )


def open_place(root: Path, gradebook_url: str = "") -> Place:
    """Build the small course of ``root`` and prepare its gradebook, where that is not done."""
    settings = Settings(
        courses=root / "courses",
        build=root / "build",
        data=root / "data",
        gradebook_url=gradebook_url,
    )
    course = ensure_built(settings)
    return Place(settings, course, prepare(settings, course))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder prepared once: making an empty gradebook takes nbgrader two seconds."""
    root = tmp_path_factory.mktemp("modele")
    write_course(root / "courses")
    open_place(root)
    return root


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Place:
    """A place of the test's own."""
    return open_place(shutil.copytree(prepared, tmp_path / "place"))


@pytest.fixture(scope="module")
def shared_place(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place that the tests of a file share."""
    return open_place(shutil.copytree(prepared, tmp_path_factory.mktemp("essai") / "place"))
