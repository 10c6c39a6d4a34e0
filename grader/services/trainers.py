"""The trainer's page in its least form: hand-ins, grades, export, grading."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from grader.exercises.model import PASSED
from grader.progress.hand_ins import FAILED, GRADED, QUEUED, HandIn
from grader.progress.learners import TRAINER
from grader.services.dates import day_and_time
from grader.services.responses import points_label
from grader.services.workshop import Workshop
from grader.settings import Settings
from grader.typography import french, plural
from grader.wire import SubmissionLine, TrainerView

_STATES = {QUEUED: "À noter", GRADED: "Noté", FAILED: "Non noté"}


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
    workshop.learners.set_role(learner_id, TRAINER)
    return True


def trainer_view(workshop: Workshop) -> TrainerView:
    """Give the list of hand-ins, newest first, by pseudonym."""
    hand_ins = workshop.hand_ins.all_newest()
    waiting = sum(1 for h in hand_ins if h.state == QUEUED)
    sentence = f"{plural(len(hand_ins), 'travail rendu', 'travaux rendus')}, "
    sentence += f"{waiting} à noter." if waiting else "aucun en attente de note."
    lines = tuple(
        SubmissionLine(
            pseudonym=h.pseudonym,
            module=french(_module_title(workshop, h.module)),
            handed_in=day_and_time(h.handed_in_at),
            state_label=french(_STATES[h.state] + (f" : {h.reason}" if h.reason else "")),
            grade_label=(
                points_label(h.points or 0.0, h.max_points or 0.0) if h.state == GRADED else ""
            ),
        )
        for h in hand_ins
    )
    return TrainerView(
        sentence=french(sentence if hand_ins else "Aucun travail n'a encore été rendu."),
        submissions=lines,
        export_url=workshop.address("formateur/notes.csv"),
        exercises=_group_results(workshop, hand_ins),
    )


def _group_results(workshop: Workshop, hand_ins: list[HandIn]) -> tuple[tuple[str, str, str], ...]:
    """Tell for each exercise of a graded module who passed it, and the mean of its points."""
    rows = []
    for module in workshop.course.modules.values():
        graded = [h for h in hand_ins if h.module == module.slug and h.state == GRADED]
        for exercise in module.exercises.values():
            outcomes = [h.outcomes[exercise.id] for h in graded if exercise.id in h.outcomes]
            if not outcomes:
                continue
            passed = sum(1 for o in outcomes if o["status"] == PASSED)
            mean = sum(float(o["points"]) for o in outcomes) / len(outcomes)
            rows.append(
                (
                    french(exercise.title),
                    french(f"{passed} sur {len(outcomes)}"),
                    points_label(mean, exercise.points),
                )
            )
    return tuple(rows)


def _module_title(workshop: Workshop, slug: str) -> str:
    module = workshop.course.modules.get(slug)
    return module.title if module else slug
