"""What a trainer may take away from a session of hers: addresses, and the files as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.documents.writing import written
from grader.errors import RefusedError
from grader.progress.learners import Learner
from grader.progress.sessions.satisfaction import Opinions
from grader.progress.sessions.sessions import TrainingSession
from grader.services.dates import day
from grader.services.sessions.attendance import attendance_csv, attendance_of, sign_in_sheet
from grader.services.sessions.desk import present_in
from grader.services.sessions.moodle import under_identifiers
from grader.services.sessions.moodle_identifiers import read_pairs
from grader.services.sessions.reach import session_for
from grader.services.sessions.report import session_report
from grader.services.sessions.satisfaction import LEAST, Satisfaction, satisfaction_of
from grader.services.workshop import Workshop
from grader.typography import french, plural

FORMATS = ("odt", "docx", "pdf")
#: How Moodle knows people: value of the form, and name of the column.
FIELDS = {
    "numero": "Numéro d'identification",
    "courriel": "Adresse de courriel",
    "nom": "Nom d'utilisateur",
}
#: Pseudonyms that a refusal names, at most.
_MOST_NAMED = 5


@dataclass(frozen=True)
class Grades:
    """What was chosen of the grades for Moodle.

    Attributes:
        points: points; else percents.
        field: a key of ``FIELDS``.
        without: leave out who has no identifier.
    """

    points: bool = False
    field: str = "numero"
    without: bool = False


@dataclass(frozen=True)
class Exports:
    """What the page shows.

    Attributes:
        session: title.
        people: how many joined it, in words.
        erased: when all of it is erased.
        grades, moodle, attendance, sheet, report, opinions, desk, room: addresses; those of
            documents lack their ending.
        opinions_told: how many opinions came in.
        fields: (value, name) of the ways in which Moodle knows people.
    """

    session: str
    people: str
    erased: str
    grades: str
    moodle: str
    attendance: str
    sheet: str
    report: str
    opinions: str
    opinions_told: str
    desk: str
    room: str
    fields: tuple[tuple[str, str], ...]


def exports_of(workshop: Workshop, trainer: Learner, session_id: str) -> Exports:
    """Give what the page shows.

    Args:
        workshop: stores.
        trainer: who asks.
        session_id: which session.

    Raises:
        NotFoundError: there is no such session, or it is somebody else's.
    """
    session = session_for(workshop, trainer, session_id)
    here = workshop.address(f"formateur/sessions/{session.id}")
    people, given = (
        len(present_in(workshop, session.id)),
        Opinions(workshop.database).count(session.id),
    )
    told = plural(given, "avis reçu", "avis reçus") if given else "Aucun avis reçu"
    return Exports(
        session=french(session.terms.title),
        people=plural(people, "personne") if people else "personne encore",
        erased=day(session.terms.erase_at),
        grades=f"{here}/notes.csv",
        moodle=f"{here}/notes-moodle.csv",
        attendance=f"{here}/presence.csv",
        sheet=f"{here}/emargement",
        report=f"{here}/bilan",
        opinions=f"{here}/avis",
        opinions_told=french(f"{told}. Ils se lisent à partir de {LEAST}."),
        desk=workshop.address(f"formateur?session={session.id}"),
        room=workshop.address(f"formateur/session/{session.id}"),
        fields=tuple((value, french(name)) for value, name in FIELDS.items()),
    )


def session_file(
    workshop: Workshop, trainer: Learner, session_id: str, name: str, *, pseudonyms: bool = False
) -> bytes | None:
    """Write a file of a session.

    Args:
        workshop: stores and course.
        trainer: who asks.
        session_id: which session.
        name: ``presence.csv``, or ``emargement`` or ``bilan`` with an ending of ``FORMATS``.
        pseudonyms: the report has a line for each learner.

    Returns:
        its bytes; None where there is no such file.

    Raises:
        NotFoundError: there is no such session, or it is somebody else's.
    """
    session = session_for(workshop, trainer, session_id)
    if name == "presence.csv":
        return attendance_csv(attendance_of(workshop, session)).encode()
    stem, _, ending = name.rpartition(".")
    if ending not in FORMATS or stem not in ("emargement", "bilan"):
        return None
    if stem == "bilan":
        return written(session_report(workshop, session, pseudonyms=pseudonyms), ending)
    return written(sign_in_sheet(session, attendance_of(workshop, session)), ending)


def read_choices(typed: Mapping[str, str]) -> Grades:
    """Read what was chosen; what is not known is as proposed."""
    field = typed.get("champ", "")
    return Grades(
        points=typed.get("unite") == "points",
        field=field if field in FIELDS else Grades.field,
        without=typed.get("sans") == "1",
    )


def moodle_file(grades: str, pairs: bytes, chosen: Grades) -> bytes:
    """Give grades for Moodle, under its identifiers where a file says them.

    Args:
        grades: as ``moodle.moodle_grades`` writes them.
        pairs: the trainer's own file; empty for pseudonyms.
        chosen: how Moodle knows people.

    Raises:
        RefusedError: the file cannot be read, or somebody has no identifier.
    """
    if not pairs:
        return grades.encode()
    text, missing = under_identifiers(grades, read_pairs(pairs), FIELDS[chosen.field])
    if missing and not chosen.without:
        named = ", ".join(one.removeprefix("'") for one in missing[:_MOST_NAMED])
        more = len(missing) - _MOST_NAMED
        named += f" et {plural(more, 'autre')}" if more > 0 else ""
        raise RefusedError(
            "no-identifier",
            french(f"Votre fichier ne donne pas d'identifiant à : {named}."),
            french("Complétez-le, ou cochez « Laisser de côté les personnes sans identifiant »."),
        )
    return text.encode()


def satisfaction_page(
    workshop: Workshop, trainer: Learner, session_id: str
) -> tuple[TrainingSession, Satisfaction]:
    """Give a session and what its learners think of it.

    Raises:
        NotFoundError: there is no such session, or it is somebody else's.
    """
    session = session_for(workshop, trainer, session_id)
    return session, satisfaction_of(workshop, session)
