"""The pool: bounds hold, a lost worker loses its job alone, no value of a cell is told."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import subprocess
import threading
import time

import pytest

from grader.errors import JobFailedError, JobNotRunError, UnusableFileError
from grader.settings import MEBI, Bounds, Settings
from grader.workers.fairness import on_errand, page_was_left, stopped_by_her
from grader.workers.pool import WorkerPool


def pid():
    return os.getpid()


def die():
    os._exit(9)


def sleep(seconds):
    time.sleep(seconds)


def fill_memory():
    return len(bytearray(4096 * MEBI))


def connect():
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def start_program():
    subprocess.run(["true"], check=False)


def threads_of_polars():
    import polars as pl

    return pl.thread_pool_size()


def refuse():
    raise UnusableFileError("empty-file", "Le fichier est vide.", "Exportez-le de nouveau.")


def quote_a_cell():
    raise ValueError("could not convert string to float: 'Madame Secret'")


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    bounds = Bounds(job_seconds=3)
    pool = WorkerPool(Settings(data=tmp_path_factory.mktemp("data"), workers=1, bounds=bounds))
    yield pool
    pool.close()


def test_jobs_run_in_another_process(pool):
    assert pool.run(pid) != os.getpid()


def test_a_worker_gives_way_to_the_pages(pool):
    assert pool.run(os.nice, 0) > os.nice(0)


def test_a_worker_that_dies_fails_its_own_job_and_the_next_one_runs(pool):
    with pytest.raises(JobFailedError) as failure:
        pool.run(die)

    assert failure.value.code == "worker-lost"
    assert pool.run(pid)


def test_a_job_past_its_time_is_stopped_and_told_in_french(pool):
    with pytest.raises(JobFailedError) as failure:
        pool.run(sleep, 60)

    assert failure.value.code == "job-too-long"
    assert "3 secondes" in failure.value.message


def test_a_job_past_its_memory_is_refused(pool):
    with pytest.raises(JobFailedError) as failure:
        pool.run(fill_memory)

    assert failure.value.code == "worker-lost"


@pytest.mark.parametrize("door", [connect, start_program])
def test_a_worker_reaches_neither_network_nor_other_programs(pool, door):
    with pytest.raises(JobFailedError) as failure:
        pool.run(door)

    assert isinstance(failure.value.__cause__, PermissionError)


def test_a_refusal_of_the_job_arrives_whole(pool):
    with pytest.raises(UnusableFileError) as refusal:
        pool.run(refuse)

    assert refusal.value.to_dict() == {
        "code": "empty-file",
        "message": "Le fichier est vide.",
        "hint": "Exportez-le de nouveau.",
    }


def test_a_fault_that_quotes_a_cell_is_neither_told_nor_logged(pool, caplog):
    with pytest.raises(JobFailedError) as failure:
        pool.run(quote_a_cell)

    assert "Secret" not in str(failure.value)
    assert "Secret" not in caplog.text
    assert "ValueError in quote_a_cell" in caplog.text


def write_and_wait(path):
    path.write_text(str(os.getpid()))
    time.sleep(600)


def test_a_job_that_runs_is_stopped_at_once_and_its_worker_with_it(pool, tmp_path):
    raised = []
    begun = tmp_path / "begun"

    def ask():
        try:
            with on_errand("page"):
                pool.run(write_and_wait, begun)
        except JobFailedError as error:
            raised.append(error.code)

    thread = threading.Thread(target=ask)
    thread.start()
    while not (begun.exists() and begun.read_text()):
        time.sleep(0.01)
    assert pool.line() == {"page": None}
    assert pool.stop("page", stopped_by_her()) == 1
    thread.join(60)
    assert raised == ["job-stopped"]
    assert pool.line() == {}
    # Another worker takes the next job, and the one that was stopped is gone.
    assert pool.run(pid) != int(begun.read_text())
    while True:
        try:
            os.kill(int(begun.read_text()), 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)


def test_nothing_is_stopped_of_another_page(pool):
    with on_errand("page"):
        assert pool.stop("autre", page_was_left()) == 0
        assert pool.run(pid)


def test_who_has_left_is_not_told_that_her_file_is_unusable():
    # What became of a job is kept; what nobody waited for is not.
    assert not isinstance(page_was_left(), JobFailedError)
    assert isinstance(page_was_left(), JobNotRunError)
    assert isinstance(stopped_by_her(), JobFailedError)


def test_a_pool_that_closes_leaves_nobody_waiting_for_its_jobs(tmp_path):
    closing = WorkerPool(Settings(data=tmp_path, workers=1))
    begun, raised = tmp_path / "begun", []

    def ask():
        try:
            closing.run(write_and_wait, begun)
        except JobNotRunError as error:
            raised.append(error.code)

    # One runs, one waits for its turn.
    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    while not (begun.exists() and begun.read_text()):
        time.sleep(0.01)
    closing.close()
    for thread in threads:
        thread.join(60)
    assert raised == ["page-left", "page-left"]


def test_workers_share_the_processors():
    n = len(os.sched_getaffinity(0))
    for workers in (1, n):
        pool = WorkerPool(Settings(workers=workers))
        try:
            assert pool.run(threads_of_polars) == n // workers
        finally:
            pool.close()


def test_workers_that_are_killed_at_any_moment_are_replaced_by_a_look(tmp_path):
    pool = WorkerPool(Settings(data=tmp_path, workers=3))
    try:
        for round_ in range(6):
            assert pool.run(pid)
            # One of them, then all: each is a pool of its own, and some die during the look.
            found = multiprocessing.active_children()
            for process in found if round_ % 2 else found[:1]:
                os.kill(process.pid, signal.SIGKILL)
            end = time.monotonic() + 60
            while pool.alive() < 3:
                assert time.monotonic() < end
                time.sleep(0.003)
    finally:
        pool.close()
