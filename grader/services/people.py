"""Who asks: learners as the web knows them, by an id that a cookie holds."""

from __future__ import annotations

from grader.progress.learners import ADMINISTRATOR, TRAINER, Learner
from grader.services.workshop import Workshop

__all__ = ["Learner", "find_learner", "is_administrator", "is_trainer", "make_learner"]


def find_learner(workshop: Workshop, learner_id: str) -> Learner | None:
    """Give the learner of that id, or None."""
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
