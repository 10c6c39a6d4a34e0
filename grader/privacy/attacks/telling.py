"""French sentences about people whom an attack finds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from grader.typography import MONTHS, plural

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_WOMAN = {"f", "femme", "feminin", "femmes", "2", "mme", "madame"}
_MAN = {"m", "h", "homme", "masculin", "hommes", "1", "monsieur"}
_STREET = re.compile(
    r"(\d+ )?(bis |ter )?(allée|avenue|boulevard|chemin|cour|impasse|lieu-dit|montée|passage|place|"
    r"quai|route|rue|sentier|square|grande rue|hameau|lotissement|résidence|villa|cité)\b",
    re.IGNORECASE,
)
#: Longest value that a sentence carries.
_LONGEST = 60
#: Values that tell nothing.
MUTE = ("", "*", "non précisé")


def plain(text: str) -> str:
    """Write a text in small letters without accents, signs or outer blanks.

    Args:
        text: anything.
    """
    letters = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", kept))


def shortened(value: str) -> str:
    """Cut a value that is too long for a sentence.

    Args:
        value: a cell.
    """
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"


def woman_or_man(value: str) -> int:
    """Give the first digit of a social security number that a sex has: 1, 2, or 0 when unread.

    Args:
        value: « F », « Homme »…
    """
    sex = plain(value)
    return 2 if sex in _WOMAN else 1 if sex in _MAN else 0


def french_day(value: str) -> str:
    """Write a date as French readers do.

    Args:
        value: « 1984-03-12 » or « 12/03/1984 ».

    Returns:
        « 12 mars 1984 »; "" when it is no date.
    """
    if found := _ISO.fullmatch(value):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(value):
        day, month, year = (int(part) for part in found.groups())
    else:
        return ""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return f"{'1er' if day == 1 else day} {MONTHS[month - 1]} {year}"


def description(known: Mapping[str, str]) -> str:
    """Say what is known of somebody, as one would ask about her.

    Args:
        known: column to value, as the public file has them.

    Returns:
        « Une femme née le 12 mars 1984, rue des Lilas »; « Une personne » when nothing is known.
    """
    who, ending = "Une personne", "e"
    born, rest = "", []
    for label, value in known.items():
        short = shortened(value)
        if tells_sex(label) and plain(value) in _WOMAN | _MAN:
            who, ending = ("Une femme", "e") if plain(value) in _WOMAN else ("Un homme", "")
        elif tells_birth(label) and not born and french_day(value):
            born = french_day(value)
        elif _STREET.match(value):
            rest.append(short)
        elif value:
            rest.append(f"{label} : {short}")
    told = f"{who} né{ending} le {born}" if born else who
    return ", ".join([told, *rest])


def tells_sex(label: str) -> bool:
    """Tell whether a column's name says that it holds people's sex.

    Args:
        label: its name.
    """
    return plain(label) in {"sexe", "genre", "sex", "civilite"}


def tells_birth(label: str) -> bool:
    """Tell whether a column's name says that it holds dates of birth.

    Args:
        label: its name.
    """
    name = plain(label)
    return "naiss" in name or name in {"ne le", "nee le", "nele", "ddn", "birth", "birthdate"}


def name_of(values: Iterable[str]) -> str:
    """Put together what names somebody.

    Args:
        values: cells of the columns that name people.
    """
    return shortened(" ".join(value for value in values if value)) or "(sans nom)"


def fitting(rows: int) -> str:
    """Say how many rows fit.

    Args:
        rows: how many.
    """
    if rows == 1:
        return "une seule ligne correspond"
    return f"{plural(rows, 'ligne')} correspondent"


def people_are(count: int, singular: str, plural_form: str) -> str:
    """Say « 1 personne est retrouvée », « 12 personnes sont retrouvées ».

    Args:
        count: how many.
        singular: verb and adjective for one.
        plural_form: the same for several.
    """
    return f"{plural(count, 'personne')} {singular if count < 2 else plural_form}"
