"""Roles of columns, and what measuring, attacking and appraising a file give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What a column is to somebody who looks for a person: it names her, it narrows the search when
#: put together with others, it is what must not be learnt about her, or it tells nothing of her.
DIRECT, QUASI, SENSITIVE, FREE = "direct", "quasi", "sensitive", "free"
ROLES = (DIRECT, QUASI, SENSITIVE, FREE)

#: Below that many alike, a row is « at risk »: a usual benchmark, no rule of law.
USUAL_K = 5


@dataclass(frozen=True)
class Measures:
    """What a file gives away, as three well-known models count it.

    Attributes:
        rows: number of rows.
        k: size of the smallest group of rows alike in their quasi-identifiers (Sweeney 2002);
            0 for an empty file, ``rows`` without quasi-identifiers.
        l: fewest distinct sensitive values in such a group (Machanavajjhala 2006); None without
            a sensitive column.
        entropy_l: entropy l-diversity, rounded down as pycanon does; None as above.
        t: greatest distance between the sensitive values of a group and those of the file
            (Li 2007), 0 to 1; None as above.
        unique: rows that are alone in their group.
        at_risk: rows in groups smaller than ``threshold``.
        groups: number of groups.
        threshold: the k below which a row is at risk.
        sizes: how many groups there are of each size, smallest first.
        alpha: greatest share, 0 to 1, that one sensitive value has in a group (Wong 2006): a guess
            would be right that often; None without a sensitive column.
    """

    rows: int
    k: int
    l: int | None  # noqa: E741 - the field's own name
    entropy_l: int | None
    t: float | None
    unique: int
    at_risk: int
    groups: int
    threshold: int = USUAL_K
    sizes: tuple[tuple[int, int], ...] = ()
    alpha: float | None = None


@dataclass(frozen=True)
class Person:
    """Somebody found again, or about whom something was learnt.

    Attributes:
        name: as the public file names her, always fictional in the exercises.
        how: what put her and her row together, as a French sentence.
        learnt: what was learnt about her: column to value.
        line: her row among those published, 0-based; None when no row was singled out.
    """

    name: str
    how: str
    learnt: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True)
class Attack:
    """What one attack, run for real, found.

    Attributes:
        name: ``linkage``, ``homogeneity``, ``differencing`` or ``enumeration``.
        title: in French (« Recouper avec un fichier public »).
        tried: people or values tried.
        found: how many were found: exact.
        people: the first of them, in the order of the public file.
        sentence: what came of it, in French.
        possible: whether there was something to attack with.
    """

    name: str
    title: str
    tried: int
    found: int
    people: tuple[Person, ...]
    sentence: str
    possible: bool = True
