"""What writing the new file mends by itself: its encoding, its separator, what stands above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from grader.tables.encoding import SPOKEN
from grader.tables.ends import SPOKEN_ENDS
from grader.tables.model import Notice
from grader.typography import french, number, plural
from grader.validation.repairs.changes import Place
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.model import Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.moves import Settled

#: Separators as a person names them.
DELIMITERS: Mapping[str, str] = {
    ",": "virgule",
    ";": "point-virgule",
    "\t": "tabulation",
    "|": "barre verticale",
}
_UTF8 = "UTF-8"


def written_anew(sight: Sight) -> Iterator[Repair]:
    """Find what is wrong with the way in which the file is written.

    Args:
        sight: the draft; a notice that is settled is not in it any more.
    """
    draft = sight.draft
    for told in draft.notices:
        settle = SETTLED.get(told.code)
        if settle is None:
            continue
        cause, before, after = settle(draft, told)
        change = Settled(frozenset({told.code}), Place(None, "", before, after))
        words = {"before": before, "after": after or "", "line": number(told.line or 1)}
        yield Repair(cause, "", sure=True, change=change, words=words)
    if draft.dialect.has_bom and draft.dialect.encoding == "utf-8":
        place = Place(None, "", "marque d'ordre des octets", None)
        change = Settled(frozenset(), place, mark=True)
        yield Repair("byte-order-mark", "", sure=True, change=change)


def _encoding(draft: Draft, _told: Notice) -> tuple[str, str, str | None]:
    return "encoding", french(SPOKEN[draft.dialect.encoding]), _UTF8


def _delimiter(draft: Draft, _told: Notice) -> tuple[str, str, str | None]:
    return "delimiter", DELIMITERS[draft.dialect.delimiter], DELIMITERS[","]


def _line_ends(draft: Draft, _told: Notice) -> tuple[str, str, str | None]:
    return "line-ends", french(SPOKEN_ENDS[draft.dialect.line_end]), "un retour à la ligne"


def _workbook(_draft: Draft, _told: Notice) -> tuple[str, str, str | None]:
    return "workbook", "classeur de tableur", "CSV"


def _counted(
    cause: str, singular: str, several: str, after: str | None = None
) -> Callable[[Draft, Notice], tuple[str, str, str | None]]:
    """Make what tells a cause by how many times the notice counts."""

    def settle(_draft: Draft, told: Notice) -> tuple[str, str, str | None]:
        return cause, plural(told.count, singular, several), after

    return settle


#: By code of the notice: cause, how the file was written, how it will be.
SETTLED: Mapping[str, Callable[[Draft, Notice], tuple[str, str, str | None]]] = {
    "encoding-not-utf8": _encoding,
    "delimiter-not-comma": _delimiter,
    "line-ends": _line_ends,
    "title-lines": _counted("title-lines", "ligne de titre", "lignes de titre"),
    "nul-bytes": _counted("nul-bytes", "caractère nul", "caractères nuls"),
    "orphan-quote": _counted(
        "orphan-quote",
        "ligne au guillemet isolé",
        "lignes aux guillemets isolés",
        "textes entourés de guillemets, ceux de l'intérieur doublés",
    ),
    "workbook-file": _workbook,
    "numbers-as-identifiers": _counted(
        "long-numbers",
        "nombre de plus de onze chiffres",
        "nombres de plus de onze chiffres",
        "texte",
    ),
    "dressed-numbers": _counted(
        "dressed-numbers", "nombre habillé", "nombres habillés", "nombre seul"
    ),
    "formulas-in-cells": _counted("formulas", "formule", "formules", "résultat de la formule"),
}
