"""The pool: a few spawned processes, each bounded in time and memory, and replaced often."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from grader.errors import JobFailedError, OuvroirError
from grader.settings import Settings
from grader.workers import isolation
from grader.workers.fairness import FairTurns

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
        self._pool = ProcessPool(
            max_workers=settings.workers,
            # Memory that a library does not give back goes with the process.
            max_tasks=200,
            initializer=isolation.enter,
            initargs=[settings.bounds.worker_bytes],
            context=multiprocessing.get_context("spawn"),
        )

    def run(self, job: Callable[..., T], *arguments: Any) -> T:
        """Run a job and wait for its answer; learners who wait are served in turn.

        Args:
            job: a function of ``grader.workers.jobs``.
            arguments: plain, picklable.

        Raises:
            OuvroirError: what the job itself raised for a person to read.
            JobFailedError: the worker died or was stopped at a bound, or none was free in time.
        """
        try:
            with self._turns.turn():
                future = self._pool.schedule(
                    isolation.run_bounded, args=[job, *arguments], timeout=self._bounds.job_seconds
                )
                result: T = future.result()
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
        except (ProcessExpired, MemoryError, CancelledError) as error:
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

    def warm(self) -> None:
        """Start a worker ahead of the first file, without waiting for it."""
        self._pool.schedule(isolation.limit_memory, args=[self._bounds.worker_bytes])

    def close(self) -> None:
        """Stop every worker, at once."""
        self._pool.stop()
        self._pool.join()
