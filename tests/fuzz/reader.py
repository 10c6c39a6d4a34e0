"""The one process that reads every spoilt file, bounded as a worker is."""

from __future__ import annotations

import io
import json
import multiprocessing
import re
import resource
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from grader.errors import UnusableFileError
from grader.settings import MEBI
from grader.workers import isolation
from tests.tables.language import plain_french

REPORT, REFUSAL, FAULT = "report", "refusal", "fault"

#: Characters of a report that are read back; a longer one is only written.
_KEPT = 4 * MEBI


@dataclass(frozen=True)
class Ending:
    """How reading a file ended.

    Attributes:
        kind: ``report``, ``refusal`` or ``fault``.
        code: code of the refusal, or type of the fault; how many findings for a report.
        detail: what is wrong with it, "" when nothing is.
    """

    kind: str
    code: str
    detail: str = ""


Attempt = Callable[[Path, str], Ending]


class _Kept(io.TextIOBase):
    """Takes all that is written, as a pipe does, and remembers the beginning."""

    def __init__(self) -> None:
        self.text = ""
        self.length = 0

    def write(self, text: str) -> int:
        text.encode()
        if self.length < _KEPT:
            self.text += text
        self.length += len(text)
        return len(text)


def validate_and_tell(path: Path, schema: str) -> Ending:
    """Validate a file and tell all that was found, or how it was refused."""
    from grader.validation.reports.json_lines import JsonWriter
    from grader.validation.validate import validate

    try:
        report = validate(path, schema)
    except UnusableFileError as refused:
        wrong = plain_french(refused.message) or plain_french(refused.hint)
        return Ending(REFUSAL, refused.code, wrong and f"{wrong}: {refused}")
    out = _Kept()
    JsonWriter(out).write(report, "fichier", 0.0)
    counted = report.n_errors + report.n_warnings
    grouped = sum(group.count for group in report.groups(3))
    if not counted == len(report.findings) == grouped:
        return Ending(REPORT, str(counted), f"counted otherwise: {grouped} in groups")
    if out.length <= _KEPT:
        told = json.loads(out.text)
        if len(told["findings"]) != counted:
            return Ending(REPORT, str(counted), f"{len(told['findings'])} are told")
        for one in (*told["findings"], *told["reading"]):
            if not (one["message"] and one["why"] and one["fix"]):
                return Ending(REPORT, str(counted), f"{one['code']} says nothing")
    for notice in report.notices:
        wrong = plain_french(notice.message) or plain_french(notice.why) or plain_french(notice.fix)
        if wrong:
            return Ending(REPORT, str(counted), f"{notice.code}: {wrong}")
    return Ending(REPORT, str(counted))


def _serve(connection: Connection, n_bytes: int, attempt: Attempt) -> None:
    isolation.enter(n_bytes)
    connection.send("ready")
    while (asked := connection.recv()) is not None:
        try:
            ending = attempt(*asked)
        except BaseException as fault:  # noqa: BLE001 - a panic of polars is no Exception
            where = "".join(traceback.format_exception(fault)[-4:])
            ending = Ending(FAULT, type(fault).__name__, where)
        connection.send((ending, _peak_bytes()))


def _peak_bytes() -> int:
    """Give the most memory that this process ever held."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        # Elsewhere than on Linux, where this one would remember the parent as well.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


class BoundedReader:
    """Reads files one after the other in a process of its own, started again when it is lost.

    Args:
        n_bytes: bound of its memory.
        seconds: wall-clock bound of a file.
        attempt: what it does with each.
    """

    def __init__(self, n_bytes: int, seconds: float, attempt: Attempt = validate_and_tell) -> None:
        self.peak = 0
        self._arguments = (n_bytes, attempt)
        self._seconds = seconds
        self._start()

    def __enter__(self) -> BoundedReader:
        return self

    def __exit__(self, *_: Any) -> None:
        self._stop()

    def read(self, path: Path, schema: str) -> Ending:
        """Give how reading a file ends."""
        self._connection.send((path, schema))
        try:
            if not self._connection.poll(self._seconds):
                ending = Ending(FAULT, "too-long", f"more than {self._seconds} s")
            else:
                ending, peak = self._connection.recv()
                self.peak = max(self.peak, peak)
        except (EOFError, ConnectionError):
            self._process.join()
            ending = Ending(FAULT, "lost", f"exit code {self._process.exitcode}")
        if ending.kind == FAULT:
            self._stop()
            self._start()
        return ending

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, *self._arguments), daemon=True)
        self._process.start()
        theirs.close()
        assert self._connection.recv() == "ready"

    def _stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()
