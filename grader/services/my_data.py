"""« Mes données » : what is kept about a learner, and its erasure."""

from __future__ import annotations

from dataclasses import dataclass

from grader.gradebook.submissions import erase_sent_file
from grader.quiz.attempts import REVIEW
from grader.services.bench_desk import VALIDATOR, VALIDATOR_TITLE
from grader.services.dates import day, day_and_time, size_label
from grader.services.erasure import erase_everything
from grader.services.portal.spaces import SpaceLine, space_lines
from grader.services.privacy_desk import ANONYMISER, ANONYMISER_TITLE
from grader.services.profile import PROFILE, profile_lines
from grader.services.resume_codes import code_sentence
from grader.services.sessions.joining import SeatLine, seats
from grader.services.workshop import Workshop
from grader.typography import french, plural

__all__ = ["FileLine", "MyData", "erase_everything", "erase_file", "my_data"]


@dataclass(frozen=True)
class FileLine:
    """One file kept for a learner."""

    id: int
    name: str
    exercise: str
    size_label: str
    dropped_label: str
    kept_until_label: str
    erase_url: str


@dataclass(frozen=True)
class MyData:
    """All that is kept about a learner, told to her.

    ``resume_url`` is "" where the server keeps authority, and ``code_url`` where it does not.
    ``spaces`` are those of the sandbox portal; ``profile`` is what she said of herself, as
    (label, value), and ``profile_url`` where she changes it; ``seats`` are her sessions.
    """

    pseudonym: str
    files: tuple[FileLine, ...]
    answers_sentence: str
    files_sentence: str
    erase_all_url: str
    progress_url: str
    resume_url: str
    code_url: str
    code_sentence: str
    spaces: tuple[SpaceLine, ...]
    profile: tuple[tuple[str, str], ...]
    profile_url: str
    seats: tuple[SeatLine, ...]


def my_data(workshop: Workshop, learner_id: str) -> MyData:
    """Tell a learner what is kept about her."""
    learner = workshop.learners.find(learner_id)
    n_reviews = workshop.reviews.count(learner_id, REVIEW)
    n_events = workshop.events.count(learner_id) - n_reviews
    n_reports = workshop.reports.count(learner_id)
    beside = [
        plural(n_reviews, "appréciation") + " d'un formateur" if n_reviews else "",
        plural(n_reports, "signalement") + " sur des questions" if n_reports else "",
    ]
    files = []
    for stored in workshop.files.of(learner_id):
        files.append(
            FileLine(
                id=stored.id,
                name=stored.name,
                exercise=french(_subject(workshop, stored.exercise_id)),
                size_label=size_label(stored.size),
                dropped_label=day_and_time(stored.dropped_at),
                kept_until_label=day(stored.expires_at),
                erase_url=workshop.address(f"mes-donnees/fichiers/{stored.id}"),
            )
        )
    return MyData(
        pseudonym=learner.pseudonym if learner else "",
        files=tuple(files),
        answers_sentence=french(
            f"Sont enregistrés : {plural(n_events, 'action')} (réponses, indices ouverts, "
            f"fichiers déposés, fiches vérifiées){''.join(f', {one}' for one in beside if one)} "
            "et les leçons ouvertes, comme les étapes de votre parcours. Ni nom, ni adresse."
        ),
        files_sentence=french(
            f"Un fichier déposé est effacé après {plural(workshop.settings.file_days, 'jour')}, "
            "ou dès que vous le demandez, y compris dans un travail rendu. Vous êtes la seule "
            "personne à pouvoir le lire ici, sauf si vous l'avez envoyé en rendant votre travail."
        ),
        erase_all_url=workshop.address("mes-donnees/tout"),
        progress_url=workshop.address("mes-donnees/ma-progression.zip"),
        resume_url=workshop.address("mes-donnees/reprendre") if workshop.settings.alone else "",
        code_url="" if workshop.settings.alone else workshop.address("mes-donnees/code"),
        code_sentence=code_sentence(workshop, learner_id),
        spaces=space_lines(workshop, learner_id),
        profile=profile_lines(workshop.profiles.of(learner_id)),
        profile_url=workshop.address(PROFILE),
        seats=seats(workshop, learner_id),
    )


def _subject(workshop: Workshop, exercise_id: str) -> str:
    """Name what a file was dropped for."""
    pages = {VALIDATOR: VALIDATOR_TITLE, ANONYMISER: ANONYMISER_TITLE}
    if exercise_id in pages:
        return pages[exercise_id]
    titles = (
        module.exercises[exercise_id].title
        for module in workshop.course.modules.values()
        if exercise_id in module.exercises
    )
    return next(titles, exercise_id)


def erase_file(workshop: Workshop, learner_id: str, file_id: int) -> None:
    """Erase one of her files, in the copies that she handed in as well.

    Raises:
        NotFoundError: it is not hers, or is gone.
    """
    sha256 = workshop.files.erase(learner_id, file_id)
    erase_sent_file(workshop.gradebook, learner_id, sha256)
