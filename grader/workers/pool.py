"""The pool: a few spawned processes, each bounded in time and memory, and replaced often."""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from grader.errors import JobFailedError, JobNotRunError, OuvroirError
from grader.settings import Settings
from grader.workers import isolation
from grader.workers.fairness import FairTurns, Turn, page_was_left

T = TypeVar("T")
_log = logging.getLogger(__name__)
#: Jobs after which a worker is replaced: memory that a library does not give back goes with it.
_JOBS_A_WORKER = 200
#: What is told of a job that ended: its name, its outcome, seconds of waiting, seconds of work.
Told = Callable[[str, str, float, float], object]
#: Outcome of a job that gave its answer, also where that is a refusal of the file.
DONE = "fait"


class WorkerPool:
    """Runs jobs in workers; safe to call from several threads.

    Workers are spawned, never forked: the server's threads, sockets and database connections
    stay out of them, and libraries with thread pools of their own survive.

    Args:
        settings: number of workers and bounds.

    Attributes:
        told: called with each job that ended.
    """

    def __init__(self, settings: Settings) -> None:
        self.told: Told = lambda *_job: None
        self._bounds = settings.bounds
        self._turns = FairTurns(settings.workers, settings.bounds.queue_seconds)
        self._workers = settings.workers
        self._lock = threading.Lock()
        self._closed = False
        # One process each: whoever comes back is served by the one that read her file.
        self._pools = [self._new_pool() for _ in range(settings.workers)]

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=1,
            max_tasks=_JOBS_A_WORKER,
            initializer=isolation.enter,
            initargs=[self._bounds.worker_bytes, self._workers],
            context=multiprocessing.get_context("spawn"),
        )

    def _schedule(
        self, place: int, job: Callable[..., T], arguments: tuple[Any, ...]
    ) -> ProcessFuture[T]:
        """Have a job run; Pebble gives a pool up when its worker died, and we make another."""
        with self._lock:
            work = {"args": [job, *arguments], "timeout": self._bounds.job_seconds}
            try:
                return self._pools[place].schedule(isolation.run_bounded, **work)
            except RuntimeError:
                if self._closed:
                    raise
            self._renew(place).stop()
            return self._pools[place].schedule(isolation.run_bounded, **work)

    def _renew(self, place: int) -> ProcessPool:
        """Put another pool in the place of one that was given up; gives that one, to be stopped."""
        _log.warning("a worker was lost: another is started")
        broken, self._pools[place] = self._pools[place], self._new_pool()
        return broken

    def _result(self, turn: Turn, job: Callable[..., T], arguments: tuple[Any, ...]) -> T:
        """Run a job in a turn of its own; once more where its worker died before it began."""
        for last in (False, True):
            future = self._schedule(turn.place, job, arguments)
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
        asked = time.monotonic()
        begun, outcome = None, DONE
        try:
            with self._turns.turn() as turn:
                begun = time.monotonic()
                return self._answer(turn, job, arguments)
        except (JobFailedError, JobNotRunError) as error:
            outcome = error.code
            raise
        finally:
            ended = time.monotonic()
            wait = (begun or ended) - asked
            seconds = ended - (begun or ended)
            _log.info(
                "job %s: %s in %.0f ms",
                job.__name__,
                outcome,
                1000 * seconds,
                extra={
                    "event": "job",
                    "job": job.__name__,
                    "outcome": outcome,
                    "ms": round(1000 * seconds, 1),
                    "wait_ms": round(1000 * wait, 1),
                },
            )
            self.told(job.__name__, outcome, wait, seconds)

    def _answer(self, turn: Turn, job: Callable[..., T], arguments: tuple[Any, ...]) -> T:
        """Have a job run and say in French what stopped it, if it was stopped."""
        try:
            return self._result(turn, job, arguments)
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
            if turn.refusal is not None:
                raise turn.refusal from error
            _log.warning(
                "a worker was lost: %s",
                type(error).__name__,
                extra={"event": "fault", "error": type(error).__name__, "job": job.__name__},
            )
            raise JobFailedError(
                "worker-lost",
                "Ce fichier demande trop de mémoire pour être lu ici.",
                "Déposez un extrait plus court, ou enregistrez-le de nouveau en CSV UTF-8.",
            ) from error
        except Exception as error:
            # The text of an unknown fault may quote a cell: only its type goes to the log.
            _log.error(
                "a job failed: %s in %s",
                type(error).__name__,
                job.__name__,
                extra={"event": "fault", "error": type(error).__name__, "job": job.__name__},
            )  # the traceback of a worker may quote cells
            raise JobFailedError(
                "job-failed",
                "Le fichier n'a pas pu être lu.",
                "Vos réponses sont conservées. Enregistrez le fichier de nouveau en CSV UTF-8, "
                "puis déposez-le encore.",
            ) from error

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
        """Start the workers ahead of the first file, without waiting for them."""
        for pool in self._pools:
            # One whose worker has just died is given up: whoever comes next starts another.
            with suppress(RuntimeError):
                pool.schedule(isolation.limit_memory, args=[self._bounds.worker_bytes])

    @property
    def waiting(self) -> int:
        """Jobs that wait for a free worker now."""
        return self._turns.waiting

    def alive(self) -> int:
        """Give how many workers live; those that were given up are started anew first."""
        broken = []
        with self._lock:
            if not self._closed:
                places = [n for n, pool in enumerate(self._pools) if not pool.active]
                broken = [self._renew(place) for place in places]
                if broken:
                    self.warm()
        for pool in broken:
            pool.stop()
        return sum(one.is_alive() for one in multiprocessing.active_children())

    def close(self) -> None:
        """Stop every worker, at once."""
        with self._lock:
            self._closed = True
            pools = list(self._pools)
        # A pool that is stopped forgets its futures: whoever waits for one would wait for ever.
        self._turns.stop(None, page_was_left())
        for pool in pools:
            pool.stop()
        for pool in pools:
            pool.join()
