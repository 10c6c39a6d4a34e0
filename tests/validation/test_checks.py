"""Every rule accepts its valid examples and tells exactly the faults of its invalid ones."""

from __future__ import annotations

import pytest

from grader.validation.checks.model import Check, Example
from grader.validation.checks.registry import BY_NAME, CHECKS, run_checks
from grader.validation.columns import Columns
from grader.validation.schemas import CheckSpec
from tests.validation.rule_tables import FIRST, columns_of, one_by_one, table_of

CASES = [(check, one) for check in CHECKS for one in (*check.valid, *check.invalid)]


def flat(faults):
    return tuple(
        (None if fault.line is None else fault.line - FIRST, fault.variant or fault.detail)
        for fault in faults
    )


@pytest.mark.parametrize(("check", "example"), CASES)
def test_a_rule_finds_what_its_examples_say(check: type[Check], example: Example):
    faults = list(check(example.params).faults(columns_of(example)))
    assert flat(faults) == example.found
    # A rule that lacks a parameter is told as one that was not checked.
    assert {fault.code for fault in faults} <= {check.names[0], "unchecked-rule"}


@pytest.mark.parametrize(("check", "example"), CASES)
def test_a_rule_finds_the_same_over_a_whole_table(check: type[Check], example: Example):
    columns = columns_of(example)
    expected = list(check(example.params).faults(columns))
    assert one_by_one(check(example.params).examine(table_of(columns))) == expected


@pytest.mark.parametrize("check", CHECKS)
def test_a_rule_brings_valid_and_invalid_examples(check: type[Check]):
    assert check.valid
    assert check.invalid
    assert not any(example.found for example in check.valid)
    assert all(example.found for example in check.invalid)


@pytest.mark.parametrize("check", CHECKS)
def test_a_rule_is_passed_over_without_rows(check: type[Check]):
    for example in check.valid:
        empty = Columns((), dict.fromkeys(example.columns, ()), dict.fromkeys(example.columns, ()))
        assert list(check(example.params).faults(empty)) == []
        assert one_by_one(check(example.params).examine(table_of(empty))) == []


def test_old_and_new_names_are_one_rule():
    assert BY_NAME["siret"] is BY_NAME["french-siret-value"]
    assert BY_NAME["siren"] is BY_NAME["french-siren-value"]
    assert BY_NAME["nomenclature-acte"] is BY_NAME["nomenclature-actes-value"]
    assert BY_NAME["duplicate-key"] is BY_NAME["unique-values"]


@pytest.mark.parametrize(
    "spec",
    [
        CheckSpec("code-rna", {"column": "a"}),
        CheckSpec("year-interval-value", "mal écrit"),
        CheckSpec("commune", "mal écrit"),
        CheckSpec("siret", {}),
        CheckSpec("compare-columns-value", {"column": "a", "column2": "b", "op": "≈"}),
        CheckSpec("sum-columns-value", {"column": "a", "columns": None}),
        CheckSpec("siret", "mal écrit"),
    ],
)
def test_a_rule_unknown_or_badly_declared_is_told(spec):
    columns = Columns((2,), {"a": (1,), "b": (1,)}, {"a": ("1",), "b": ("1",)})
    (fault,) = run_checks([spec], table_of(columns))
    assert (fault.code, fault.detail) == ("unchecked-rule", spec.name)
