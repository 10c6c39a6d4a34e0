"""Who worked in a session, by half-day: a CSV under pseudonyms, and a sheet to sign without any.

What is known is that somebody did something here; not that she was in the room. The sheet that
proves it is signed on paper: it holds no pseudonym, since that would say who did which exercise.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from grader.documents.model import BlankLines, Block, Callout, Document, Heading, Paragraph, Table
from grader.gradebook.export_csv import as_text
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.presence import moments_of
from grader.progress.sessions.sessions import TrainingSession
from grader.services.dates import day, weekday_and_day
from grader.services.workshop import Workshop
from grader.typography import french, plural

MORNING, AFTERNOON = "matin", "après-midi"
#: Hour from which it is afternoon, in the server's time zone.
_NOON = 13
#: Days of a sheet to sign; a longer session prints those on which somebody worked.
_MOST_DAYS = 10
#: Lines of a sheet, at least: people come who never open a page.
_LEAST_LINES, _MORE_LINES, _MOST_LINES = 12, 3, 130

HalfDay = tuple[date, str]


@dataclass(frozen=True)
class Attendance:
    """Who did something in each half-day.

    Attributes:
        halves: those in which somebody did something, the first one first.
        people: pseudonym to its half-days, in the order in which people came.
    """

    halves: tuple[HalfDay, ...]
    people: Mapping[str, frozenset[HalfDay]]

    def count(self, half: HalfDay) -> int:
        """Count who did something in a half-day."""
        return sum(half in found for found in self.people.values())


def attendance_of(workshop: Workshop, session: TrainingSession) -> Attendance:
    """Tell who worked when, from the moment each joined.

    Args:
        workshop: stores.
        session: which one; who may see it is checked before.
    """
    members = [m for m in workshop.members.of_session(session.id) if m.kind == PRESENT]
    moments = moments_of(workshop.database, [one.learner_id for one in members])
    people = {
        one.pseudonym: frozenset(
            _half(at)
            for at in (one.joined_at, *moments.get(one.learner_id, ()))
            if at >= one.joined_at
        )
        for one in members
    }
    halves = sorted(
        {half for found in people.values() for half in found}, key=lambda h: (h[0], h[1] != MORNING)
    )
    return Attendance(tuple(halves), people)


def attendance_csv(found: Attendance) -> str:
    """Write it for a French spreadsheet: a line a person, a column a half-day.

    Args:
        found: as ``attendance_of`` gives it.
    """
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";")
    heads = [f"{on.isoformat()} {half}" for on, half in found.halves]
    writer.writerow(["Pseudonyme", *heads, "Demi-journées"])
    for name, halves in found.people.items():
        cells = ["oui" if half in halves else "non" for half in found.halves]
        writer.writerow([as_text(name), *cells, str(len(halves))])
    return text.getvalue()


def sign_in_sheet(session: TrainingSession, found: Attendance) -> Document:
    """Give the sheet to sign on paper: a page a day, and no name in it.

    Args:
        session: its title and its days.
        found: as ``attendance_of`` gives it.
    """
    days = _days(session, found)
    lines = min(_MOST_LINES, max(_LEAST_LINES, len(found.people) + _MORE_LINES))
    blocks: list[Block] = [BlankLines(("Lieu", "Organisme", french("Nom du formateur")))]
    head = (
        french("Nom (à remplir à la main)"),
        "Signature, matin",
        french("Signature, après-midi"),
    )
    for rank, on in enumerate(days or [None]):
        if on is not None:
            told = weekday_and_day(datetime(on.year, on.month, on.day, 12).astimezone())
            blocks.append(Heading(f"{told} {on.year}", new_page=rank > 0))
        else:
            blocks.append(BlankLines(("Date",)))
        rows = tuple((f"{line}.", "", "") for line in range(1, lines + 1))
        blocks.append(Table(french("Personnes présentes"), head, rows))
    blocks += [
        Callout(
            french("À qui est cette feuille"),
            (
                french(
                    "Elle est à l'organisateur de la formation : il la garde, et répond de sa "
                    "durée de conservation."
                ),
                french(
                    "N'y écrivez aucun pseudonyme : il dirait qui a fait quel exercice. Ne la "
                    "déposez pas dans Ouvroir."
                ),
            ),
        )
    ]
    return Document(
        title=french(f"Feuille d'émargement : {session.terms.title}"),
        blocks=tuple(blocks),
        subject=french("Feuille à signer sur papier, sans nom ni pseudonyme."),
        stem="emargement",
        footer=french("Feuille d'émargement"),
    )


def attendance_blocks(found: Attendance) -> list[Block]:
    """Tell it in a report, as counts alone.

    Args:
        found: as ``attendance_of`` gives it.
    """
    if not found.halves:
        return [Paragraph(french("Personne n'a encore rejoint cette session."))]
    rows = tuple(
        (f"{day(datetime(on.year, on.month, on.day, 12).astimezone())}, {half}",
         french(f"{plural(found.count((on, half)), 'personne')} sur {len(found.people)}"))
        for on, half in found.halves
    )  # fmt: skip
    return [
        Table(
            french("Qui a travaillé, par demi-journée"),
            (french("Demi-journée"), "Personnes actives"),
            rows,
        ),
        Paragraph(french(CAUTION)),
    ]


CAUTION = (
    "Une personne compte dès qu'elle rejoint la session, ouvre une leçon, répond ou rend. "
    "Ce n'est pas une preuve de présence dans la salle : la feuille d'émargement signée l'est."
)


def _half(at: datetime) -> HalfDay:
    local = at.astimezone()
    return local.date(), MORNING if local.hour < _NOON else AFTERNOON


def _days(session: TrainingSession, found: Attendance) -> list[date]:
    worked = sorted({on for on, _ in found.halves})
    opens, closes = session.terms.opens_at, session.terms.closes_at
    if opens is None or closes is None:
        return worked[:_MOST_DAYS]
    first, last = opens.astimezone().date(), closes.astimezone().date()
    planned = [first + timedelta(n) for n in range((last - first).days + 1)]
    return planned if len(planned) <= _MOST_DAYS else worked[:_MOST_DAYS]
