"""A session's room as its trainer follows it: who is where, who is stuck, what fails most.

What is seen is what the page to join says: places, states, points and counts of errors. No file,
no cell value and no answer is here, and nothing of who worked at home but what she sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from grader.content.model import Module
from grader.errors import NotFoundError
from grader.exercises.model import PASSED, Exercise
from grader.progress.database import now
from grader.progress.learners import Learner
from grader.progress.sessions.followed import Followed, Seen
from grader.progress.sessions.members import PRESENT
from grader.services.attestations_standing import SIGNS
from grader.services.codes import grouped
from grader.services.sessions.programme import modules_of
from grader.services.sessions.reach import session_for
from grader.services.sessions.room_attestations import attestations_now
from grader.services.sessions.room_group import (
    LEAST,
    columns_of,
    exercises_of,
    firsts_of,
    items_of,
    objectives_of,
    subjects_of,
)
from grader.services.sessions.room_memory import Person, people_now
from grader.services.sessions.room_sent import sent_results
from grader.services.workshop import Workshop
from grader.typography import NO_BREAK, french, number, plural
from grader.wire.room import RoomPerson, RoomView

#: What follows the session's id in the subject of a page that is projected.
PROJECTION = "projection"
#: Who did something within that time is active.
ACTIVE = timedelta(minutes=5)
#: Who tried an exercise and made no progress on it for that time is stuck…
STUCK = timedelta(minutes=10)
#: … unless she gave no sign of life for that time: then she is away.
AWAY = timedelta(minutes=45)


@dataclass(frozen=True)
class _Whereabouts:
    """Where somebody last did something, since when, and whether she is stuck there."""

    title: str
    at: datetime | None
    stuck: timedelta | None


@dataclass(frozen=True)
class _Looked:
    """What one look at a room found, by learner's id."""

    people: Mapping[str, Person]
    where: Mapping[str, _Whereabouts]
    done: Mapping[str, frozenset[str]]
    attested: Mapping[str, str]
    moment: datetime


def room_ref(session_id: str, *, projection: bool) -> str:
    """Give what names the room of a session, as a page's kernel asks for it."""
    return f"{session_id}/{PROJECTION}" if projection else session_id


def room_view(workshop: Workshop, me: Learner, ref: str) -> RoomView:
    """Give the room of a session to one of its trainers.

    Args:
        workshop: stores and course.
        me: who asks.
        ref: as ``room_ref`` gives it; to project, no pseudonym is read into the view.

    Raises:
        NotFoundError: there is no such session, or it is somebody else's.
    """
    session_id, _, mode = ref.partition("/")
    if mode not in ("", PROJECTION):
        raise NotFoundError("unknown-session", "Cette session n'existe pas, ou a été effacée.")
    session = session_for(workshop, me, session_id)
    moment = now()
    members = workshop.members.of_session(session.id)
    present = {one.learner_id: one.pseudonym for one in members if one.kind == PRESENT}
    people = people_now(workshop, session.id, present)
    followed = Followed(workshop.database)
    lessons, handed = followed.last_lessons(present), followed.handed_in(present)
    seen = {one: (people[one].last, people[one].count, lessons.get(one)) for one in present}
    modules = modules_of(workshop.course, session.terms)
    where = {
        one: _whereabouts(modules, person, lessons.get(one), moment)
        for one, person in people.items()
    }
    slugs = {module.slug for module in modules}
    done = {one: handed.get(one, frozenset()) & slugs for one in present}
    projected = mode == PROJECTION
    attested = {} if projected else attestations_now(workshop, session, seen, moment)
    looked = _Looked(people, where, done, attested, moment)
    counts = _counts(where, done, moment)
    columns = columns_of(workshop, modules, people.values(), LEAST if projected else 1)
    firsts = firsts_of(people.values())
    objectives = objectives_of(workshop, modules, firsts)
    items = items_of(workshop, modules, firsts)
    enough = columns_of(workshop, modules, people.values(), LEAST)
    here = workshop.address(f"formateur/session/{session.id}")
    return RoomView(
        title=french(session.terms.title),
        code=grouped(session.code),
        counts=counts,
        sentence=french(f"{', '.join(f'{n} {what}' for n, what in counts)}."),
        told=_hour(moment),
        projection=projected,
        people=() if projected else _people(modules, present, looked),
        exercises=exercises_of(workshop, modules, people.values()),
        columns=tuple(one.heat for one in columns),
        objectives=tuple(one.heat for one in objectives),
        items=tuple(one.heat for one in items),
        subjects=subjects_of(workshop, enough, objectives),
        least=LEAST,
        sent=() if projected else sent_results(members),
        other_url=here if projected else f"{here}?projection",
        board_url=workshop.address(f"formateur/sessions/{session.id}/tableau"),
        desk_url="" if projected else workshop.address(f"formateur?session={session.id}"),
        kit_url=workshop.address(f"formateur/sessions/{session.id}/kit"),
        exports_url=""
        if projected
        else workshop.address(f"formateur/sessions/{session.id}/emporter"),
    )


def _whereabouts(
    modules: tuple[Module, ...], person: Person, seen: Seen | None, moment: datetime
) -> _Whereabouts:
    event = person.event
    if event is None or (seen is not None and seen.at > event.at):
        return _Whereabouts(_lesson_title(modules, seen), seen.at if seen else None, None)
    exercise = _exercise_of(modules, event.exercise_id)
    if exercise is None:
        # A question of a lesson, or a page of its own: the lesson says more.
        return _Whereabouts(_lesson_title(modules, seen), event.at, None)
    title = french(exercise.title)
    standing = person.work.get(exercise.id)
    since = None
    if _is_chosen_already(modules, exercise, person):
        standing = None
    if standing is not None and not standing.finished and standing.moved_at is not None:
        since = moment - standing.moved_at
        if since < STUCK or moment - event.at >= AWAY:
            since = None
    return _Whereabouts(title, event.at, since)


def _is_chosen_already(modules: tuple[Module, ...], exercise: Exercise, person: Person) -> bool:
    """Tell whether another exercise of the same choice is passed: this one is a second helping."""
    if exercise.choice is None:
        return False
    module = next(one for one in modules if one.slug == exercise.module)
    asked = (person.work.get(one.id) for one in module.graded[exercise.choice.id].exercises)
    return any(one is not None and one.status == PASSED for one in asked)


def _lesson_title(modules: tuple[Module, ...], seen: Seen | None) -> str:
    """Give the title of a lesson of the session; "" for what is none of its trainers' business."""
    lessons = (lesson for module in modules for lesson in module.lessons)
    found = next((one for one in lessons if seen is not None and one.id == seen.lesson_id), None)
    return french(found.title) if found else ""


def _exercise_of(modules: tuple[Module, ...], key: str) -> Exercise | None:
    """Give the exercise of the session that an event is about, by its own id or a question's."""
    slug, _, name = key.partition("/")
    module = next((one for one in modules if one.slug == slug), None)
    if module is None:
        return None
    return module.exercises.get(key) or next(
        (one for one in module.exercises.values() if any(i.id == name for i in one.items)), None
    )


def _counts(
    where: Mapping[str, _Whereabouts], done: Mapping[str, frozenset[str]], moment: datetime
) -> tuple[tuple[int, str], ...]:
    active = sum(one.at is not None and moment - one.at <= ACTIVE for one in where.values())
    stuck = sum(one.stuck is not None for one in where.values())
    handed = sum(bool(modules) for modules in done.values())
    return (
        (len(where), _word(len(where), "personne", "personnes")),
        (active, _word(active, "active depuis 5 minutes", "actives depuis 5 minutes")),
        (stuck, _word(stuck, "bloquée depuis longtemps", "bloquées depuis longtemps")),
        (handed, _word(handed, "a rendu", "ont rendu")),
    )


def _word(count: int, one: str, several: str) -> str:
    return french(one if count < 2 else several)


def _people(
    modules: tuple[Module, ...], names: Mapping[str, str], seen: _Looked
) -> tuple[RoomPerson, ...]:
    people, where, done, moment = seen.people, seen.where, seen.done, seen.moment
    most = sum(module.max_points for module in modules)
    count = sum(len(module.graded) for module in modules)
    graded = sum(bool(module.exercises) for module in modules)
    lines, needs, gone = [], {}, {}
    for name, pseudonym in names.items():
        person, place = people[name], where[name]
        work = [one for module in modules for one in module.counted(person.work)]
        passed = sum(one.status == PASSED for one in work)
        points = sum(one.points for one in work)
        failing = sum(one.tries > 1 and one.status != PASSED for one in work)
        still = moment - place.at if place.at else timedelta(0)
        # First who is stuck, the longest first; then who fails most; then who is silent.
        needs[name] = (-(place.stuck or timedelta(0)), bool(done[name]), -failing, -still)
        gone[name] = (passed, points)
        lines.append(
            RoomPerson(
                pseudonym=pseudonym,
                where=place.title,
                since=_since(still) if place.at else "",
                state=_state(place, done[name], graded),
                passed=french(f"{passed} sur {count}"),
                points=french(f"{number(points, 2)} sur {number(most, 2)}"),
                attestation=seen.attested.get(name, ""),
                attestation_sign=SIGNS.get(seen.attested.get(name, ""), ""),
                stuck=french(f"bloquée depuis {_lasting(place.stuck)}") if place.stuck else "",
                need=0,
                progress=0,
            )
        )
    by_need = {name: rank for rank, name in enumerate(sorted(needs, key=needs.__getitem__), 1)}
    by_gone = {name: rank for rank, name in enumerate(sorted(gone, key=gone.__getitem__), 1)}
    return tuple(
        replace(line, need=by_need[name], progress=by_gone[name])
        for name, line in zip(names, lines, strict=True)
    )


def _state(place: _Whereabouts, done: frozenset[str], graded: int) -> str:
    if done and len(done) >= graded:
        return "Rendu"
    if done:
        return french(f"Rendu : {plural(len(done), 'module')} sur {graded}")
    return "En cours" if place.at is not None else "Pas commencé"


def _since(lasting: timedelta) -> str:
    if lasting < timedelta(minutes=1):
        return french("à l'instant")
    return french(f"il y a {_lasting(lasting)}")


def _lasting(lasting: timedelta) -> str:
    minutes = int(lasting.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes}{NO_BREAK}min"
    if minutes < 24 * 60:
        return f"{minutes // 60}{NO_BREAK}h{NO_BREAK}{minutes % 60:02d}"
    return plural(minutes // (24 * 60), "jour")


def _hour(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"
