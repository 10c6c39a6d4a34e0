"""Measures are those of pycanon, on drawn tables; and what they are where pycanon stops."""

from __future__ import annotations

import math

import pandas as pd
import polars as pl
import pytest
from hypothesis import assume, given, settings
from pycanon import anonymity

from grader.privacy.measures import measure
from tests.privacy.measures.tables import Drawn, classes, effective_values, tables

#: Of pandas, about how pycanon groups rows.
pytestmark = pytest.mark.filterwarnings("ignore:In a future version, the keys of `groups`")


def as_pycanon(table: Drawn) -> tuple[int, int, int, float, float]:
    frame, quasi, sensitive = pd.DataFrame(table.columns), table.quasi, table.sensitive
    return (
        anonymity.k_anonymity(frame, quasi),
        anonymity.l_diversity(frame, quasi, sensitive),
        anonymity.entropy_l_diversity(frame, quasi, sensitive),
        float(anonymity.t_closeness(frame, quasi, sensitive)),
        float(anonymity.alpha_k_anonymity(frame, quasi, sensitive)[0]),
    )


def measurable(table: Drawn) -> bool:
    """Pycanon divides by zero on a column of numbers that are all the same."""
    return not any(
        isinstance(table.columns[label][0], float | int) and len(set(table.columns[label])) == 1
        for label in table.sensitive
    )


@given(tables())
def test_measures_are_those_of_pycanon(table):
    assume(measurable(table))
    found = measure(table.records, table.quasi, table.sensitive)
    k, l_diversity, entropy, t, alpha = as_pycanon(table)
    assert (found.k, found.l) == (k, l_diversity)
    assert (found.t, found.alpha) == pytest.approx((t, alpha), abs=1e-12)
    # Pycanon rounds down after the noise of floating point: 1.9999999999999998 becomes 1.
    exact = effective_values(table)
    assert found.entropy_l == math.floor(exact + 1e-9)
    assert entropy == found.entropy_l or math.isclose(exact, entropy + 1, abs_tol=1e-9)


@given(tables())
def test_groups_are_counted_one_by_one(table):
    sizes = sorted(map(len, classes(table)))
    found = measure(table.records, table.quasi, threshold=4)
    assert (found.rows, found.groups) == (table.height, len(sizes))
    assert found.unique == sizes.count(1)
    assert found.at_risk == sum(size for size in sizes if size < 4)
    assert found.sizes == tuple((size, sizes.count(size)) for size in sorted(set(sizes)))
    assert (found.l, found.entropy_l, found.t, found.alpha) == (None, None, None, None)


@settings(max_examples=25)
@given(tables())
def test_several_sensitive_columns_are_the_worst_of_each(table):
    each = [measure(table.records, table.quasi, [label]) for label in table.sensitive]
    together = measure(table.records, table.quasi, table.sensitive)
    assert together.l == min(one.l for one in each)
    assert together.entropy_l == min(one.entropy_l for one in each)
    assert together.t == max(one.t for one in each)
    assert together.alpha == max(one.alpha for one in each)


def test_no_row_has_no_group():
    records = pl.DataFrame({"a": [], "s": []}, schema={"a": pl.String, "s": pl.String})
    found = measure(records, ["a"], ["s"])
    assert (found.rows, found.k, found.l, found.entropy_l, found.t) == (0, 0, 0, 0, 0.0)
    assert (found.unique, found.at_risk, found.groups, found.sizes) == (0, 0, 0, ())
    assert found.alpha == 0.0
    assert measure(records, []).k == 0


def test_without_quasi_identifiers_all_rows_are_alike():
    records = pl.DataFrame({"s": ["x", "x", "y"]})
    found = measure(records, [], ["s"], threshold=3)
    assert (found.k, found.l, found.t, found.groups, found.at_risk) == (3, 2, 0.0, 1, 0)


def test_one_row_is_alone_and_tells_all():
    found = measure(pl.DataFrame({"a": ["x"], "s": ["12"]}), ["a"], ["s"])
    assert (found.k, found.l, found.t, found.unique, found.at_risk) == (1, 1, 0.0, 1, 1)


def test_equal_numbers_are_as_far_from_the_file_as_nothing():
    records = pl.DataFrame({"a": ["x", "y", "y"], "s": ["12", "12", "12"]})
    with pytest.raises(ZeroDivisionError):
        anonymity.t_closeness(pd.DataFrame({"a": ["x", "y"], "s": [12, 12]}), ["a"], ["s"])
    assert measure(records, ["a"], ["s"]).t == 0.0


def test_three_values_as_frequent_make_three():
    columns = {"a": ["x"] * 3, "s": ["p", "q", "r"]}
    assert measure(pl.DataFrame(columns), ["a"], ["s"]).entropy_l == 3
    assert anonymity.entropy_l_diversity(pd.DataFrame(columns), ["a"], ["s"]) == 2


@pytest.mark.parametrize(
    ("amounts", "t"),
    [
        # A group of the two lowest of four amounts: shares 1/2, 1, 1, 1 against 1/4, 1/2, 3/4, 1.
        (["10", "20", "30", "40"], (1 / 4 + 1 / 2 + 1 / 4) / 3),
        # The same as words: half of the file is elsewhere.
        (["a", "b", "c", "d"], 1 / 2),
    ],
)
def test_the_distance_of_a_group_worked_out_by_hand(amounts, t):
    records = pl.DataFrame({"a": ["x", "x", "y", "y"], "s": amounts})
    assert measure(records, ["a"], ["s"]).t == pytest.approx(t, abs=1e-15)
