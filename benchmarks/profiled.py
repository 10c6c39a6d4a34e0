"""``ouvroir serve``, looked at a hundred times a second: where its threads are when they are busy.

``python -m benchmarks.profiled serve`` takes what ``ouvroir`` takes. At its end it writes to
``OUVROIR_PROFILE_TO`` how often each handler and each line was met, on the loop's thread and on
the others; a thread that waits (for a socket, a lock, a worker) counts as idle.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from tornado.web import RequestHandler

from grader.cli.main import main

EACH = 0.01
#: Callbacks of the loop that take longer are named, in seconds.
_NOTED = 0.005
#: Functions in which a thread waits: (end of the file's name, function).
_WAITS = {
    ("selectors.py", "select"), ("threading.py", "wait"), ("queue.py", "get"),
    ("socket.py", "readinto"), ("socket.py", "accept"), ("connection.py", "poll"),
    ("connection.py", "_poll"), ("connection.py", "wait"), ("connection.py", "_recv"),
    ("thread.py", "_worker"), ("_base.py", "result"), ("subprocess.py", "_try_wait"),
    ("process.py", "pool_manager_loop"), ("profiled.py", "_look"), ("channel.py", "poll"),
    ("nursery.py", "_exchange"), ("nursery.py", "_ready"), ("channel.py", "unix_poll"),
    ("unix_events.py", "_do_waitpid"),
}  # fmt: skip


class Profile:
    """Looks at every thread of this process, from one of its own."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self.looks = 0
        self.busy: dict[str, Counter[str]] = {"loop": Counter(), "threads": Counter()}
        self.places: dict[str, Counter[str]] = {"loop": Counter(), "threads": Counter()}
        self.longest: dict[str, float] = {}
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        self._time_callbacks()
        self._thread.start()

    def _time_callbacks(self) -> None:
        """Time each callback of the loop: while one runs, nobody else is served."""
        run = asyncio.Handle._run
        longest = self.longest

        def timed(handle: asyncio.Handle) -> None:
            begun = time.perf_counter()
            run(handle)
            held = time.perf_counter() - begun
            if held > _NOTED and threading.current_thread() is threading.main_thread():
                told = repr(getattr(handle._callback, "__self__", handle._callback))
                found = re.search(r"coro=<([\w.]+)", told) or re.search(r"<([\w. ]+)", told)
                name = found[1] if found else told[:40]
                longest[name] = max(held, longest.get(name, 0.0))

        asyncio.Handle._run = timed  # timed, and run all the same

    def end(self) -> dict[str, object]:
        self._stop.set()
        self._thread.join()
        return {
            "looks": self.looks,
            "longest": dict(sorted(self.longest.items(), key=lambda one: -one[1])[:8]),
            **{f"{who} handlers": dict(found.most_common(12)) for who, found in self.busy.items()},
            **{f"{who} places": dict(found.most_common(20)) for who, found in self.places.items()},
        }

    def _look(self) -> None:
        loop = threading.main_thread().ident
        mine = threading.get_ident()
        serving = False
        while not self._stop.wait(EACH):
            # What it takes to start is another measure (``benchmarks start``).
            serving = serving or _waits(sys._current_frames()[loop])
            if not serving:
                continue
            self.looks += 1
            for ident, frame in sys._current_frames().items():
                if ident == mine or _waits(frame):
                    continue
                who = "loop" if ident == loop else "threads"
                self.places[who][_place(frame)] += 1
                self.busy[who][_handler(frame)] += 1


def _waits(frame: FrameType | None) -> bool:
    if frame is None:
        return False
    code = frame.f_code
    return (Path(code.co_filename).name, code.co_name) in _WAITS


def _place(frame: FrameType) -> str:
    """Name the deepest line of ours, and the function that it is in just now."""
    deepest = frame.f_code
    found: FrameType | None = frame
    while found is not None and "/grader/" not in found.f_code.co_filename:
        found = found.f_back
    last = f"{Path(deepest.co_filename).name}:{deepest.co_name}"
    if found is None or found.f_code is deepest:
        return last
    return f"{Path(found.f_code.co_filename).name}:{found.f_code.co_name} → {last}"


def _handler(frame: FrameType) -> str:
    found: FrameType | None = frame
    while found is not None:
        owner = found.f_locals.get("self")
        if isinstance(owner, RequestHandler):
            return type(owner).__name__
        if found.f_code.co_name == "perform":
            return f"operation {found.f_locals.get('name', '')}"
        found = found.f_back
    return "other"


if __name__ == "__main__":
    profile = Profile()
    began = time.process_time()
    profile.start()
    try:
        code = main(sys.argv[1:])
    finally:
        told = {"cpu_seconds": time.process_time() - began, **profile.end()}
        Path(os.environ["OUVROIR_PROFILE_TO"]).write_text(json.dumps(told), encoding="utf-8")
    raise SystemExit(code)
