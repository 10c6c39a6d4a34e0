"""Whose file is anonymised, for what, and which choices were made about it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.errors import NotFoundError
from grader.exercises.anonymise import replay_key
from grader.exercises.ground import EXAMPLE, Ground, example_ground, ground_of
from grader.exercises.model import ANONYMISE
from grader.services import desk as desks
from grader.services.desk import Desk, gone, lay_desk
from grader.services.finding import find_of_kind
from grader.services.workshop import Workshop, seed_of
from grader.workers.privacy_model import PrivacySource

#: Files of the page « Anonymiser un fichier » are kept under that name.
ANONYMISER = "anonymiser"
ANONYMISER_TITLE = "Anonymiser un fichier"

_KEY = "anonymat"
#: Bytes of a key of our own making.
_KEY_BYTES = 32

#: k, share of rows at risk, utility.
Point = tuple[int, float, float]


@dataclass(frozen=True)
class State(desks.State):
    """What was decided about a file that is anonymised; see ``desk.State``.

    Attributes:
        key: secret of its pseudonyms and of its noise, in hexadecimal: it lies beside the file, is
            erased with it, and travels in no recipe; "" where it follows from the response.
        trail: where the file stood at first, and after each decision.
        appraised: revision that « Est-ce publiable ? » was last asked for; -1 for none.
        appraisal: its answer, as JSON types.
        graded: points and most points then; () outside an exercise.
    """

    key: str = ""
    trail: tuple[Point, ...] = ()
    appraised: int = -1
    appraisal: Mapping[str, Any] | None = None
    graded: tuple[float, ...] = ()


def find_desk(workshop: Workshop, learner_id: str, subject: str) -> Desk:
    """Find the file that a learner anonymises.

    Args:
        workshop: stores and course.
        learner_id: whose.
        subject: ``anonymiser``, or an exercise's id.

    Raises:
        NotFoundError: there is no such exercise, or it is of another kind.
    """
    exercise = None if subject == ANONYMISER else find_of_kind(workshop, subject, ANONYMISE)
    return lay_desk(workshop, learner_id, subject, exercise)


def first_state(desk: Desk) -> State:
    """Give the state of a file about which nothing is decided yet.

    Args:
        desk: whose file.
    """
    key = "" if desk.exercise else secrets.token_hex(_KEY_BYTES)
    return State(desk.drop, desks.READY, key=key)


def source_of(workshop: Workshop, desk: Desk, state: State) -> PrivacySource:
    """Say which file is read, how, and what there is around it.

    Args:
        workshop: where the fictional files are.
        desk: whose file.
        state: what was decided.

    Raises:
        NotFoundError: it was erased.
    """
    if desk.path is None:
        raise gone()
    if desk.exercise is not None:
        key = replay_key(desk.exercise, seed_of(desk.learner_id))
        return PrivacySource(
            desk.path,
            ground_of(desk.exercise),
            key=key,
            goals=desk.exercise.settings["goals"],
            points=desk.exercise.points,
        )
    ground = Ground()
    if is_example(workshop, desk):
        ground = example_ground(workshop.settings.sandbox)
    return PrivacySource(desk.path, ground, sheet=desk.sheet, key=state.key.encode())


def example_path(workshop: Workshop) -> Path:
    """Give where the fictional file of the page lies.

    Args:
        workshop: where the fictional files are.

    Raises:
        NotFoundError: this installation has none.
    """
    path = workshop.settings.sandbox / EXAMPLE
    if not path.is_file():
        raise NotFoundError("no-example", "Le fichier d'exemple n'est pas installé ici.")
    return path


def is_example(workshop: Workshop, desk: Desk) -> bool:
    """Tell whether the file is the fictional one: nobody is in it.

    Args:
        workshop: where the fictional files are.
        desk: whose file.
    """
    path = workshop.settings.sandbox / EXAMPLE
    if not desk.sha256 or not path.is_file():
        return False
    status = path.stat()
    return desk.sha256 == _hash(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _hash(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_state(workshop: Workshop, desk: Desk) -> State | None:
    """Give what was decided about the file; None before anything was."""
    return desks.read_state(workshop, desk, _KEY, State) if desk.path else None


def put_state(workshop: Workshop, desk: Desk, state: State, *, since: State | None = None) -> None:
    """Keep what was decided; see ``desk.put_state``.

    Raises:
        RefusedError: ``changed-elsewhere``: another tab was quicker.
    """
    desks.put_state(workshop, desk, _KEY, state, since=since)
