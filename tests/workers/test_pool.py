"""The pool: bounds hold, a lost worker loses its job alone, no value of a cell is told."""

from __future__ import annotations

import os
import socket
import subprocess
import time

import pytest

from grader.errors import JobFailedError, UnusableFileError
from grader.settings import MEBI, Bounds, Settings
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
