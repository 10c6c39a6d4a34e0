"""The jobs of the workbench of anonymisation.

Each is given the file and all decisions, so that any worker can do it; the one that did the job
before has most of it in memory (``privacy_memory``). The server imports this module to name the
jobs: what they need is imported by the worker alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.settings import Bounds
from grader.workers.privacy_model import (
    Decided,
    Decisions,
    Hunted,
    Judged,
    Look,
    PrivacySource,
    Rows,
    Written,
)


def look(source: PrivacySource, bounds: Bounds, decisions: Decisions, known: int = 0) -> Look:
    """Look at a file as decisions leave it.

    Args:
        source: which file, and what there is around it.
        bounds: upper limits on what is read.
        decisions: in order.
        known: how many points of the trail are known already.

    Raises:
        NotFoundError: the file was erased.
        UnusableFileError: it cannot be read, or its owner has to choose a sheet.
        RefusedError: a decision speaks of what is not there, or cannot be done.
    """
    from grader.workers.privacy_memory import open_bench
    from grader.workers.privacy_work import looked_at

    return looked_at(open_bench(source, bounds), bounds, decisions, known)


def decide(
    source: PrivacySource, bounds: Bounds, decisions: Decisions, asked: Mapping[str, Any]
) -> Decided:
    """Take one more decision about a file.

    Args:
        source: which file, and what there is around it.
        bounds: upper limits on what is read.
        decisions: before it.
        asked: as ``privacy_work.decided`` takes it.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: it speaks of what is not there, or cannot be done.
    """
    from grader.workers.privacy_memory import open_bench
    from grader.workers.privacy_work import decided

    return decided(open_bench(source, bounds), bounds, decisions, asked)


def resume(
    source: PrivacySource,
    bounds: Bounds,
    _decisions: Decisions,
    sent: Mapping[str, Any] | None,
) -> Decided:
    """Look at a file for the first time, where what was sent of it before has left it.

    Args:
        source: which file, and what there is around it.
        bounds: upper limits on what is read.
        sent: data of the event of a recipe; None for none.

    Raises:
        NotFoundError: the file was erased.
        UnusableFileError: it cannot be read, or its owner has to choose a sheet.
    """
    from grader.workers.privacy_memory import open_bench
    from grader.workers.privacy_work import resumed

    return resumed(open_bench(source, bounds), bounds, sent)


def rows(
    source: PrivacySource, bounds: Bounds, decisions: Decisions, part: tuple[int, int]
) -> Rows:
    """Give some rows as they would be published.

    Args:
        source: which file, and what there is around it.
        bounds: upper limits on what is read.
        decisions: in order.
        part: how many rows come before, and most rows given.

    Raises:
        NotFoundError: the file was erased.
    """
    from grader.workers.privacy_memory import open_bench
    from grader.workers.privacy_work import rows_in

    return rows_in(open_bench(source, bounds), decisions, part)


def people(source: PrivacySource, bounds: Bounds, decisions: Decisions) -> Hunted:
    """Attack a file as given, and as decisions leave it.

    Args:
        source: which file, and what there is around it.
        bounds: upper limits on what is read.
        decisions: in order.

    Raises:
        NotFoundError: the file was erased.
    """
    from grader.workers.privacy_memory import open_bench
    from grader.workers.privacy_work import hunted

    return hunted(open_bench(source, bounds), decisions)


def judge(source: PrivacySource, bounds: Bounds, decisions: Decisions) -> Judged:
    """Answer « Est-ce publiable ? ».

    Args:
        source: which file, and what there is around it.
        bounds: upper limits on what is read.
        decisions: in order.

    Raises:
        NotFoundError: the file was erased.
    """
    from grader.workers.privacy_memory import open_bench
    from grader.workers.privacy_work import judged

    return judged(open_bench(source, bounds), decisions)


def write(
    source: PrivacySource, bounds: Bounds, decisions: Decisions, what: str, stem: str
) -> Written:
    """Write what is downloaded.

    Args:
        source: which file, and what there is around it.
        bounds: upper limits on what is read.
        decisions: in order.
        what: a key of ``privacy_model.ENDINGS``.
        stem: how its name begins.

    Raises:
        NotFoundError: the file was erased.
        KeyError: there is nothing else to write.
    """
    from grader.workers.privacy_memory import open_bench
    from grader.workers.privacy_work import written

    return written(open_bench(source, bounds), decisions, what, stem)
