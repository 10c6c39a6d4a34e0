"""Pseudonyms in a session: proposed, and refused where they look like a person's own data."""

from __future__ import annotations

import re
import secrets
import unicodedata

from grader.errors import RefusedError
from grader.progress.learners import THINGS
from grader.services.sessions.reach import names_in
from grader.services.workshop import Workshop

LONGEST = 40
#: Separators that people put in numbers.
_BETWEEN = re.compile(r"[\s.\-_/()]")
_MAIL = re.compile(r"@|\bchez\b.*\bpoint\b|\[at\]|\(at\)", re.IGNORECASE)
#: Nine digits of a French telephone number after its 0, +33 or 0033; thirteen or fifteen of a NIR,
#: whose department may be 2A or 2B. Eight digits in a row are nobody's pseudonym either.
_PHONE = re.compile(r"(?:\+33|0033|0)[1-9]\d{8}")
_NIR = re.compile(r"[1-478]\d{4}(?:\d{2}|2[AB])\d{6}", re.IGNORECASE)
_DIGITS = re.compile(r"\d{8}")


def propose(workshop: Workshop, session_id: str) -> str:
    """Give a pseudonym that nobody has in a session.

    Args:
        workshop: stores.
        session_id: which session.
    """
    taken = {name.casefold() for name in names_in(workshop, session_id).values()}
    spread = 90
    while True:
        name = f"{secrets.choice(THINGS)}-{secrets.randbelow(spread) + 10}"
        if name.casefold() not in taken:
            return name
        spread *= 2


def read_pseudonym(typed: str) -> str:
    """Read a pseudonym as somebody typed it.

    Args:
        typed: may hold anything.

    Returns:
        The pseudonym, without spaces around or twice.

    Raises:
        RefusedError: it is empty, too long, or looks like an address, a telephone number, a NIR.
    """
    shown = unicodedata.normalize("NFC", typed)
    if any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Cn") for one in shown.strip()):
        raise _refused(
            "pseudonym-signs", "Ce pseudonyme contient un signe invisible.", "Tapez-le de nouveau."
        )
    name = " ".join(shown.split())
    if not any(one.isalnum() for one in name):
        raise _refused(
            "pseudonym-empty", "Il manque un pseudonyme.", "Écrivez-en un, ou gardez le nôtre."
        )
    if len(name) > LONGEST:
        raise _refused(
            "pseudonym-long", f"Ce pseudonyme dépasse {LONGEST} caractères.", "Raccourcissez-le."
        )
    bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", name))
    if _MAIL.search(unicodedata.normalize("NFKC", name)):
        raise _refused(
            "pseudonym-mail",
            "Ce pseudonyme ressemble à une adresse électronique.",
            "Choisissez un mot qui ne dit pas qui vous êtes.",
        )
    if _NIR.search(bare):
        raise _refused(
            "pseudonym-nir",
            "Ce pseudonyme ressemble à un numéro de sécurité sociale.",
            "Choisissez un mot qui ne dit pas qui vous êtes.",
        )
    if _PHONE.search(bare) or _DIGITS.search(bare):
        raise _refused(
            "pseudonym-phone",
            "Ce pseudonyme ressemble à un numéro de téléphone ou de dossier.",
            "Choisissez un mot qui ne dit pas qui vous êtes.",
        )
    return name


def _refused(code: str, message: str, hint: str) -> RefusedError:
    return RefusedError(code, message, hint)
