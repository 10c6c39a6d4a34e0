"""Where one learner stands on one exercise, and since when she has not moved on.

« Bloquée » is told from her tries alone. A try that brings something is progress: the first answer
to a question or a better one, a file with fewer errors, the first try of any other exercise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.errors import RefusedError
from grader.exercises.assess import assess
from grader.exercises.model import (
    CASE,
    DIALOGUE,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    QUIZ,
    ROWS,
    Drop,
    Exercise,
    Outcome,
    Response,
)
from grader.progress.events import StoredEvent
from grader.quiz.attempts import DONE
from grader.quiz.model import Item
from grader.quiz.score import score
from grader.services.questions import states_shown
from grader.services.responses import as_event
from grader.services.workshop import seed_of

#: Kinds of events by which a learner tries something.
TRIES = frozenset(
    {"answer", "file", "recipe", "record", "chart", "redaction", "duties", "reply", "rows"}
    | {"dictionary"}
)

#: Answers whose mark is remembered at once: nothing is marked twice in a room that answers alike.
MOST_MARKED = 20_000

Verdicts = Mapping[tuple[str, str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Standing:
    """A learner's work on an exercise.

    Attributes:
        status: one of ``exercises.model.STATUSES``.
        points: earned so far.
        tries: how many times she tried.
        finished: nothing more can be earned; told of the exercise that she is on alone.
        moved_at: when she last made progress; None where she tried nothing, or is elsewhere.
        columns: those of the schema that her last file still has errors in; None without a file.
    """

    status: str
    points: float
    tries: int
    finished: bool
    moved_at: datetime | None
    columns: frozenset[str] | None = None


def standing_of(
    exercise: Exercise,
    learner_id: str,
    events: Sequence[StoredEvent],
    verdicts: Verdicts,
    outcome: Mapping[str, Any] | None,
    *,
    here: bool,
) -> Standing:
    """Tell where a learner stands; nothing is read but what is given.

    Args:
        exercise: which one, key included.
        learner_id: whose work: her draws are hers.
        events: all of hers on it, oldest first.
        verdicts: counts of her files, by (hash, schema, sheet).
        outcome: as it is kept, for an exercise on a file; None where none is.
        here: it is the one that she is on: whether she moves on is told.
    """
    tries = [one for one in events if one.kind in TRIES]
    restarts = [one.id for one in events if one.kind == "restart"]
    current = [one for one in tries if not restarts or one.id > restarts[-1]]
    moved_at = _moved_at(exercise, current, verdicts) if here else None
    columns = _columns(current, verdicts)
    if exercise.reads_file:
        status, points = NOT_ATTEMPTED, 0.0
        if outcome is not None:
            status, points = str(outcome["status"]), float(outcome["points"])
        elif tries:
            status = PARTIAL
        return Standing(status, points, len(tries), status == PASSED, moved_at, columns)
    response = Response(
        exercise_id=exercise.id,
        seed=seed_of(learner_id),
        events=tuple(as_event(one) for one in events),
    )
    found = assess(exercise, response)
    finished = here and _finished(exercise, response, found)
    return Standing(found.status, found.points, len(tries), finished, moved_at)


def first_answers(
    items: Mapping[str, Item],
    events: Sequence[StoredEvent],
    known: dict[str, bool | None],
    marked: dict[tuple[str, tuple[str, ...]], bool | None],
) -> None:
    """Add to ``known`` whether the first answer to each question was wholly right.

    An answer that comes after its solution was shown is none (None).

    Args:
        items: by ``module/item``.
        events: newer than those already known, oldest first.
        known: by ``module/item``; changed.
        marked: answers marked before, by question; changed: many people give the same one.
    """
    for one in events:
        item = items.get(one.exercise_id)
        if item is None or one.exercise_id in known or one.kind not in ("answer", "reveal"):
            continue
        if one.kind == "reveal":
            known[one.exercise_id] = None
            continue
        chosen = one.data.get("chosen")
        same = (one.exercise_id, tuple(map(str, chosen)) if isinstance(chosen, list) else ())
        if same not in marked:
            if len(marked) >= MOST_MARKED:
                marked.clear()
            marked[same] = _right(item, one)
        known[one.exercise_id] = marked[same]


def _right(item: Item, event: StoredEvent) -> bool | None:
    try:
        found = score(item, event.data.get("chosen"))
    except RefusedError:
        # The question was changed since: this answer fits it no more.
        return None
    return None if found.waits else found.correct


def _finished(exercise: Exercise, response: Response, found: Outcome) -> bool:
    if found.status == PASSED or response.solution_seen:
        return True
    if exercise.kind not in (QUIZ, CASE):
        return exercise.kind in (DIALOGUE, ROWS) and found.status != NOT_ATTEMPTED
    states = states_shown(exercise, response)
    if exercise.kind == CASE and len(states) < len(exercise.items):
        return False
    # An answer that a person has yet to read is hers no more to mend.
    return bool(states) and all(one.state in (DONE, "waiting") for one in states.values())


def _moved_at(
    exercise: Exercise, tries: Sequence[StoredEvent], verdicts: Verdicts
) -> datetime | None:
    """Say when the last try came that brought something."""
    items = {f"{exercise.module}/{item.id}": item for item in exercise.items}
    best: dict[str, float] = {}
    moved: datetime | None = None
    for one in tries:
        if one.kind == "file":
            value = -float(_errors(one, verdicts))
        elif one.exercise_id in items:
            value = float(bool(_right(items[one.exercise_id], one)))
        elif one.kind == "reply":
            value = float(one.id)
        else:
            value = 0.0
        if value > best.get(one.exercise_id, -float("inf")):
            best[one.exercise_id] = value
            moved = one.at
    return moved if moved is not None or not tries else tries[0].at


def _verdict(event: StoredEvent, verdicts: Verdicts) -> Mapping[str, Any] | None:
    drop = Drop.of(as_event(event))
    return verdicts.get((drop.sha256, drop.schema, drop.sheet))


def _errors(event: StoredEvent, verdicts: Verdicts) -> float:
    found = _verdict(event, verdicts)
    return float("inf") if found is None else sum(int(n) for _, _, n in found["counts"])


def _columns(tries: Sequence[StoredEvent], verdicts: Verdicts) -> frozenset[str] | None:
    files = [one for one in tries if one.kind == "file"]
    found = _verdict(files[-1], verdicts) if files else None
    if found is None:
        return None
    return frozenset(str(column) for _, column, _ in found["counts"] if column)
