"""Whether an attestation is what it says, and why not; it needs public keys, and no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.progress.attestations.keys import PublicKey
from grader.progress.attestations.sealed import (
    AlteredError,
    NoSealError,
    SelfAssessmentError,
    opened,
)
from grader.progress.attestations.token import Attested, read

GOOD = "authentic"
ALTERED, UNKNOWN_KEY, BAD_SIGNATURE = "altered", "unknown-key", "bad-signature"
REVOKED, COMPROMISED = "revoked", "compromised-key"
NOT_ISSUED = "not-issued"
NOT_ONE, SELF_ASSESSED = "not-an-attestation", "self-assessment"
#: Each reason in words.
WORDS: Mapping[str, str] = {
    GOOD: "Cette attestation de suivi est authentique.",
    ALTERED: "Refusée : ce fichier a été modifié depuis qu'il a été signé.",
    UNKNOWN_KEY: "Refusée : la clé qui a signé n'est pas connue ici.",
    BAD_SIGNATURE: "Refusée : la signature n'est pas celle de l'instance, ou le code a été changé.",
    REVOKED: "Refusée : cette attestation a été révoquée.",
    COMPROMISED: "Refusée : elle a été signée après la compromission de la clé.",
    NOT_ISSUED: "Refusée : ce serveur n'a délivré aucune attestation de ce numéro.",
    NOT_ONE: "Refusé : ce n'est pas une attestation d'Ouvroir, ou son sceau a été retiré.",
    SELF_ASSESSED: "Ce document est une auto-évaluation : personne ne l'a signé.",
}


@dataclass(frozen=True)
class Revoked:
    """An attestation that is no longer good: since when (ISO), and why."""

    serial: str
    date: str
    reason: str


@dataclass(frozen=True)
class Checked:
    """What was found.

    Attributes:
        code: ``GOOD``, or the reason why it is refused.
        told: the same in a French sentence or two.
        attested: what it says, where it can be believed or was revoked; None else.
        name: as printed on the file; "" for a code alone, or what is refused.
    """

    code: str
    told: str
    attested: Attested | None = None
    name: str = ""


def check_code(token: str, keys: Sequence[PublicKey], revoked: Sequence[Revoked] = ()) -> Checked:
    """Check a code.

    Args:
        token: as the QR code's address holds it.
        keys: those that are believed.
        revoked: attestations that are no longer good.
    """
    try:
        attested, signature, content = read(token.strip())
    except (ValueError, RecursionError):
        return refused(NOT_ONE)
    key = next((one for one in keys if one.id == attested.key), None)
    if key is None:
        return refused(UNKNOWN_KEY)
    if not key.verifies(signature, content):
        return refused(BAD_SIGNATURE)
    if key.compromised and attested.issued >= key.compromised:
        return refused(COMPROMISED)
    for one in revoked:
        if one.serial == attested.serial:
            told = f"{WORDS[REVOKED]} Le {one.date[:10]}, pour ce motif : {one.reason}"
            return Checked(REVOKED, told, attested)
    return Checked(GOOD, WORDS[GOOD], attested)


def check_file(
    content: bytes, keys: Sequence[PublicKey], revoked: Sequence[Revoked] = ()
) -> Checked:
    """Check a PDF: its seal, then its code.

    Args:
        content: the whole file.
        keys: those that are believed.
        revoked: attestations that are no longer good.
    """
    try:
        sealed = opened(content)
    except SelfAssessmentError:
        return refused(SELF_ASSESSED)
    except NoSealError:
        return refused(NOT_ONE)
    except AlteredError:
        return refused(ALTERED)
    found = check_code(sealed.token, keys, revoked)
    if found.attested is None:
        return refused(ALTERED) if found.code in (NOT_ONE, BAD_SIGNATURE) else found
    key = next(one for one in keys if one.id == found.attested.key)
    whole = key.verifies(sealed.signature, sealed.content)
    if not whole or not found.attested.names(sealed.name):
        return refused(ALTERED)
    return Checked(found.code, found.told, found.attested, sealed.name)


def refused(code: str) -> Checked:
    """Refuse without saying anything of what the attestation told.

    Args:
        code: a key of ``WORDS``.
    """
    return Checked(code, WORDS[code])
