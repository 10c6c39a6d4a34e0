"""Recipes for texts."""

import re

#: What nobody sees and is no space for Python: joiners, byte order marks, soft hyphens.
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
#: What people write where they have nothing to write.
ABSENT = re.compile(
    r"\s*(?:n\.?\s?[acdrs]\.?p?\.?|n/[adcr]|#n/a|nan|null|none|nil|[-–—_.]+|/+|\?+|n[eé]ant|vide"
    r"|inconnue?s?|(?:non|pas) connue?s?|sans objet|aucun(?:e|s|es)?|ind[eé]termin[eé]e?s?"
    r"|non (?:renseign|communiqu|concern|d[eé]fini)[eé]e?s?|non applicables?"
    r"|[aà] (?:compl[eé]ter|venir|pr[eé]ciser))\s*",
    re.IGNORECASE,
)


def without_stray_spaces(cell: str) -> str:
    """Take out spaces around a text, all but one of those that follow each other, and unseen signs.

    Args:
        cell: the cell as written.
    """
    return re.sub(r"\s+", " ", _INVISIBLE.sub("", cell)).strip()


def without_absent_mark(cell: str, kept: list[str]) -> str:
    """Empty a cell that says that there is nothing to say.

    Args:
        cell: the cell as written.
        kept: marks that the schema admits.
    """
    return "" if is_absent_mark(cell) and cell not in kept else cell


def is_absent_mark(cell: str) -> bool:
    """Tell whether a cell says that there is nothing to say.

    Args:
        cell: the cell as written.
    """
    return bool(ABSENT.fullmatch(cell)) if len(cell) <= 40 else False
