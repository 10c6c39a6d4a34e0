"""Whose file is mended, for what, and which decisions were taken on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.exercises.verdicts import unique_columns
from grader.services import desk as desks
from grader.services.desk import (
    EMPTY,
    READY,
    SHEET,
    UNREAD,
    Desk,
    after_decisions,
    gone,
    lay_desk,
)
from grader.services.finding import find_file_exercise
from grader.services.workshop import Workshop
from grader.validation.schemas import schema_folders
from grader.workers.bench_model import Source

__all__ = [
    "EMPTY",
    "READY",
    "SCHEMA",
    "SHEET",
    "UNREAD",
    "VALIDATOR",
    "VALIDATOR_TITLE",
    "Desk",
    "State",
    "find_desk",
    "gone",
    "put_state",
    "read_state",
    "source_of",
]

#: Files of the page « Vérifier et corriger un fichier » are kept under that name.
VALIDATOR = "validateur"
VALIDATOR_TITLE = "Vérifier et corriger un fichier"

#: Where a bench of this kind may stand too.
SCHEMA = "schema"

_KEY = "atelier"


@dataclass(frozen=True)
class State(desks.State):
    """What was decided about a file that is mended; see ``desk.State``.

    Attributes:
        schema: ``id@version``, or "".
        guesses: (``id@version``, title, sentence) of schemas, the likeliest first.
        checked: decisions at the last check; None before the first.
        least: fewest decisions since then: what came after it, and what was undone, is unchecked.
        before, after: verdicts that the last check compared.
    """

    schema: str = ""
    guesses: tuple[tuple[str, str, str], ...] = ()
    checked: int | None = None
    least: int = 0
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None

    @property
    def unchecked(self) -> int:
        """Decisions taken, or taken back, since the last check."""
        return (self.checked or 0) + len(self.decisions) - 2 * self.least

    def with_decisions(self, decisions: tuple[Mapping[str, Any], ...]) -> State:
        """Give the state after one more decision, or one less."""
        after = after_decisions(self, decisions)
        return replace(after, least=min(self.least, len(decisions)))

    def with_check(self, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> State:
        """Give the state after a check."""
        count = len(self.decisions)
        return replace(self, checked=count, least=count, before=before, after=after)


def find_desk(workshop: Workshop, learner_id: str, subject: str) -> Desk:
    """Find the file that a learner mends.

    Args:
        workshop: stores and course.
        learner_id: whose.
        subject: ``validateur``, or an exercise's id.

    Raises:
        NotFoundError: there is no such exercise, or it takes no file.
    """
    exercise = None if subject == VALIDATOR else find_file_exercise(workshop, subject)
    return lay_desk(workshop, learner_id, subject, exercise)


def source_of(workshop: Workshop, desk: Desk, state: State) -> Source:
    """Say which file is read, and how.

    Raises:
        NotFoundError: it was erased.
    """
    if desk.path is None:
        raise gone()
    if desk.exercise is None:
        folders = schema_folders(workshop.settings)
        return Source(desk.path, state.schema, folders, desk.sheet)
    settings = desk.exercise.settings
    key = next(iter(unique_columns(desk.exercise)), "")
    return Source(desk.path, state.schema, settings["schemas_folder"], desk.sheet, key)


def read_state(workshop: Workshop, desk: Desk) -> State | None:
    """Give what was decided about the present drop; None before anything was."""
    return desks.read_state(workshop, desk, _KEY, State) if desk.event else None


def put_state(workshop: Workshop, desk: Desk, state: State, *, since: State | None = None) -> None:
    """Keep what was decided, beside the file; see ``desk.put_state``.

    Raises:
        RefusedError: ``changed-elsewhere``: another tab was quicker.
    """
    desks.put_state(workshop, desk, _KEY, state, since=since)
