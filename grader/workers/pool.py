"""The pool: a few spawned processes, each bounded in time and memory, and replaced often."""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from grader.errors import JobFailedError, OuvroirError
from grader.settings import Settings
from grader.workers import isolation
from grader.workers.fairness import FairTurns, Turn, page_was_left

T = TypeVar("T")
_log = logging.getLogger(__name__)


class WorkerPool:
    """Runs jobs in workers; safe to call from several threads.

    Workers are spawned, never forked: the server's threads, sockets and database connections
    stay out of them, and libraries with thread pools of their own survive.

    Args:
        settings: number of workers and bounds.
    """

    def __init__(self, settings: Settings) -> None:
        self._bounds = settings.bounds
        self._turns = FairTurns(settings.workers, settings.bounds.queue_seconds)
        self._workers = settings.workers
        self._lock = threading.Lock()
        self._closed = False
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._workers,
            # Memory that a library does not give back goes with the process.
            max_tasks=200,
            initializer=isolation.enter,
            initargs=[self._bounds.worker_bytes],
            context=multiprocessing.get_context("spawn"),
        )

    def _schedule(self, job: Callable[..., T], arguments: tuple[Any, ...]) -> ProcessFuture[T]:
        """Have a job run; Pebble gives a pool up when all its workers died, and we make another."""
        with self._lock:
            work = {"args": [job, *arguments], "timeout": self._bounds.job_seconds}
            try:
                return self._pool.schedule(isolation.run_bounded, **work)
            except RuntimeError:
                if self._closed:
                    raise
            _log.warning("all workers were lost: others are started")
            broken, self._pool = self._pool, self._new_pool()
            broken.stop()
            return self._pool.schedule(isolation.run_bounded, **work)

    def _result(self, turn: Turn, job: Callable[..., T], arguments: tuple[Any, ...]) -> T:
        """Run a job in a turn of its own; once more where every worker died before it began."""
        for last in (False, True):
            future = self._schedule(job, arguments)
            self._turns.begun(turn, future.cancel)
            try:
                result: T = future.result()
            except BrokenProcessPool:
                if last or self._closed:
                    raise
            else:
                return result
        raise BrokenProcessPool

    def run(self, job: Callable[..., T], *arguments: Any) -> T:
        """Run a job and wait for its answer; learners who wait are served in turn.

        Args:
            job: a function of ``grader.workers.jobs``.
            arguments: plain, picklable.

        Raises:
            OuvroirError: what the job itself raised for a person to read.
            JobFailedError: the worker died, was stopped at a bound, or by who asked.
            JobNotRunError: no worker was free in time, or nobody waits for it any more.
        """
        turn = None
        try:
            with self._turns.turn() as turn:
                result = self._result(turn, job, arguments)
        except OuvroirError:
            raise
        except FutureTimeoutError as error:
            raise JobFailedError(
                "job-too-long",
                "La lecture du fichier a été arrêtée : "
                f"elle dépassait {self._bounds.job_seconds:.0f} secondes.",
                "Déposez un extrait plus court : l'exercice n'a besoin que de quelques centaines "
                "de lignes.",
            ) from error
        except (ProcessExpired, MemoryError, CancelledError, BrokenProcessPool) as error:
            if turn is not None and turn.refusal is not None:
                raise turn.refusal from error
            _log.warning("a worker was lost: %s", type(error).__name__)
            raise JobFailedError(
                "worker-lost",
                "Ce fichier demande trop de mémoire pour être lu ici.",
                "Déposez un extrait plus court, ou enregistrez-le de nouveau en CSV UTF-8.",
            ) from error
        except Exception as error:
            # The text of an unknown fault may quote a cell: only its type goes to the log.
            _log.error(
                "a job failed: %s in %s", type(error).__name__, job.__name__
            )  # the traceback of a worker may quote cells
            raise JobFailedError(
                "job-failed",
                "Le fichier n'a pas pu être lu.",
                "Vos réponses sont conservées. Enregistrez le fichier de nouveau en CSV UTF-8, "
                "puis déposez-le encore.",
            ) from error
        return result

    def stop(self, errand: str, refusal: OuvroirError) -> int:
        """Call off the jobs of an errand, whether they wait or run; gives how many there were.

        Args:
            errand: as ``fairness.on_errand`` had it.
            refusal: what is raised to who waits for their answers.
        """
        return self._turns.stop(errand, refusal)

    def line(self) -> dict[str, int | None]:
        """Tell, of each errand, how many jobs come before its first one; None while that runs."""
        return self._turns.line()

    def warm(self) -> None:
        """Start a worker ahead of the first file, without waiting for it."""
        self._pool.schedule(isolation.limit_memory, args=[self._bounds.worker_bytes])

    def close(self) -> None:
        """Stop every worker, at once."""
        with self._lock:
            self._closed = True
            pool = self._pool
        # A pool that is stopped forgets its futures: whoever waits for one would wait for ever.
        self._turns.stop(None, page_was_left())
        pool.stop()
        pool.join()
