"""Every rule accepts its valid examples and tells exactly the faults of its invalid ones."""

from __future__ import annotations

import pytest

from grader.validation.checks.model import Check, Example
from grader.validation.checks.registry import BY_NAME, CHECKS, run_checks
from grader.validation.columns import Columns
from grader.validation.schemas import CheckSpec

CASES = [(check, one) for check in CHECKS for one in (*check.valid, *check.invalid)]


def columns_of(example: Example) -> Columns:
    (count,) = {len(cells) for cells in example.columns.values()}
    texts = {
        name: tuple(None if cell is None else str(cell) for cell in cells)
        for name, cells in example.columns.items()
    }
    return Columns(range(10, 10 + count), example.columns, texts)


@pytest.mark.parametrize(("check", "example"), CASES)
def test_a_rule_finds_what_its_examples_say(check: type[Check], example: Example):
    faults = list(check(example.params).faults(columns_of(example)))
    found = tuple(
        (None if fault.line is None else fault.line - 10, fault.variant or fault.detail)
        for fault in faults
    )
    assert found == example.found
    assert {fault.code for fault in faults} <= {check.names[0]}


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


def test_old_and_new_names_are_one_rule():
    assert BY_NAME["siret"] is BY_NAME["french-siret-value"]
    assert BY_NAME["siren"] is BY_NAME["french-siren-value"]
    assert BY_NAME["nomenclature-acte"] is BY_NAME["nomenclature-actes-value"]
    assert BY_NAME["duplicate-key"] is BY_NAME["unique-values"]


@pytest.mark.parametrize(
    "spec",
    [
        CheckSpec("phone-number-value", {"column": "tel"}),
        CheckSpec("siret", {}),
        CheckSpec("compare-columns-value", {"column": "a", "column2": "b", "op": "≈"}),
        CheckSpec("sum-columns-value", {"column": "a", "columns": None}),
        CheckSpec("siret", "mal écrit"),
    ],
)
def test_a_rule_unknown_or_badly_declared_is_told(spec):
    columns = Columns((2,), {"a": (1,), "b": (1,)}, {"a": ("1",), "b": ("1",)})
    (fault,) = run_checks([spec], columns)
    assert (fault.code, fault.detail) == ("unchecked-rule", spec.name)
