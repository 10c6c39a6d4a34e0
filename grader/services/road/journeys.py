"""Which files a learner brought, and what was found in each, first and last.

All is read from events and verdicts, which outlive a file that was erased at its date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from grader.errors import JobFailedError, NotFoundError
from grader.exercises.model import Drop, Exercise
from grader.exercises.own_file import lost_rows
from grader.exercises.present import drops
from grader.exercises.verdicts import MEND_FILE, awaits_sheet, unusable
from grader.progress.events import StoredEvent
from grader.services.bench_desk import VALIDATOR, VALIDATOR_TITLE, find_desk, read_state
from grader.services.responses import as_event
from grader.services.road.marks import mended_measures
from grader.services.workshop import Workshop, basis_of
from grader.validation.model import Verdict
from grader.workers import jobs

#: Kind of the exercises on a file of the learner's own.
OWN_FILE = "own_file"
#: Names so short begin too many others.
_LEAST_STEM = 4


@dataclass(frozen=True)
class Journey:
    """A file from its first drop to its last.

    Attributes:
        key: id of its first drop.
        subject: the exercise, or the page where it was dropped.
        title: what that is called.
        own: whether it is a file of hers; else one that an exercise gives.
        chosen: whether she chose it among those of several services: it is followed as if hers.
        name: as she named it last.
        schema: ``id@version``, or "".
        sha256s: of all its drops.
        received_at: first drop.
        changed_at: last drop or check that could be read.
        first, last: what was found then; None where it could not be read, or nothing was kept.
        drops: how many times it was dropped, files written by the workbench included.
        pending: corrections made on the workbench since the last check.
        lost: rows gone without a reason.
        kept_until: when the file is erased; None when it is already.
    """

    key: str
    subject: str
    title: str
    own: bool
    chosen: bool
    name: str
    schema: str
    sha256s: frozenset[str]
    received_at: datetime
    changed_at: datetime
    first: Verdict | None
    last: Verdict | None
    drops: int
    pending: int
    lost: int
    kept_until: datetime | None


def journeys_of(workshop: Workshop, learner_id: str) -> tuple[Journey, ...]:
    """Give the files that a learner brought: hers first, then what she chose, the last first.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
    """
    exercises = [
        exercise
        for module in workshop.course.modules.values()
        for exercise in module.exercises.values()
        if exercise.takes_file
    ]
    events = workshop.events.of(learner_id, [*(one.id for one in exercises), VALIDATOR])
    dates = {one.sha256: one.expires_at for one in workshop.files.of(learner_id)}
    found: list[Journey] = []
    for exercise in exercises:
        if events[exercise.id]:
            found += _in_exercise(workshop, learner_id, exercise, events[exercise.id], dates)
    found += _on_page(workshop, learner_id, events[VALIDATOR], dates)
    return tuple(
        sorted(
            found,
            key=_rank,
            reverse=True,
        )
    )


def _rank(one: Journey) -> tuple[bool, bool, bool, datetime, int]:
    return one.own, one.chosen, one.subject != VALIDATOR, one.received_at, int(one.key)


def resembles(one: str, other: str) -> bool:
    """Tell by their names whether two files may be one: « export » and « export-corrige ».

    Args:
        one: name of a file.
        other: name of another.
    """
    first, second = sorted((_stem(one), _stem(other)), key=len)
    return len(first) >= _LEAST_STEM and second.startswith(first)


def _stem(name: str) -> str:
    folded = unicodedata.normalize("NFKD", PurePath(name).stem).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", folded.decode().lower()).strip("-")


def _in_exercise(
    workshop: Workshop,
    learner_id: str,
    exercise: Exercise,
    events: Sequence[StoredEvent],
    dates: dict[str, datetime],
) -> Iterable[Journey]:
    """Give the files of an exercise: one for each time that she began anew, and each schema."""
    kept = workshop.events.verdicts(learner_id, exercise.id)
    for some in _apart(events):
        read = []
        for event in some:
            raw = kept.get(Drop.of(as_event(event)))
            verdict = Verdict.from_dict(raw[0]) if raw else None
            if verdict is not None and not unusable(verdict):
                read.append((event, verdict))
        given = _given(workshop, exercise) if exercise.kind == MEND_FILE else None
        first = given or (read[0][1] if read else None)
        last = read[-1][1] if read else None
        yield Journey(
            key=str(some[0].id),
            subject=exercise.id,
            title=exercise.title,
            own=exercise.kind == OWN_FILE,
            chosen=exercise.choice is not None,
            name=_name(read[-1][0] if read else some[-1]),
            schema=str(exercise.settings.get("schema") or some[-1].data.get("schema", "")),
            sha256s=_hashes(some),
            received_at=some[0].at,
            changed_at=read[-1][0].at if read else some[-1].at,
            first=first,
            last=last,
            drops=len(_without_questions(some, kept)),
            pending=_pending(workshop, learner_id, exercise.id, some),
            lost=(lost_rows(first, last) if first and last and exercise.kind == OWN_FILE else 0),
            kept_until=_kept_until(some, dates),
        )


def _on_page(
    workshop: Workshop,
    learner_id: str,
    events: Sequence[StoredEvent],
    dates: dict[str, datetime],
) -> Iterable[Journey]:
    """Give the files dropped on the page « Vérifier et corriger un fichier »."""
    measures = mended_measures(events)
    by_hash: dict[str, list[StoredEvent]] = {}
    for event in events:
        if event.kind == "file":
            by_hash.setdefault(str(event.data.get("sha256", "")), []).append(event)
    for some in by_hash.values():
        told = [measures[event.id] for event in some if event.id in measures]
        first = told[-1].first if told else None
        last = told[-1].last if told else None
        schema = last.schema if last else str(some[-1].data.get("schema", ""))
        yield Journey(
            key=str(some[0].id),
            subject=VALIDATOR,
            title=VALIDATOR_TITLE,
            own=True,
            chosen=False,
            name=_name(some[-1]),
            schema=schema,
            sha256s=_hashes(some),
            received_at=some[0].at,
            changed_at=told[-1].at if told else some[-1].at,
            first=first,
            last=last,
            drops=1,
            pending=_pending(workshop, learner_id, VALIDATOR, some),
            lost=lost_rows(first, last) if first and last else 0,
            kept_until=_kept_until(some, dates),
        )


def _apart(events: Sequence[StoredEvent]) -> Iterable[list[StoredEvent]]:
    """Part drops by « Prendre un autre fichier », then by schema, as points are counted."""
    parts: dict[tuple[int, str], list[StoredEvent]] = {}
    turn = 0
    for event in events:
        if event.kind == "restart":
            turn += 1
        elif event.kind == "file":
            schema = str(event.data.get("schema", "")).partition("@")[0]
            parts.setdefault((turn, schema), []).append(event)
    return parts.values()


def _without_questions(
    events: Sequence[StoredEvent], kept: dict[tuple[str, str, str], tuple[dict[str, object], str]]
) -> list[object]:
    """Give the drops that do not wait for a sheet to be chosen."""
    found: list[object] = []
    for event in drops(map(as_event, events)):
        raw = kept.get(Drop.of(event))
        if raw is None or not awaits_sheet(Verdict.from_dict(raw[0])):
            found.append(event)
    return found


def _given(workshop: Workshop, exercise: Exercise) -> Verdict | None:
    """Give the verdict on the file that an exercise gives, found once as long as it is the same."""
    basis = basis_of(exercise)
    if basis not in workshop.baselines:
        try:
            workshop.baselines[basis] = workshop.pool.run(
                jobs.baseline, exercise, workshop.settings.bounds
            )
        except JobFailedError:
            return None
    return workshop.baselines[basis]


def _pending(
    workshop: Workshop, learner_id: str, subject: str, events: Sequence[StoredEvent]
) -> int:
    """Count corrections made on the workbench since the last check of one of these drops."""
    try:
        desk = find_desk(workshop, learner_id, subject)
    except NotFoundError:
        return 0
    if desk.event is None or desk.event.id not in {event.id for event in events}:
        return 0
    state = read_state(workshop, desk)
    return state.unchecked if state is not None else 0


def _kept_until(events: Sequence[StoredEvent], dates: dict[str, datetime]) -> datetime | None:
    until = [dates[one] for one in _hashes(events) if one in dates]
    return max(until) if until else None


def _hashes(events: Sequence[StoredEvent]) -> frozenset[str]:
    return frozenset(str(event.data.get("sha256", "")) for event in events)


def _name(event: StoredEvent) -> str:
    return str(event.data.get("name", ""))
