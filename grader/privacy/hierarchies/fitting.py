"""Which ladders fit a column, by its name and its values, likeliest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.hierarchies.amounts import is_amount, round_bounds, sample
from grader.privacy.hierarchies.model import Hierarchy
from grader.privacy.hierarchies.registry import hierarchy
from grader.privacy.transforms.scripted.adresses import lire_adresse
from grader.privacy.transforms.scripted.dates import lire_date
from grader.privacy.transforms.scripted.metiers import NON_CLASSE
from grader.privacy.transforms.scripted.nombres import lire_age
from grader.privacy.transforms.scripted.textes import PAS_LU, simplifier

if TYPE_CHECKING:
    import polars as pl

#: Share of the filled values that a ladder must read.
_ENOUGH = 0.6
_FEW, _NEARLY_ALL, _NEVER = 0.3, 0.9, 2.0
_HINTS = {
    name: re.compile(rf"\b(?:{words})")
    for name, words in {
        "birth": r"naiss|nais\b|ddn\b|nee? le|ne e le|anniv|birth",
        "date": r"date|jour|mois|annee|echeance|depot|decision",
        "age": r"ages?\b",
        "postcode": r"cp\b|code post|postal|code comm|insee",
        "place": r"adresse|voie|rue|domicil|lieu|quartier|logement|commune",
        "job": r"metier|profession|emploi|poste\b|fonction|csp\b",
        "amount": r"montant|somme|revenu|salaire|prix|cout|total|quotient|qf\b|ressources|loyer",
    }.items()
}
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z ./_-]{2,39}")
_POSTCODE = re.compile(r"\d{5}|2[AB]\d{3}", re.IGNORECASE)
_WHOLE = re.compile(r"\d+(?:[.,]\d+)?")


def hierarchies_for(label: str, values: pl.Series, aids: Aids = NO_AIDS) -> tuple[Hierarchy, ...]:
    """Give the ladders that fit a column, likeliest first; the last one confounds all.

    Args:
        label: name of the column.
        values: its texts.
        aids: public tables.
    """
    looked = sample(values)
    words = simplifier(label)
    hinted = {name for name, hint in _HINTS.items() if hint.search(words)}
    found = [(share, name) for name, share in _shares(looked, hinted, aids) if looked]
    found.sort(key=lambda one: (one[1] not in hinted, -one[0]))
    return (*(_made(name, values, looked, aids) for _, name in found), hierarchy("all"))


def _shares(
    looked: Sequence[str], hinted: Collection[str], aids: Aids
) -> Iterator[tuple[str, float]]:
    """Give the ladders that read enough of the values, and the share that they read."""

    def share(reads: Callable[[str], object]) -> float:
        return sum(1 for value in looked if reads(value)) / max(1, len(looked))

    dated = bool({"birth", "date"} & set(hinted))
    # A bare whole number is a date only where the name of the column says so.
    dates = share(lambda text: lire_date(text) and (dated or not _WHOLE.fullmatch(text)))
    places = hierarchy("place", {"streets": bool(aids.streets)}, aids)
    jobs = hierarchy("job")
    read = {
        # Without a word for either, a date of birth is the less likely of the two.
        "birth": dates if "birth" in hinted else dates - 0.001,
        "date": dates,
        "age": share(lambda text: lire_age(text) is not None),
        "postcode": share(_POSTCODE.fullmatch),
        "place": share(lambda text: places.value(text, 1) != PAS_LU and not _WHOLE.fullmatch(text)),
        "job": share(lambda text: jobs.value(text, 1) not in (PAS_LU, NON_CLASSE)),
        "amount": share(is_amount),
    }
    needed = {
        "age": _NEARLY_ALL if "age" in hinted else _NEVER,
        "postcode": _NEVER if "amount" in hinted else _NEARLY_ALL,
        "amount": _NEVER if dated or "postcode" in hinted else _ENOUGH,
        **{name: _FEW for name in ("place", "job") if name in hinted},
    }
    fitting = [name for name, one in read.items() if one >= needed.get(name, _ENOUGH)]
    yield from ((name, read[name]) for name in fitting)
    lengths = Counter(map(len, looked))
    alike = max(lengths.values(), default=0) >= _ENOUGH * len(looked)
    codes = share(_CODE.fullmatch)
    if alike and codes >= _NEARLY_ALL and not {"amount", "date", "place", "age"} & set(fitting):
        yield "prefix", codes / 2


def _made(name: str, values: pl.Series, looked: Sequence[str], aids: Aids) -> Hierarchy:
    if name == "amount":
        return hierarchy("amount", {"bounds": round_bounds(values)})
    if name == "prefix":
        return hierarchy("prefix", {"starts": starts_of(looked)})
    if name != "place":
        return hierarchy(name)
    if aids.streets:
        return hierarchy(name, {"streets": True}, aids)
    coded = sum(1 for value in looked if lire_adresse(value)[1]) >= _FEW * len(looked)
    return hierarchy(name, {"streets": False} if coded else {"streets": False, "codes": False})


def starts_of(values: Sequence[str]) -> list[int]:
    """Choose how many first signs of a code are kept at each level.

    Args:
        values: some codes.

    Returns:
        decreasing lengths, shorter than the commonest code.
    """
    length = Counter(map(len, values)).most_common(1)[0][0]
    shorter = {one for one in (length - 2, length // 2, 2, 1) if 0 < one < length}
    return sorted(shorter, reverse=True)
