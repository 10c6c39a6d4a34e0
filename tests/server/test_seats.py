"""A full room: as many files and sockets as its pages need, and no page lost on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

import httpx
import pytest

from grader.server.open_pages import OpenPages
from grader.server.seats import FILES_PER_PAGE
from grader.settings import Bounds
from tests.support.faults import until
from tests.support.kernels import kernels_of
from tests.support.running import ROOT, RunningServer

#: That a page holds with its websocket, and two more while that opens.
SOCKETS = 8
#: As a person's own machine may give a program that does not ask for more.
FEW_FILES = 256
LESSON = "lecon/preparer/ce-que-lit-une-machine"

_ROOM = f"""
import asyncio, resource, threading, zmq
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, ({FEW_FILES}, most))
from grader.server.application import OuvroirServer
from grader.services.workshop import Workshop
from grader.settings import Settings
if __name__ == "__main__":
    settings = Settings.from_environment()
    server = OuvroirServer(settings, Workshop.open(settings))
    server.initialize([])
    mounted = server.init_settings()
    pages = server.open_pages.bounds.open_pages
    sockets = [server.kernel_manager.context.socket(zmq.DEALER) for _ in range({SOCKETS} * pages)]
    async def wait():
        together = threading.Barrier(pages)
        each = (mounted["run_for_page"](together.wait, 60) for _ in range(pages))
        return len(await asyncio.gather(*each))
    print(pages, len(sockets), asyncio.run(wait()), flush=True)
    for one in sockets:
        one.close()
    server.workshop.close()
"""
_SEATS = f"""
import logging, resource
resource.setrlimit(resource.RLIMIT_NOFILE, ({FEW_FILES}, 1000))
logging.basicConfig(format="%(message)s")
from grader.server.seats import seats
from grader.settings import Bounds
print(seats(Bounds(open_pages=20)), resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= 20)
print(seats(Bounds(open_pages=500)), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )


def test_a_server_has_the_sockets_of_all_its_pages_and_each_may_wait_for_a_worker(tmp_path):
    told = run(_ROOM, OUVROIR_DATA=str(tmp_path), OUVROIR_BUILD=str(tmp_path / "build"))
    pages = Bounds().open_pages
    assert told.stdout.split() == [str(pages), str(SOCKETS * pages), str(pages)]


def test_a_room_is_as_large_as_the_files_that_may_be_opened():
    told = run(_SEATS)
    held = (1000 - 200) // FILES_PER_PAGE
    assert told.stdout.split("\n")[:2] == ["20 True", f"{held} 1000"]
    (warning,) = told.stderr.replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    assert f"la salle est réduite à {held} pages. Pour 500, il en faut 12200" in warning


def test_a_page_that_is_long_to_make_is_not_taken_for_an_abandoned_one():
    moment = [0.0]
    pages = OpenPages(Bounds(), clock=lambda: moment[0])
    page = pages.open("ana")
    moment[0] = 1_000.0
    assert pages.abandoned(90) == []
    # Whole from now on: whoever asked for it has as long to come as any other.
    page.left = moment[0]
    moment[0] += 91
    assert pages.abandoned(90) == [page]


@pytest.mark.parametrize("sockets", [0, 1])
def test_a_kernel_whose_start_fails_half_way_does_not_stay(tmp_path, sockets):
    room = RunningServer(
        tmp_path,
        {"OUVROIR_PAGES": "1", "OUVROIR_SOCKETS": str(sockets)},
        module="tests.support.few_sockets",
    ).start()
    try:
        for _ in range(3):
            with room.client() as client, suppress(httpx.RemoteProtocolError):
                answer = client.get(LESSON)
                # The one place was given back, whatever became of the page.
                assert answer.status_code != 503
                assert 'id="ouvroir-page"' not in answer.text
        assert "ZMQError" in "\n".join(room.output)
        until(lambda: not kernels_of(room.pid), seconds=20)
    finally:
        room.stop()
