"""``ouvroir serve``, noting what its loop does that belongs to another thread.

``python -m tests.support.watched serve`` takes what ``ouvroir`` takes. Whatever the loop's own
thread reads of the data folder, asks of the database, or waits for of the workers while it serves
is written to ``OUVROIR_WATCHED``, a line each.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from grader.cli.main import main
from grader.workers.fairness import FairTurns


def note(what: str) -> None:
    """Write down what is done, if the loop does it."""
    if threading.current_thread() is not threading.main_thread():
        return
    if asyncio._get_running_loop() is None:
        return  # it does not serve yet
    ours = [f.name for f in traceback.extract_stack() if "/grader/" in f.filename]
    with open(os.environ["OUVROIR_WATCHED"], "a", encoding="utf-8") as told:  # noqa: PTH123  # an audit hook runs this
        told.write(f"{what} in {' < '.join(reversed(ours[-4:]))}\n")


def watch() -> None:
    """Note statements, reads of learners' files, and jobs."""
    files = str(Path(os.environ["OUVROIR_DATA"]).resolve() / "files")

    def hear(name: str, arguments: tuple[Any, ...]) -> None:
        if name != "open" or not str(arguments[0]).startswith(files):
            return
        # Bytes that arrive are written as they come: a chunk at a time, into the page cache.
        if "r" in str(arguments[1] or "r"):
            note("read of a learner's file")

    sys.addaudithook(hear)
    event.listen(Engine, "before_cursor_execute", lambda *_: note("statement"))
    enter = FairTurns._enter

    def noted(self: FairTurns, turn: Any) -> None:
        note("job")
        enter(self, turn)

    FairTurns._enter = noted  # type: ignore[method-assign]  # watched, and done all the same


if __name__ == "__main__":
    watch()
    raise SystemExit(main(sys.argv[1:]))
