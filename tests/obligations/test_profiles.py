"""What forty authorities must publish, worked out by hand in ``profiles.yml``."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from grader.obligations.assess import duties
from grader.obligations.duties import Status
from grader.obligations.rules import rules
from tests.obligations.conftest import profile_of

TABLE = yaml.safe_load((Path(__file__).parent / "profiles.yml").read_text(encoding="utf-8"))
PROFILES = TABLE["profiles"]
#: What passes for a duty and is not: no profile can make it due.
NEVER_DUE = {
    "named-categories", "free-licence", "protected-reuse", "algorithm-inventory", "budget-table",
    "deliberations-table", "small-grants-data", "people-grants-names", "delegated-reuse",
    "data-clause", "canteen-menus",
}  # fmt: skip
#: Due whatever the authority is: they have no threshold and no object that could be missing.
ALWAYS_DUE = set(TABLE["groups"]["=everybody"])


def spelled(names: list[str]) -> list[str]:
    groups = TABLE["groups"]
    return [one for name in names for one in (groups[name] if name[0] == "=" else [name])]


def found(case: dict) -> dict[str, Status]:
    return {duty.rule.id: duty.status for duty in duties(profile_of(**case["profile"]))}


@pytest.mark.parametrize("case", PROFILES, ids=lambda case: case["name"])
def test_an_authority_owes_what_was_worked_out_by_hand(case):
    due, advised = spelled(case["due"]), spelled(case["advised"])
    assert len({*due, *advised}) == len(due) + len(advised)
    statuses = found(case)
    assert {one for one, is_ in statuses.items() if is_ is Status.REQUIRED} == set(due)
    assert {one for one, is_ in statuses.items() if is_ is Status.ADVISED} == set(advised)


def test_there_are_enough_rules_and_profiles():
    assert len(rules()) >= 40
    assert len(PROFILES) >= 30
    assert len({case["name"] for case in PROFILES}) == len(PROFILES)


def test_every_rule_is_due_in_a_profile_unless_it_never_is():
    due = {one for case in PROFILES for one in spelled(case["due"])}
    assert {rule.id for rule in rules()} - due == NEVER_DUE


def test_every_rule_is_not_due_in_another_profile_unless_it_always_is():
    everywhere = set.intersection(*(set(spelled(case["due"])) for case in PROFILES))
    assert everywhere == ALWAYS_DUE


@pytest.mark.parametrize("name", sorted(NEVER_DUE))
def test_what_is_never_due_says_so_in_its_condition(name):
    rule = next(one for one in rules() if one.id == name)
    assert rule.applies.never


def test_the_bounds_of_the_double_threshold_are_all_in_the_table():
    pairs = {(case["profile"]["population"], case["profile"]["staff"]) for case in PROFILES}
    assert {(3499, 50), (3500, 50), (3500, 49), (3500, 49.5)} <= pairs
    assert {9999, 10000, 40000, 40001} <= {population for population, _ in pairs}
    assert {199, 200} <= {staff for _, staff in pairs}
