"""Taking the fields of a declaration, each checked as it is taken."""

from __future__ import annotations

import string
from collections.abc import Mapping, Set
from typing import Any

from grader.errors import ContentError


def text(raw: Mapping[str, Any], key: str, where: str, *, optional: bool = False) -> str:
    """Take a text of a declaration.

    Raises:
        ContentError: it is missing, or is not a text.
    """
    value = raw.get(key, "")
    if not isinstance(value, str):
        raise ContentError(
            where,
            "bad-value",
            f"La valeur de « {key} » doit être un texte.",
            "Mettez-la entre guillemets droits.",
        )
    if not value.strip() and not optional:
        raise ContentError(
            where, "missing-key", f"La clé « {key} » manque ou est vide.", f"Ajoutez « {key}: … »."
        )
    return value.strip()


def texts(raw: Mapping[str, Any], key: str, where: str, *, least: int = 0) -> tuple[str, ...]:
    """Take a list of texts of a declaration.

    Raises:
        ContentError: it is not a list of texts, or is shorter than ``least``.
    """
    values = raw.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise ContentError(
            where,
            "bad-value",
            f"La valeur de « {key} » doit être une liste de textes.",
            f"Écrivez « {key}: [premier, deuxième] ».",
        )
    if len(values) < least:
        raise ContentError(
            where, "missing-key", f"La liste « {key} » manque ou est vide.", f"Ajoutez « {key}: »."
        )
    return tuple(v.strip() for v in values)


def feedback(raw: Mapping[str, Any], where: str, name: str, key: str = "feedback") -> str:
    """Take what is told of an answer; without it a learner would not know why.

    Raises:
        ContentError: it is missing.
    """
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ContentError(
            where,
            "missing-feedback",
            f"{name} n'a pas de retour ({key}).",
            "Dites en une phrase pourquoi cette réponse est juste, ou pourquoi elle ne l'est pas.",
        )
    return value.strip()


def entries(
    raw: Mapping[str, Any], key: str, where: str, known: Set[str], name: str, *, least: int = 2
) -> list[tuple[str, Mapping[str, Any]]]:
    """Take a list of entries, each with its letter.

    Args:
        raw: the declaration of the item.
        key: where the list is.
        where: ``file:line``.
        known: keys that an entry may have.
        name: what an entry is called, with its article (« La réponse »).
        least: how many there must be.

    Raises:
        ContentError: it is no list, is too short or too long, or an entry is ill-formed.
    """
    value = raw.get(key)
    if not isinstance(value, list) or len(value) < least:
        raise ContentError(
            where,
            "too-few-answers",
            f"Cette question demande au moins {least} lignes sous « {key} ».",
            f"Ajoutez-les, chacune avec : {', '.join(sorted(known))}.",
        )
    if len(value) > len(string.ascii_lowercase):
        raise ContentError(
            where,
            "too-many-answers",
            f"Une question propose au plus 26 lignes sous « {key} ».",
            "Retirez-en, ou partagez la question en deux.",
        )
    found = list(zip(string.ascii_lowercase, value, strict=False))
    for letter, entry in found:
        expect_keys(entry, known, where, f"{name} {letter}")
    return found


def expect_keys(raw: Any, known: Set[str], where: str, name: str) -> None:
    """Check that a declaration has no key but these.

    Raises:
        ContentError: it has, or is no declaration at all.
    """
    if not isinstance(raw, Mapping):
        raise ContentError(
            where,
            "bad-value",
            f"{name} doit être une suite de lignes « clé: valeur ».",
            "Vérifiez les retraits et les tirets.",
        )
    unknown = sorted(str(key) for key in raw if key not in known)
    if unknown:
        raise ContentError(
            where,
            "unknown-key",
            f"{name} : la clé « {unknown[0]} » n'est pas connue.",
            f"Clés possibles : {', '.join(sorted(known))}.",
        )


def flag(raw: Mapping[str, Any], key: str, where: str, name: str) -> bool:
    """Take a yes or no, no by default.

    Raises:
        ContentError: it is neither.
    """
    value = raw.get(key, False)
    if not isinstance(value, bool):
        raise ContentError(
            where,
            "bad-value",
            f"{name} : « {key} » vaut true ou false.",
            "Retirez la ligne quand la réponse est non.",
        )
    return value
