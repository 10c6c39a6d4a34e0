"""Where the people of a session stand on their attestations, for its trainers.

A room is looked at every few seconds: of who did nothing since the last look, what was found then
is told again. All of it may be forgotten at any time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from grader.content.model import Course
from grader.content.path_model import LearningPath
from grader.progress.attestations.work import doors_of, versions
from grader.progress.database import Database, now
from grader.progress.sessions.sessions import TrainingSession
from grader.services.attestations_standing import modules_on, statuses
from grader.services.sessions.programme import modules_of
from grader.services.sessions.room_memory import MOST_ROOMS
from grader.services.workshop import Workshop

#: By learner: what her status was found from, and the status.
_Known = dict[str, tuple[Any, str]]
_rooms: WeakKeyDictionary[Database, OrderedDict[str, _Known]] = WeakKeyDictionary()
_lock = threading.Lock()


def path_of_session(course: Course, session: TrainingSession) -> LearningPath | None:
    """Give the path that a session follows, or None where its trainer chose modules alone."""
    return next((one for one in course.paths if one.id == session.terms.path), None)


def attestations_of(
    workshop: Workshop, session: TrainingSession, people: Collection[str]
) -> dict[str, str]:
    """Tell the status of learners: on the session's path, else on the one that each chose.

    Args:
        workshop: stores and course.
        session: that they joined.
        people: ids of learners; who has no path that the session teaches whole is left out.
    """
    moment = now()
    paths = _paths(workshop, session, people)
    return statuses(workshop, paths, _sealed(session, moment))


def attestations_now(
    workshop: Workshop, session: TrainingSession, seen: Mapping[str, Any], moment: datetime
) -> dict[str, str]:
    """Tell the same to a room that looks often.

    Args:
        workshop: stores and course.
        session: of the room.
        seen: what changes with all that each learner does on a page, by learner.
        moment: of the look.
    """
    paths, sealed = _paths(workshop, session, seen), _sealed(session, moment)
    handed = versions(workshop.database, seen)
    basis = {
        one: (seen[one], handed.get(one), path.id, sealed, workshop.revision)
        for one, path in paths.items()
    }
    with _lock:
        known = dict(_rooms.setdefault(workshop.database, OrderedDict()).get(session.id, {}))
    changed = {
        one: path for one, path in paths.items() if one not in known or known[one][0] != basis[one]
    }
    if changed:
        fresh = statuses(workshop, changed, sealed)
        known |= {one: (basis[one], status) for one, status in fresh.items()}
        with _lock:
            rooms = _rooms[workshop.database]
            rooms[session.id] = {one: known[one] for one in paths}
            rooms.move_to_end(session.id)
            while len(rooms) > MOST_ROOMS:
                rooms.popitem(last=False)
    return {one: known[one][1] for one in paths}


def _paths(
    workshop: Workshop, session: TrainingSession, people: Collection[str]
) -> dict[str, LearningPath]:
    ours = path_of_session(workshop.course, session)
    if ours is not None:
        return dict.fromkeys(people, ours)
    # Of what she does elsewhere, the page to join said that nobody here sees it.
    taught = {module.slug for module in modules_of(workshop.course, session.terms)}
    ours_too = {
        one.door: one for one in workshop.course.paths if taught.issuperset(modules_on(one))
    }
    doors = doors_of(workshop.database, people) if ours_too else {}
    return {one: ours_too[door] for one, door in doors.items() if door in ours_too}


def _sealed(session: TrainingSession, moment: datetime) -> frozenset[str]:
    """Give the modules whose points the learners themselves are not told yet."""
    return frozenset(exam.module for exam in session.terms.exams if moment < exam.closes_at)
