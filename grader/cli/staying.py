"""``ouvroir grade --stay``: a grading process that waits for the server's word, and stays warm.

Starting Python, nbgrader and a zygote takes seconds; grading one copy takes a fraction of one. The
server writes a line of words on our standard input (``GRADE_QUEUED``, ``GRADE_ALL``, ``WARM``) and
gets a line of JSON back once all of them are done. Nothing is kept here that is not in the
database or on the disk, so that a kill loses nothing that was handed in.
"""

from __future__ import annotations

import json
import os
import queue
import threading
from typing import TYPE_CHECKING

from grader.errors import OuvroirError
from grader.server.commands import GRADE_ALL, GRADE_QUEUED, WARM

if TYPE_CHECKING:
    from grader.services.grading import GradingRoom
    from grader.settings import Settings


def stay(settings: Settings, idle_seconds: float, at_once: int | None = None) -> int:
    """Do what each line asks, until there is none for that long or the server is gone.

    Args:
        settings: where things are.
        idle_seconds: how long to wait for a line.
        at_once: copies graded at the same time; as many as there are workers where not given.

    Returns:
        0.
    """
    from grader.services.grading import GradingRoom
    from grader.workers.isolation import NICENESS_OF_GRADING, give_way

    # A note may come a little later; whoever opens a page or drops a file is waiting now.
    give_way(NICENESS_OF_GRADING)
    incoming, outgoing = _own_streams()
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(incoming, lines), daemon=True).start()
    room = GradingRoom(settings, at_once, staying=True)
    try:
        while True:
            try:
                line = lines.get(timeout=idle_seconds)
            except queue.Empty:
                return 0
            if line is None:
                return 0
            told = json.dumps(_done(room, line.split())) + "\n"
            try:
                os.write(outgoing, told.encode())
            except BrokenPipeError:
                return 0
    finally:
        room.close()


def _done(room: GradingRoom, words: list[str]) -> dict[str, object]:
    """Do what a line asks, and count the copies; a refusal is told by its code."""
    try:
        if WARM in words:
            room.warm()
        copies = []
        if GRADE_ALL in words:
            copies = room.grade()
        elif GRADE_QUEUED in words:
            copies = room.grade_queued()
    except OuvroirError as error:
        return {"error": error.code}
    return {"graded": sum(c.fresh for c in copies), "failed": sum(c.failed for c in copies)}


def _own_streams() -> tuple[int, int]:
    """Keep the two ends of the server's line for us alone: no copy can read or write there."""
    own = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    return own


def _read(incoming: int, lines: queue.SimpleQueue[str | None]) -> None:
    with os.fdopen(incoming, encoding="ascii", errors="replace") as stream:
        for line in stream:
            lines.put(line)
    lines.put(None)
