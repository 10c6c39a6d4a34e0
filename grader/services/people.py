"""Who asks: learners as the web knows them, by an id that a cookie holds."""

from __future__ import annotations

import dataclasses

from grader.progress.learners import ADMINISTRATOR, LEARNER, TRAINER, Learner
from grader.services.sessions.accounts import MARK, holder_of
from grader.services.workshop import Workshop

__all__ = [
    "Learner",
    "find_learner",
    "is_administrator",
    "is_trainer",
    "make_learner",
    "without_rights",
]


def find_learner(workshop: Workshop, learner_id: str) -> Learner | None:
    """Give the learner of that id, or None.

    Args:
        workshop: stores.
        learner_id: an id, or what the cookie of somebody who logged in says.
    """
    if MARK in learner_id:
        return holder_of(workshop, learner_id)
    return workshop.learners.find(learner_id) if learner_id else None


def make_learner(workshop: Workshop) -> Learner:
    """Make a learner for someone who comes for the first time."""
    return workshop.learners.create()


def is_trainer(learner: Learner) -> bool:
    """Tell whether the trainer's room is open to her."""
    return learner.role in (TRAINER, ADMINISTRATOR)


def is_administrator(learner: Learner) -> bool:
    """Tell whether she holds the installation: accounts, and the sessions of every trainer."""
    return learner.role == ADMINISTRATOR


def without_rights(learner: Learner) -> Learner:
    """Give the same person as a learner like the others."""
    return dataclasses.replace(learner, role=LEARNER)
