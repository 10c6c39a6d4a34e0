"""A forked kernel is an ordinary one to whoever uses it: started, interrupted, restarted, ended."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from grader.kernels import forked, nursery
from grader.kernels.forked import ForkedProvisioner, launcher_arguments, limits_of
from grader.kernels.nursery import NURSERY, UNSEEN, NoForkError
from grader.settings import Bounds
from tests.kernels.forking import SECONDS, kernel, told_by

RESTARTS = 100 if os.environ.get("OUVROIR_LONG") else 15


def until(seen, seconds=SECONDS):
    """Wait for something to be so; fails when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = seen()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it never came to be so")


def ended(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def process_of(manager):
    return manager.provisioner.process


def test_a_kernel_comes_from_the_zygote_and_answers():
    with kernel() as (manager, client):
        assert isinstance(manager.provisioner, ForkedProvisioner)
        assert psutil.Process(process_of(manager).pid).ppid() == NURSERY.pid
        assert told_by(client, "print(6 * 7)") == "42"


def test_the_zygote_has_one_thread_and_nothing_that_does_not_survive_a_fork():
    with kernel() as (_, client):
        assert len(list(Path(f"/proc/{NURSERY.pid}/task").iterdir())) == 1
        maps = Path(f"/proc/{NURSERY.pid}/maps").read_text()
        # Compiled modules are mapped: what is not there was not imported.
        assert "ipykernel" in told_by(client, "import sys; print(sorted(sys.modules))")
        for name in ("polars", "pyarrow", "duckdb", "sqlalchemy", "/pandas/"):
            assert name not in maps
        assert "zmq" in maps


def test_environment_and_folder_are_the_kernels_own(monkeypatch, tmp_path):
    monkeypatch.setenv("OUVROIR_DATABASE_URL", "postgresql://marqueur")
    monkeypatch.setenv("OUVROIR_PAGE_TOKEN", "jeton")
    with kernel(cwd=str(tmp_path)) as (_, client):
        code = "import os, json; print(json.dumps([dict(os.environ), os.getcwd()]))"
        environment, folder = json.loads(told_by(client, code))
    assert folder == str(tmp_path)
    assert environment["OUVROIR_PAGE_TOKEN"] == "jeton"
    assert "OUVROIR_DATABASE_URL" not in environment
    assert environment["HOME"].startswith(environment["TMPDIR"].rpartition("/")[0])
    zygote = Path(f"/proc/{NURSERY.pid}/environ").read_text()
    assert "marqueur" not in zygote


def test_two_kernels_draw_different_numbers_and_lead_groups_of_their_own():
    code = "import os, random, tempfile; print(random.random(), os.getpgid(0) == os.getpid())"
    with kernel() as (_, one), kernel() as (_, other):
        first, second = told_by(one, code), told_by(other, code)
    assert first != second
    assert first.endswith("True")
    assert second.endswith("True")


def test_an_endless_cell_is_interrupted_and_the_kernel_goes_on():
    with kernel() as (manager, client):
        told_by(client, "a = 1")
        asked = client.execute(
            "import time\nprint('en cours')\nfor _ in range(10_000): time.sleep(0.01)",
            stop_on_error=False,
        )
        while client.get_iopub_msg(timeout=SECONDS)["msg_type"] != "stream":
            pass
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=SECONDS)
        while reply["parent_header"]["msg_id"] != asked:
            reply = client.get_shell_msg(timeout=SECONDS)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert told_by(client, "print(a + 1)") == "2"


def test_a_kernel_that_was_killed_restarts_each_time():
    with kernel() as (manager, client):
        for turn in range(RESTARTS):
            before = process_of(manager).pid
            os.kill(before, signal.SIGKILL)
            manager.restart_kernel(now=False)
            client.wait_for_ready(SECONDS)
            assert process_of(manager).pid != before
            assert told_by(client, f"print({turn} + 1)") == str(turn + 1)
            assert process_of(manager).poll() is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os; os._exit(7)", 7),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
    ],
)
def test_its_exit_code_is_known(code, expected):
    with kernel() as (manager, client):
        process = process_of(manager)
        client.execute(code)
        assert process.wait(SECONDS) == expected
        assert not manager.is_alive()


def test_its_end_is_seen_in_a_room_that_holds_thousands_of_descriptors():
    with kernel() as (manager, _):
        process = process_of(manager)
        # select() knows descriptors below 1024 alone.
        high = fcntl.fcntl(process._handle, fcntl.F_DUPFD_CLOEXEC, 2000)
        os.close(process._handle)
        process._handle = high
        assert process.poll() is None
        process.kill()
        assert process.wait(SECONDS) == -signal.SIGKILL


def test_an_ordinary_end_leaves_no_process_and_no_folder():
    with kernel() as (manager, client):
        process = process_of(manager)
        home = Path(told_by(client, "import os; print(os.environ['HOME'])"))
        told_by(client, "import subprocess; subprocess.Popen(['sleep', '600'])")
        child = psutil.Process(process.pid).children()[0].pid
        assert home.is_dir()
        manager.shutdown_kernel(now=True)
    assert until(lambda: ended(process.pid) and ended(child))
    assert not home.exists()


def test_kernels_outlive_a_killed_zygote_and_the_next_has_another():
    with kernel() as (manager, client):
        old = NURSERY.pid
        os.kill(old, signal.SIGKILL)
        assert told_by(client, "print('encore')") == "encore"
        with kernel() as (_, other):
            assert NURSERY.pid != old
            assert told_by(other, "print('nouveau')") == "nouveau"
        process = process_of(manager)
        process.kill()
        assert process.wait(SECONDS) == UNSEEN


def test_a_page_kernel_is_bounded():
    bounds = Bounds()
    assert limits_of(bounds)["address_space"] == bounds.kernel_bytes
    assert "processes" not in limits_of(bounds)
    with kernel() as (_, client):
        names = "(r.RLIMIT_AS, r.RLIMIT_NOFILE, r.RLIMIT_CPU, r.RLIMIT_CORE)"
        code = f"import resource as r; print([r.getrlimit(name)[1] for name in {names}])"
        told = json.loads(told_by(client, code))
        assert told == [bounds.kernel_bytes, bounds.kernel_files, bounds.kernel_cpu_seconds, 0]
        assert told_by(
            client, "try:\n bytearray(4 * 2**30)\nexcept MemoryError:\n print('trop')"
        ) == ("trop")


def test_its_own_threads_leave_most_of_its_address_space():
    with kernel() as (manager, client):
        told_by(client, "from grader.ui import show")
        assert psutil.Process(process_of(manager).pid).memory_info().vms < Bounds().kernel_bytes / 2


def test_where_no_kernel_can_be_forked_an_ordinary_one_starts_with_one_warning(monkeypatch, caplog):
    def refuse(*_args, **_kwargs):
        raise NoForkError("essai")

    monkeypatch.setattr(forked.NURSERY, "fork", refuse)
    monkeypatch.setattr(forked, "_warned", False)
    with caplog.at_level(logging.WARNING, "ouvroir.kernels"):
        for _ in range(2):
            with kernel() as (manager, client):
                assert told_by(client, "print(1)") == "1"
                assert psutil.Process(process_of(manager).pid).ppid() == os.getpid()
    assert [record.getMessage() for record in caplog.records] == [
        "kernels start the ordinary way: essai"
    ]


@pytest.mark.parametrize("missing", ["fork", "pidfd_open"])
def test_a_system_without_fork_is_told_so(monkeypatch, missing):
    monkeypatch.delattr(os, missing)
    assert not nursery.can_fork()
    with pytest.raises(NoForkError):
        nursery.Nursery().warm()


def test_another_kernel_than_ours_is_started_the_ordinary_way():
    assert launcher_arguments(["R", "--slave", "-e", "IRkernel::main()"]) is None
    command = ["python", "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "c.json"]
    assert launcher_arguments(command) == ["-f", "c.json"]
