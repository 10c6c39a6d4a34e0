"""What the cells of a column hold inside them, beside other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader.privacy.detection.finding import Finding
from grader.privacy.detection.kinds import KINDS, NAMING
from grader.privacy.detection.model import LIKELY, SURE, UNSURE, InText, Passage
from grader.privacy.detection.texts import PIECE, found_in
from grader.privacy.model import DIRECT, FREE, QUASI, SENSITIVE
from grader.typography import number, plural

if TYPE_CHECKING:
    import polars as pl

#: Characters read in all the texts of a file, and least for each column.
_MOST_CHARACTERS, _LEAST_CHARACTERS = 800_000, 1_000
#: What a number, an address or an account begins with: these cells are read first.
_TELLING = r"@|\d[\d .\-]{7,}\d|[A-Z]{2}\d\d ?[A-Z0-9]{4}|[A-Z]{2}-\d{3}-[A-Z]{2}"
#: Kinds whose cells are whole in themselves.
_WHOLE = frozenset(
    ("empty", "street", "siren", "sole-trader", "date", "birth-date", "sex", "civility",
     "coordinates",
     "postcode", "age", "amount", "income")
)  # fmt: skip
#: Below that share, a finding in a column of something else is told with prudence.
_FEW, HALF = 0.02, 0.5


@dataclass
class Inside:
    """What was found in the cells of one column.

    Attributes:
        cells: kind to number of cells that hold one, among those read.
        sure: kinds of which one at least is sure.
        naming: cells that hold something that names somebody.
        read: cells read.
        sampled: whether some cells were not read.
    """

    cells: Counter[str] = field(default_factory=Counter)
    sure: set[str] = field(default_factory=set)
    naming: int = 0
    read: int = 0
    sampled: bool = False


def is_searched(finding: Finding) -> bool:
    """Tell whether a column is searched inside: its own kind does not already say all.

    Args:
        finding: of the column.
    """
    if finding.kind in _WHOLE or finding.column.share("link") >= HALF:
        return False
    return finding.final_role != DIRECT and finding.column.letters >= 4


def search(findings: Sequence[Finding]) -> list[Inside | None]:
    """Search the columns that may hold passages.

    Args:
        findings: all columns.

    Returns:
        one for each column, None where it was not searched.
    """
    wanted = sum(is_searched(one) for one in findings)
    share = max(_LEAST_CHARACTERS, _MOST_CHARACTERS // max(wanted, 1))
    return [_searched(one, share) if is_searched(one) else None for one in findings]


def _searched(finding: Finding, characters: int) -> Inside:
    import polars as pl

    filled = finding.column.series.filter(finding.column.series != "")
    texts = pl.DataFrame(
        {"text": filled.unique(maintain_order=True), "cells": filled.unique_counts()}
    )
    size = pl.col("text").str.len_chars()
    whole = int(texts.select(size.sum()).item())
    inside = Inside(sampled=whole > characters)
    if inside.sampled:
        tells = texts["text"].str.contains(_TELLING)
        telling, others = texts.filter(tells), texts.filter(~tells)
        texts = pl.concat([_spread(telling, characters // 2), _spread(others, characters // 2)])
    for text, cells in texts.iter_rows():
        _count(inside, text, cells)
    return inside


def _spread(texts: pl.DataFrame, characters: int) -> pl.DataFrame:
    """Keep texts at even distances, about that many characters in all."""
    size = int(texts["text"].str.len_chars().sum())
    most = max(1, characters * texts.height // max(1, size))
    if texts.height <= most:
        return texts
    return texts[[place * texts.height // most for place in range(most)]]


def _count(inside: Inside, text: str, cells: int) -> None:
    inside.read += cells
    found = [
        one
        for one in found_in(text[: 4 * PIECE])
        if one.confidence != UNSURE and not _is_weak(one, text)
    ]
    kinds = {one.kind for one in found}
    for kind in kinds:
        inside.cells[kind] += cells
    inside.sure |= {one.kind for one in found if one.confidence == SURE}
    if kinds & set(NAMING):
        inside.naming += cells


def _is_weak(one: Passage, text: str) -> bool:
    """Tell whether a whole cell only has the form of a number, in a column that is not of them.

    ``judges`` found that too few cells of the column have it: references have that form too.
    """
    whole = one.start == 0 and one.end == len(text)
    return whole and (one.kind == "plate" or (one.kind == "phone" and text.isdigit()))


def told_inside(finding: Finding, inside: Inside, *, people: bool) -> list[InText]:
    """Give what was found in a column, the most frequent first.

    What the column is as a whole is not told again; health and the like are told only where the
    file speaks of people, for a deliberation may well treat of « aide sociale ».

    Args:
        finding: of the column.
        inside: what was found.
        people: whether the file speaks of people.
    """
    ordered = sorted(inside.cells.items(), key=lambda one: (-one[1], one[0]))
    return [
        InText(finding.column.label, kind, cells, inside.sampled)
        for kind, cells in ordered
        if kind != finding.kind and (people or kind in NAMING)
    ]


def with_inside(finding: Finding, inside: Inside, *, people: bool, bodies: bool) -> Finding:
    """Take what was found inside into account.

    Args:
        finding: of the column.
        inside: what was found.
        people: whether the file speaks of people.
        bodies: whether it speaks of organisations or places, whose addresses are nobody's.
    """
    left_out = {finding.kind, *(("address",) if bodies and not people else ())}
    naming = {
        kind: cells
        for kind, cells in inside.cells.items()
        if kind in NAMING and kind not in left_out
    }
    is_text = finding.kind == "text"
    if naming and finding.kind != "organisation":
        return _naming(finding, inside, naming)
    if is_text:
        return _plain_text(finding, inside, people=people)
    return finding


def _naming(finding: Finding, inside: Inside, naming: dict[str, int]) -> Finding:
    main = max(naming, key=lambda kind: (naming[kind], kind))
    sure = inside.sure & set(naming)
    few = inside.naming < _FEW * max(inside.read, 1)
    whole = finding.kind not in ("text", "other")
    cells = inside.naming
    parts = ", ".join(
        f"{KINDS[kind].one} ({number(count)})"
        for kind, count in sorted(naming.items(), key=lambda one: (-one[1], one[0]))[:4]
    )
    beginning = "Texte libre" if finding.kind == "text" else "Dans cette colonne"
    verb = "contient" if cells < 2 else "contiennent"
    read = f" lues sur {number(finding.column.filled)}" if inside.sampled else ""
    note = (
        f"{beginning} : {plural(cells, 'cellule')} sur {number(inside.read)}{read} {verb} de quoi "
        f"désigner quelqu'un, soit {parts}."
    )
    if whole:  # sensitive or quasi by its own kind, and it names somebody besides
        return replace(finding, notes=(*finding.notes, note), role=DIRECT)
    confidence = SURE if sure and not few else LIKELY if sure else UNSURE
    kind = "text" if finding.kind == "text" else main
    return replace(
        finding, kind=kind, role=DIRECT, confidence=confidence, cells=cells, notes=(note,),
        counted=False,
    )  # fmt: skip


def _plain_text(finding: Finding, inside: Inside, *, people: bool) -> Finding:
    told = {kind: cells for kind, cells in inside.cells.items() if KINDS[kind].role != FREE}
    for role in (SENSITIVE, QUASI):
        some = [kind for kind in told if KINDS[kind].role == role]
        if some and people:
            cells = max(told[kind] for kind in some)
            names = ", ".join(KINDS[kind].one for kind in sorted(some))
            verb = "donne" if cells < 2 else "donnent"
            note = f"Texte libre : {plural(cells, 'cellule')} au moins {verb} {names}."
            return replace(finding, role=role, confidence=LIKELY, cells=cells, notes=(note,))
    note = "Texte libre où rien n'a été reconnu qui désigne quelqu'un."
    if people:
        note += " Relisez-le : un texte peut raconter quelqu'un sans le nommer."
    confidence = UNSURE if people else LIKELY
    return replace(finding, confidence=confidence, cells=finding.column.filled, notes=(note,))
