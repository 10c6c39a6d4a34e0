"""Attestations: the file that a learner takes once she has one, and what checks it."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.content.path_model import LearningPath
from grader.documents.attestation import AttestationPage, attestation_pdf
from grader.errors import NotFoundError, RefusedError
from grader.progress.attestations.checking import (
    GOOD,
    NOT_ISSUED,
    Checked,
    check_code,
    check_file,
    refused,
)
from grader.progress.attestations.issued import Attestations
from grader.progress.attestations.keys import Keyring, moment, published
from grader.progress.attestations.revocation import revocation_list
from grader.progress.attestations.sealed import seal, unsigned
from grader.progress.attestations.token import Attested, print_of, signed
from grader.services.attestations_standing import OBTAINED, Standing, modules_on, standings
from grader.services.dates import day
from grader.services.paths import duration
from grader.services.sessions.programme import modules_of
from grader.services.workshop import Workshop
from grader.typography import french

#: Characters of the longest name; files of one learner for one path.
LONGEST_NAME, MOST_FILES = 80, 20
#: Where files are checked.
VERIFY = "verifier"
_UNSIGNED = "Ce document n'est pas signé : il ne prouve rien à un tiers."


@dataclass(frozen=True)
class Given:
    """An attestation that was given: its number, the day, the title of its path, its state."""

    serial: str
    day: str
    title: str
    told: str


def is_signed(workshop: Workshop) -> bool:
    """Tell whether this server signs: it has a name, and its learner does not own it."""
    return bool(workshop.settings.instance) and not workshop.settings.alone


def ready_keys(workshop: Workshop) -> None:
    """Make the key that signs, where this server signs and has none yet."""
    if is_signed(workshop):
        Keyring(workshop.settings.data).ensure()


def given_to(workshop: Workshop, learner_id: str) -> tuple[Given, ...]:
    """List the attestations that a learner was given, oldest first.

    Args:
        workshop: stores and course.
        learner_id: whose.
    """
    titles = {one.id: one.title for one in workshop.course.paths}
    return tuple(
        Given(
            serial=one.serial,
            day=day(one.issued_at),
            title=french(titles.get(one.path, "Parcours retiré")),
            told=french(f"révoquée : {one.reason}") if one.revoked_at else "valable",
        )
        for one in Attestations(workshop.database).of(learner_id)
    )


def take(workshop: Workshop, learner_id: str, path_id: str, typed: str, origin: str) -> bytes:
    """Make the file of a path that is obtained; the name is written in it, and kept nowhere.

    Args:
        workshop: stores and course.
        learner_id: whose.
        path_id: which path.
        typed: the name to print.
        origin: of the server as it was asked: ``https://formation.example``.

    Raises:
        NotFoundError: there is no such path.
        RefusedError: it is not obtained, or the name cannot be printed.
    """
    path = next((one for one in workshop.course.paths if one.id == path_id), None)
    if path is None:
        raise NotFoundError("unknown-path", "Ce parcours n'existe pas.")
    (at,) = standings(workshop, learner_id, (path,))
    if at.status != OBTAINED:
        raise RefusedError(
            "not-obtained",
            "Cette attestation n'est pas encore obtenue.",
            "La page « Mes attestations » dit ce qui reste à faire.",
        )
    name = checked_name(typed)
    if not is_signed(workshop):
        return unsigned(attestation_pdf(_page(name, at, [_UNSIGNED])))
    kept = Attestations(workshop.database)
    if sum(one.path == path_id for one in kept.of(learner_id)) >= MOST_FILES:
        raise RefusedError(
            "too-many-attestations",
            f"Vous avez déjà fait {MOST_FILES} attestations de ce parcours.",
            "Reprenez un fichier déjà téléchargé.",
        )
    return _sealed(workshop, learner_id, at, name, origin)


def _sealed(workshop: Workshop, learner_id: str, at: Standing, name: str, origin: str) -> bytes:
    """Sign the file of a path and record its number."""
    path = at.path
    ring = Keyring(workshop.settings.data)
    key = ring.ensure()
    salt = secrets.token_hex(16)
    attested = Attested(
        serial=secrets.token_hex(8),
        key=key.id,
        issued=moment(),
        path=path.id,
        title=path.title,
        content=_content(path),
        modules=tuple((m.title, m.percent or 0) for m in at.modules),
        minutes=path.minutes,
        issuer=workshop.settings.instance,
        session=_session_of(workshop, learner_id, path),
        salt=salt,
        name_print=print_of(name, salt),
    )
    token = signed(attested, lambda content: ring.sign(content, key))
    here = f"{origin}{workshop.address(VERIFY)}"
    how = [
        f"Ouvrez l'adresse du code QR, ou déposez ce fichier sur {here}.",
        "Hors ligne : « ouvroir verify FICHIER --key CLES ». Le fichier modifié est refusé.",
        (
            "Cette attestation dit qu'un parcours a été suivi depuis un compte. Elle ne prouve pas "
            "l'identité de la personne nommée."
        ),
    ]
    page = _page(
        name,
        at,
        how,
        issuer=attested.issuer,
        session=attested.session,
        serial=attested.serial,
        address=f"{here}/{token}",
    )
    sealed = seal(attestation_pdf(page), token, name, lambda content: ring.sign(content, key))
    Attestations(workshop.database).add(attested.serial, learner_id, path.id, key.id)
    return sealed


def _page(
    name: str,
    at: Standing,
    how: Sequence[str],
    *,
    issuer: str = "",
    session: str = "",
    serial: str = "",
    address: str = "",
) -> AttestationPage:
    told = (
        f"A suivi le parcours « {at.path.title} » : toutes ses étapes, avec au moins 80 % des "
        "points de chaque module."
    )
    about = [f"Durée prévue du parcours : {duration(at.path.minutes)}."]
    if session:
        about.append(f"Session : {session}.")
    about.append(f"Le {day(datetime.now().astimezone())}.")
    if serial:
        about.append(f"Numéro {serial}.")
    modules = tuple((m.title, m.percent or 0) for m in at.modules)
    return AttestationPage(issuer, name, told, modules, about, how, address)


def _session_of(workshop: Workshop, learner_id: str, path: LearningPath) -> str:
    """Give the title of the session where a learner followed a path, the last joined; else ""."""
    joined = {one.id: one for one in workshop.sessions.joined_by(learner_id)}
    for member in workshop.members.of_learner(learner_id):
        session = joined.get(member.session_id)
        if session is None:
            continue
        taught = {module.slug for module in modules_of(workshop.course, session.terms)}
        if session.terms.path == path.id or set(modules_on(path)) <= taught:
            return session.terms.title
    return ""


def checked_name(typed: str) -> str:
    """Give a name as it may be printed.

    Raises:
        RefusedError: it is empty, too long, or has characters that show nothing or turn text.
    """
    name = unicodedata.normalize("NFC", " ".join(typed.split(" "))).strip()
    hidden = any(unicodedata.category(one)[0] == "C" or one in "\u2028\u2029" for one in name)
    if not any(one.isalpha() for one in name) or hidden or len(name) > LONGEST_NAME:
        raise RefusedError(
            "bad-name",
            "Ce nom ne peut pas être écrit sur l'attestation.",
            f"Écrivez de 1 à {LONGEST_NAME} caractères visibles, dont une lettre.",
        )
    return name


def check(workshop: Workshop, code: str, content: bytes) -> Checked:
    """Check a file, or else a code, by the keys and the revocations of this server.

    Args:
        workshop: stores.
        code: as typed, or as its address holds it.
        content: of the file; empty for none.
    """
    keys = Keyring(workshop.settings.data).all()
    kept = Attestations(workshop.database)
    if content:
        found = check_file(content, keys, kept.revoked())
    else:
        found = check_code(code.strip().rpartition("/")[2], keys, kept.revoked())
    if is_good(found) and found.attested and not kept.knows(found.attested.serial):
        # Our key signed it, and we did not: somebody else holds the key, or we lost our database.
        return refused(NOT_ISSUED)
    return found


def is_good(found: Checked) -> bool:
    """Tell whether an attestation that was checked is authentic."""
    return found.code == GOOD


def day_of(attested: Attested) -> str:
    """Give the day of an attestation in words; as it is written, where it is no date."""
    try:
        return day(datetime.fromisoformat(attested.issued))
    except ValueError:
        return attested.issued


def public_keys(workshop: Workshop) -> dict[str, Any]:
    """Give the keys that anybody may have."""
    ring = Keyring(workshop.settings.data)
    if is_signed(workshop):
        ring.ensure()
    return published(ring.all())


def revoked_list(workshop: Workshop) -> dict[str, Any]:
    """Give the signed list of what was revoked; an empty one where this server signs nothing."""
    if not is_signed(workshop):
        return {"format": "ouvroir-revoquees-1", "revoked": []}
    ring = Keyring(workshop.settings.data)
    key = ring.ensure()
    revoked = Attestations(workshop.database).revoked()
    return revocation_list(revoked, key, lambda content: ring.sign(content, key))


def _content(path: LearningPath) -> str:
    told = repr([(step.kind, step.ref, step.minutes) for step in path.steps])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
