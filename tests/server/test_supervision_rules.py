"""What is well and who may read figures, by rule: clock, disk, workers, addresses, datagrams."""

from __future__ import annotations

import ipaddress
import os
import socket
from types import SimpleNamespace

import pytest

from grader.progress.database import Database
from grader.progress.probe import takes_writes
from grader.server.health_pages import may_read
from grader.server.service_manager import notify, watchdog_seconds
from grader.services.health import Watcher, free_bytes
from grader.settings import MEBI, Settings

NOW = 1_795_000_000.0


class Clock:
    def __init__(self) -> None:
        self.wall, self.own = NOW, 1000.0

    def pass_by(self, seconds: float, step: float = 0.0) -> None:
        self.wall += seconds + step
        self.own += seconds


@pytest.fixture
def opened(tmp_path):
    settings = Settings(data=tmp_path)
    database = Database(settings)
    pool = SimpleNamespace(alive=lambda: 1)
    yield SimpleNamespace(settings=settings, database=database, pool=pool)
    database.close()


def watcher(clock: Clock) -> Watcher:
    return Watcher(lambda: True, wall=lambda: clock.wall, own=lambda: clock.own)


def test_a_clock_that_is_set_anew_is_told_for_ten_minutes(opened):
    clock = Clock()
    one = watcher(clock)
    assert one.look(opened).good
    clock.pass_by(3600)
    assert one.look(opened).clock
    clock.pass_by(10, step=-3600)
    assert not one.look(opened).clock
    clock.pass_by(590)
    assert not one.look(opened).clock
    clock.pass_by(20)
    assert one.look(opened).good


def test_a_clock_that_was_never_set_is_told(opened):
    clock = Clock()
    clock.wall = 86_400.0
    assert not watcher(clock).look(opened).clock


def test_workers_may_be_missing_for_a_moment_alone(opened):
    clock = Clock()
    one = watcher(clock)
    opened.pool.alive = lambda: 0
    assert one.look(opened).workers
    clock.pass_by(9)
    assert one.look(opened).workers
    clock.pass_by(2)
    assert not one.look(opened).workers
    opened.pool.alive = lambda: 2
    assert one.look(opened).good


def test_a_disk_with_less_than_was_asked_for_is_told(opened, tmp_path):
    free = free_bytes(opened)
    assert free > 0
    opened.settings = Settings(data=tmp_path, free_bytes=2 * free)
    assert not watcher(Clock()).look(opened).disk
    opened.settings = Settings(data=tmp_path / "gone")
    assert free_bytes(opened) == 0


def test_a_database_that_takes_no_write_is_told(opened):
    assert takes_writes(opened.database)
    with opened.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    assert not takes_writes(opened.database)


@pytest.mark.parametrize(
    ("address", "passed_on", "believed", "read"),
    [
        ("127.0.0.1", False, False, True),
        ("127.8.9.1", False, False, True),
        ("::1", False, False, True),
        ("::ffff:127.0.0.1", False, False, True),
        ("10.0.0.7", False, False, True),
        ("::ffff:10.0.0.7", False, False, True),
        ("10.0.1.7", False, False, False),
        ("2001:db8::5", False, False, True),
        ("203.0.113.9", False, False, False),
        ("", False, False, False),
        ("somebody", False, False, False),
        # Everybody behind a proxy of this machine looks like this machine.
        ("127.0.0.1", True, False, False),
        ("127.0.0.1", True, True, False),
        ("10.0.0.7", True, False, False),
        ("10.0.0.7", True, True, True),
        ("10.0.1.7", True, True, False),
    ],
)
def test_who_may_read_figures(address, passed_on, believed, read):
    allowed = tuple(map(ipaddress.ip_network, ("10.0.0.0/24", "2001:db8::5")))
    assert may_read(address, passed_on=passed_on, believed=believed, allowed=allowed) is read


def test_nobody_else_may_by_default():
    assert Settings.from_environment({}).metrics_from == ()
    assert not may_read("10.0.0.7", passed_on=False, believed=False, allowed=())


def test_settings_are_read_and_refused_in_french():
    read = Settings.from_environment(
        {
            "OUVROIR_METRICS_FROM": "10.0.0.0/24  192.0.2.8",
            "OUVROIR_FREE_MIB": "2000",
            "OUVROIR_STOP_SECONDS": "0",
        }
    )
    assert [str(one) for one in read.metrics_from] == ["10.0.0.0/24", "192.0.2.8/32"]
    assert (read.free_bytes, read.stop_seconds) == (2000 * MEBI, 0)
    with pytest.raises(ValueError, match="OUVROIR_METRICS_FROM contient « partout »"):
        Settings.from_environment({"OUVROIR_METRICS_FROM": "partout"})
    with pytest.raises(ValueError, match="OUVROIR_STOP_SECONDS vaut « 601 »"):
        Settings.from_environment({"OUVROIR_STOP_SECONDS": "601"})


@pytest.mark.parametrize("abstract", [False, True])
def test_a_service_manager_hears_what_it_is_told(tmp_path, abstract):
    name = f"@ouvroir-{os.getpid()}" if abstract else str(tmp_path / "n")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name[1:] if abstract else name)
        manager.settimeout(5)
        assert notify("READY=1", {"NOTIFY_SOCKET": name})
        assert manager.recv(100) == b"READY=1"
        for _ in range(1000):
            if not notify("WATCHDOG=1", {"NOTIFY_SOCKET": name}, patience=0):
                break
        else:
            pytest.fail("a manager that does not read is never full")
    assert not notify("READY=1", {})
    assert not notify("READY=1", {"NOTIFY_SOCKET": "relative"})
    assert not notify("READY=1", {"NOTIFY_SOCKET": str(tmp_path / "nobody")})


def test_the_watchdog_is_told_twice_as_often_as_it_waits():
    me = str(os.getpid())
    assert watchdog_seconds({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": me}) == 30
    assert watchdog_seconds({"WATCHDOG_USEC": "60000000"}) == 30
    assert watchdog_seconds({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}) == 0
    assert watchdog_seconds({"WATCHDOG_USEC": "x"}) == 0
    assert watchdog_seconds({}) == 0
