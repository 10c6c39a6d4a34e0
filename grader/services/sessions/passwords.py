"""Passwords of accounts: argon2 hashes, checked in the same time whatever is wrong."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from grader.errors import RefusedError
from grader.typography import french

#: Characters of a password, at the least and at the most.
SHORTEST, LONGEST = 12, 200
#: Each check takes 64 MiB while it lasts: no more than so many at the same time.
_AT_ONCE = threading.BoundedSemaphore(2)
_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Hash a password under the parameters of today (argon2id, RFC 9106).

    Args:
        password: as typed.

    Raises:
        RefusedError: it is too short, or too long.
    """
    if len(password) < SHORTEST:
        raise RefusedError(
            "short-password",
            french(f"Ce mot de passe a moins de {SHORTEST} caractères."),
            "Choisissez une phrase de plusieurs mots : elle se retient mieux.",
        )
    if len(password) > LONGEST:
        raise RefusedError(
            "long-password",
            french(f"Ce mot de passe a plus de {LONGEST} caractères."),
            "Choisissez-en un plus court.",
        )
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one of a hash.

    Args:
        kept: the hash; None for an account that does not exist, which takes as long to refuse.
        password: as typed.
    """
    with _AT_ONCE:
        try:
            _HASHER.verify(kept if kept is not None else _nobodys(), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made under other parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _HASHER.hash("le mot de passe de personne")
