"""What the server remembers of a room between two looks: only what changed is read again.

A look asks the database a few grouped questions. Who did nothing since the last look costs
nothing more; of the others, only the exercises that they touched are assessed. All of it may be
forgotten at any time: it is then read anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from grader.content.model import Course
from grader.errors import JobFailedError, JobNotRunError
from grader.exercises.model import Exercise
from grader.progress.database import Database
from grader.progress.events import StoredEvent
from grader.progress.sessions.followed import Followed, Pair
from grader.quiz.model import Item
from grader.services.keys_at_hand import put_at_hand
from grader.services.responses import event_ids
from grader.services.sessions.room_work import Standing, first_answers, standing_of
from grader.services.workshop import Workshop, basis_of

#: Rooms that are remembered at once; the one that nobody has looked at longest goes first.
MOST_ROOMS = 12


@dataclass
class Person:
    """What is known of one learner of a room.

    Attributes:
        last, count: id of her newest event, and how many she has.
        event: that newest event, or None.
        firsts: whether her first answer to each question was right; None where it tells nothing.
        work: where she stands, by exercise that she began.
    """

    last: int = 0
    count: int = 0
    event: StoredEvent | None = None
    firsts: dict[str, bool | None] = field(default_factory=dict)
    work: dict[str, Standing] = field(default_factory=dict)


@dataclass
class _Room:
    course: Course
    exercises: Mapping[str, Exercise]
    items: Mapping[str, Item]
    owners: Mapping[str, tuple[str, ...]]
    marked: dict[tuple[str, tuple[str, ...]], bool | None] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    outcomes: dict[Pair, tuple[int, str]] = field(default_factory=dict)
    verdicts: dict[Pair, tuple[int, int]] = field(default_factory=dict)
    turn: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def over(cls, course: Course) -> _Room:
        """Begin to follow a room; what the course says is put in order once."""
        modules = course.modules.values()
        exercises = {one.id: one for module in modules for one in module.exercises.values()}
        owners: dict[str, tuple[str, ...]] = {}
        for one in exercises.values():
            for name in event_ids(one):
                owners[name] = (*owners.get(name, ()), one.id)
        items = {
            f"{module.slug}/{item.id}": item
            for module in modules
            for item in (*module.items.values(), *module.bank.values())
        }
        return cls(course, exercises, items, owners)


class _Rooms:
    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Room] = OrderedDict()
        self._lock = threading.Lock()

    def room(self, session_id: str, course: Course) -> _Room:
        with self._lock:
            room = self._kept.get(session_id)
            if room is None or room.course is not course:
                room = self._kept[session_id] = _Room.over(course)
            self._kept.move_to_end(session_id)
            while len(self._kept) > MOST_ROOMS:
                self._kept.popitem(last=False)
            return room


_rooms: WeakKeyDictionary[Database, _Rooms] = WeakKeyDictionary()
_making = threading.Lock()


def people_now(workshop: Workshop, session_id: str, present: Collection[str]) -> dict[str, Person]:
    """Give what is known now of the learners of a room, by id.

    Args:
        workshop: stores and course.
        session_id: whose room.
        present: ids of who joined; of who left nothing is kept.
    """
    with _making:
        rooms = _rooms.setdefault(workshop.database, _Rooms())
    room = rooms.room(session_id, workshop.course)
    with room.turn:
        _look(workshop, room, present)
        return {one: _copy(room.people[one]) for one in present}


def _copy(person: Person) -> Person:
    # Another look may begin before this one is told.
    return Person(
        person.last, person.count, person.event, dict(person.firsts), dict(person.work)
    )  # fmt: skip


def _look(workshop: Workshop, room: _Room, present: Collection[str]) -> None:
    followed = Followed(workshop.database)
    for gone in room.people.keys() - set(present):
        del room.people[gone]
        _forget(room, gone)
    for one in present:
        room.people.setdefault(one, Person())
    newest = followed.newest(present)
    fresh = _read_events(followed, room, newest)
    touched = _touched(room, fresh)
    outcomes, verdicts = followed.outcomes_known(present), followed.verdicts_known(present)
    for now, before in ((outcomes, room.outcomes), (verdicts, room.verdicts)):
        touched |= {pair for pair, version in now.items() if before.get(pair) != version}
    room.outcomes, room.verdicts = outcomes, verdicts
    known = {pair for pair in touched if pair[1] in room.exercises}
    for name in {exercise for _, exercise in known}:
        # Where no worker is free, the room is told all the same: its key is then found here.
        with suppress(JobFailedError, JobNotRunError):
            put_at_hand(workshop, room.exercises[name])
    _stand(followed, room, known, fresh)


def _forget(room: _Room, learner_id: str) -> None:
    """Take out what was read of a learner, so that it is read again."""
    for known in (room.outcomes, room.verdicts):
        for pair in [pair for pair in known if pair[0] == learner_id]:
            del known[pair]


def _read_events(
    followed: Followed, room: _Room, newest: Mapping[str, tuple[int, int]]
) -> dict[str, list[StoredEvent]]:
    """Read what came since the last look; of who has fewer events than before, all of it."""
    changed = {}
    for name, person in room.people.items():
        last, count = newest.get(name, (0, 0))
        if (last, count) == (person.last, person.count):
            continue
        if last <= person.last or count <= person.count:
            _begin_again(room, name)
        changed[name] = room.people[name].last
    found = followed.events_after(changed)
    late = [
        name
        for name in changed
        if room.people[name].last
        and room.people[name].count + len(found.get(name, ())) < newest[name][1]
    ]
    if late:
        # Written by another of her tabs, with an older number, after the last look.
        for name in late:
            _begin_again(room, name)
        found |= followed.events_after(dict.fromkeys(late, 0))
    for name in changed:
        person, events = room.people[name], found.get(name, [])
        if events:
            person.last, person.event = events[-1].id, events[-1]
            person.count += len(events)
    return {name: found.get(name, []) for name in changed}


def _begin_again(room: _Room, name: str) -> None:
    room.people[name] = Person()
    _forget(room, name)


def _touched(room: _Room, fresh: Mapping[str, list[StoredEvent]]) -> set[Pair]:
    return {
        (learner, exercise)
        for learner, events in fresh.items()
        for name in {one.exercise_id for one in events}
        for exercise in room.owners.get(name, ())
    }


def _stand(
    followed: Followed,
    room: _Room,
    touched: set[Pair],
    fresh: Mapping[str, list[StoredEvent]],
) -> None:
    """Find anew where learners stand on what they touched."""
    by_id = room.exercises
    for name, of_one in fresh.items():
        first_answers(room.items, of_one, room.people[name].firsts, room.marked)
    # Of whom all was just read, nothing is asked again.
    read = {name for name, of_one in fresh.items() if len(of_one) == room.people[name].count}
    people = {learner for learner, _ in touched}
    names = {exercise for _, exercise in touched}
    wanted = {key for learner, name in touched if learner not in read
              for key in event_ids(by_id[name])}  # fmt: skip
    events = {**followed.events_on(people - read, wanted), **{one: fresh[one] for one in read}}
    on_files = {name for name in names if by_id[name].reads_file}
    bases = {name: basis_of(by_id[name]) for name in on_files}
    outcomes = followed.outcomes(people, on_files) if on_files else {}
    verdicts = followed.verdicts(people, on_files) if on_files else {}
    # By key, so that who did much is not gone through once for each exercise.
    sorted_by_key: dict[str, dict[str, list[StoredEvent]]] = {}
    for learner in people:
        of_hers = sorted_by_key.setdefault(learner, {})
        for one in events.get(learner, ()):
            of_hers.setdefault(one.exercise_id, []).append(one)
    for learner, name in touched:
        exercise, of_hers = by_id[name], sorted_by_key[learner]
        hers = [one for key in event_ids(exercise) for one in of_hers.get(key, ())]
        if not hers:
            continue
        kept = outcomes.get((learner, name))
        version = room.outcomes.get((learner, name))
        if kept is not None and (version is None or version[1] != bases[name]):
            # The exercise was changed since: what it was worth then says nothing now.
            kept = None
        room.people[learner].work[name] = standing_of(
            exercise,
            learner,
            sorted(hers, key=lambda one: one.id),
            verdicts.get((learner, name), {}),
            kept,
            here=any(one.id == room.people[learner].last for one in hers),
        )
