"""The clock of erasures goes on, whatever happens in a round, and never holds the loop."""

from __future__ import annotations

import asyncio
import logging
import threading

from grader.server.erasure_timer import ErasureTimer
from grader.services.expiry import Swept


def run(timer, until, seconds=20.0):
    """Run a timer until something is true; says whether the loop turned meanwhile."""

    async def turn():
        timer.start()
        turns = 0
        end = asyncio.get_running_loop().time() + seconds
        while not until():
            assert asyncio.get_running_loop().time() < end
            await asyncio.sleep(0.001)
            turns += 1
        await timer.stop()
        return turns

    return asyncio.run(turn())


def test_it_looks_at_once_then_again_and_again():
    rounds, told = [], []

    def look(workshop):
        rounds.append(workshop)
        return Swept({"files": len(rounds)})

    timer = ErasureTimer(lambda: "the stores", told.append, each=0.01, look=look)
    run(timer, lambda: len(told) >= 3)
    assert set(rounds) == {"the stores"}
    assert [swept.total for swept in told[:3]] == [1, 2, 3]


def test_an_error_is_logged_without_its_text_and_tried_again_sooner(caplog):
    rounds = []

    def look(_workshop):
        rounds.append(1)
        if len(rounds) < 3:
            raise OSError("le fichier de Zirquamésange")
        return Swept(failed=("files",)) if len(rounds) < 4 else Swept()

    timer = ErasureTimer(lambda: None, each=3600, retry=0.01, look=look)
    with caplog.at_level(logging.ERROR, "ouvroir.erasure"):
        run(timer, lambda: len(rounds) >= 4)
    assert len(caplog.records) == 2
    assert "OSError" in caplog.text
    assert "Zirqua" not in caplog.text
    assert len(rounds) == 4


def test_the_loop_turns_while_it_looks():
    go_on, entered = threading.Event(), threading.Event()

    def look(_workshop):
        entered.set()
        go_on.wait(20)
        return Swept()

    timer = ErasureTimer(lambda: None, look=look)
    seen = []

    def until():
        if entered.is_set():
            seen.append(1)
        if len(seen) == 20:
            go_on.set()
        return len(seen) >= 20

    assert run(timer, until) >= 20
