"""A recipe: what is done to a file, as ordered JSON steps; checked, then carried out.

The same recipe, key and aids give the same rows again, and the pandas script of ``script.py``
writes the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from grader.errors import RefusedError
from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.hierarchies.model import Hierarchy
from grader.privacy.hierarchies.registry import finite, hierarchy, unknown_recipe
from grader.privacy.transforms.columns import clipped, noised, pseudonymised
from grader.privacy.transforms.rows import counted, suppressed

if TYPE_CHECKING:
    import polars as pl

Step = Mapping[str, Any]

#: Steps of a recipe, columns to count by, and rows that may have to be alike, at most.
MOST_STEPS, MOST_BY, MOST_LEAST = 1_000, 4, 1_000
#: Length of a pseudonym, in hexadecimal signs: what is usual, and its bounds.
USUAL_LENGTH, SHORTEST, LONGEST = 16, 8, 64
#: The table of streets is given apart: to check a step or tell it, any will do.
ANY_AIDS = Aids({"voie": ("", "", "")})


def check_recipe(raw: object, labels: Sequence[str]) -> tuple[Step, ...]:
    """Check a recipe that comes from elsewhere.

    Args:
        raw: decoded JSON: anything at all.
        labels: columns of the file that it is for.

    Returns:
        the steps, with every parameter written out, in a fixed order; checking them again gives
        them back.

    Raises:
        RefusedError: ``unknown-recipe``: this is no recipe for such a file.
    """
    if not isinstance(raw, list | tuple) or len(raw) > MOST_STEPS:
        raise unknown_recipe()
    left = list(labels)
    steps: list[Step] = []
    for one in raw:
        if not isinstance(one, Mapping) or (steps and steps[-1]["do"] == "count"):
            raise unknown_recipe()
        step = _checked(one, left)
        if step["do"] == "drop":
            left.remove(step["column"])
        steps.append(step)
    return tuple(steps)


def apply(
    records: pl.DataFrame, recipe: Sequence[Step], key: bytes = b"", aids: Aids = NO_AIDS
) -> pl.DataFrame:
    """Carry a recipe out.

    Args:
        records: texts, in columns with names of their own (``records.records_of``).
        recipe: checked steps.
        key: secret of pseudonyms and noise, given apart.
        aids: public tables.

    Returns:
        new records; those given do not change.

    Raises:
        RefusedError: ``key-missing``, ``aids-missing``, ``too-many-cells``.
    """
    for step in recipe:
        records = apply_step(records, step, key, aids)
    return records


def apply_step(
    records: pl.DataFrame, step: Step, key: bytes = b"", aids: Aids = NO_AIDS
) -> pl.DataFrame:
    """Carry one step out.

    Args:
        records: before it.
        step: a checked step.
        key: as for ``apply``.
        aids: as for ``apply``.

    Raises:
        RefusedError: as for ``apply``.
    """
    do = step["do"]
    if do == "drop":
        return records.drop(step["column"])
    if do == "suppress":
        return suppressed(records, step["by"], step["least"])
    if do == "count":
        return counted(
            records, step["by"], step["least"], step.get("value"), margins=step["margins"]
        )
    column = records[step["column"]]
    return records.with_columns(changed_column(column, step, key, aids).alias(step["column"]))


def changed_column(
    values: pl.Series, step: Step, key: bytes = b"", aids: Aids = NO_AIDS
) -> pl.Series:
    """Carry out a step that changes one column.

    Args:
        values: the column, under its own name: noise depends on it.
        step: a checked step: ``pseudonymise``, ``generalise``, ``clip`` or ``noise``.
        key: as for ``apply``.
        aids: as for ``apply``.

    Raises:
        RefusedError: as for ``apply``.
    """
    do = step["do"]
    if do == "generalise":
        return ladder_of(step, aids).generalise(values, step["level"])
    if do == "clip":
        return clipped(values, step["low"], step["high"])
    if not key and (do == "noise" or step["keyed"]):
        raise RefusedError(
            "key-missing",
            "Cette transformation demande une clé secrète.",
            "Donnez une clé : sans elle, chacun pourrait refaire le calcul.",
        )
    if do == "noise":
        return noised(values, step["column"], step["scale"], step["decimals"], key)
    return pseudonymised(values, step["length"], key if step["keyed"] else None)


def ladder_of(step: Step, aids: Aids = NO_AIDS) -> Hierarchy:
    """Give the ladder of a ``generalise`` step.

    Args:
        step: the step.
        aids: public tables.

    Raises:
        RefusedError: as for ``hierarchies.registry.hierarchy``.
    """
    params = {k: v for k, v in step.items() if k not in ("do", "column", "by", "level")}
    return hierarchy(step["by"], params, aids)


def _checked(raw: Mapping[Any, Any], left: Sequence[str]) -> Step:
    do = raw.get("do")
    if do in ("suppress", "count"):
        return _checked_rows(raw, left)
    column = raw.get("column")
    if not isinstance(column, str) or column not in left:
        raise unknown_recipe()
    rest = {name: value for name, value in raw.items() if name not in ("do", "column")}
    begun: dict[str, Any] = {"do": do, "column": column}
    if do == "drop":
        return _whole(begun, rest)
    if do == "pseudonymise":
        keyed, length = rest.pop("keyed", True), rest.pop("length", USUAL_LENGTH)
        if not isinstance(keyed, bool):
            raise unknown_recipe()
        return _whole({**begun, "keyed": keyed, "length": _int(length, SHORTEST, LONGEST)}, rest)
    if do == "generalise":
        return _checked_ladder(begun, rest)
    if do == "clip":
        low, high = (_bound(rest.pop(name, None)) for name in ("low", "high"))
        if (low is None and high is None) or (low is not None and high is not None and low >= high):
            raise unknown_recipe()
        return _whole({**begun, "low": low, "high": high}, rest)
    if do == "noise":
        scale, decimals = _bound(rest.pop("scale", None)), _int(rest.pop("decimals", 0), 0, 6)
        if scale is None or scale <= 0:
            raise unknown_recipe()
        return _whole({**begun, "scale": scale, "decimals": decimals}, rest)
    raise unknown_recipe()


def _checked_ladder(begun: dict[str, Any], rest: dict[Any, Any]) -> Step:
    by, level = rest.pop("by", None), rest.pop("level", None)
    if not isinstance(by, str):
        raise unknown_recipe()
    ladder = hierarchy(by, rest, ANY_AIDS)
    top = len(ladder.levels)
    return {**begun, "by": by, "level": _int(level, 1, top), **ladder.params}


def _checked_rows(raw: Mapping[Any, Any], left: Sequence[str]) -> Step:
    rest = dict(raw)
    do, by = rest.pop("do"), rest.pop("by", None)
    least = _int(rest.pop("least", 0), 0, MOST_LEAST)
    if not isinstance(by, list | tuple) or any(
        not isinstance(one, str) or one not in left for one in by
    ):
        raise unknown_recipe()
    by = list(dict.fromkeys(by))
    step: dict[str, Any] = {"do": do, "by": by, "least": least}
    if do == "suppress":
        return _whole(step, rest)
    value, margins = rest.pop("value", None), rest.pop("margins", False)
    if not 1 <= len(by) <= MOST_BY or not isinstance(margins, bool):
        raise unknown_recipe()
    if value is not None:
        if not isinstance(value, str) or value not in left or value in by:
            raise unknown_recipe()
        step["value"] = value
    return _whole({**step, "margins": margins}, rest)


def _whole(step: dict[str, Any], rest: Mapping[Any, Any]) -> Step:
    """Give the step, once nothing is left that it does not know."""
    if rest:
        raise unknown_recipe()
    return step


def _int(value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise unknown_recipe()
    return value


def _bound(value: object) -> float | None:
    return None if value is None else finite(value)
