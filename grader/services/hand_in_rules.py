"""Which hand-in counts, which ones are late, and how a learner is told so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from grader.content.model import BEST, Module
from grader.progress.hand_ins import GRADED, QUEUED, HandIn
from grader.services.dates import day

#: What is written beside a late hand-in.
LATE = "en retard"


def is_late(module: Module | None, moment: datetime) -> bool:
    """Tell whether a hand-in came after the last day of its module, in the server's time zone.

    Args:
        module: which module; None for one that is not in the courses any more.
        moment: when the hand-in came, with its time zone.
    """
    until = module.hand_in_until if module else None
    return until is not None and moment.astimezone().date() > until


def counting(module: Module | None, hand_ins: Sequence[HandIn]) -> HandIn | None:
    """Give the hand-in whose note counts, or None while there is no note.

    The best one is the one of the greatest share of its points; of two equal ones, the one that
    was in time, then the newest. The last one has no note while it waits for one, even again.

    Args:
        module: which module; None for one that is not in the courses any more.
        hand_ins: those of one learner for that module, newest first.
    """
    newest = next(iter(hand_ins), None)
    if module is None or module.hand_ins != BEST:
        return newest if newest is not None and newest.state == GRADED else None
    noted = [
        h
        for h in hand_ins
        if h.points is not None and (h.state == GRADED or (h.state == QUEUED and h is not newest))
    ]
    return max(
        noted,
        key=lambda h: (_share(h), not is_late(module, h.handed_in_at), h.id),
        default=None,
    )


def rule_told(module: Module, now: datetime) -> str:
    """Tell what handing in several times does, and until when one may.

    Args:
        module: which module.
        now: the present time, with its time zone.
    """
    counts = "la meilleure note" if module.hand_ins == BEST else "le dernier rendu"
    told = f"Vous pouvez rendre plusieurs fois : {counts} compte."
    if module.hand_in_until is None:
        return told
    limit = day(_noon(module.hand_in_until))
    if is_late(module, now):
        return (
            f"{told} La date limite était le {limit} : votre travail est encore accepté, et sera "
            f"marqué « {LATE} »."
        )
    return (
        f"{told} Date limite : le {limit} inclus. Après cette date, votre travail est encore "
        f"accepté, et marqué « {LATE} »."
    )


def _share(hand_in: HandIn) -> float:
    return (hand_in.points or 0.0) / (hand_in.max_points or 1.0)


def _noon(when: date) -> datetime:
    """Give a moment of a day that is that day for whoever writes it."""
    return datetime.combine(when, time(12)).astimezone()
