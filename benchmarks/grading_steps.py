"""Where the time of a copy goes: one runner's work, in this process, step by step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any
from unittest import mock

from nbclient.client import NotebookClient
from nbconvert.preprocessors import ExecutePreprocessor
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import OverwriteCells, OverwriteKernelspec, SaveAutoGrades

from benchmarks.grading_place import MODULE, Place
from grader.content.copies import read_copy
from grader.exercises.assess import assess
from grader.exercises.model import Response
from grader.gradebook import converters
from grader.gradebook.kept_open import keep_open
from grader.kernels.grading_run import GRADING_NURSERY

#: Step to the methods whose own time is its; what is left of a copy is « conversions ».
_STEPS: tuple[tuple[str, type, str], ...] = (
    ("kernel ready", NotebookClient, "start_new_kernel"),
    ("kernel ready", NotebookClient, "start_new_kernel_client"),
    ("cells", ExecutePreprocessor, "preprocess_cell"),
    ("kernel ended", NotebookClient, "_cleanup_kernel"),
    ("gradebook", Gradebook, "__init__"),
    ("gradebook", Autograde, "init_assignment"),
    ("gradebook", OverwriteKernelspec, "preprocess"),
    ("gradebook", OverwriteCells, "preprocess"),
    ("gradebook", SaveAutoGrades, "preprocess"),
)


class Clock:
    """Charges each instant to the step under way, the innermost one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._steps: list[str] = []
        self._since = time.perf_counter()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Charge a block to a step, less what a step within it takes.

        Args:
            name: of the step.
        """
        self._charge()
        self._steps.append(name)
        try:
            yield
        finally:
            self._charge()
            self._steps.pop()

    def _charge(self) -> None:
        now = time.perf_counter()
        if self._steps:
            name = self._steps[-1]
            self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now

    def timed(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        """Give a method whose time is charged to a step."""

        @wraps(method)
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.step(name):
                return method(*arguments, **named)

        return timed


def steps_of(place: Place) -> Iterator[tuple[str, str]]:
    """Grade copies one after the other, without and with files, and tell each step's time.

    Args:
        place: its copies; every second one has files.
    """
    keep_open()
    begun = time.perf_counter()
    with converters.grading_environment(place.folder.environment):
        GRADING_NURSERY.warm()
    yield "a runner's zygote, from nothing", f"{time.perf_counter() - begun:.2f} s"
    try:
        # The first copies compile every query and import every reader: they are not counted.
        for learner in place.learners[:2]:
            converters.autograde(place.folder, MODULE, learner)
            _assess(place, learner)
        for kind, learners in (
            ("without files", place.learners[2::2]),
            ("with files", place.learners[3::2]),
        ):
            if learners:
                yield f"one copy {kind}, by step", _told(_timed(place, learners), len(learners))
    finally:
        GRADING_NURSERY.close()


def _timed(place: Place, learners: Any) -> dict[str, float]:
    clock = Clock()
    with ExitStack() as patched:
        for name, owner, method in _STEPS:
            timed = clock.timed(name, getattr(owner, method))
            patched.enter_context(mock.patch.object(owner, method, timed))
        for learner in learners:
            with clock.step("conversions"):
                execution = converters.autograde(place.folder, MODULE, learner)
            if execution.failure:
                raise RuntimeError(f"{learner}: {execution.failure}")
            with clock.step("assess"):
                _assess(place, learner)
    return clock.seconds


def _assess(place: Place, learner: str) -> None:
    found = read_copy(place.folder.submitted(MODULE, learner)).responses
    for exercise_id, exercise in place.course.modules[MODULE].exercises.items():
        assess(exercise, found.get(exercise_id) or Response(exercise_id))


def _told(seconds: dict[str, float], n_copies: int) -> str:
    each = {name: value / n_copies for name, value in seconds.items()}
    parts = sorted(each.items(), key=lambda part: -part[1])
    steps = ", ".join(f"{name} {1000 * value:.0f} ms" for name, value in parts)
    return f"{sum(each.values()):.2f} s: {steps}"
