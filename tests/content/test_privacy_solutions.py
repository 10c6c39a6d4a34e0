"""The right solutions of « Anonymiser » are made with the gestures of the page, and earn all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import polars as pl
import pytest

from grader.content.load import load_course
from grader.content.model import Case, Module
from grader.exercises.anonymise import RECIPE
from grader.exercises.anonymise_replay import aids_of, read_records
from grader.exercises.assess import assess
from grader.exercises.ground import Ground, ground_of
from grader.exercises.model import ANONYMISE, PASSED, Event, Exercise, Response
from grader.privacy.plan import Decision, Step, first_plan, plan_after, recipe_of, roles_of
from grader.privacy.recipe import check_recipe
from grader.privacy.treatments import treatments_for
from grader.settings import DEFAULT_ROOT

_MODULE = "anonymiser"
_AT = "2026-10-15T08:00:00+00:00"
_EXERCISES = (
    "subventions-aux-personnes",
    "aides-du-ccas",
    "registre-des-demandes",
    "prets-de-la-bibliotheque",
    "deux-publications",
    "effectifs-scolaires",
    "prenoms",
)


@cache
def _module() -> Module:
    return load_course(DEFAULT_ROOT / "courses", DEFAULT_ROOT / "sandbox_data").modules[_MODULE]


def _exercise(name: str) -> Exercise:
    return next(one for one in _module().exercises.values() if one.id.endswith(f"/{name}"))


def _cases(exercise: Exercise) -> list[Case]:
    return [case for case in _module().cases if case.exercise == exercise.id]


def _decisions(
    steps: tuple[Step, ...], records: pl.DataFrame, ground: Ground
) -> Iterator[Decision]:
    """Turn steps into gestures that the page offers for this file."""
    for label, role in ground.roles.items():
        yield {"do": "role", "column": label, "role": role}
    for step in steps:
        if step["do"] == "suppress":
            yield {"do": "suppress", "least": step["least"]}
        elif step["do"] == "count":
            yield {"do": "count", "by": step["by"], "cells": step["least"]}
        else:
            yield _treatment(step, records, ground)


def _treatment(step: Step, records: pl.DataFrame, ground: Ground) -> Decision:
    label = step["column"]
    offered = treatments_for(
        label, records[label], ground.roles.get(label, "free"), aids_of(ground)
    )
    key = f"generalise:{step['by']}" if step["do"] == "generalise" else step["do"]
    chosen = next(one for one in offered if one.key == key)
    asked = {name: value for name, value in step.items() if name in {"low", "high", "scale"}}
    return chosen.decision(label, step.get("level", 0), asked)


def _assessed(exercise: Exercise, roles: Mapping[str, str], steps: tuple[Step, ...]) -> Any:
    event = Event(RECIPE, _AT, {"roles": dict(roles), "recipe": list(steps)})
    return assess(exercise, Response(exercise.id, 1, (event,)))


@pytest.mark.parametrize("name", _EXERCISES)
def test_what_is_declared_right_is_made_with_gestures_of_the_page(name):
    exercise = _exercise(name)
    records, ground = read_records(exercise.settings["file"]), ground_of(exercise)
    right = [case for case in _cases(exercise) if case.name.startswith("solution")]
    assert len(right) >= 3
    made = set()
    for case in right:
        steps = check_recipe(case.events[0]["recipe"], records.columns)
        plan = plan_after(first_plan(records.columns, {}), _decisions(steps, records, ground))
        outcome = _assessed(exercise, roles_of(plan), recipe_of(plan))
        assert (outcome.status, outcome.points) == (PASSED, exercise.points)
        made.add(str(recipe_of(plan)))
    assert len(made) == len(right), "each right solution is another one"


@pytest.mark.parametrize("name", _EXERCISES)
def test_classic_mistakes_are_declared_and_none_earns_everything(name):
    cases = [case for case in _cases(_exercise(name)) if not case.name.startswith("solution")]
    assert len(cases) >= 6
    statuses = Counter(case.status for case in cases)
    assert statuses["not_attempted"] == 1
    assert PASSED not in statuses
    steps = [step for case in cases for event in case.events for step in event["recipe"]]
    assert any(step["do"] == "pseudonymise" and not step.get("keyed", True) for step in steps)


def test_the_seven_exercises_are_those_of_the_module():
    kinds = [one.id for one in _module().exercises.values() if one.kind == ANONYMISE]
    assert kinds == [f"{_MODULE}/{name}" for name in _EXERCISES]
