"""Files as large as a person may have: read within time and memory, or refused in French."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.validation.data import write_files
from grader.settings import MEBI, Bounds
from grader.workers.jobs import EXAMPLES_PER_CAUSE
from tests.fuzz.reader import FAULT, REPORT, BoundedReader, Ending
from tests.support.pages import open_page, upload
from tests.tables.language import plain_french

SCHEMA = "scdl/subventions@2.1.1"
LESSON = "lecon/preparer/valider-ses-deliberations"
EXERCISE = "preparer/deliberations-sales"
#: A file of a million rows, of which one in twenty is wrong, is about that large.
LARGE, LARGE_ROWS = 200 * MEBI, 1_000_000
LARGE_PEAK = 1200 * 10**6
LARGE_SECONDS = 120
#: Starts a command, ends it after some seconds, and says how much memory it took.
_WATCH = """
import os, subprocess, sys, threading
process = subprocess.Popen(sys.argv[2:])
watchdog = threading.Timer(float(sys.argv[1]), process.kill)
watchdog.start()
_, status, used = os.wait4(process.pid, 0)
watchdog.cancel()
print(used.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""


@pytest.mark.long
def test_200_megabytes_through_the_command_line(tmp_path: Path):
    path = write_files(tmp_path, LARGE_ROWS, [0.05])[0]
    assert path.stat().st_size > 0.9 * LARGE
    command = [sys.executable, "-m", "grader", "validate", "--schema", SCHEMA]
    with (tmp_path / "rapport.json").open("wb") as out:
        # A process counts the memory of the one that it was forked from as its own: not this one.
        ended = subprocess.run(
            [sys.executable, "-c", _WATCH, str(LARGE_SECONDS), *command, "--format", "json", path],
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 1, "killed for the time that it took, or not read"
    assert _kibi(int(ended.stderr.split()[-1])) * 1024 < LARGE_PEAK
    with (tmp_path / "rapport.json").open(encoding="utf-8") as lines:
        report = json.loads(lines.read())
    assert report["stats"]["rows"] == LARGE_ROWS
    assert len(report["findings"]) == report["stats"]["errors"] + report["stats"]["warnings"]


def _kibi(peak: int) -> int:
    return peak // 1024 if sys.platform == "darwin" else peak


@pytest.mark.long
def test_60_megabytes_are_refused_by_the_page(server):
    client = server.client()
    open_page(client, LESSON)
    reply = upload(client, EXERCISE, b"nom;prenom\r\n" * (60 * MEBI // 12))
    assert reply.status_code == 413
    refusal = reply.json()["error"]
    for text in (refusal["message"], refusal["hint"]):
        assert plain_french(text) == "", text
    assert "50" in refusal["message"]


def read_for_a_page(path: Path, schema: str) -> Ending:
    """What a worker does with a learner's file, whatever is wrong with it."""
    from grader.validation.validate import validate

    report = validate(path, schema)
    report.groups(EXAMPLES_PER_CAUSE)
    return Ending(REPORT, str(report.n_rows))


def _as_written(data: bytes) -> bytes:
    return data


def _windows(data: bytes) -> bytes:
    return data.decode().encode("cp1252", "replace")


def _with_an_orphan_quote(data: bytes) -> bytes:
    half = data.index(b"\r\n", len(data) // 2) + 2
    return data[:half] + b'"' + data[half:-1]


def _trailing_separator(data: bytes) -> bytes:
    head, _, rest = data[: len(data) * 9 // 10].partition(b"\r\n")
    return head + b"\r\n" + rest.replace(b"\r\n", b",\r\n")


@pytest.mark.long
def test_the_largest_uploads_fit_in_one_worker_after_the_other(tmp_path: Path):
    """A worker reads many files: what one leaves behind must leave room for the next."""
    bounds = Bounds()
    endings = {}
    with BoundedReader(bounds.worker_bytes, bounds.job_seconds, read_for_a_page) as reader:
        for share in (0.0, 0.5):
            whole = write_files(tmp_path, 270_000, [share])[0].read_bytes()
            cut = whole[: whole.rindex(b"\r\n", 0, bounds.upload_bytes) + 2]
            for spoil in (_as_written, _windows, _with_an_orphan_quote, _trailing_separator):
                path = tmp_path / "depot.csv"
                path.write_bytes(spoil(cut))
                assert 0.8 * bounds.upload_bytes < path.stat().st_size <= bounds.upload_bytes
                endings[spoil.__name__, share] = reader.read(path, SCHEMA)
    faults = {case: ending for case, ending in endings.items() if ending.kind == FAULT}
    assert not faults
