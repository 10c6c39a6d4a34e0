"""Workshops to run: four of twenty minutes, and one where a dataset is published for real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Any

from grader.errors import NotFoundError
from grader.obligations.deciding.choices import refuse_if_wrong
from grader.obligations.deciding.reading import declarations, read_data, sentences, whole
from grader.obligations.reading import Fields, refused
from grader.typography import french

MOST_PAUSE = 60
_DAY = 24 * 60


@dataclass(frozen=True)
class Moment:
    """A part of a workshop: minutes, its name, and what the leader does."""

    minutes: int
    title: str
    what: str


@dataclass(frozen=True)
class Sheet:
    """A sheet that participants fill in.

    Attributes:
        title: of the sheet.
        intro: what to do with it.
        head: names of the columns.
        rows: as many texts each; « ☐ » is to be ticked, « … » to be filled in by hand.
        blanks: what to write below the table.
        answers: for the leader alone.
    """

    title: str
    intro: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    blanks: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Session:
    """A workshop.

    Attributes:
        id: stable identifier.
        title: of the workshop.
        minutes: how long it lasts; the sum of its moments.
        aim: what people can do at its end.
        public: for whom, and how many.
        material: what to bring.
        moments: what happens, in order.
        leave_with: what people take away.
        sheet: what they fill in.
        note: a word to the leader.
    """

    id: str
    title: str
    minutes: int
    aim: str
    public: str
    material: tuple[str, ...]
    moments: tuple[Moment, ...]
    leave_with: tuple[str, ...]
    sheet: Sheet
    note: str


@dataclass(frozen=True)
class Slot:
    """A workshop in a day."""

    session: Session
    begins: time
    ends: time


@cache
def sessions() -> tuple[Session, ...]:
    """Read the workshops, in the order in which they are run.

    Raises:
        ContentError: ``sessions.yml`` is wrong.
    """
    return tuple(_session(one) for one in declarations(read_data("sessions.yml"), "sessions.yml"))


def session_of(name: str) -> Session:
    """Give a workshop by identifier.

    Raises:
        NotFoundError: there is none of that name.
    """
    for one in sessions():
        if one.id == name:
            return one
    raise NotFoundError("unknown-session", "Cet atelier n'existe pas dans la liste.")


def agenda(chosen: Sequence[str], start: time, pause: int = 5) -> tuple[Slot, ...]:
    """Set workshops one after the other in a day.

    Args:
        chosen: their identifiers; they are run in the order of ``sessions``, each once.
        start: when the first one begins.
        pause: minutes between two, 0 to 60.

    Raises:
        BadChoicesError: a workshop is unknown, none is chosen, or the day is too short.
    """
    known = [one.id for one in sessions()]
    kept = [one for one in sessions() if one.id in chosen]
    wrong: dict[str, str] = {}
    if set(chosen) - set(known):
        wrong["sessions"] = "Un atelier choisi est inconnu."
    elif not kept:
        wrong["sessions"] = "Choisissez au moins un atelier."
    if type(pause) is not int or not 0 <= pause <= MOST_PAUSE:
        wrong["pause"] = f"La pause va de 0 à {MOST_PAUSE} minutes."
    refuse_if_wrong(wrong)
    at = start.hour * 60 + start.minute
    whole_time = sum(one.minutes for one in kept) + pause * (len(kept) - 1)
    if at + whole_time >= _DAY:
        refuse_if_wrong({"start": "Commencez plus tôt : le programme dépasserait minuit."})
    slots = []
    for one in kept:
        slots.append(Slot(one, _clock(at), _clock(at + one.minutes)))
        at += one.minutes + pause
    return tuple(slots)


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _session(fields: Fields) -> Session:
    name = fields.text("id")
    fields.where = f"{fields.where}:{name}"
    session = Session(
        id=name,
        title=fields.text("title"),
        minutes=whole(fields, "minutes", 5, 240),
        aim=fields.text("aim"),
        public=fields.text("public"),
        material=sentences(fields, "material"),
        moments=tuple(_moment(one) for one in declarations(fields.any("moments"), fields.where)),
        leave_with=sentences(fields, "leave_with"),
        sheet=_sheet(Fields(fields.any("sheet"), fields.where)),
        note=fields.text("note"),
    )
    fields.done()
    if sum(moment.minutes for moment in session.moments) != session.minutes:
        raise refused(fields.where, "bad-number", "Le déroulé ne dure pas le temps annoncé.")
    return session


def _moment(fields: Fields) -> Moment:
    moment = Moment(whole(fields, "minutes", 1, 120), fields.text("title"), fields.text("what"))
    fields.done()
    return moment


def _sheet(fields: Fields) -> Sheet:
    head = sentences(fields, "head")
    sheet = Sheet(
        title=fields.text("title"),
        intro=fields.text("intro"),
        head=head,
        rows=tuple(_row(one, len(head), fields.where) for one in fields.any("rows") or ()),
        blanks=sentences(fields, "blanks"),
        answers=sentences(fields, "answers"),
    )
    fields.done()
    return sheet


def _row(raw: Any, length: int, where: str) -> tuple[str, ...]:
    if not isinstance(raw, list) or len(raw) != length:
        raise refused(
            where, "bad-row", "Une ligne de la fiche n'a pas autant de cases que l'entête."
        )
    return tuple(french(str(cell)) for cell in raw)
