"""Whose file lies on a workbench, for what, and how what was decided about it is kept.

Decisions lie beside a dropped file and go with it; those about a file that an exercise gives are a
draft of the learner's. A new drop begins a new bench; a file that a workbench wrote itself is a
drop as well, but not one to begin anew from.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import Exercise
from grader.progress.events import StoredEvent
from grader.services.workshop import Workshop

#: Where a bench stands, whatever it is for.
EMPTY, SHEET, UNREAD, READY = "empty", "sheet", "unread", "ready"

_writing = threading.Lock()


@dataclass(frozen=True)
class Desk:
    """A learner's file at hand.

    Attributes:
        learner_id: whose.
        subject: name of a page for any file, or the exercise's id.
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
    def drop(self) -> int:
        """Id of the drop; 0 for a file that the exercise gives."""
        return self.event.id if self.event else 0

    @property
    def sha256(self) -> str:
        """Hash of the file, or ""."""
        return str(self.event.data["sha256"]) if self.event else ""

    @property
    def name(self) -> str:
        """The file as she named it, or as the exercise does."""
        if self.event is None:
            return self.path.name if self.path else ""
        return str(self.event.data.get("name", ""))

    @property
    def sheet(self) -> str:
        """The sheet that she chose in a workbook, or ""."""
        return str(self.event.data.get("sheet", "")) if self.event else ""


@dataclass(frozen=True)
class State:
    """What was decided about a file.

    Attributes:
        drop: id of the drop that the decisions are about.
        stage: where the bench stands.
        trouble: message and hint when it could not be read.
        decisions: in order.
        changes: how many times decisions changed.
    """

    drop: int
    stage: str
    trouble: tuple[str, str] = ("", "")
    decisions: tuple[Mapping[str, Any], ...] = ()
    changes: int = 0

    @property
    def revision(self) -> int:
        """Tell this state from any other of the same subject, whatever tab asks."""
        return self.drop * 100_000 + self.changes


S = TypeVar("S", bound=State)


def lay_desk(workshop: Workshop, learner_id: str, subject: str, exercise: Exercise | None) -> Desk:
    """Find the file that a learner works on.

    Args:
        workshop: stores.
        learner_id: whose.
        subject: name of a page for any file, or the exercise's id.
        exercise: the exercise, or None.
    """
    if exercise is not None and not exercise.takes_file:
        return Desk(learner_id, subject, exercise, None, Path(str(exercise.settings["file"])))
    event = None
    for one in workshop.events.of(learner_id, [subject])[subject]:
        if one.kind == "restart":
            event = None
        elif one.kind == "file" and "from" not in one.data:
            event = one
    path = None if event is None else workshop.files.path(learner_id, str(event.data["sha256"]))
    at_hand = path if path is not None and path.exists() else None
    return Desk(learner_id, subject, exercise, event, at_hand)


def gone() -> NotFoundError:
    """Say that the file is no longer there."""
    return NotFoundError(
        "file-erased", "Ce fichier a été effacé.", "Déposez-le encore pour continuer."
    )


def changed_elsewhere() -> RefusedError:
    """Say that the page shows what is no longer so."""
    return RefusedError(
        "changed-elsewhere",
        "Ce fichier a été modifié dans un autre onglet.",
        "La page va montrer où il en est : relisez, puis recommencez si besoin.",
    )


def dropped_last(desk: Desk, file: str) -> None:
    """Check that a file is the one that lies on the desk.

    Args:
        desk: whose file.
        file: hash of a file that was just dropped.

    Raises:
        NotFoundError: it is not, or was erased meanwhile.
    """
    if desk.sha256 != file:
        raise NotFoundError("unknown-file", "Ce fichier n'a pas été reçu.", "Déposez-le encore.")
    if desk.path is None:
        raise gone()


def as_shown(desk: Desk, state: S | None, revision: int | None) -> S:
    """Check that a file can be worked on, and is as it was when the page was shown.

    Args:
        desk: whose file.
        state: what was decided; None before anything was.
        revision: of the view; None when whatever is there now will do.

    Raises:
        NotFoundError: the file was erased.
        RefusedError: ``changed-elsewhere``.
    """
    if desk.path is None:
        raise gone()
    if state is None or state.stage != READY or revision not in (None, state.revision):
        raise changed_elsewhere()
    return state


def without_last(state: State) -> tuple[Mapping[str, Any], ...]:
    """Give the decisions before the last one.

    Args:
        state: what was decided.

    Raises:
        RefusedError: nothing was.
    """
    if not state.decisions:
        raise RefusedError("nothing-to-undo", "Il n'y a plus rien à annuler.")
    return state.decisions[:-1]


def read_kept(workshop: Workshop, desk: Desk, key: str) -> Mapping[str, Any] | None:
    """Give what was kept about the file of a desk, or None.

    Args:
        workshop: stores.
        desk: whose file.
        key: tells what is kept from anything else about the same file.
    """
    if desk.event is None:
        name = desk.subject + key if desk.path else ""
        return workshop.drafts.of(desk.learner_id, name) if name else None
    return workshop.files.report(desk.learner_id, desk.sha256, f"{key}-{desk.subject}")


def put_kept(workshop: Workshop, desk: Desk, key: str, kept: Mapping[str, Any]) -> None:
    """Keep something about the file of a desk: it is erased with it.

    Args:
        workshop: stores.
        desk: whose file.
        key: tells what is kept from anything else about the same file.
        kept: JSON types.
    """
    if desk.event is not None:
        name = f"{key}-{desk.subject}"
        workshop.files.put_report(desk.learner_id, desk.sha256, name, kept)
        return
    workshop.drafts.put(desk.learner_id, desk.subject + key, kept)
    if workshop.learners.find(desk.learner_id) is None:
        # She was erased meanwhile: nothing of hers may stay.
        workshop.drafts.erase_all(desk.learner_id)


def read_state(workshop: Workshop, desk: Desk, key: str, kind: type[S]) -> S | None:
    """Give what was decided about the present drop; None before anything was.

    Args:
        workshop: stores.
        desk: whose file.
        key: of what is kept.
        kind: class of the state.
    """
    kept = read_kept(workshop, desk, key)
    if kept is None or kept.get("drop") != desk.drop:
        return None
    try:
        return kind(**{name: _firm(value) for name, value in kept.items()})
    except TypeError:
        # Another version of ours kept something else: she begins anew.
        return None


def put_state(
    workshop: Workshop, desk: Desk, key: str, state: State, *, since: State | None = None
) -> None:
    """Keep what was decided.

    Args:
        workshop: stores.
        desk: whose file.
        key: of what is kept.
        state: what was decided.
        since: the state that it comes from: another tab may have been quicker.

    Raises:
        RefusedError: ``changed-elsewhere``: another tab was.
    """
    with _writing:
        if since is not None:
            now = read_state(workshop, desk, key, type(since))
            if now is None or now.revision != since.revision:
                raise changed_elsewhere()
        put_kept(workshop, desk, key, asdict(state))


def after_decisions(state: S, decisions: tuple[Mapping[str, Any], ...]) -> S:
    """Give a state after one more decision, or one less.

    Args:
        state: before.
        decisions: all of them now.
    """
    return replace(state, decisions=decisions, changes=state.changes + 1)


def _firm(value: Any) -> Any:
    """Give lists of JSON as the tuples that they were; what a decision holds stays as it is."""
    return tuple(map(_firm, value)) if isinstance(value, list) else value
