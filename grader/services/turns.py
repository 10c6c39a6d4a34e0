"""What a learner does is read, decided and written as one, however many tabs she has."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from grader.services.workshop import Workshop

P = ParamSpec("P")
T = TypeVar("T")


def in_turn(
    act: Callable[Concatenate[Workshop, str, P], T],
) -> Callable[Concatenate[Workshop, str, P], T]:
    """Make an act of a learner one transaction; it is on disk when the act returns.

    Without it, two tabs could both find one last try, and both be told that their answer counts.

    Args:
        act: takes the workshop and the learner's id first; short, and starts no worker.
    """

    @functools.wraps(act)
    def run(workshop: Workshop, learner_id: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return workshop.database.turn(
            learner_id, lambda: act(workshop, learner_id, *args, **kwargs)
        )

    return run
