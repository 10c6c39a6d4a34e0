"""Who a pseudonym is for Moodle, as a trainer's own file says it: read at that moment, not kept."""

from __future__ import annotations

import csv
import io

from grader.errors import RefusedError
from grader.typography import french

#: Bytes of the file, and people in it: more than any session holds.
MOST_BYTES, MOST_PEOPLE = 256_000, 2_000
#: Longest identifier: Moodle's own numbers and addresses are shorter.
_LONGEST = 255
#: What the first cell of a line of titles may say.
_TITLES = {"pseudonyme", "pseudonymes", "pseudo"}
#: A spreadsheet would run a cell that begins so, and no identifier of Moodle does.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_pairs(content: bytes) -> dict[str, str]:
    """Read a file of two columns: pseudonym, identifier in Moodle.

    Args:
        content: CSV in UTF-8 or Windows-1252, with semicolons, commas or tabs; a first line of
            titles is passed over.

    Returns:
        Identifier by pseudonym in lower case.

    Raises:
        RefusedError: it is empty, too large, not of two columns, or names somebody twice.
    """
    if len(content) > MOST_BYTES:
        raise _refusal("Ce fichier est trop gros pour une liste de participants.", "256 ko au plus")
    lines = _lines(content)
    found: dict[str, str] = {}
    given: dict[str, int] = {}
    for rank, cells in enumerate(lines, 1):
        name, identifier = _pair(cells, rank)
        # Our own files put one before what a spreadsheet would not leave as it is.
        name = name.removeprefix("'")
        if rank == 1 and name.casefold() in _TITLES:
            continue
        if name.casefold() in found:
            raise _refusal(f"Ligne {rank} : le pseudonyme « {name} » est déjà plus haut.")
        if identifier.casefold() in given:
            raise _refusal(
                f"Ligne {rank} : cet identifiant est déjà ligne {given[identifier.casefold()]}.",
                "Dans Moodle, deux lignes iraient à la même personne",
            )
        found[name.casefold()] = identifier
        given[identifier.casefold()] = rank
    if not found:
        raise _refusal("Ce fichier ne contient aucun pseudonyme.")
    if len(found) > MOST_PEOPLE:
        raise _refusal(f"Ce fichier compte plus de {MOST_PEOPLE} personnes.")
    return found


def _lines(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise _refusal("Ce fichier n'est pas du texte.", "Enregistrez-le en CSV")
    head = text.partition("\n")[0]
    delimiter = max(";\t,", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise _refusal("Un guillemet de ce fichier n'est pas refermé.") from None
    return [[cell.strip() for cell in cells] for cells in lines if any(map(str.strip, cells))]


def _pair(cells: list[str], rank: int) -> tuple[str, str]:
    filled = [cell for cell in cells if cell]
    if len(filled) != 2 or cells[:2] != filled:
        raise _refusal(
            f"Ligne {rank} : il faut un pseudonyme, puis son identifiant.",
            "Deux colonnes, et rien d'autre",
        )
    name, identifier = filled
    if (
        len(identifier) > _LONGEST
        or identifier.startswith(_FORMULA)
        or not identifier.isprintable()
    ):
        raise _refusal(
            f"Ligne {rank} : cet identifiant n'en est pas un.",
            "Il ne commence ni par =, ni par +, ni par -, ni par @",
        )
    return name, identifier


def _refusal(message: str, hint: str = "") -> RefusedError:
    return RefusedError("bad-pairs", french(message), french(f"{hint}.") if hint else "")
