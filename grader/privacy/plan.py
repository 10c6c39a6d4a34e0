"""What was decided about each column, and the recipe that follows from it.

A decision is one gesture on the workbench; the plan is where all of them lead; the recipe is the
plan as ordered steps, which ``recipe.apply`` carries out and which travels in a response.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grader.errors import RefusedError
from grader.privacy.model import DIRECT, FREE, QUASI, ROLES

#: What is done with a column.
KEEP, DROP, PSEUDONYMISE, GENERALISE, CLIP, NOISE = (
    "keep",
    "drop",
    "pseudonymise",
    "generalise",
    "clip",
    "noise",
)
ACTIONS = (KEEP, DROP, PSEUDONYMISE, GENERALISE, CLIP, NOISE)
#: Most rows that may have to be alike.
_MOST = 1_000

Decision = Mapping[str, Any]
Step = Mapping[str, Any]


@dataclass(frozen=True)
class Setting:
    """What is done with one column.

    Attributes:
        role: one of ``ROLES``.
        action: one of ``ACTIONS``.
        params: what the step needs beside the column: ``by`` and ``level`` to generalise,
            ``keyed`` to pseudonymise, ``low`` and ``high`` to clip, ``scale`` for noise.
    """

    role: str = FREE
    action: str = KEEP
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """All that was decided.

    Attributes:
        settings: column to setting, in the order of the file.
        least: rows in groups smaller than that are left out; 0 leaves none out.
        by: columns by which rows are counted instead of published; () publishes rows.
        cells: counts below that are hidden, and what gives them away (only with ``by``).
    """

    settings: Mapping[str, Setting]
    least: int = 0
    by: tuple[str, ...] = ()
    cells: int = 0

    def columns(self, role: str) -> tuple[str, ...]:
        """Give the columns of a role that are still published."""
        return tuple(
            label
            for label, setting in self.settings.items()
            if setting.role == role and setting.action != DROP
        )


def narrowing(plan: Plan) -> tuple[str, ...]:
    """Give the published columns that narrow a search: a vaguer address or name does so too.

    Args:
        plan: what was decided.
    """
    return tuple(
        label
        for label, setting in plan.settings.items()
        if (setting.role == QUASI and setting.action != DROP)
        or (setting.role == DIRECT and setting.action == GENERALISE)
    )


def first_plan(labels: Iterable[str], roles: Mapping[str, str]) -> Plan:
    """Give the plan before any decision: all is kept.

    Args:
        labels: columns of the file, in order.
        roles: column to role, where one is proposed.
    """
    return Plan({label: Setting(roles.get(label, FREE)) for label in labels})


def plan_after(plan: Plan, decisions: Iterable[Decision]) -> Plan:
    """Give the plan after decisions.

    Args:
        plan: before.
        decisions: in order; see ``decide``.

    Raises:
        RefusedError: a decision speaks of what is not there.
    """
    for decision in decisions:
        plan = decide(plan, decision)
    return plan


def decide(plan: Plan, decision: Decision) -> Plan:
    """Give the plan after one decision.

    Args:
        plan: before.
        decision: ``{"do": "role", "column", "role"}``,
            ``{"do": "treat", "column", "action", …params}``,
            ``{"do": "suppress", "least"}`` or ``{"do": "count", "by", "cells"}``.

    Raises:
        RefusedError: it speaks of what is not there.
    """
    do = decision.get("do")
    if do == "suppress":
        return replace(plan, least=_whole(decision.get("least")))
    if do == "count":
        by = decision.get("by")
        if not isinstance(by, list | tuple) or any(_setting(plan, one) is None for one in by):
            raise unknown_decision()
        return replace(plan, by=tuple(by), cells=_whole(decision.get("cells", 0)))
    column = decision.get("column")
    setting = _setting(plan, column)
    if setting is None:
        raise unknown_decision()
    if do == "role" and decision.get("role") in ROLES:
        setting = replace(setting, role=decision["role"])
    elif do == "treat" and decision.get("action") in ACTIONS:
        params = {k: v for k, v in decision.items() if k not in ("do", "column", "action")}
        setting = replace(setting, action=decision["action"], params=params)
    else:
        raise unknown_decision()
    return replace(plan, settings={**plan.settings, str(column): setting})


def same_gesture(one: Decision, other: Decision) -> bool:
    """Tell whether a decision takes the place of the one before it: a range that is dragged on.

    Args:
        one: the decision before.
        other: the one that follows it.
    """
    return all(one.get(name) == other.get(name) for name in ("do", "column", "action"))


def recipe_of(plan: Plan) -> tuple[Step, ...]:
    """Give the steps that carry a plan out: columns first, then rows, then counts.

    Args:
        plan: what was decided.
    """
    steps: list[Step] = [
        {"do": setting.action, "column": label, **setting.params}
        for label, setting in plan.settings.items()
        if setting.action != KEEP
    ]
    if plan.least > 1:
        steps.append({"do": "suppress", "by": list(narrowing(plan)), "least": plan.least})
    by = [label for label in plan.by if plan.settings[label].action != DROP]
    if by:
        steps.append({"do": "count", "by": by, "least": plan.cells})
    return tuple(steps)


def roles_of(plan: Plan) -> dict[str, str]:
    """Give the role of each column, published or not."""
    return {label: setting.role for label, setting in plan.settings.items()}


def left_named(plan: Plan) -> tuple[str, ...]:
    """Give the columns that name people and are still published as they are."""
    return tuple(
        label
        for label, setting in plan.settings.items()
        if setting.role == DIRECT and setting.action == KEEP
    )


def unknown_decision() -> RefusedError:
    """Give the refusal of a decision that speaks of what is not there."""
    return RefusedError(
        "unknown-choice",
        "Ce choix ne correspond à aucune colonne du fichier.",
        "Rechargez la page : vos choix précédents sont conservés.",
    )


def _setting(plan: Plan, column: object) -> Setting | None:
    return plan.settings.get(column) if isinstance(column, str) else None


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise unknown_decision()
    return value
