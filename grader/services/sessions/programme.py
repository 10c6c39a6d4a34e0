"""What a session teaches, in order, and the programme that its trainer prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from grader.content.model import Course, Module
from grader.content.path_model import PAGE
from grader.documents.model import Block, Bullets, Document, Heading, Paragraph, Table, Text, Tone
from grader.documents.prose import blank
from grader.progress.sessions.sessions import Terms
from grader.services.dates import day, day_and_time
from grader.typography import NO_BREAK, french, number, plural


@dataclass(frozen=True)
class Stage:
    """A step of a session: ``module`` is a slug, "" for a page of the site; minutes announced."""

    module: str
    title: str
    about: str
    minutes: int


def modules_of(course: Course, terms: Terms) -> tuple[Module, ...]:
    """Give the modules of a session, in order; all of them where none was chosen.

    Args:
        course: the courses; what it does not hold any more is left out.
        terms: what was decided of the session.
    """
    names = list(terms.modules)
    if not names:
        path = next((one for one in course.paths if one.id == terms.path), None)
        if path is not None:
            names = [step.ref.partition("/")[0] for step in path.steps if step.kind != PAGE]
    found = tuple(course.modules[name] for name in dict.fromkeys(names) if name in course.modules)
    return found or tuple(course.modules.values())


def stages_of(course: Course, terms: Terms) -> tuple[Stage, ...]:
    """Give the steps of a session: those of its path, else the lessons of its modules."""
    path = next((one for one in course.paths if one.id == terms.path), None)
    if path is not None and not terms.modules:
        return tuple(
            Stage("" if step.kind == PAGE else step.ref.partition("/")[0], step.title, "",
                  step.minutes)
            for step in path.steps
        )  # fmt: skip
    return tuple(
        Stage(module.slug, lesson.title, lesson.summary, lesson.minutes)
        for module in modules_of(course, terms)
        for lesson in module.lessons
    )


def session_programme(course: Course, terms: Terms) -> Document:
    """Write the programme: objectives, then each step with its hour, or its minutes.

    Hours are counted from the opening of the session, without pauses: the trainer moves them.

    Args:
        course: the courses.
        terms: what was decided of the session.
    """
    stages = stages_of(course, terms)
    total = sum(stage.minutes for stage in stages)
    return Document(
        title=french(terms.title),
        blocks=(
            Paragraph(_when(terms)),
            Paragraph(french(f"Durée annoncée : {_lasting(total)}, sans les pauses."), Tone.STRONG),
            Heading(french("Ce que l'on saura faire")),
            *_aims(modules_of(course, terms)),
            Heading(french("Déroulé"), new_page=True),
            Table(
                french("Les étapes de la session"),
                (french("Quand"), french("Étape"), french("Durée")),
                tuple(_rows(course, stages, terms.opens_at)),
            ),
            Paragraph(
                french(
                    "Les durées sont celles qu'annoncent les leçons. Ajoutez les pauses et "
                    "l'accueil ; déplacez ce qui doit l'être."
                ),
                Tone.SMALL,
            ),
        ),
        subject=french("Programme de la session de formation."),
        stem="programme",
        footer=french("Programme de la session"),
    )


def _when(terms: Terms) -> Text:
    if terms.opens_at is None:
        return (blank("date, heure et lieu"),)
    end = terms.closes_at
    told = day_and_time(terms.opens_at)
    if end is not None and end.astimezone().date() != terms.opens_at.astimezone().date():
        return french(f"Du {told} au {day(end)}")
    return french(f"Le {told}")


def _aims(modules: tuple[Module, ...]) -> Iterator[Block]:
    for module in modules:
        yield Heading(french(module.title), 3)
        yield Bullets(tuple(french(text) for text in module.objectives.values()))


def _rows(
    course: Course, stages: tuple[Stage, ...], begins: datetime | None
) -> Iterator[tuple[str, ...]]:
    at = 0
    for stage in stages:
        module = course.modules.get(stage.module)
        where = f" ({module.title})" if module else ""
        yield (
            _hour(begins, at),
            french(stage.title + where),
            f"{number(stage.minutes)}{NO_BREAK}min",
        )
        at += stage.minutes


def _hour(begins: datetime | None, minutes: int) -> str:
    if begins is None:
        return french(f"après {_lasting(minutes)}") if minutes else french("au début")
    moment = (begins + timedelta(minutes=minutes)).astimezone()
    return f"{moment.hour}{NO_BREAK}h{NO_BREAK}{moment.minute:02d}"


def _lasting(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return plural(rest, "minute")
    return f"{hours}{NO_BREAK}h{NO_BREAK}{rest:02d}" if rest else plural(hours, "heure")
