"""French typography for text that people read.

Authors and developers type ordinary spaces; this puts the narrow no-break space
(U+202F) before ``; ! ?`` and the no-break space (U+00A0) before ``: %  €`` and inside
guillemets, as the *Lexique des règles typographiques en usage à l'Imprimerie nationale* asks.
It has no arrow to any room, so that every door writes French the same way.
"""

from __future__ import annotations

import re

NARROW = "\u202f"
NO_BREAK = "\u00a0"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[ \u00a0\u202f]+([;!?])(?=[\s\"'»)\]*_<]|$)"), NARROW + r"\1"),
    (re.compile(r"[ \u00a0\u202f]+:(?=[\s\"'»)\]*_<]|$)"), NO_BREAK + ":"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NO_BREAK),
    (re.compile(r"[ \u00a0\u202f]*»"), NO_BREAK + "»"),
    (re.compile(r"(?<=\d)[ \u00a0\u202f]+(?=[%€])"), NO_BREAK),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),
)


def french(text: str) -> str:
    """Put no-break spaces where French typography wants them; applying twice changes nothing.

    Args:
        text: plain text typed with ordinary spaces.

    >>> french("Valide : 41 sur 42 ?") == "Valide\u00a0: 41 sur 42\u202f?"
    True
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def plural(count: int, singular: str, plural_form: str | None = None) -> str:
    """Give « 1 erreur », « 41 erreurs », « 0 erreur » with the count set as people read it.

    Args:
        count: how many.
        singular: the noun (with its adjective) for zero or one.
        plural_form: the same for two or more; ``singular`` with an s when not given.
    """
    noun = singular if abs(count) < 2 else (plural_form or singular + "s")
    return f"{number(count)}{NO_BREAK}{noun}"


def number(value: float, decimals: int = 0) -> str:
    """Write a number as French readers do: « 4 200 », « 12,5 »."""
    text = f"{value:,.{decimals}f}".replace(",", NARROW).replace(".", ",")
    if decimals and "," in text:
        text = text.rstrip("0").rstrip(",")
    return text
