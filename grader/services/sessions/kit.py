"""The printable kit of a session: programme, exercise sheets, keys, sign-in sheet, slides, data.

Keys are in a document of their own, which says on each page for whom it is; only the trainers of
the session reach this kit. No document holds a name or a pseudonym.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.content.handouts.slides import FOLDER, slides
from grader.content.model import Course, Module
from grader.documents.model import (
    BlankLines,
    Block,
    Callout,
    Document,
    Heading,
    Mark,
    Paragraph,
    Run,
    Table,
)
from grader.documents.writing import written
from grader.errors import NotFoundError
from grader.exercises.drawing import asked
from grader.exercises.model import CASE, Exercise, Response
from grader.progress.sessions.sessions import TrainingSession
from grader.quiz.model import Item
from grader.services.sessions.kit_prose import blocks_of
from grader.services.sessions.kit_questions import key_blocks, question_blocks, room_to_write
from grader.services.sessions.programme import modules_of, session_programme
from grader.services.workshop import seed_of
from grader.typography import french, number

FORMATS = ("odt", "docx", "pdf")
#: Lines of the sign-in sheet, and of what is written by hand on a sheet.
_SIGNATURES, _NOTES = 18, 6
_FOR_TRAINERS = "Réservé au formateur"
#: Of every file of the archive, so that the same session gives the same bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Paper:
    """A document of the kit.

    Attributes:
        id: in addresses and file names.
        title: what it is.
        about: what it is for, in one sentence.
        trainers_only: it holds keys.
        make: writes it.
    """

    id: str
    title: str
    about: str
    trainers_only: bool
    make: Callable[[Course, TrainingSession], Document]


def kit_paper(course: Course, session: TrainingSession, name: str, ending: str) -> bytes:
    """Write a document of the kit.

    Who may have it is checked before (``reach.session_for``).

    Args:
        course: the courses, keys included.
        session: whose kit.
        name: id of the document.
        ending: one of ``FORMATS``.

    Raises:
        NotFoundError: there is no such document or format.
    """
    found = next((one for one in PAPERS if one.id == name), None)
    if found is None or ending not in FORMATS:
        raise NotFoundError("unknown-paper", "Ce document n'existe pas.")
    return written(found.make(course, session), ending)


def kit_archive(course: Course, session: TrainingSession) -> bytes:
    """Write the whole kit as one zip: documents in every format, slides, files to work on."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(course, session):
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def decks(course: Course, session: TrainingSession) -> Iterator[tuple[str, bytes]]:
    """Give the slides of the session's lessons: path in the archive, and bytes."""
    wanted = {f"{FOLDER}/{module.slug}/" for module in modules_of(course, session.terms)}
    for name, data in slides(course):
        if name.rpartition("/")[0] + "/" in wanted:
            yield name, data


def _files(course: Course, session: TrainingSession) -> Iterator[tuple[str, bytes]]:
    for paper in PAPERS:
        folder = "reserve-au-formateur" if paper.trainers_only else "a-imprimer"
        document = paper.make(course, session)
        for ending in FORMATS:
            yield f"{folder}/{paper.id}.{ending}", written(document, ending)
    yield from decks(course, session)
    for module in modules_of(course, session.terms):
        for exercise in module.exercises.values():
            for path in given_files(exercise):
                if path.is_file():
                    yield f"donnees/{exercise.id}/{path.name}", path.read_bytes()


def given_files(exercise: Exercise) -> tuple[Path, ...]:
    """Give the files that an exercise gives to its learners, and none of its key."""
    settings = exercise.settings
    found = [settings[key] for key in ("file", "public") if settings.get(key)]
    return tuple(Path(one) for one in (*found, *settings.get("files", ())))


def _sheets(course: Course, session: TrainingSession) -> Document:
    seed = seed_of(session.id)

    def sheet(exercise: Exercise) -> Iterator[Block]:
        yield from blocks_of(exercise.statement)
        files = given_files(exercise)
        if files:
            names = ", ".join(path.name for path in files)
            yield Callout(
                french("Données"),
                (
                    french(f"Fichiers : {names}."),
                    "Ils sont sur la page de l'exercice, et dans le dossier « donnees » du kit.",
                ),
            )
        for rank, item in enumerate(_asked(exercise, seed), start=1):
            told = _told(exercise, rank)
            if told:
                yield from blocks_of(told)
            yield from question_blocks(item, seed, rank)
        if not exercise.items:
            yield BlankLines((french("Mes notes"),))
            yield from room_to_write(_NOTES)

    return _by_exercise(
        course,
        session,
        "Fiches d'exercices",
        sheet,
        "fiches-d-exercices",
    )


def _keys(course: Course, session: TrainingSession) -> Document:
    seed = seed_of(session.id)

    def key(exercise: Exercise) -> Iterator[Block]:
        for rank, item in enumerate(_asked(exercise, seed), start=1):
            yield from key_blocks(item, seed, rank)
        if exercise.solution:
            yield Heading("Solution", 3)
            yield from blocks_of(exercise.solution)
        elif not exercise.items:
            yield Paragraph(
                french("Cet exercice n'a pas de solution écrite : la page dit ce qui manque.")
            )

    return _by_exercise(course, session, "Corrigés", key, "corriges", keys=True)


def _by_exercise(
    course: Course,
    session: TrainingSession,
    title: str,
    write: Callable[[Exercise], Iterator[Block]],
    stem: str,
    *,
    keys: bool = False,
) -> Document:
    blocks: list[Block] = []
    if keys:
        blocks.append(
            Callout(
                _FOR_TRAINERS,
                ("Ces pages donnent toutes les réponses. Ne les laissez pas dans la salle.",),
            )
        )
    for module in modules_of(course, session.terms):
        for exercise in module.exercises.values():
            begun = any(isinstance(one, Heading) for one in blocks)
            blocks.append(Heading(_name(module, exercise), new_page=begun))
            blocks.append(Paragraph((Run(_worth(exercise), Mark.EMPHASIS),)))
            blocks += write(exercise)
    footer = f"{title} – {_FOR_TRAINERS.lower()}" if keys else title
    return Document(
        title=french(f"{title} : {session.terms.title}"),
        blocks=tuple(blocks),
        subject=french(f"{title} de la session."),
        stem=stem,
        footer=french(footer),
    )


def _sign_in(_course: Course, session: TrainingSession) -> Document:
    return Document(
        title=french(f"Feuille de présence : {session.terms.title}"),
        blocks=(
            BlankLines((french("Date"), "Lieu", french("Organisme"))),
            Table(
                french("Personnes présentes"),
                (french("Nom et prénom"), french("Signature, matin"), french("Après-midi")),
                tuple((f"{rank}.", "", "") for rank in range(1, _SIGNATURES + 1)),
            ),
            Callout(
                french("À qui est cette feuille"),
                (
                    french(
                        "Elle est à l'organisateur de la formation : il dit s'il en a besoin, la "
                        "garde, et répond de sa durée de conservation."
                    ),
                    french(
                        "Ouvroir n'en reçoit rien. Ne la déposez pas ici, et n'y écrivez aucun "
                        "pseudonyme : il dirait qui a fait quel exercice."
                    ),
                ),
            ),
        ),
        subject=french("Feuille de présence, à remplir à la main."),
        stem="feuille-de-presence",
        footer=french("Feuille de présence"),
    )


def _asked(exercise: Exercise, seed: int) -> tuple[Item, ...]:
    return asked(exercise, Response(exercise.id, seed))


def _told(exercise: Exercise, rank: int) -> str:
    """Give what a case tells before a question."""
    return str(exercise.settings["steps"][rank - 1]) if exercise.kind == CASE else ""


def _name(module: Module, exercise: Exercise) -> str:
    return french(f"{exercise.title} – {module.title}")


def _worth(exercise: Exercise) -> str:
    noun = "point" if exercise.points < 2 else "points"
    told = f"{number(exercise.points, 2)} {noun}"
    if exercise.choice:
        told += f", une fois pour le choix « {exercise.choice.title} » : le meilleur compte"
    return french(told)


PAPERS: tuple[Paper, ...] = (
    Paper(
        "programme",
        "Programme",
        "Ce que l'on saura faire, puis chaque étape avec son heure.",
        False,
        lambda course, session: session_programme(course, session.terms),
    ),
    Paper(
        "fiches-d-exercices",
        "Fiches d'exercices",
        "Les énoncés, les données, et la place de répondre à la main.",
        False,
        _sheets,
    ),
    Paper(
        "corriges",
        "Corrigés",
        "Les réponses dans l'ordre des fiches, les grilles et les solutions.",
        True,
        _keys,
    ),
    Paper(
        "feuille-de-presence",
        "Feuille de présence",
        "Un tableau vide, à remplir à la main.",
        False,
        _sign_in,
    ),
)
