"""Copies of the module ``preparer`` as a room hands them in, in a course folder of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from grader.content.build import ensure_built
from grader.content.model import Case, Course
from grader.exercises.mock import make_response
from grader.exercises.model import Response
from grader.gradebook.course_folder import CourseFolder, prepare
from grader.gradebook.submissions import place_copy
from grader.settings import Settings

MODULE = "preparer"
_WHEN = datetime(2026, 10, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A course folder with its copies.

    Attributes:
        settings: where things are.
        course: the installed course.
        folder: the course folder.
        learners: whose copies; every second one comes with its files.
    """

    settings: Settings
    course: Course
    folder: CourseFolder
    learners: Sequence[str]


def make_place(root: Path, n_copies: int) -> Place:
    """Build the real courses and hand in copies made of their authors' cases.

    Args:
        root: an empty folder.
        n_copies: how many.
    """
    settings = Settings(build=root / "build", data=root / "data")
    course = ensure_built(settings)
    folder = prepare(settings, course)
    cases: dict[str, list[Case]] = {}
    for case in course.modules[MODULE].cases:
        cases.setdefault(case.exercise, []).append(case)
    made = {e: [_response(case, settings.sandbox) for case in some] for e, some in cases.items()}
    learners = [f"copie-{number:03}" for number in range(n_copies)]
    for number, learner in enumerate(learners):
        responses = {e: some[number % len(some)] for e, some in made.items()}
        place_copy(
            folder, MODULE, learner, responses, with_files=number % 2 == 1, handed_in_at=_WHEN
        )
    return Place(settings, course, folder, learners)


@contextmanager
def another(place: Place, root: Path, learners: Sequence[str] | None = None) -> Iterator[Place]:
    """Give a copy of a place that nobody has graded yet; it is removed afterwards.

    Args:
        place: as ``make_place`` gives it.
        root: a folder that does not exist.
        learners: whose copies are kept; all of them where not given.
    """
    kept = place.learners if learners is None else learners
    shutil.copytree(place.settings.data, root)
    for folder in (root / "gradebook" / "submitted").iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder)
    settings = replace(place.settings, data=root)
    try:
        yield Place(settings, place.course, prepare(settings, place.course), kept)
    finally:
        shutil.rmtree(root)


def _response(case: Case, sandbox: Path) -> Response:
    events = []
    for event in case.events:
        made = {**event, "path": sandbox / str(event["path"])} if "path" in event else {**event}
        events.append({"schema": "", **made} if event["kind"] == "file" else made)
    return make_response(case.exercise, events, seed=case.seed)
