"""The trainer's desk: hand-ins and grades, answers to read, questions reported.

She sees the learners of one of her sessions at a time, under the pseudonyms that they chose
there; an administrator sees the whole house too (``sessions.desk``).
"""

from __future__ import annotations

import dataclasses
import hmac
import os
import secrets
from pathlib import Path

from grader.exercises.model import NEEDS_REVIEW, PASSED
from grader.progress.hand_ins import GRADED, QUEUED, HandIn
from grader.progress.learners import ADMINISTRATOR
from grader.services.hand_in_rules import counting
from grader.services.hand_in_views import by_copy, queue_view, submission_line
from grader.services.question_reports import reports_view
from grader.services.responses import points_label
from grader.services.reviews import answers_waiting, reviews_view, waits_for_a_person
from grader.services.sessions.desk import Desk
from grader.services.workshop import Workshop
from grader.settings import Settings
from grader.typography import french, plural
from grader.wire import TrainerView


def trainer_key(settings: Settings) -> str:
    """Give this installation's trainer key, made at first use and readable by its owner alone."""
    return read_or_make_secret(settings.data / "cle-formateur").hex()


def read_or_make_secret(path: Path, n_bytes: int = 24) -> bytes:
    """Read a secret, or make it (mode 0600) when it is not there yet, or is not whole.

    It is written aside and put in place at once: a kill or a full disk never leaves an empty
    secret, which would open the door to anyone.

    Args:
        path: where it is kept.
        n_bytes: its length; a file of another length is made anew.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        secret = path.read_bytes()
    except FileNotFoundError:
        secret = b""
    if len(secret) == n_bytes:
        return secret
    secret = secrets.token_bytes(n_bytes)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secret)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path)
    return secret


def become_trainer(workshop: Workshop, learner_id: str, key: str) -> bool:
    """Open the trainer's room to who shows the key; says whether it was the right one."""
    expected = trainer_key(workshop.settings)
    if not key or not hmac.compare_digest(key.encode(), expected.encode()):
        return False
    workshop.learners.set_role(learner_id, ADMINISTRATOR)
    return True


def trainer_view(workshop: Workshop, desk: Desk, done: str = "") -> TrainerView:
    """Give the trainer's desk: hand-ins, answers to read, questions reported.

    Args:
        workshop: stores and course.
        desk: whom she looks at, and under which names.
        done: what was just done, to be told aloud.
    """
    every = by_copy(
        [
            dataclasses.replace(one, pseudonym=desk.name(one.learner_id, one.pseudonym))
            for one in workshop.hand_ins.every()
            if desk.shows(one.learner_id)
        ]
    )
    hand_ins = [found[0] for found in every]
    queued = sum(1 for h in hand_ins if h.state == QUEUED)
    incomplete = sum(1 for h in hand_ins if h.state == GRADED and waits_for_a_person(h))
    waiting = [f"{queued} à noter"] if queued else []
    waiting += [f"{incomplete} en attente de votre lecture"] if incomplete else []
    sentence = f"{plural(len(hand_ins), 'travail rendu', 'travaux rendus')}, "
    sentence += f"{', '.join(waiting)}." if waiting else "aucun en attente de note."
    unread = answers_waiting(workshop, desk) if incomplete else {}
    return TrainerView(
        sentence=french(sentence if hand_ins else _nothing(desk)),
        queue=queue_view(workshop, hand_ins),
        submissions=tuple(submission_line(workshop, found, unread) for found in every),
        export_url=_grades_address(workshop, desk),
        questions_url=_questions_address(workshop, desk),
        exercises=_group_results(workshop, every),
        reviews=reviews_view(workshop, desk),
        reports=reports_view(workshop, desk.people),
        done=done,
        desks=_desks(workshop, desk),
        kit_url=workshop.address(f"formateur/sessions/{desk.session.id}/kit")
        if desk.session
        else "",
        exports_url=workshop.address(f"formateur/sessions/{desk.session.id}/emporter")
        if desk.session
        else "",
        reading_label=french(_reading(desk)),
        sessions_url=workshop.address("formateur/sessions"),
    )


def _nothing(desk: Desk) -> str:
    if desk.session is None and not desk.whole:
        return "Vous n'animez encore aucune session : les rendus de vos sessions viendront ici."
    return "Aucun travail n'a encore été rendu."


def _reading(desk: Desk) -> str:
    """Say how answers are read here; nothing where nobody is read blind."""
    if not desk.copies:
        return ""
    return (
        "Les copies sont lues sans pseudonyme : un numéro tiré au sort le remplace, avant comme "
        "après votre appréciation."
        if desk.session
        else "Les réponses des sessions lues sans pseudonyme portent un numéro de copie."
    )


def _grades_address(workshop: Workshop, desk: Desk) -> str:
    if desk.session is not None:
        return workshop.address(f"formateur/sessions/{desk.session.id}/notes.csv")
    return workshop.address("formateur/notes.csv") if desk.whole else ""


def _questions_address(workshop: Workshop, desk: Desk) -> str:
    asked = f"?session={desk.session.id}" if desk.session else ""
    return workshop.address(f"formateur/questions{asked}")


def _desks(workshop: Workshop, desk: Desk) -> tuple[tuple[str, str, bool], ...]:
    """List what she may look at: sessions, and the whole house for an administrator."""
    here = workshop.address("formateur")
    found = [("Toutes les personnes", here, desk.session is None)] if desk.whole else []
    found += [
        (
            french(one.terms.title + (" (rangée)" if one.archived_at else "")),
            f"{here}?session={one.id}",
            desk.session is not None and one.id == desk.session.id,
        )
        for one in desk.sessions
    ]
    return tuple(found) if len(found) > 1 or not desk.whole else ()


def _group_results(
    workshop: Workshop, every: list[list[HandIn]]
) -> tuple[tuple[str, str, str], ...]:
    """Tell who passed each exercise or choice of a graded module, and the mean of its points.

    They are those of the hand-ins that count.

    A response that a person has still to read counts neither as passed nor in the mean.
    """
    rows = []
    for module in workshop.course.modules.values():
        counted = [counting(module, found) for found in every if found[0].module == module.slug]
        graded = [h for h in counted if h is not None]
        for exercise in module.graded.values():
            found = [h.outcomes[exercise.id] for h in graded if exercise.id in h.outcomes]
            known = [o for o in found if o["status"] != NEEDS_REVIEW]
            waiting = len(found) - len(known)
            if not found:
                continue
            passed = sum(1 for o in known if o["status"] == PASSED)
            told = [f"{passed} sur {len(known)}"] if known else []
            told += [f"{waiting} à lire"] if waiting else []
            mean = sum(float(o["points"]) for o in known) / len(known) if known else 0.0
            rows.append(
                (
                    french(exercise.title),
                    french(", ".join(told)),
                    points_label(mean, exercise.points) if known else "en attente",
                )
            )
    return tuple(rows)
