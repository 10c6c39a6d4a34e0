"""Runners: processes that run copies with nbgrader, so that several are run at the same time.

nbgrader changes the working folder and the environment of its process for the time of a copy:
each runner is a process of its own, spawned, with a zygote of its own for the kernels. What a
runner finds is in nbgrader's gradebook; it only tells how the run went.
"""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import tempfile
from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeoutError

from pebble import ProcessExpired, ProcessPool

from grader.gradebook.course_folder import CourseFolder
from grader.gradebook.model import UNEXPECTED, UNRESPONSIVE, Execution

#: Copies after which a runner is replaced: what the libraries do not give back goes with it.
_COPIES_A_RUNNER = 500
#: Beside the time of its cells: start of a kernel, conversions, a busy machine.
_MARGIN_SECONDS = 180.0


class RunStoppedError(Exception):
    """The run is being stopped: the copy in hand is neither graded nor judged."""


class Runners:
    """A bounded number of runners, started when the first copy comes, or warmed before.

    Args:
        folder: the course folder, prepared; where it changes, other runners are needed.
        number: how many copies are run at once.
        cell_seconds: bound of one cell.
    """

    def __init__(self, folder: CourseFolder, number: int, cell_seconds: float) -> None:
        self.folder = folder
        self._number = number
        self._cell_seconds = cell_seconds
        self._closed = False
        self._pending: set[Future[Execution]] = set()
        # A runner that is stopped cannot remove what it made: all of it lies here.
        self._temporary = tempfile.mkdtemp(prefix="ouvroir-")
        self._pool = ProcessPool(
            max_workers=number,
            max_tasks=_COPIES_A_RUNNER,
            initializer=_enter,
            initargs=[self._temporary],
            context=multiprocessing.get_context("spawn"),
        )

    def serve(self, folder: CourseFolder) -> bool:
        """Tell whether they may run the copies of a folder: they know its courses by heart.

        Args:
            folder: the course folder, prepared just now.
        """
        return not self._closed and folder == self.folder

    def warm(self) -> None:
        """Start every runner ahead of the first copy, without waiting for it."""
        for _ in range(self._number):
            self._pool.schedule(_nothing)

    def run(
        self, module: str, learner: str, n_cells: int, points: Mapping[str, float]
    ) -> Execution:
        """Run a copy; called from as many threads as there are runners.

        Args:
            module: which assignment.
            learner: whose copy.
            n_cells: how many cells it may have to run.
            points: by exercise, what was assessed just now.

        Raises:
            RunStoppedError: the runners were closed meanwhile: nothing is known of the copy.
        """
        seconds = _MARGIN_SECONDS + self._cell_seconds * (n_cells + 1)
        try:
            future: Future[Execution] = self._pool.schedule(
                _run, args=[self.folder, module, learner, dict(points)], timeout=seconds
            )
        except RuntimeError as error:  # closed already
            raise RunStoppedError from error
        try:
            self._pending.add(future)
            # Told to close between the two: nobody else would cancel it.
            if self._closed:
                future.cancel()
            execution: Execution = future.result()
        except FutureTimeoutError:
            return Execution(failure=UNRESPONSIVE)
        except (ProcessExpired, CancelledError) as error:
            if self._closed:
                raise RunStoppedError from error
            return Execution(failure=UNEXPECTED)
        finally:
            self._pending.discard(future)
        return execution

    def close(self) -> None:
        """Stop every runner, at once; their kernels end with them."""
        self._closed = True
        # A pool that is stopped forgets them: whoever waits would wait for ever.
        for future in list(self._pending):
            future.cancel()
        self._pool.stop()
        self._pool.join()
        shutil.rmtree(self._temporary, ignore_errors=True)


def _enter(temporary: str) -> None:
    """Become a runner: import nbgrader before the first copy waits for it.

    The zygote comes with the first copy that has something to run.

    Args:
        temporary: folder for temporary files.
    """
    # A Ctrl+C reaches every process of the terminal: whoever started us decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = temporary
    from grader.gradebook import converters  # noqa: F401  # nbgrader, before a copy waits for it
    from grader.gradebook.kept_open import keep_open

    keep_open()


def _nothing() -> None:
    """Have a runner started: it becomes one before its first task."""


def _run(folder: CourseFolder, module: str, learner: str, points: Mapping[str, float]) -> Execution:
    from grader.gradebook.converters import autograde

    return autograde(folder, module, learner, points)
