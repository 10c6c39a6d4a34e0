"""Attestations: where a learner stands on each path, the file that she takes, what checks it."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.content.path_model import PAGE, LearningPath
from grader.documents.attestation import AttestationPage, attestation_pdf
from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import NEEDS_REVIEW
from grader.progress.attestations.checking import Checked, check_code, check_file
from grader.progress.attestations.issued import Attestations
from grader.progress.attestations.keys import Keyring, moment, published
from grader.progress.attestations.revocation import revocation_list
from grader.progress.attestations.sealed import seal, unsigned
from grader.progress.attestations.token import Attested, print_of, signed
from grader.progress.everything import rows_of
from grader.progress.hand_ins import QUEUED
from grader.services.dates import day
from grader.services.hand_in_rules import counting
from grader.services.learning.placement import skippable
from grader.services.lessons import module_address
from grader.services.paths import NEW, duration, path_view
from grader.services.sessions.rules import standing
from grader.services.workshop import Workshop
from grader.typography import french

GOING_ON, NOT_OBTAINED, OBTAINED = "en cours", "non obtenue", "obtenue"
#: Share of its points that each module asks for.
LEAST = 0.8
#: Characters of the longest name; files of one learner for one path.
LONGEST_NAME, MOST_FILES = 80, 20
#: Where the page stands, and where files are checked.
ATTESTATIONS, VERIFY = "attestations", "verifier"


@dataclass(frozen=True)
class ModuleStanding:
    """A module of a path: its title, address, percent (None without a note) and what is told."""

    title: str
    url: str
    percent: int | None
    told: str
    reached: bool


@dataclass(frozen=True)
class Standing:
    """Where a learner stands on a path; ``left`` are the steps never opened: (title, address)."""

    path: LearningPath
    status: str
    modules: tuple[ModuleStanding, ...]
    left: tuple[tuple[str, str], ...]


def is_signed(workshop: Workshop) -> bool:
    """Tell whether this server signs: it has a name, and its learner does not own it."""
    return bool(workshop.settings.instance) and not workshop.settings.alone


def standings(workshop: Workshop, learner_id: str) -> tuple[Standing, ...]:
    """Tell where a learner stands on every path.

    Args:
        workshop: stores and course.
        learner_id: whose.
    """
    visits = workshop.visits.of(learner_id)
    profile = workshop.profiles.of(learner_id)
    known = skippable(workshop, learner_id)
    sealed = standing(workshop, learner_id).sealed()
    modules: dict[str, ModuleStanding] = {}
    found = []
    for path in workshop.course.paths:
        names = dict.fromkeys(s.ref.partition("/")[0] for s in path.steps if s.kind != PAGE)
        for name in names:
            if name not in modules:
                modules[name] = _module(workshop, learner_id, name, hidden=name in sealed)
        view = path_view(workshop, learner_id, path, visits=visits, profile=profile, known=known)
        lines = [line for part in view.parts for line in part.steps]
        left = tuple((line.title, line.url) for line in lines if line.state == NEW)
        mine = tuple(modules[name] for name in names)
        found.append(Standing(path, _status(mine, left), mine, left))
    return tuple(found)


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
    at = next((s for s in standings(workshop, learner_id) if s.path.id == path_id), None)
    if at is None:
        raise NotFoundError("unknown-path", "Ce parcours n'existe pas.")
    if at.status != OBTAINED:
        raise RefusedError(
            "not-obtained",
            "Cette attestation n'est pas encore obtenue.",
            "La page « Mes attestations » dit ce qui reste à faire.",
        )
    name = checked_name(typed)
    title = french(at.path.title)
    modules = tuple((m.title, m.percent or 0) for m in at.modules)
    lines = [f"Durée prévue du parcours : {duration(at.path.minutes)}."]
    told = f"A suivi le parcours « {title} » : tous ses contenus ouverts, et 80 % au moins des "
    told += "points de chaque module."
    today = day(datetime.now().astimezone())
    if not is_signed(workshop):
        how = ["Ce document n'est pas signé : il ne prouve rien à un tiers."]
        page = AttestationPage("", name, told, modules, [*lines, f"Le {today}."], how, "")
        return unsigned(attestation_pdf(page))
    issued = Attestations(workshop.database)
    ring = Keyring(workshop.settings.data)
    key = ring.ensure()
    salt = secrets.token_hex(16)
    attested = Attested(
        serial=secrets.token_hex(8),
        key=key.id,
        issued=moment(),
        path=at.path.id,
        title=at.path.title,
        content=_content(at.path),
        modules=modules,
        minutes=at.path.minutes,
        issuer=workshop.settings.instance,
        session="",
        salt=salt,
        name_print=print_of(name, salt),
    )
    token = signed(attested, lambda content: ring.sign(content, key))
    address = f"{origin}{workshop.address(VERIFY)}/{token}"
    lines += [f"Délivrée le {today}. Numéro {attested.serial}."]
    how = [
        (
            f"Ouvrez l'adresse du code QR, ou déposez ce fichier sur {origin}"
            f"{workshop.address(VERIFY)}."
        ),
        "Hors ligne : « ouvroir verify FICHIER --key CLES ». Le fichier modifié est refusé.",
        (
            "Cette attestation dit qu'un parcours a été suivi depuis un compte. Elle ne prouve pas "
            "l'identité de la personne nommée."
        ),
    ]
    page = AttestationPage(attested.issuer, name, told, modules, lines, how, address)
    sealed = seal(attestation_pdf(page), token, name, lambda content: ring.sign(content, key))
    if sum(row["path"] == path_id for row in _mine(workshop, learner_id)) >= MOST_FILES:
        raise RefusedError(
            "too-many-attestations",
            f"Vous avez déjà fait {MOST_FILES} attestations de ce parcours.",
            "Reprenez un fichier déjà téléchargé.",
        )
    issued.add(attested.serial, learner_id, path_id, key.id)
    return sealed


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
    revoked = Attestations(workshop.database).revoked()
    if content:
        return check_file(content, keys, revoked)
    return check_code(code.strip().rpartition("/")[2], keys, revoked)


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


def _mine(workshop: Workshop, learner_id: str) -> list[Mapping[str, Any]]:
    return list(rows_of(workshop.database, learner_id).get("attestation", []))


def _content(path: LearningPath) -> str:
    told = repr([(step.kind, step.ref, step.minutes) for step in path.steps])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _status(modules: tuple[ModuleStanding, ...], left: tuple[tuple[str, str], ...]) -> str:
    if left or not modules or any(one.percent is None for one in modules):
        return GOING_ON
    return OBTAINED if all(one.reached for one in modules) else NOT_OBTAINED


def _module(workshop: Workshop, learner_id: str, name: str, *, hidden: bool) -> ModuleStanding:
    module = workshop.course.modules[name]
    title, url = french(module.title), module_address(workshop, module)
    rows = workshop.hand_ins.of(learner_id, name)
    counts = None if hidden else counting(module, rows)
    if counts is None or not counts.max_points:
        told = (
            "rendu, note en attente"
            if rows and (hidden or rows[0].state == QUEUED)
            else ("pas encore de note : rendez le travail de ce module")
        )
        return ModuleStanding(title, url, None, french(told), reached=False)
    if any(_waits(one) for one in counts.outcomes.values()):
        return ModuleStanding(title, url, None, "une personne doit encore noter", reached=False)
    share = (counts.points or 0.0) / counts.max_points
    percent = int(share * 100 + 1e-9)
    told = f"{percent} % des points" + ("" if share + 1e-9 >= LEAST else ", il en faut 80 %")
    return ModuleStanding(title, url, percent, french(told), reached=share + 1e-9 >= LEAST)


def _waits(outcome: Any) -> bool:
    return isinstance(outcome, Mapping) and outcome.get("status") == NEEDS_REVIEW
