"""What a file is wanted for, as an exercise declares it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.errors import OuvroirError
from grader.privacy.aids import Aids

#: A declaration is read without the table of streets: any street will do.
_SOME_AIDS = Aids({"voie": ("", "", "")})
#: Share of the rows, or of the total, that may be missed, where it is not said.
_USUAL_TOLERANCE = 0.1


@dataclass(frozen=True)
class Needed:
    """How precise a column must still be.

    Attributes:
        by: name of a ladder (``place``, ``birth``…).
        level: vaguest level that serves, from 1.
        params: what the ladder needs beside, as in a recipe's step. ``streets`` is worked out from
            the aids when it is not there.
    """

    by: str
    level: int
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Use:
    """Something that a file is wanted for: counting, or adding up, by columns.

    Attributes:
        question: « Peut-on encore compter les aides par quartier ? »
        by: column to how precise it must be; None for the values as given.
        value: column of amounts to add up; "" to count rows.
        tolerance: share of the rows, or of the total, that may be missed, 0 to 1.
    """

    question: str
    by: Mapping[str, Needed | None]
    value: str = ""
    tolerance: float = _USUAL_TOLERANCE

    @classmethod
    def from_declaration(cls, raw: object, labels: Collection[str] | None = None) -> Use:
        """Read a use as an exercise declares it.

        Args:
            raw: decoded YAML: ``{question, by, value?, tolerance?}``, where ``by`` lists columns,
                or gives for each ``null`` or ``{by, level, …}``.
            labels: columns of the file; not checked when not given.

        Raises:
            ValueError: it is no use, in French.
        """
        if not isinstance(raw, Mapping):
            raise _wrong("un usage s'écrit « question », « by », « value », « tolerance »")
        if unknown := set(raw) - {"question", "by", "value", "tolerance"}:
            raise _wrong(f"« {min(map(str, unknown))} » n'est pas connu d'un usage")
        question, value = raw.get("question"), raw.get("value") or ""
        if not isinstance(question, str) or not question.strip():
            raise _wrong("un usage a une question")
        columns = raw.get("by")
        if isinstance(columns, list) and all(isinstance(one, str) for one in columns):
            columns = dict.fromkeys(columns)
        if not isinstance(columns, Mapping) or not columns:
            raise _wrong("« by » donne une colonne au moins")
        by = {str(label): _needed(str(label), one) for label, one in columns.items()}
        tolerance = raw.get("tolerance", _USUAL_TOLERANCE)
        if isinstance(tolerance, bool) or not isinstance(tolerance, int | float):
            raise _wrong("« tolerance » est un nombre de 0 à 1")
        if not 0 <= tolerance <= 1:
            raise _wrong("« tolerance » est un nombre de 0 à 1")
        if not isinstance(value, str):
            raise _wrong("« value » est une colonne de montants")
        for label in (*by, *([value] if value else [])):
            if labels is not None and label not in labels:
                raise _wrong(f"le fichier n'a pas de colonne « {label} »")
        return cls(question.strip(), by, value, float(tolerance))


def _wrong(message: str) -> ValueError:
    return ValueError(message)


def _needed(label: str, raw: object) -> Needed | None:
    if raw is None:
        return None
    from grader.privacy.hierarchies.registry import hierarchy

    if not isinstance(raw, Mapping) or not isinstance(raw.get("by"), str):
        raise _wrong(f"« {label} » : « by » nomme une hiérarchie, « level » un niveau")
    params = {str(key): value for key, value in raw.items() if key not in ("by", "level")}
    level = raw.get("level")
    try:
        ladder = hierarchy(raw["by"], params, _SOME_AIDS)
    except OuvroirError as fault:
        raise _wrong(f"« {label} » : cette hiérarchie n'existe pas") from fault
    if isinstance(level, bool) or not isinstance(level, int) or not 1 <= level < 20:
        raise _wrong(f"« {label} » : « level » est un nombre à partir de 1")
    longest = max(len(ladder.levels), 5 if raw["by"] == "place" else 0)
    if level > longest:
        raise _wrong(f"« {label} » : cette hiérarchie n'a pas {level} niveaux")
    return Needed(raw["by"], level, params)
