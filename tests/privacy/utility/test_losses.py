"""What columns lose: worked by hand, and never less when they are made vaguer."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.codes import code
from grader.privacy.hierarchies.registry import hierarchy
from grader.privacy.utility import (
    column_loss,
    entropy,
    kept_share,
    loss_between,
    losses,
    noise_loss,
    utility,
)
from tests.privacy.attacks.tables import published, read, streets, table

FILE = table(
    "NOM | CP | AGE | AIDE",
    "A | 99420 | 20 | x",
    "B | 99421 | 30 | x",
    "C | 99420 | 40 | y",
    "D | 99421 | 50 | y",
)
ROLES = {"NOM": "direct", "CP": "quasi", "AGE": "quasi", "AIDE": "sensitive"}


def lost(*steps):
    recipe, after = published(FILE, list(steps))
    return losses(FILE, after, recipe)


def test_entropy_is_that_of_shannon_in_bits():
    assert entropy(np.array([1, 1, 1, 1])) == 2
    assert entropy(np.array([4, 0])) == entropy(np.array([], dtype=np.int64)) == 0
    assert entropy(np.array([1, 3])) == pytest.approx(2 - 0.75 * math.log2(3))


def test_what_is_kept_loses_nothing_and_what_is_dropped_all():
    assert lost({"do": "drop", "column": "AGE"}) == {"NOM": 0, "CP": 0, "AGE": 1, "AIDE": 0}


def test_halves_lose_half_of_two_bits():
    halves = {"do": "generalise", "column": "AGE", "by": "amount", "level": 1, "bounds": [35]}
    assert lost(halves)["AGE"] == 0.5


def test_all_in_one_loses_all_unless_there_was_nothing():
    everything = {"do": "generalise", "by": "all", "level": 1}
    assert lost(everything | {"column": "AGE"})["AGE"] == 1
    same = FILE.with_columns(AGE=pl.lit("20"))
    recipe, after = published(same, [everything | {"column": "AGE"}])
    assert losses(same, after, recipe)["AGE"] == 0


@pytest.mark.parametrize("keyed", [True, False])
def test_codes_say_nothing_by_themselves(keyed):
    assert lost({"do": "pseudonymise", "column": "NOM", "keyed": keyed})["NOM"] == 1


def test_noise_loses_the_share_of_the_spread_that_it_makes():
    numbers = pl.Series([str(n) for n in range(100)])
    assert noise_loss(numbers, numbers) == 0
    twice = pl.Series([str(n * math.sqrt(2)) for n in range(100)])
    assert noise_loss(numbers, twice) == pytest.approx(0.5)
    assert noise_loss(numbers, pl.Series([""])) == 0
    little, much = (
        lost({"do": "noise", "column": "AGE", "scale": scale})["AGE"] for scale in (1, 1000)
    )
    assert 0 <= little < 0.5 < much < 1


def test_a_table_of_counts_keeps_the_columns_that_it_is_counted_by():
    count = {"do": "count", "by": ["CP", "AIDE"], "least": 0}
    assert lost(count) == {"NOM": 1, "CP": 0, "AGE": 1, "AIDE": 0}
    recipe, after = published(FILE, [count])
    assert kept_share(FILE, after, recipe) == 1
    recipe, after = published(FILE, [count | {"least": 2}])
    assert kept_share(FILE, after, recipe) == 0


def test_rows_left_out_lower_utility_alone():
    small = {"do": "suppress", "by": ["AIDE", "CP"], "least": 2}
    recipe, after = published(FILE, [small])
    assert kept_share(FILE, after, recipe) == 0
    assert kept_share(FILE, FILE.head(3)) == 0.75
    assert kept_share(FILE.clear(), FILE.clear()) == 1


def test_utility_is_the_mean_of_what_is_left_without_names():
    assert utility({"NOM": 1, "CP": 0.5, "AGE": 1, "AIDE": 0}, ROLES) == pytest.approx(0.5)
    assert utility({"NOM": 1, "CP": 0.5, "AGE": 1, "AIDE": 0}, ROLES, 0.5) == pytest.approx(0.25)
    assert utility({"NOM": 1}, ROLES) == 1
    assert utility(losses(FILE, FILE), ROLES) == 1


BIRTHS = st.lists(
    st.dates(min_value=date(1920, 1, 1)).map(lambda day: day.isoformat()),
    min_size=1,
    max_size=40,
)


@given(BIRTHS)
def test_a_vaguer_level_never_loses_less(births):
    values = pl.Series("NE_LE", births)
    ladder = hierarchy("birth")
    found = [
        column_loss(code(values), code(ladder.generalise(values, level)))
        for level in range(len(ladder.levels) + 1)
    ]
    assert found == sorted(found)
    assert found[0] == 0
    assert all(0 <= loss <= 1 for loss in found)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=12), st.data())
def test_putting_two_values_together_never_loses_less(counts, data):
    before = np.array(counts)
    one = data.draw(st.integers(0, len(counts) - 2))
    merged = np.array([*counts[:one], counts[one] + counts[one + 1], *counts[one + 2 :]])
    assert 0 < loss_between(before, merged) <= 1
    assert loss_between(before, before[::-1].copy()) == 0


def test_the_loss_of_codes_is_that_of_texts():
    file = read("aides.csv")
    steps = [
        {"do": "generalise", "column": "ADRESSE", "by": "place", "level": 2, "streets": True},
        {"do": "generalise", "column": "DATE_NAISSANCE", "by": "birth", "level": 4},
    ]
    recipe, after = published(file, steps, streets())
    found = losses(file, after, recipe)
    for label in ("ADRESSE", "DATE_NAISSANCE", "TYPE_AIDE"):
        assert column_loss(code(file[label]), code(after[label])) == pytest.approx(found[label])
    assert 0.7 < found["ADRESSE"] < 0.8
