"""The normal form of a column name, by which names written differently are compared."""

from __future__ import annotations

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def fold(label: str) -> str:
    """Reduce a label to its letters and digits, without case or accents.

    « Date Convention », ``date_convention`` and ``dateConvention`` all give ``dateconvention``.
    A label without any letter or digit is only stripped, so that it equals nothing else.

    Args:
        label: a column name as written.
    """
    plain = unicodedata.normalize("NFKD", label.translate(_LIGATURES)).casefold()
    kept = "".join(c for c in plain if c.isalnum())
    return kept or label.strip()
