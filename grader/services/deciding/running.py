"""The page of the programme: which workshops, when, where, with whom; and their sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar
from urllib.parse import urlencode

from grader.obligations.deciding.choices import BadChoicesError
from grader.obligations.deciding.sessions import Slot, agenda, sessions
from grader.services.deciding.fields import (
    LONGEST_TYPED,
    Arguments,
    first,
    read_day,
    read_hour,
    read_whole,
)
from grader.services.obligations.figures import FigureError
from grader.services.obligations.form_view import Line, Option
from grader.services.obligations.papers import printable
from grader.services.obligations.written_dates import written_day
from grader.typography import NO_BREAK, french

SESSIONS, START, PAUSE, DAY, PLACE, LEADER = (
    "sessions",
    "start",
    "pause",
    "jour",
    "lieu",
    "animateur",
)
#: Characters of a place or of a leader's name.
LONGEST_TEXT = 120
USUAL_START, USUAL_PAUSE = time(14), 5
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Programme:
    """All that the page shows.

    Attributes:
        sessions: workshops to choose from.
        start, pause, day, place, leader: the fields.
        slots: the workshops in their hours; empty until some are chosen, or with an error.
        on: the day chosen, if any.
        when: the day and the hours, in words.
        errors: (field, sentence) in the order of the page.
        pairs: what was said, as names and values.
    """

    sessions: tuple[Option, ...]
    start: Line
    pause: Line
    day: Line
    place: Line
    leader: Line
    slots: tuple[Slot, ...]
    on: date | None
    when: str
    errors: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str], ...]

    @property
    def query(self) -> str:
        """Give the address's query that says the same again."""
        return urlencode(self.pairs)

    @property
    def session_error(self) -> str:
        """Say what is wrong with the choice of workshops; may be empty."""
        return dict(self.errors).get(SESSIONS, "")


def programme_of(arguments: Arguments, *, strict: bool = False) -> Programme:
    """Give the page of the programme.

    Args:
        arguments: values by name; without any of ours, all workshops are proposed.
        strict: whether a programme must come out, for a document.
    """
    errors: dict[str, str] = {}

    def take(name: str, read: Callable[[str], _Value], usual: _Value) -> _Value:
        text = first(arguments, name)
        if not text:
            return usual
        try:
            return read(text)
        except FigureError as error:
            errors[name] = error.sentence
            return usual

    asked = strict or any(name in arguments for name in (SESSIONS, START, PAUSE))
    chosen = [one[:LONGEST_TYPED] for one in arguments.get(SESSIONS, ())]
    if not asked:
        chosen = [one.id for one in sessions()]
    start, pause = take(START, read_hour, USUAL_START), take(PAUSE, read_whole, USUAL_PAUSE)
    day: date | None = take(DAY, _some_day, None)
    texts = {name: printable(first(arguments, name, LONGEST_TEXT + 1)) for name in (PLACE, LEADER)}
    for name, text in texts.items():
        if len(text) > LONGEST_TEXT:
            errors[name] = f"Raccourcissez cette réponse : {LONGEST_TEXT} signes au plus."
    slots: tuple[Slot, ...] = ()
    try:
        slots = agenda(chosen, start, pause)
    except BadChoicesError as error:
        errors |= error.fields
    slots = () if errors or not asked else slots
    said = {name: french(text) for name, text in errors.items()}

    # Addresses hold « 14:00 » and « 2027-01-15 »: fields show them as people write them.
    nice = {START: plain_hour(start), DAY: f"{day:%d/%m/%Y}" if day else ""}

    def line(name: str, label: str, hint: str, usual: str = "", numeric: str = "") -> Line:
        longest = LONGEST_TEXT if name in texts else LONGEST_TYPED
        value = nice.get(name, "") if name not in said else ""
        value = value or first(arguments, name, longest) or usual
        return Line(
            name, french(label), french(hint), value, said.get(name, ""), longest, numeric,
            optional=name in (DAY, PLACE, LEADER),
        )  # fmt: skip

    order = (SESSIONS, START, PAUSE, DAY, PLACE, LEADER)
    return Programme(
        sessions=tuple(
            Option(
                one.id,
                french(f"{one.title} ({one.minutes} minutes)"),
                one.aim,
                checked=one.id in chosen,
            )
            for one in sessions()
        ),
        start=line(START, "À quelle heure commencez-vous ?", "Exemple : 14 h.", "14 h"),
        pause=line(PAUSE, "Combien de minutes entre deux ateliers ?", "De 0 à 60.", "5", "numeric"),
        day=line(DAY, "Quel jour ?", "Jour, mois, année : 15/01/2027."),
        place=line(PLACE, "Où ?", "La salle, l'adresse. Exemple : salle du conseil."),
        leader=line(
            LEADER, "Qui anime ?", "Ce nom n'est écrit que sur le programme et les fiches."
        ),
        slots=slots,
        on=day,
        when=_when(day, slots),
        errors=tuple((name, said[name]) for name in order if name in said),
        pairs=tuple(_pairs(slots, start, pause, day, texts)),
    )


def plain_hour(hour: time) -> str:
    """Write an hour as a field takes it: « 14 h », « 14 h 05 »."""
    return hour_text(hour).replace(NO_BREAK, " ")


def hour_text(hour: time) -> str:
    """Write « 14 h » or « 14 h 05 »."""
    minutes = f"{NO_BREAK}{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour}{NO_BREAK}h{minutes}"


def _some_day(text: str) -> date | None:
    return read_day(text)


def _when(day: date | None, slots: tuple[Slot, ...]) -> str:
    if not slots:
        return ""
    hours = f"de {hour_text(slots[0].begins)} à {hour_text(slots[-1].ends)}"
    return f"le {written_day(day)}, {hours}" if day else hours


def _pairs(
    slots: tuple[Slot, ...],
    start: time,
    pause: int,
    day: date | None,
    texts: dict[str, str],
) -> list[tuple[str, str]]:
    if not slots:
        return []
    pairs = [(SESSIONS, one.session.id) for one in slots]
    pairs += [(START, f"{start:%H:%M}"), (PAUSE, str(pause))]
    pairs += [(DAY, day.isoformat())] if day else []
    return pairs + [(name, text) for name, text in texts.items() if text]
