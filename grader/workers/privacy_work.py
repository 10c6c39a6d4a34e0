"""What the jobs of the workbench of anonymisation do with a file once it is open."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from grader.errors import RefusedError
from grader.exercises.anonymise import roles_in
from grader.exercises.anonymise_goals import FOUND, GoalState, Result, goal_states
from grader.exercises.anonymise_replay import left_in_clear, misread
from grader.privacy.attacks.model import found_in_all, pair
from grader.privacy.criteria import Publication, appraise
from grader.privacy.gauges import gauge_texts
from grader.privacy.model import FREE, QUASI, SENSITIVE, USUAL_K
from grader.privacy.plan import (
    KEEP,
    NOISE,
    PSEUDONYMISE,
    Decision,
    Plan,
    Step,
    decide,
    left_named,
    narrowing,
    roles_of,
    same_gesture,
    unknown_decision,
)
from grader.privacy.recipe import check_recipe
from grader.privacy.register import register_sentence
from grader.privacy.script import pandas_script
from grader.privacy.transforms.written import csv_bytes
from grader.privacy.utility_uses import UseAppraisal
from grader.settings import Bounds
from grader.workers.jobs import sheet_names
from grader.workers.privacy_columns import column_of, told, told_texts
from grader.workers.privacy_memory import PrivacyBench
from grader.workers.privacy_model import (
    ENDINGS,
    FILE,
    KEY,
    PAGE,
    RECIPE,
    SCRIPT,
    Decided,
    Decisions,
    Hunted,
    Judged,
    Look,
    Rows,
    Use,
    Written,
)
from grader.workers.privacy_published import (
    Published,
    distinct_in,
    frame_of,
    measures_of,
    point_of,
    preview_of,
    publish,
    rows_before_count,
    utility_of,
)


def looked_at(bench: PrivacyBench, bounds: Bounds, decisions: Decisions, known: int) -> Look:
    """Tell a file as decisions leave it.

    Args:
        bench: the file.
        bounds: upper limits on what is read.
        decisions: in order.
        known: how many points of the trail are known already.

    Raises:
        RefusedError: a decision speaks of what is not there, or cannot be done.
    """
    plans = [bench.plan(())]
    for decision in decisions:
        plans.append(decide(plans[-1], decision))
    threshold = _threshold(bench)
    published = publish(bench, plans[-1], threshold)
    earlier = (publish(bench, plan, threshold) for plan in plans[known:-1])
    points = tuple(point_of(bench, one) for one in earlier)
    if known <= len(decisions):
        points = (*points, point_of(bench, published))
    # What a file is wanted for is known of fictional ones alone, which are small.
    frame = frame_of(published) if bench.uses or bench.source.goals else None
    uses = _uses(bench, published, frame)
    return Look(
        sheets=sheet_names(bench.source.path, bounds, bench.table.notices, bench.source.sheet),
        columns=tuple(column_of(bench, published, one) for one in bench.detection.columns),
        least=plans[-1].least,
        by=plans[-1].by,
        cells=plans[-1].cells,
        gauges=gauge_texts(
            published.measures,
            before=bench.records.height,
            utility=utility_of(bench, published),
        ),
        points=points,
        told=tuple(map(told, decisions)),
        uses=tuple(uses),
        keyed=any(step["do"] == NOISE or step.get("keyed") for step in published.recipe),
        texts=told_texts(bench.detection),
        goals=()
        if frame is None or not bench.source.goals
        else _goals(bench, published, frame, uses),
        preview=preview_of(published, (0, PAGE)),
    )


def decided(
    bench: PrivacyBench, bounds: Bounds, decisions: Decisions, asked: Mapping[str, Any]
) -> Decided:
    """Take one more decision; it takes the place of the last one when it is the same gesture.

    Args:
        bench: the file.
        bounds: upper limits on what is read.
        decisions: before it.
        asked: a decision of ``grader.privacy.plan``, or ``{"do": "treat", "column",
            "treatment", "level", "values"}`` as a page asks.

    Raises:
        RefusedError: it speaks of what is not there, or cannot be done.
    """
    decision = _resolved(bench, bench.plan(decisions), asked)
    before = tuple(decisions)
    if before and same_gesture(before[-1], decision):
        before = before[:-1]
    plan = bench.plan(before)
    after = before if decide(plan, decision) == plan else (*before, decision)
    # What led to the decisions before is known.
    return Decided(after, looked_at(bench, bounds, after, len(before) + 1))


def resumed(bench: PrivacyBench, bounds: Bounds, sent: Mapping[str, Any] | None) -> Decided:
    """Begin where a recipe that was sent before has left the file, or at its start.

    Args:
        bench: the file.
        bounds: upper limits on what is read.
        sent: data of the event of a recipe; it may come from another version of ours.
    """
    try:
        decisions = _decisions_of(bench, sent or {})
        return Decided(decisions, looked_at(bench, bounds, decisions, 0))
    except RefusedError:
        return Decided((), looked_at(bench, bounds, (), 0))


def _decisions_of(bench: PrivacyBench, sent: Mapping[str, Any]) -> tuple[Decision, ...]:
    """Give the decisions that lead to a recipe, without those that change nothing."""
    labels = bench.records.columns
    roles = roles_in({"roles": sent.get("roles", {})}, labels)
    recipe = check_recipe(sent.get("recipe", ()), labels)
    plan, decisions = bench.plan(()), []
    for decision in (
        *({"do": "role", "column": label, "role": role} for label, role in roles.items()),
        *map(_decision_of, recipe),
    ):
        after = decide(plan, decision)
        if after != plan:
            plan = after
            decisions.append(decision)
    return tuple(decisions)


def _decision_of(step: Step) -> Decision:
    if step["do"] == "suppress":
        return {"do": "suppress", "least": step["least"]}
    if step["do"] == "count":
        return {"do": "count", "by": step["by"], "cells": step["least"]}
    return {**step, "do": "treat", "action": step["do"]}


def rows_in(bench: PrivacyBench, decisions: Decisions, part: tuple[int, int]) -> Rows:
    """Give some rows as they would be published.

    Args:
        bench: the file.
        decisions: in order.
        part: how many rows come before, and most rows given.
    """
    return preview_of(publish(bench, bench.plan(decisions), _threshold(bench)), part)


def hunted(bench: PrivacyBench, decisions: Decisions) -> Hunted:
    """Attack the file as given, and as decisions leave it.

    Args:
        bench: the file.
        decisions: in order.
    """
    plan = bench.plan(decisions)
    published = publish(bench, plan)
    roles = roles_of(plan)
    before = bench.trials(roles)
    after = bench.attacked(frame_of(published), published.recipe, roles)
    return Hunted(
        tuple(pair(one, other) for one, other in zip(before, after, strict=True)),
        found_in_all(before),
        found_in_all(after),
    )


def judged(bench: PrivacyBench, decisions: Decisions) -> Judged:
    """Answer « Est-ce publiable ? ».

    Args:
        bench: the file.
        decisions: in order.
    """
    plan = bench.plan(decisions)
    published = publish(bench, plan, _threshold(bench))
    trials = bench.attacked(frame_of(published), published.recipe, roles_of(plan))
    appraisal = appraise(
        published.measures,
        _publication(bench, published),
        [trial.attack for trial in trials],
    )
    return Judged(appraisal, roles_of(plan), published.recipe)


def written(bench: PrivacyBench, decisions: Decisions, what: str, stem: str) -> Written:
    """Write what is downloaded.

    Args:
        bench: the file.
        decisions: in order.
        what: a key of ``ENDINGS``.
        stem: how its name begins.

    Raises:
        KeyError: there is nothing else to write.
    """
    name = f"{stem}{ENDINGS[what]}"
    if what == KEY:
        return Written(name, bench.source.key + b"\n")
    plan = bench.plan(decisions)
    published = publish(bench, plan, _threshold(bench))
    recipe = published.recipe
    if what == FILE:
        return Written(name, csv_bytes(frame_of(published)))
    if what == SCRIPT:
        script = pandas_script(recipe, bench.table, bench.aids, name)
        return Written(name, script.encode())
    if what == RECIPE:
        told_recipe = {"roles": roles_of(plan), "recipe": list(recipe)}
        text = json.dumps(told_recipe, ensure_ascii=False, indent=2)
        return Written(name, f"{text}\n".encode())
    before, kept = bench.records.height, len(rows_before_count(published))
    sentence = register_sentence(recipe, bench.records.columns, before, kept)
    return Written(name, f"{sentence}\n".encode())


def _resolved(bench: PrivacyBench, plan: Plan, asked: Mapping[str, Any]) -> Decision:
    """Give what a page asks as a decision of the plan."""
    if asked.get("do") != "treat" or "treatment" not in asked:
        return asked
    label = asked["column"]
    setting = plan.settings.get(label)
    if setting is None:
        raise unknown_decision()
    offered = {one.key: one for one in bench.offered(label, setting.role)}
    treatment = offered.get(asked["treatment"])
    if treatment is None:
        raise unknown_decision()
    return treatment.decision(label, asked["level"], asked["values"])


def _threshold(bench: PrivacyBench) -> int:
    """Give the k that is aimed at: that of the exercise, or the usual one."""
    asked = [int(goal.value) for goal in bench.source.goals if goal.name == "k"]
    return asked[0] if asked else USUAL_K


def _uses(bench: PrivacyBench, published: Published, frame: pl.DataFrame | None) -> list[Use]:
    if frame is None:
        return []
    everybody = slice(None)
    forms = {
        label: published.columns[label].cells(everybody)
        for label in dict.fromkeys(label for one in bench.uses for label in one.use.by)
        if label in published.columns
    }
    recipe = published.recipe
    found = ((one.use.question, one.appraise(frame, recipe, forms)) for one in bench.uses)
    return [Use(question, one.possible, one.sentence, one.share) for question, one in found]


def _goals(
    bench: PrivacyBench, published: Published, frame: pl.DataFrame, uses: Sequence[Use]
) -> tuple[GoalState, ...]:
    """Tell where goals stand, as ``exercises.anonymise`` counts them."""
    source, ground = bench.source, bench.source.ground
    right = {**dict.fromkeys(bench.records.columns, FREE), **ground.roles}
    found = None
    if any(goal.name == FOUND for goal in source.goals):
        found = found_in_all(bench.attacked(frame, published.recipe, right))
    shown = published.shown
    height = bench.records.height
    result = Result(
        measures=measures_of(published, ground.quasi(), ground.sensitive()),
        narrowing=tuple(label for label in ground.quasi() if label in shown),
        named=left_in_clear(
            {label: distinct_in(published, label) for label in ground.direct() if label in shown},
            published.recipe,
        ),
        misread=misread(ground, roles_of(published.plan)),
        found=found,
        kept=len(published.rows) / height if height else 0.0,
        uses=tuple(UseAppraisal(one.possible, one.sentence, one.share) for one in uses),
    )
    return goal_states(source.goals, source.points, result, ground)


def _publication(bench: PrivacyBench, published: Published) -> Publication:
    plan, shown = published.plan, published.shown

    def some(role: str, *, there: bool) -> tuple[str, ...]:
        return tuple(
            label
            for label, setting in plan.settings.items()
            if setting.role == role and (label in shown) is there
        )

    def coded(*, keyed: bool) -> tuple[str, ...]:
        return tuple(
            label
            for label in shown
            if plan.settings[label].action == PSEUDONYMISE
            and bool(plan.settings[label].params.get("keyed", True)) is keyed
        )

    kept = [label for label in shown if plan.settings[label].action == KEEP]
    return Publication(
        quasi=tuple(label for label in narrowing(plan) if label in shown),
        sensitive=some(SENSITIVE, there=True),
        quasi_removed=some(QUASI, there=False),
        sensitive_removed=some(SENSITIVE, there=False),
        named=tuple(label for label in left_named(plan) if label in shown),
        pseudonymised=coded(keyed=True),
        hashed=coded(keyed=False),
        texts=tuple(dict.fromkeys(t.label for t in bench.detection.texts if t.label in kept)),
        rows_before=bench.records.height,
    )
