"""The jobs of the workbench: look at a file as decisions leave it, show rows, write it.

Each is given the file and all decisions, so that any worker can do it; the one that did the job
before has most of it in memory (``bench_memory``). The server imports this module to name the jobs:
what they need is imported by the worker alone.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from grader.settings import Bounds
from grader.workers.bench_model import (
    Decisions,
    FaultyRows,
    Judged,
    Likely,
    Look,
    Places,
    Source,
    Written,
)
from grader.workers.jobs import sheet_names

if TYPE_CHECKING:
    from grader.validation.schemas import Folders


def look(source: Source, bounds: Bounds, decisions: Decisions, day: date) -> Look:
    """Look at a file as decisions leave it.

    Args:
        source: which file, read how.
        bounds: upper limits on what is read.
        decisions: in order.
        day: for the name of the file.

    Raises:
        NotFoundError: the file was erased.
        UnusableFileError: it cannot be read, or its owner has to choose a sheet.
        RefusedError: a decision speaks of what is not there.
    """
    from grader.workers.bench_memory import open_bench
    from grader.workers.bench_work import looked_at

    return looked_at(open_bench(source, bounds, decisions), bounds, day)


def rows(
    source: Source, bounds: Bounds, decisions: Decisions, group: str, part: tuple[int, int]
) -> FaultyRows:
    """Give some rows of a group of findings.

    Args:
        source: which file, read how.
        bounds: upper limits on what is read.
        decisions: in order.
        group: ``group|column``.
        part: how many rows come before, and most rows given.

    Raises:
        NotFoundError: the file was erased, or there is no such group.
    """
    from grader.workers.bench_memory import open_bench
    from grader.workers.bench_work import rows_in

    return rows_in(open_bench(source, bounds, decisions), group, part)


def places(
    source: Source, bounds: Bounds, decisions: Decisions, key: str, part: tuple[int, int]
) -> Places:
    """Give some places of a repair or of a refusal.

    Args:
        source: which file, read how.
        bounds: upper limits on what is read.
        decisions: in order.
        key: of the repair or refusal.
        part: how many places come before, and most places given.

    Raises:
        NotFoundError: the file was erased, or there is no such repair.
    """
    from grader.workers.bench_memory import open_bench
    from grader.workers.bench_work import places_in

    return places_in(open_bench(source, bounds, decisions), key, part)


def judge(source: Source, bounds: Bounds, decisions: Decisions) -> Judged:
    """Judge a file as dropped, and as it would be written now.

    Args:
        source: which file, read how.
        bounds: upper limits on what is read.
        decisions: in order.

    Raises:
        NotFoundError: the file was erased.
    """
    from grader.workers.bench_memory import open_bench
    from grader.workers.bench_work import judged

    return judged(open_bench(source, bounds, decisions))


def write(source: Source, bounds: Bounds, decisions: Decisions, what: str, day: date) -> Written:
    """Write what is downloaded.

    Args:
        source: which file, read how.
        bounds: upper limits on what is read.
        decisions: in order.
        what: a key of ``bench_model.ENDINGS``.
        day: for the name of the file.

    Raises:
        NotFoundError: the file was erased.
        KeyError: there is nothing else to write.
    """
    from grader.workers.bench_memory import open_bench
    from grader.workers.bench_work import written

    return written(open_bench(source, bounds, decisions), what, day)


def guess(
    path: Path, bounds: Bounds, folder: Folders, sheet: str = ""
) -> tuple[tuple[Likely, ...], tuple[str, ...]]:
    """Guess which schema a file follows.

    Args:
        path: the file.
        bounds: upper limits on what is read.
        folder: where schemas are.
        sheet: the sheet chosen in a workbook, or "".

    Returns:
        the likeliest schemas, and the names of its sheets when it is a workbook of several.

    Raises:
        UnusableFileError: it cannot be read, or its owner has to choose a sheet.
    """
    from grader.tables.read import read_table
    from grader.validation.guess import all_labels, guess_schemas

    table = read_table(path, bounds, expected=all_labels(folder), sheet=sheet or None)
    likely = tuple(
        Likely(one.schema, one.found, one.total, one.likeness)
        for one in guess_schemas(table.header, folder)
    )
    return likely, sheet_names(path, bounds, table.notices, sheet)
