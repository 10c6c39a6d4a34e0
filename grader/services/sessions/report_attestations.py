"""Attestations in the report of a session: how many people have which status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from grader.documents.model import Block, Paragraph, Table
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import TrainingSession
from grader.services.attestations_standing import GOING_ON, NOT_OBTAINED, OBTAINED
from grader.services.sessions.room_attestations import attestations_of, path_of_session
from grader.services.sessions.room_group import LEAST
from grader.services.workshop import Workshop
from grader.typography import french, number

#: Order in which they are told.
_ORDER = (OBTAINED, NOT_OBTAINED, GOING_ON)


def attestation_blocks(workshop: Workshop, session: TrainingSession) -> Iterator[Block]:
    """Tell it; under ``LEAST`` people no count is given, since it would be somebody's.

    Args:
        workshop: stores and course.
        session: which one.
    """
    members = workshop.members.of_session(session.id)
    people = [one.learner_id for one in members if one.kind == PRESENT]
    path = path_of_session(workshop.course, session)
    about = (
        f"Du parcours « {path.title} »."
        if path
        else "La session ne suit pas un parcours. Pour chaque personne, du parcours qu'elle a "
        "choisi, si la session l'enseigne en entier."
    )
    yield Paragraph(
        french(
            f"{about} Une attestation de suivi, pas une certification, demande toutes les étapes "
            "du parcours et 80 % des points de chaque module."
        )
    )
    if len(people) < LEAST:
        yield Paragraph(french(f"Moins de {LEAST} personnes : le compte n'est pas montré."))
        return
    counts = Counter(attestations_of(workshop, session, people).values())
    rows = [(status.capitalize(), number(counts[status])) for status in _ORDER]
    without = len(people) - counts.total()
    if without:
        rows.append((french("Aucun parcours de la session"), number(without)))
    yield Table(
        french("Attestations, par état"), (french("État"), "Personnes"), tuple(rows), numbers=True
    )
