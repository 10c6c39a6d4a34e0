"""Taking the fields of a declaration, each checked as it is taken."""

from __future__ import annotations

from collections.abc import Mapping
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
