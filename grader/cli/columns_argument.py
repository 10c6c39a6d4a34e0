"""Columns that a command line names: separated by commas, written as in the file or nearly."""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import OuvroirError
from grader.typography import french, number

#: Columns listed in a refusal.
_LISTED = 40
#: Likeness from which a column is proposed (100 is equality).
_NEAR = 70
#: Columns proposed.
_PROPOSED = 3
#: Characters of what was asked for that a refusal repeats.
_QUOTED = 80


def columns_argument(given: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    """Find the columns that a person named.

    A name written as in the file comes first; then one that differs by case, accents or signs
    only (« age » for « Âge »). A column whose own name holds commas is found too.

    Args:
        given: values of an option that may be repeated; each one name, or several with commas.
        labels: columns of the file.

    Returns:
        labels of the file, in the order in which they were asked for, once each.

    Raises:
        OuvroirError: one of them is not there, or could be several columns.
    """
    found: list[str] = []
    for value in given:
        parts = value.split(",")
        start = 0
        while start < len(parts):
            label, start = _next(parts, start, labels)
            found += [label] if label else []
    if not found:
        raise OuvroirError(
            "no-column",
            french("Aucune colonne n'est nommée."),
            french(f"Colonnes du fichier : {_listed(labels)}."),
        )
    return tuple(dict.fromkeys(found))


def written_columns(given: Sequence[str]) -> tuple[str, ...]:
    """Give what may be names among the values of an option, before the file is read.

    Args:
        given: as for ``columns_argument``.
    """
    parts = [part.strip() for value in given for part in (value, *value.split(","))]
    return tuple(dict.fromkeys(part for part in parts if part))


def _next(parts: Sequence[str], start: int, labels: Sequence[str]) -> tuple[str, int]:
    """Take one name, the longest that is a column: a name may hold the commas of its own."""
    for end in range(len(parts), start, -1):
        asked = ",".join(parts[start:end]).strip()
        label = _column(asked, labels)
        if label or not asked:
            return label, end
    raise _unknown(parts[start].strip(), labels)


def _column(asked: str, labels: Sequence[str]) -> str:
    """Give the column of that name, "" when there is none."""
    from grader.tables.labels import fold

    if not asked or asked in labels:
        return asked
    alike = [label for label in labels if fold(label) == fold(asked)]
    if len(alike) > 1:
        raise OuvroirError(
            "ambiguous-column",
            french(f"« {_shown(asked)} » peut désigner plusieurs colonnes : {_listed(alike)}."),
            french("Écrivez le nom exactement comme dans le fichier."),
        )
    return alike[0] if alike else ""


def _unknown(asked: str, labels: Sequence[str]) -> OuvroirError:
    """Tell which columns there are, the nearest first."""
    from rapidfuzz import fuzz, process

    from grader.tables.labels import fold

    near = process.extract(
        fold(asked),
        {label: fold(label) for label in labels},
        scorer=fuzz.WRatio,
        score_cutoff=_NEAR,
        limit=_PROPOSED,
    )
    quoted = [french(f"« {_shown(label)} »") for _, _, label in near]
    proposed = f"Vouliez-vous dire {' ou '.join(quoted)} ? " if quoted else ""
    return OuvroirError(
        "unknown-column",
        french(f"Le fichier n'a pas de colonne « {_shown(asked)} »."),
        french(f"{proposed}Colonnes du fichier : {_listed(labels)}."),
    )


def _listed(labels: Sequence[str]) -> str:
    more = len(labels) - _LISTED
    named = ", ".join(map(_shown, labels[:_LISTED]))
    return f"{named}… ({number(more)} de plus)" if more > 0 else named


def _shown(text: str) -> str:
    """Shorten a name, and keep from it what could command a terminal."""
    cut = text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
    return "".join(one if one.isprintable() else "·" for one in cut)
