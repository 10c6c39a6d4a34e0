"""Codes that people read from a board or a sheet and type: drawn, read as typed, written."""

from __future__ import annotations

import secrets
import unicodedata

#: No two of them look alike, printed or by hand: neither 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V.
ALPHABET = "3479ACDEFHJKMNPRTWXY"
LENGTH, GROUP = 9, 3
#: Most characters that are read of what somebody typed.
_MOST_TYPED = 64


def draw_code() -> str:
    """Draw a code, without separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def bare_code(typed: str) -> str:
    """Leave only letters and digits of a code as it was typed, in capitals.

    Args:
        typed: case, spaces and hyphens do not count.
    """
    text = unicodedata.normalize("NFKC", typed[:_MOST_TYPED]).upper()
    return "".join(one for one in text if one.isalnum())


def grouped(code: str) -> str:
    """Write a code as people read it: « ACD-EFH-347 »."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
