"""Whose file lies on the bench, for what, and which decisions were taken on it.

Decisions lie beside the file and go with it. A new drop begins a new bench; a file that « Vérifier
de nouveau » wrote in an exercise is a drop as well, but not one to begin anew from.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import Exercise
from grader.progress.events import StoredEvent
from grader.services.finding import find_file_exercise
from grader.services.workshop import Workshop
from grader.validation.schemas import schema_folders
from grader.workers.bench_model import Source

#: Files of the page « Vérifier et corriger un fichier » are kept under that name.
VALIDATOR = "validateur"
VALIDATOR_TITLE = "Vérifier et corriger un fichier"

#: Where a bench stands.
EMPTY, SHEET, SCHEMA, UNREAD, READY = "empty", "sheet", "schema", "unread", "ready"

_writing = threading.Lock()


@dataclass(frozen=True)
class Desk:
    """A learner's file at hand.

    Attributes:
        learner_id: whose.
        subject: ``validateur``, or the exercise's id.
        exercise: the exercise, or None.
        event: the drop of the file; None when there is none.
        path: where the file lies; None when there is none, or it was erased.
    """

    learner_id: str
    subject: str
    exercise: Exercise | None
    event: StoredEvent | None
    path: Path | None

    @property
    def sha256(self) -> str:
        """Hash of the file, or ""."""
        return str(self.event.data["sha256"]) if self.event else ""

    @property
    def name(self) -> str:
        """The file as she named it."""
        return str(self.event.data.get("name", "")) if self.event else ""

    @property
    def sheet(self) -> str:
        """The sheet that she chose in a workbook, or ""."""
        return str(self.event.data.get("sheet", "")) if self.event else ""


@dataclass(frozen=True)
class State:
    """What was decided about a file.

    Attributes:
        drop: id of the drop that the decisions are about.
        stage: ``sheet``, ``schema``, ``unread`` or ``ready``.
        schema: ``id@version``, or "".
        trouble: message and hint when it could not be read.
        guesses: (``id@version``, title, sentence) of schemas, the likeliest first.
        decisions: in order.
        changes: how many times decisions changed.
        checked: decisions at the last check; None before the first.
        least: fewest decisions since then: what came after it, and what was undone, is unchecked.
        before, after: verdicts that the last check compared.
    """

    drop: int
    stage: str
    schema: str = ""
    trouble: tuple[str, str] = ("", "")
    guesses: tuple[tuple[str, str, str], ...] = ()
    decisions: tuple[Mapping[str, Any], ...] = ()
    changes: int = 0
    checked: int | None = None
    least: int = 0
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None

    @property
    def revision(self) -> int:
        """Tell this state from any other of the same subject, whatever tab asks."""
        return self.drop * 100_000 + self.changes

    @property
    def unchecked(self) -> int:
        """Decisions taken, or taken back, since the last check."""
        return (self.checked or 0) + len(self.decisions) - 2 * self.least

    def with_decisions(self, decisions: tuple[Mapping[str, Any], ...]) -> State:
        """Give the state after one more decision, or one less."""
        return replace(
            self,
            decisions=decisions,
            changes=self.changes + 1,
            least=min(self.least, len(decisions)),
        )

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
    event = None
    for one in workshop.events.of(learner_id, [subject])[subject]:
        if one.kind == "restart":
            event = None
        elif one.kind == "file" and "from" not in one.data:
            event = one
    path = None if event is None else workshop.files.path(learner_id, str(event.data["sha256"]))
    at_hand = path if path is not None and path.exists() else None
    return Desk(learner_id, subject, exercise, event, at_hand)


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
    key = str(settings.get("key") or "")
    return Source(desk.path, state.schema, settings["schemas_folder"], desk.sheet, key)


def gone() -> NotFoundError:
    """Say that the file is no longer there."""
    return NotFoundError(
        "file-erased", "Ce fichier a été effacé.", "Déposez-le encore pour le corriger."
    )


def read_state(workshop: Workshop, desk: Desk) -> State | None:
    """Give what was decided about the present drop; None before anything was."""
    kept = workshop.files.report(desk.learner_id, desk.sha256, _key(desk)) if desk.event else None
    if kept is None or desk.event is None or kept.get("drop") != desk.event.id:
        return None
    try:
        return State(
            **{
                **kept,
                "trouble": tuple(kept["trouble"]),
                "guesses": tuple(tuple(one) for one in kept["guesses"]),
                "decisions": tuple(kept["decisions"]),
            }
        )
    except (KeyError, TypeError):
        # Another version of ours kept something else: she begins anew.
        return None


def put_state(workshop: Workshop, desk: Desk, state: State, *, since: State | None = None) -> None:
    """Keep what was decided, beside the file.

    Args:
        workshop: stores.
        desk: whose file.
        state: what was decided.
        since: the state that it comes from: another tab may have been quicker.

    Raises:
        RefusedError: ``changed-elsewhere``: another tab was.
    """
    with _writing:
        if since is not None:
            now = read_state(workshop, desk)
            if now is None or now.revision != since.revision:
                raise changed_elsewhere()
        workshop.files.put_report(desk.learner_id, desk.sha256, _key(desk), asdict(state))


def changed_elsewhere() -> RefusedError:
    """Say that the page shows what is no longer so."""
    return RefusedError(
        "changed-elsewhere",
        "Ce fichier a été modifié dans un autre onglet.",
        "La page va montrer où il en est : relisez, puis recommencez si besoin.",
    )


def _key(desk: Desk) -> str:
    return f"atelier-{desk.subject}"
