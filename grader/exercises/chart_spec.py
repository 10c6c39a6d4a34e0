"""What a learner chose to draw: a few words from closed lists, checked as hostile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from grader.errors import RefusedError
from grader.exercises.chart_file import COUNTS, ROWS, Figure

BARS, COLUMNS, POINTS, LINE, PIE = "bars", "columns", "points", "line", "pie"
MARKS: Mapping[str, str] = {
    BARS: "Barres horizontales",
    COLUMNS: "Colonnes",
    POINTS: "Points",
    LINE: "Ligne",
    PIE: "Camembert",
}
BY_VALUE, BY_NAME, AS_FILED = "value", "name", "file"
ORDERS = (BY_VALUE, BY_NAME, AS_FILED)
#: How many marks may be kept, the greatest ones; 0 for all.
KEPT = (0, 15, 10, 5)
#: Characters of a title, and of a text alternative.
LONGEST_TITLE, LONGEST_ALTERNATIVE = 200, 1_000


@dataclass(frozen=True)
class Spec:
    """A chart as chosen.

    Attributes:
        marks: kind of marks, a key of ``MARKS``.
        by: column whose cells the marks stand for.
        value: column of numbers; "" where rows are counted.
        count: ``sum``, ``mean`` or ``rows``.
        order: ``value`` (greatest first), ``name`` or ``file``.
        most: how many marks are kept, the greatest ones; 0 for all.
        zero: whether the axis starts from zero; else near the least value.
    """

    marks: str
    by: str
    value: str
    count: str
    order: str
    most: int
    zero: bool

    def to_dict(self) -> dict[str, Any]:
        """Give the choices as JSON types."""
        return asdict(self)


def first_spec(groups: Iterable[str]) -> Spec:
    """Give the chart that stands before any choice, as an office program would propose it.

    Args:
        groups: columns offered for the marks, in order.
    """
    return Spec(COLUMNS, next(iter(groups)), "", ROWS, AS_FILED, 0, zero=False)


def check_spec(raw: Any, groups: Iterable[str], values: Iterable[str]) -> Spec:
    """Take the choices of a page or of a response.

    Args:
        raw: any JSON.
        groups: columns offered for the marks.
        values: columns of numbers offered.

    Raises:
        RefusedError: they are no choices of this exercise.
    """
    names = Spec.__dataclass_fields__.keys()
    if not isinstance(raw, Mapping) or raw.keys() != names:
        raise _foreign()
    offered: Mapping[str, Sequence[Any]] = {
        "marks": tuple(MARKS),
        "by": tuple(groups),
        "count": COUNTS,
        "value": ("",) if raw["count"] == ROWS else tuple(values),
        "order": ORDERS,
    }
    if not all(isinstance(raw[name], str) and raw[name] in offered[name] for name in offered):
        raise _foreign()
    most, zero = raw["most"], raw["zero"]
    if isinstance(most, bool) or not isinstance(most, int) or most not in KEPT:
        raise _foreign()
    if not isinstance(zero, bool):
        raise _foreign()
    return Spec(**{name: raw[name] for name in names})


def check_words(raw: Any, longest: int) -> str:
    """Take a title or a text alternative: any text of one line that is not too long.

    Args:
        raw: any JSON.
        longest: characters at most.

    Raises:
        RefusedError: it is no text, or is too long.
    """
    if not isinstance(raw, str):
        raise _foreign()
    if len(raw) > longest:
        raise RefusedError(
            "text-too-long",
            f"Ce texte est trop long : {longest} caractères au plus.",
            "Raccourcissez-le, puis recommencez.",
        )
    return " ".join("".join(c if c.isprintable() else " " for c in raw).split())


def marks_shown(spec: Spec, found: Sequence[Figure]) -> int:
    """Count the marks that a chart shows.

    Args:
        spec: the chart.
        found: all that could be shown.
    """
    return min(spec.most, len(found)) if spec.most else len(found)


def right_measure(spec: Spec, value: str, count: str) -> bool:
    """Tell whether a chart counts what is asked.

    Args:
        spec: the chart.
        value: column to count; "" for rows.
        count: how.
    """
    return (spec.value, spec.count) == (value, count)


def _foreign() -> RefusedError:
    return RefusedError(
        "foreign-chart",
        "Les choix que contient cette réponse ne sont pas ceux de ce graphique.",
        "Rouvrez l'exercice, puis demandez de nouveau « Faire vérifier mon graphique ».",
    )
