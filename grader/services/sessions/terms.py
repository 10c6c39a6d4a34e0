"""What a trainer typed of a session, read: its terms, or what to mend field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from grader.content.model import Course
from grader.progress.database import now
from grader.progress.sessions.sessions import Exam, Terms
from grader.typography import french, number

#: Names of the fields; those of an exam end with the module's slug.
TITLE, PATH, MODULE, OPENS, CLOSES = "titre", "parcours", "module", "ouverture", "fermeture"
FROM, UNTIL, SOLUTIONS, HAND_INS = "examen-debut-", "examen-fin-", "solutions", "rendus"
BLIND, ERASE = "aveugle", "effacement"
LONGEST_TITLE, MOST_HAND_INS, MOST_DAYS, DAYS = 120, 99, 730, 90
_LONGEST = 200
#: Those of a date that somebody means.
_YEARS = range(2000, 2200)
_MOST_YEARS = timedelta(days=MOST_DAYS)


@dataclass
class Typed:
    """What was typed, and what is wrong with it.

    Attributes:
        values: by name of field; the boxes that are ticked are in ``ticked``.
        ticked: slugs of modules, and the names of the other boxes.
        errors: name of field to sentence, in the order of the page.
    """

    values: dict[str, str] = field(default_factory=dict)
    ticked: set[str] = field(default_factory=set)
    errors: dict[str, str] = field(default_factory=dict)


def read_terms(
    course: Course, fields: Mapping[str, Sequence[str]], before: Terms | None = None
) -> tuple[Terms | None, Typed]:
    """Read a form.

    Args:
        course: what may be taught.
        fields: values by name, as the browser sent them: may hold anything.
        before: the terms that these replace; None for a new session.

    Returns:
        The terms, or None where something is to mend; and what was typed.
    """
    typed = _typed(course, fields)
    title = " ".join(typed.values[TITLE].split())
    if not title:
        typed.errors[TITLE] = "Donnez un titre à la session."
    elif len(title) > LONGEST_TITLE:
        typed.errors[TITLE] = f"Ce titre dépasse {LONGEST_TITLE} caractères. Raccourcissez-le."
    elif not title.isprintable():
        typed.errors[TITLE] = "Ce titre contient un caractère qui ne s'affiche pas. Retapez-le."
    path = typed.values[PATH]
    if path and path not in {one.id for one in course.paths}:
        typed.errors[PATH] = "Ce parcours n'est pas au catalogue. Choisissez dans la liste."
    modules = tuple(slug for slug in course.modules if slug in typed.ticked)
    if path and modules:
        typed.errors[PATH] = "Choisissez un parcours ou des modules, pas les deux."
    opens, closes = _moment(typed, OPENS), _moment(typed, CLOSES)
    if opens and closes and closes <= opens:
        typed.errors[CLOSES] = "La fermeture doit venir après l'ouverture."
    exams = _exams(course, typed, closes)
    hand_ins = _hand_ins(typed)
    erase_at = _erasure(typed, opens, closes, exams, before)
    typed.errors = {name: french(text) for name, text in typed.errors.items()}
    if typed.errors or erase_at is None:
        return None, typed
    terms = Terms(
        title=title,
        path=path,
        modules=modules,
        opens_at=opens,
        closes_at=closes,
        exams=exams,
        solutions=SOLUTIONS in typed.ticked,
        hand_ins=hand_ins,
        blind=BLIND in typed.ticked,
        erase_at=erase_at,
    )
    return terms, typed


def typed_of(terms: Terms) -> Typed:
    """Write terms as a form would send them.

    Args:
        terms: of a session.
    """
    values = {
        TITLE: terms.title,
        PATH: terms.path,
        OPENS: _local(terms.opens_at),
        CLOSES: _local(terms.closes_at),
        HAND_INS: "" if terms.hand_ins is None else str(terms.hand_ins),
        ERASE: terms.erase_at.astimezone().date().isoformat(),
    }
    for exam in terms.exams:
        values[FROM + exam.module] = _local(exam.opens_at)
        values[UNTIL + exam.module] = _local(exam.closes_at)
    ticked = set(terms.modules)
    ticked |= {SOLUTIONS} if terms.solutions else set()
    ticked |= {BLIND} if terms.blind else set()
    return Typed(values, ticked)


def blank() -> Typed:
    """Give the form of a new session: erased ninety days from now, unless she says otherwise."""
    return typed_of(Terms(title="", erase_at=erasure_after(now())))


def erasure_after(moment: datetime) -> datetime:
    """Give the erasure date that is proposed, ninety days later at the end of the day."""
    return _end_of((moment + timedelta(days=DAYS)).astimezone().date())


def _typed(course: Course, fields: Mapping[str, Sequence[str]]) -> Typed:
    names = [TITLE, PATH, OPENS, CLOSES, HAND_INS, ERASE]
    names += [start + slug for slug in course.modules for start in (FROM, UNTIL)]
    ticked = {slug for slug in fields.get(MODULE, ()) if slug in course.modules}
    ticked |= {name for name in (SOLUTIONS, BLIND) if fields.get(name)}
    values = {name: next(iter(fields.get(name, ())), "").strip()[:_LONGEST] for name in names}
    return Typed(values, ticked)


def _moment(typed: Typed, name: str) -> datetime | None:
    """Read a date and time of the server's zone, as ``datetime-local`` writes it."""
    text = typed.values[name]
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None or found.year not in _YEARS:
        typed.errors[name] = "Cette date n'est pas lisible. Écrivez-la ainsi : 2026-11-24T09:00."
        return None
    return found.astimezone()


def _exams(course: Course, typed: Typed, closes: datetime | None) -> tuple[Exam, ...]:
    found = []
    for slug in course.modules:
        start, end = FROM + slug, UNTIL + slug
        opens_at, closes_at = _moment(typed, start), _moment(typed, end)
        if start in typed.errors or end in typed.errors:
            continue
        if opens_at is None and closes_at is None:
            continue
        if opens_at is None or closes_at is None:
            missing = start if opens_at is None else end
            typed.errors[missing] = "Un examen a un début et une fin. Donnez les deux, ou aucun."
        elif closes_at <= opens_at:
            typed.errors[end] = "La fin de l'examen doit venir après son début."
        elif closes is not None and opens_at >= closes:
            typed.errors[start] = "Cet examen commence après la fermeture de la session."
        else:
            found.append(Exam(slug, opens_at, closes_at))
    return tuple(found)


def _hand_ins(typed: Typed) -> int | None:
    text = typed.values[HAND_INS]
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 2 and int(text):  # digits
        return int(text)
    typed.errors[HAND_INS] = (
        f"Écrivez un nombre entier de 1 à {MOST_HAND_INS}, ou rien pour ne pas limiter."
    )
    return None


def _erasure(
    typed: Typed,
    opens: datetime | None,
    closes: datetime | None,
    exams: tuple[Exam, ...],
    before: Terms | None,
) -> datetime | None:
    """Read the last day that the session is kept; it is erased when that day ends."""
    try:
        day = date.fromisoformat(typed.values[ERASE])
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        typed.errors[ERASE] = "Donnez la date d'effacement. Écrivez-la ainsi : 2027-02-28."
        return None
    erase_at = _end_of(day)
    if before is not None and before.erase_at.astimezone() == erase_at:
        # What was fit to be kept that long still is.
        return erase_at
    today = now().astimezone().date()
    last = max((one for one in (opens, closes, *(e.closes_at for e in exams)) if one), default=None)
    if day < today:
        typed.errors[ERASE] = "Cette date est passée. Pour effacer tout de suite : « Effacer »."
    elif day > today + _MOST_YEARS:
        typed.errors[ERASE] = (
            f"Une session se garde {number(MOST_DAYS)} jours au plus. Choisissez une date plus "
            "proche."
        )
    elif last is not None and erase_at <= last:
        typed.errors[ERASE] = "L'effacement doit venir après la fin de la session."
    return erase_at


def _end_of(day: date) -> datetime:
    """Give the last second of a day, in the server's time zone."""
    return datetime.combine(day, time(23, 59, 59)).astimezone()


def _local(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%dT%H:%M") if moment else ""
