"""What may be done with a column, as the menus of the workbench offer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any

from grader.errors import RefusedError
from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.hierarchies.amounts import (
    as_number,
    at_share,
    is_amount,
    rounded,
    sample,
    sorted_amounts,
)
from grader.privacy.hierarchies.fitting import hierarchies_for
from grader.privacy.hierarchies.model import Hierarchy
from grader.privacy.model import DIRECT
from grader.privacy.plan import Decision, unknown_decision
from grader.privacy.wording import FIELDS, TITLES, WHYS

if TYPE_CHECKING:
    import polars as pl

#: Name, label, value, least, most and step of a number that is asked.
Field = tuple[str, str, float, float, float, float]
_GENERALISE = "generalise:"
#: Share of distinct values that must be amounts.
_MOSTLY = 0.6


@dataclass(frozen=True)
class Treatment:
    """Something that may be done with a column.

    Attributes:
        key: ``keep``, ``drop``, ``pseudonymise``, ``hash``, ``clip``, ``noise`` or
            ``generalise:<ladder>``.
        title: in French.
        why: what it is worth, in one French sentence.
        levels: French titles of levels 1 to n of a ladder; () for others.
        fields: numbers that it asks; () for none.
        ladder: of ``generalise``, else None.
        params: what its step needs beside its column, its level and its numbers.
    """

    key: str
    title: str
    why: str
    levels: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    ladder: Hierarchy | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    def decision(self, column: str, level: int, values: Mapping[str, float]) -> Decision:
        """Give the decision that does it, as ``plan.decide`` wants it.

        Args:
            column: the column.
            level: 1 to n for a ladder; else whatever.
            values: the numbers that it asks; those that are missing have their usual value.

        Raises:
            RefusedError: ``unknown-choice``: no such level, or a number out of its bounds.
        """
        begun = {"do": "treat", "column": column, "action": self.action, **self.params}
        if self.ladder is not None:
            if isinstance(level, bool) or not isinstance(level, int):
                raise unknown_decision()
            if not 1 <= level <= len(self.levels):
                raise unknown_decision()
            return {**begun, "by": self.ladder.name, "level": level}
        asked = {one[0]: values.get(one[0], one[2]) for one in self.fields}
        for name, _, _, least, most, _ in self.fields:
            value = asked[name]
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise unknown_decision()
            if not least <= value <= most:
                raise unknown_decision()
        if self.key == "clip" and asked["low"] >= asked["high"]:
            raise RefusedError(
                "bounds-crossed",
                "La borne du bas doit être plus petite que celle du haut.",
                "Changez l'une des deux.",
            )
        return {**begun, **asked}

    @property
    def action(self) -> str:
        """Give the action of ``plan.ACTIONS`` that it is."""
        return {"hash": "pseudonymise"}.get(self.key, self.key.partition(":")[0])


def treatments_for(
    label: str, values: pl.Series, role: str, aids: Aids = NO_AIDS
) -> tuple[Treatment, ...]:
    """Give what may be done with a column, ``keep`` first.

    Args:
        label: its name.
        values: its texts, as they stand in the file.
        role: one of ``model.ROLES``: what names people is offered to be dropped or replaced
            before anything else.
        aids: public tables.
    """
    ladders = [
        Treatment(
            f"{_GENERALISE}{one.name}",
            one.title,
            one.why,
            one.levels,
            ladder=one,
            params=one.params,
        )
        for one in hierarchies_for(label, values, aids)
    ]
    replaced = [
        _plain("pseudonymise", params={"keyed": True}),
        _plain("hash", params={"keyed": False}),
    ]
    first = [_plain("keep"), _plain("drop")]
    if role == DIRECT:
        return (*first, *replaced, *ladders)
    return (*first, *ladders, *_numeric(values), *replaced)


def treatment_in_force(action: str, params: Mapping[str, Any]) -> str:
    """Give the key of the treatment that a column's setting comes from.

    Args:
        action: ``plan.Setting.action``.
        params: ``plan.Setting.params``.
    """
    if action == "generalise":
        return f"{_GENERALISE}{params.get('by', '')}"
    return "hash" if action == "pseudonymise" and params.get("keyed") is False else action


def _plain(
    key: str, fields: tuple[Field, ...] = (), params: Mapping[str, Any] | None = None
) -> Treatment:
    return Treatment(key, TITLES[key], WHYS[key], (), fields, None, params or {})


def _numeric(values: pl.Series) -> list[Treatment]:
    """Give what may be done with amounts: cut their extremes, or make noise."""
    looked = sample(values)
    if sum(map(is_amount, looked)) < _MOSTLY * max(1, len(looked)):
        return []
    amounts = sorted_amounts(values)
    if not amounts:
        return []
    low, high = (rounded(at_share(amounts, Decimal(share))) for share in ("0.05", "0.95"))
    if low >= high:
        return []
    width = rounded((high - low) / 100)
    step, scale = as_number(width), as_number(rounded((high - low) / 10))
    # Whole steps from end to end: a range that is dragged stops on round numbers.
    below = (min(amounts[0][0], low) / width).to_integral_value(ROUND_FLOOR)
    above = (max(amounts[-1][0], high) / width).to_integral_value(ROUND_CEILING)
    least, most = as_number(below * width), as_number(above * width)
    bounds = (
        ("low", FIELDS["low"], as_number(low), least, most, step),
        ("high", FIELDS["high"], as_number(high), least, most, step),
    )
    noise = ("scale", FIELDS["scale"], scale, step, max(scale * 10, step), step)
    return [_plain("clip", bounds), _plain("noise", (noise,))]
