"""Public views of a session's room as its trainer follows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RoomPerson:
    """Someone in the room, under the pseudonym that she chose there.

    Attributes:
        pseudonym: hers in this session.
        where: title of the lesson or exercise where she last did something, or "".
        since: « depuis 12 min », or "".
        state: « Pas commencé », « En cours », « Rendu »…
        passed: « 5 sur 12 ».
        points: « 7,5 sur 20 ».
        attestation, attestation_sign: status of that of her path, in words and as a sign; "" where
            she has no path.
        stuck: « bloquée depuis 12 min », or "".
        need: rank of who needs help first, 1 for the first.
        progress: rank of who has gone least far, 1 for the first.
    """

    pseudonym: str
    where: str
    since: str
    state: str
    passed: str
    points: str
    attestation: str
    attestation_sign: str
    stuck: str
    need: int
    progress: int


@dataclass(frozen=True)
class RoomExercise:
    """How far the room is with an exercise; the four counts make up everybody.

    Attributes:
        title, module: in French.
        url: of the lesson where it is.
        passed, partly, failing, absent: how many people.
        label: the same in words.
    """

    title: str
    module: str
    url: str
    passed: int
    partly: int
    failing: int
    absent: int
    label: str


@dataclass(frozen=True)
class RoomHeat:
    """One line of a heat map.

    Attributes:
        name: column, objective or question.
        about: exercise or module.
        share: of failures, 0 to 100.
        label: « 70 % d'échec ».
        people: « 7 personnes sur 10 », « 14 premières réponses sur 20 ».
        url: where to read about it, or "".
    """

    name: str
    about: str
    share: int
    label: str
    people: str
    url: str = ""


@dataclass(frozen=True)
class RoomSubject:
    """A subject to take up again with the room.

    Attributes:
        title: what it is.
        why: the figure that says so.
        lesson, url: lesson that teaches it, and its address.
        slides: file of its slides in the printable kit, or "".
    """

    title: str
    why: str
    lesson: str
    url: str
    slides: str


@dataclass(frozen=True)
class RoomSent:
    """Results that somebody sent from home.

    Attributes:
        pseudonym: as she signed them.
        when: when she sent them.
        lines: what they say, one French sentence each.
    """

    pseudonym: str
    when: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RoomView:
    """The room.

    Attributes:
        title: of the session.
        code: to join it, in groups of three.
        counts: figures to be read first: number, and what it counts.
        sentence: the same as one sentence, told aloud.
        told: when this was looked at, « 14 h 32 ».
        projection: it is to be projected: no pseudonym is in it.
        people: in the order in which they came; empty to project.
        exercises: in the order of the session; those that nobody began are left out.
        columns, objectives, items: what fails most first.
        subjects: what to take up again, the most urgent first.
        least: answers under which no share is told.
        sent: results sent from home; empty to project.
        other_url: address of the other look: the room to project, or the room itself.
        board_url: where the code and its QR are shown in large.
        desk_url: where hand-ins are, or "" to project.
        kit_url: where the slides are.
        exports_url: where what can be taken away is, or "" to project.
    """

    title: str
    code: str
    counts: tuple[tuple[int, str], ...]
    sentence: str
    told: str
    projection: bool
    people: tuple[RoomPerson, ...]
    exercises: tuple[RoomExercise, ...]
    columns: tuple[RoomHeat, ...]
    objectives: tuple[RoomHeat, ...]
    items: tuple[RoomHeat, ...]
    subjects: tuple[RoomSubject, ...]
    least: int
    sent: tuple[RoomSent, ...]
    other_url: str
    board_url: str
    desk_url: str
    kit_url: str
    exports_url: str
