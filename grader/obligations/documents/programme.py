"""The programme of workshops: the day, how each one unfolds, the sheets, and the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grader.documents.model import (
    BlankLines,
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
    Tone,
)
from grader.documents.prose import blank, filled, prose
from grader.obligations.deciding.sessions import Session, Slot
from grader.obligations.deciding.wording import clock, day_in_words
from grader.obligations.documents.emphasis import named
from grader.obligations.profile import Profile
from grader.typography import NO_BREAK, french

#: Room for words by hand on a line, shared between the columns to fill in.
_ROOM = 48
_TO_FILL = "…"


def programme(
    profile: Profile | None,
    slots: Sequence[Slot],
    on: date,
    *,
    day: date | None = None,
    place: str = "",
    leader: str = "",
) -> Document:
    """Write the programme of a set of workshops, with a sheet for each.

    Args:
        profile: who receives them; None leaves a blank.
        slots: the workshops with their hours.
        on: the day on the document.
        day: when; None leaves a blank.
        place: where; empty leaves a blank.
        leader: who leads; empty leaves a blank.
    """
    return Document(
        title=french("Programme des ateliers : ouvrir nos données"),
        blocks=(
            *_head(profile, day, place, leader),
            Table(
                french("Les ateliers et leurs horaires"),
                ("Heure", "Atelier", french("Ce que l'on saura faire")),
                tuple(
                    (
                        french(f"{clock(slot.begins)} à {clock(slot.ends)}"),
                        slot.session.title,
                        slot.session.aim,
                    )
                    for slot in slots
                ),
            ),
            Paragraph(
                french(
                    "La forme et les thèmes viennent des ateliers d'OpenDataLocale (2017). Le "
                    f"déroulé, les fiches et les corrigés sont d'Ouvroir. Préparé le "
                    f"{day_in_words(on)}."
                ),
                Tone.SMALL,
            ),
            *(block for slot in slots for block in _session(slot)),
            *(block for slot in slots for block in _sheet(slot.session)),
            *_answers(slots),
        ),
        subject=french("Programme, déroulé, fiches et corrigés des ateliers."),
        stem="programme-des-ateliers",
        footer=french("Programme des ateliers – ouverture des données"),
    )


def _head(profile: Profile | None, day: date | None, place: str, leader: str) -> tuple[Block, ...]:
    when: Text = (blank("date"),) if day is None else day_in_words(day)
    return (
        Paragraph(
            prose(
                "{name} – {when}, {place}",
                name=named(profile),
                when=when,
                place=filled(place, "lieu"),
            )
        ),
        Paragraph(prose("Animation : {leader}", leader=filled(leader, "nom et fonction"))),
    )


def _session(slot: Slot) -> tuple[Block, ...]:
    session = slot.session
    return (
        Heading(f"Atelier : {session.title}".replace(" :", f"{NO_BREAK}:"), new_page=True),
        Paragraph(
            prose(
                "**But :** {aim} **Pour :** {public}",
                aim=session.aim,
                public=session.public,
            )
        ),
        Heading(french("Matériel"), 3),
        Bullets(session.material),
        Heading(french("Déroulé, minute par minute"), 3),
        Table(
            french(f"Déroulé de l'atelier, en {session.minutes} minutes"),
            ("Minutes", "Temps", french("Ce que fait l'animateur")),
            tuple(_moments(session)),
        ),
        Heading(french("Chacun repart avec"), 3),
        Bullets(session.leave_with),
        Callout(french("Un mot pour l'animateur"), (session.note,)),
    )


def _moments(session: Session) -> Sequence[tuple[str, ...]]:
    rows = []
    at = 0
    for moment in session.moments:
        rows.append((french(f"{at} à {at + moment.minutes}"), moment.title, moment.what))
        at += moment.minutes
    return rows


def _sheet(session: Session) -> tuple[Block, ...]:
    sheet = session.sheet
    return (
        Heading(f"Fiche : {sheet.title}".replace("Fiche :", f"Fiche{NO_BREAK}:"), new_page=True),
        Paragraph(french(f"Atelier « {session.title} ». {sheet.intro}")),
        Table(
            sheet.title,
            sheet.head,
            tuple(_filled_in(row) for row in sheet.rows),
        ),
        BlankLines(sheet.blanks),
    )


def _filled_in(row: Sequence[str]) -> tuple[str, ...]:
    dots = _TO_FILL * (_ROOM // max(1, row.count(_TO_FILL)))
    return tuple(dots if cell == _TO_FILL else cell for cell in row)


def _answers(slots: Sequence[Slot]) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(french("Corrigés, pour l'animateur"), new_page=True),
        Paragraph(french("Gardez ces pages pour vous jusqu'à la correction.")),
    ]
    for slot in slots:
        blocks += [Heading(slot.session.title, 3), Bullets(slot.session.sheet.answers)]
    return tuple(blocks)
