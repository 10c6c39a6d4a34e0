"""Runs sandbox notebooks in their three states, each in a fork of one process.

``python -m tests.atelier.states FOLDER`` writes one line of JSON a run. A cell is run by IPython,
as a kernel does, and scored as nbgrader scores it: ``test_assignments`` holds both together.
"""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import os
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any

from grader.atelier.source import (
    MISTAKE,
    SOLUTION,
    TEST,
    UNTOUCHED,
    Source,
    sources,
    without_hidden,
)
from grader.atelier.told_errors import tell_errors_in_french

#: What a notebook may take: seconds of processor with all that it starts, and bytes of memory.
SECONDS, BYTES = 60, 1024**3
#: Seconds after which it is stopped; a machine that runs other tests is slower, and no fault.
WALL_SECONDS = 4 * SECONDS
STATES = (SOLUTION, UNTOUCHED, MISTAKE)


def run_state(source: Source, state: str, folder: Path, *, hidden: bool = True) -> dict[str, Any]:
    """Run every cell of a notebook, and give what its tests earn.

    Args:
        source: the notebook.
        state: of its answers.
        folder: current folder of the notebook.
        hidden: run hidden tests too, as grading does.
    """
    from IPython.core.interactiveshell import InteractiveShell

    os.chdir(folder)
    shell = InteractiveShell.instance()
    shell._showtraceback = lambda *_: None
    tell_errors_in_french()
    points: dict[str, float] = {}
    errors: dict[str, list[str]] = {}
    for cell in source.cells:
        if cell.kind != "code":
            continue
        out, err = io.StringIO(), io.StringIO()
        code = cell.code(state)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            done = shell.run_cell(code if hidden else without_hidden(code), store_history=True)
        fault = done.error_in_exec or done.error_before_exec
        where = cell.name or f"ligne {cell.line}"
        if fault is not None:
            errors[where] = [type(fault).__name__, str(fault)[:300]]
        if cell.role == TEST:
            points[cell.name] = _earned(cell.points, fault, err.getvalue(), done.result)
            if err.getvalue():
                errors.setdefault(where, ["stderr", err.getvalue()[:300]])
    return {"points": points, "errors": errors}


def _earned(most: float, fault: Any, said: str, value: Any) -> float:
    """Score a test cell as nbgrader does: its error, its number, or all of its points."""
    if fault is not None or said:
        return 0.0
    if value is None:
        return most
    try:
        return float(repr(value))
    except ValueError:
        return most


def _child(source: Source, state: str, pipe: Any) -> None:
    with tempfile.TemporaryDirectory(prefix="o-") as folder:
        told = run_state(source, state, Path(folder))
        own, started = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        taken = sum(one.ru_utime + one.ru_stime for one in (own, started))
        peak = max(own.ru_maxrss, started.ru_maxrss) * 1024
        pipe.send({**told, "seconds": taken, "bytes": peak})
        os.chdir("/")


def run_apart(source: Source, state: str) -> dict[str, Any]:
    """Run a state in a process of its own, within the time limit."""
    context = multiprocessing.get_context("fork")
    mine, its = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(source, state, its))
    process.start()
    its.close()
    told: dict[str, Any] = {"points": {}, "errors": {"": ["stopped", "arrêté"]}}
    if mine.poll(WALL_SECONDS):
        with contextlib.suppress(EOFError):
            told = mine.recv()
    process.join(5)
    if process.is_alive():
        process.kill()
    return {"slug": source.slug, "state": state, **told}


def main(folder: Path, names: list[str]) -> None:
    """Run every notebook of a folder, or those named, and write what came of each."""
    import frictionless  # noqa: F401  # read once, and not in each fork
    import pandas  # noqa: F401

    import grader.atelier
    import grader.exercises.assess  # noqa: F401

    for source in sources(folder):
        if names and source.slug not in names:
            continue
        for state in STATES:
            print(json.dumps(run_apart(source, state)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
