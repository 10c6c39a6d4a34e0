"""What a page has the workers do: told while it waits, called off when nobody waits any more."""

from __future__ import annotations

from contextlib import AbstractContextManager

from grader.services.workshop import Workshop
from grader.workers.fairness import on_errand, page_was_left, stopped_by_her


def asked_by_page(token: str) -> AbstractContextManager[None]:
    """Say for which page the jobs of a block are run, in this thread.

    Args:
        token: the page's.
    """
    return on_errand(token)


def stop(workshop: Workshop, token: str) -> None:
    """Stop what a page asked for, because the learner no longer wants it.

    Args:
        workshop: for its workers.
        token: the page's.
    """
    workshop.pool.stop(token, stopped_by_her())


def leave(workshop: Workshop, token: str) -> None:
    """Stop what a page asked for, because the page is closed: its next visit asks again.

    Args:
        workshop: for its workers.
        token: the page's.
    """
    workshop.pool.stop(token, page_was_left())


def line(workshop: Workshop) -> dict[str, int | None]:
    """Tell, of each page's token, how many jobs come before its own; None while that runs.

    Args:
        workshop: for its workers.
    """
    return workshop.pool.line()
