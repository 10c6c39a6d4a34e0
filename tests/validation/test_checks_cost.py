"""What the rules cost: nothing when they are not asked for, once for equal cells."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.validation.checks.cell_check import CellCheck
from grader.validation.checks.registry import CHECKS, run_checks
from grader.validation.columns import Columns
from grader.validation.schemas import CheckSpec
from tests.validation.rule_tables import one_by_one, table_of

HEAVY = ("frformat", "shapely", "phonenumbers", "opening_hours")
CELL_CHECKS = [check for check in CHECKS if issubclass(check, CellCheck)]
SCRIPT = """
import sys
from grader.validation.checks.registry import BY_NAME, run_checks
from grader.validation.columns import Columns
from grader.validation.schemas import CheckSpec
from tests.validation.rule_tables import table_of
params = {"column": "a", "cog": "2024", "column2": "a", "op": ">=", "othercolumns": ["a"],
          "columns": ["a"], "column1": "a"}
columns = Columns((2,), {"a": (sys.argv[2],)}, {"a": (sys.argv[2],)})
table = table_of(columns)
specs = [CheckSpec(name, params) for name in sys.argv[1].split(",") or BY_NAME]
list(run_checks(specs, table))
print(",".join(name for name in %r if name in sys.modules))
"""


def imported_by(*rules: str, cell: str = "x") -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT % (HEAVY,), ",".join(rules), cell],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(filter(None, done.stdout.strip().split(",")))


def test_the_common_rules_import_no_heavy_library():
    common = ["siret", "siren", "nomenclature-acte", "year-interval-value", "unique-values"]
    several = ["compare-columns-value", "cohesive-columns-value", "sum-columns-value"]
    assert imported_by(*common, *several, "one-of-required", "french-gps-coordinates") == set()


@pytest.mark.parametrize(
    ("rule", "library"),
    [
        ("phone-number-value", "phonenumbers"),
        ("opening-hours-value", "opening_hours"),
        ("commune", "frformat"),
    ],
)
def test_a_rule_imports_its_own_library_only(rule, library):
    assert library in imported_by(rule)
    assert imported_by(rule) - {"shapely"} == {library}


@pytest.mark.parametrize("check", CELL_CHECKS)
def test_equal_cells_are_judged_once(check: type[CellCheck], monkeypatch):
    judged: list[str] = []
    judge = check.judge

    def counting(self, text):
        judged.append(text)
        return judge(self, text)

    monkeypatch.setattr(check, "judge", counting)
    cells = ("?", "?", None, "??", "?")
    columns = Columns(range(2, 7), {"a": cells}, {"a": cells})
    spec = CheckSpec(check.names[0], {"column": "a", "cog": "latest"})
    faults = one_by_one(run_checks([spec], table_of(columns)))
    assert judged == ["?", "??"]
    assert [(fault.line, fault.value) for fault in faults] == [
        (2, "?"),
        (3, "?"),
        (5, "??"),
        (6, "?"),
    ]


def test_a_cell_that_is_wrong_for_its_type_counts_as_empty():
    columns = Columns((2, 3), {"a": (None, "x")}, {"a": ("nan, nan", "x")})
    for check in CELL_CHECKS:
        rule = check({"column": "a", "cog": "latest"})
        assert [one.line for one in rule.faults(columns)] == [3]
        assert [one.line for one in one_by_one(rule.examine(table_of(columns)))] == [3]
