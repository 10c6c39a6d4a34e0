"""Recipes: refused when hostile, replayed to the same bytes, each step doing what it says."""

from __future__ import annotations

import hashlib
import hmac
import json
from statistics import median

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RefusedError
from grader.privacy.plan import first_plan, plan_after, recipe_of
from grader.privacy.recipe import apply, check_recipe
from grader.privacy.transforms.written import csv_bytes
from tests.privacy.transforms.dirty import STREETS, amounts, dates, jobs, junk, places

KEY = "clé d'essai".encode()
LABELS = ("NOM", "NE", "OU", "METIER", "EUROS")
EVERY = [
    {"do": "drop", "column": "NOM"},
    {"do": "pseudonymise", "column": "NOM"},
    {"do": "pseudonymise", "column": "NOM", "keyed": False, "length": 64},
    {"do": "generalise", "column": "NE", "by": "birth", "level": 3},
    {"do": "generalise", "column": "NE", "by": "all", "level": 1},
    {"do": "generalise", "column": "OU", "by": "place", "level": 2, "streets": True},
    {"do": "generalise", "column": "OU", "by": "place", "level": 1, "streets": False},
    {"do": "generalise", "column": "OU", "by": "prefix", "level": 1, "starts": [4, 1]},
    {"do": "generalise", "column": "METIER", "by": "job", "level": 1},
    {"do": "generalise", "column": "EUROS", "by": "amount", "level": 2, "bounds": [0, 9.5, 99]},
    {"do": "clip", "column": "EUROS", "low": 0, "high": 1000},
    {"do": "clip", "column": "EUROS", "low": None, "high": 0.1},
    {"do": "noise", "column": "EUROS", "scale": 12.5, "decimals": 2},
    {"do": "noise", "column": "EUROS", "scale": 3},
    {"do": "suppress", "by": ["METIER"], "least": 2},
    {"do": "suppress", "by": [], "least": 3},
    {"do": "generalise", "column": "OU", "by": "place", "level": 2, "codes": False},
]
COUNTS = [
    {"do": "count", "by": ["METIER"], "least": 2, "value": "EUROS", "margins": True},
    {"do": "count", "by": ["METIER", "NE"], "least": 3},
]
rows = st.lists(st.tuples(junk, dates | junk, places | junk, jobs | junk, amounts | junk))
#: Steps in any order, on columns that are still there, and perhaps a count at the end.
recipes = st.builds(
    lambda steps, end: [*steps, *end],
    st.lists(st.sampled_from([one for one in EVERY if one["do"] != "drop"]), max_size=4),
    st.lists(st.sampled_from(COUNTS), max_size=1),
)


def frame_of(drawn) -> pl.DataFrame:
    frame = pl.DataFrame(drawn, schema=dict.fromkeys(LABELS, pl.String), orient="row")
    return frame.select(pl.all().str.strip_chars())


def of(**columns) -> pl.DataFrame:
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def done(records, *steps, key=KEY, aids=STREETS):
    return apply(records, check_recipe(list(steps), records.columns), key, aids)


@pytest.mark.parametrize("step", [*EVERY, *COUNTS], ids=lambda one: str(sorted(one.items()))[:60])
def test_a_recipe_goes_through_json_and_back(step):
    (checked,) = check_recipe([step], LABELS)
    assert check_recipe(json.loads(json.dumps([checked])), LABELS) == (checked,)
    assert step.items() <= checked.items()


@given(rows, recipes)
def test_the_same_recipe_gives_the_same_bytes(drawn, raw):
    records = frame_of(drawn)
    recipe = check_recipe(raw, LABELS)
    again = check_recipe(json.loads(json.dumps(recipe)), LABELS)
    written = csv_bytes(apply(records, recipe, KEY, STREETS))
    assert csv_bytes(apply(frame_of(drawn), again, KEY, STREETS)) == written
    assert records.equals(frame_of(drawn))


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {},
        "drop",
        [None],
        [[]],
        [{}],
        [{"do": "drop"}],
        [{"do": "drop", "column": "AUTRE"}],
        [{"do": "drop", "column": ["NOM"]}],
        [{"do": "drop", "column": "NOM", "x": 1}],
        [{"do": "drop", "column": "NOM"}, {"do": "drop", "column": "NOM"}],
        [{"do": ["drop"], "column": "NOM"}],
        [{"do": "eval", "column": "NOM"}],
        [{"do": "keep", "column": "NOM"}],
        [{"do": "pseudonymise", "column": "NOM", "keyed": 1}],
        [{"do": "pseudonymise", "column": "NOM", "length": 7}],
        [{"do": "pseudonymise", "column": "NOM", "length": 65}],
        [{"do": "pseudonymise", "column": "NOM", "length": True}],
        [{"do": "pseudonymise", "column": "NOM", "key": "à publier"}],
        [{"do": "generalise", "column": "NE", "by": "birth"}],
        [{"do": "generalise", "column": "NE", "by": "birth", "level": 0}],
        [{"do": "generalise", "column": "NE", "by": "birth", "level": 6}],
        [{"do": "generalise", "column": "NE", "by": "birth", "level": True}],
        [{"do": "generalise", "column": "NE", "by": "birth", "level": 1.0}],
        [{"do": "generalise", "column": "NE", "by": ["birth"], "level": 1}],
        [{"do": "generalise", "column": "NE", "by": "birth", "level": 1, 3: 4}],
        [{"do": "clip", "column": "EUROS"}],
        [{"do": "clip", "column": "EUROS", "low": 2, "high": 1}],
        [{"do": "clip", "column": "EUROS", "low": float("nan"), "high": 1}],
        [{"do": "clip", "column": "EUROS", "low": "1", "high": 2}],
        [{"do": "noise", "column": "EUROS"}],
        [{"do": "noise", "column": "EUROS", "scale": 0}],
        [{"do": "noise", "column": "EUROS", "scale": float("inf")}],
        [{"do": "noise", "column": "EUROS", "scale": 10**400}],
        [{"do": "noise", "column": "EUROS", "scale": 1, "decimals": 7}],
        [{"do": "noise", "column": "EUROS", "scale": True}],
        [{"do": "suppress", "by": "NOM", "least": 2}],
        [{"do": "suppress", "by": ["AUTRE"], "least": 2}],
        [{"do": "suppress", "by": [{}], "least": 2}],
        [{"do": "suppress", "by": ["NOM"], "least": -1}],
        [{"do": "suppress", "by": ["NOM"], "least": 1001}],
        [{"do": "suppress", "by": ["NOM"], "least": 2, "column": "NOM"}],
        [{"do": "count", "by": [], "least": 2}],
        [{"do": "count", "by": list(LABELS), "least": 2}],
        [{"do": "count", "by": ["NOM"], "least": 2, "value": "NOM"}],
        [{"do": "count", "by": ["NOM"], "least": 2, "value": 3}],
        [{"do": "count", "by": ["NOM"], "least": 2, "margins": None}],
        [{"do": "count", "by": ["NOM"]}, {"do": "drop", "column": "NOM"}],
        [{"do": "suppress", "by": ["NOM"], "least": 2}] * 1001,
    ],
)
def test_a_hostile_recipe_is_refused(raw):
    with pytest.raises(RefusedError) as caught:
        check_recipe(raw, LABELS)
    assert caught.value.code == "unknown-recipe"


junk_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=3,
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"do": st.sampled_from([one["do"] for one in EVERY + COUNTS])},
            optional={
                name: st.sampled_from(["NOM", "birth", ["NOM"], 1]) | junk_json
                for name in ("column", "by", "level", "least", "low", "scale", "bounds")
            },
        ),
        max_size=4,
    )
)
def test_any_json_is_a_recipe_or_is_refused(raw):
    try:
        recipe = check_recipe(raw, LABELS)
    except RefusedError:
        return
    assert check_recipe(json.loads(json.dumps(recipe)), LABELS) == recipe


def test_a_plan_makes_a_recipe_that_can_be_followed():
    plan = plan_after(
        first_plan(LABELS, {"NOM": "direct", "NE": "quasi", "OU": "quasi"}),
        [
            {"do": "treat", "column": "NOM", "action": "drop"},
            {"do": "treat", "column": "NE", "action": "generalise", "by": "birth", "level": 2},
            {"do": "suppress", "least": 2},
            {"do": "count", "by": ["NE"], "cells": 3},
        ],
    )
    assert [step["do"] for step in check_recipe(list(recipe_of(plan)), LABELS)] == [
        "drop", "generalise", "suppress", "count",
    ]  # fmt: skip


def test_pseudonyms_are_fingerprints_and_a_blank_stays_blank():
    records = of(NOM=["Ève", "", "Ève"])
    keyed = hmac.new(KEY, "Ève".encode(), hashlib.sha256).hexdigest()
    bare = hashlib.sha256("Ève".encode()).hexdigest()
    assert done(records, {"do": "pseudonymise", "column": "NOM"})["NOM"].to_list() == [
        keyed[:16], "", keyed[:16],
    ]  # fmt: skip
    step = {"do": "pseudonymise", "column": "NOM", "keyed": False, "length": 8}
    assert done(records, step, key=b"")["NOM"].to_list() == [bare[:8], "", bare[:8]]


@pytest.mark.parametrize(
    "step",
    [
        {"do": "pseudonymise", "column": "EUROS"},
        {"do": "noise", "column": "EUROS", "scale": 1},
    ],
)
def test_what_needs_a_key_is_not_done_without(step):
    with pytest.raises(RefusedError) as caught:
        done(of(EUROS=["1"]), step, key=b"")
    assert caught.value.code == "key-missing"


def test_extremes_are_cut_and_what_is_no_number_is_not_written():
    values = ["17,99", "18", "1 079.50 €", "80", "-3", "n.c.", "", "moi"]
    step = {"do": "clip", "column": "EUROS", "low": 18, "high": 80}
    assert done(of(EUROS=values), step)["EUROS"].to_list() == [
        "moins de 18", "18", "80 et plus", "80 et plus", "moins de 18", "", "", "",
    ]  # fmt: skip


def test_noise_has_the_scale_that_it_says_and_depends_on_the_key():
    records = of(EUROS=["1000"] * 4000 + ["n.c.", ""])
    step = {"do": "noise", "column": "EUROS", "scale": 20, "decimals": 1}
    after = done(records, step)["EUROS"].to_list()
    assert after[4000:] == ["", ""]
    gaps = [float(one) - 1000 for one in after[:4000]]
    # Half of the gaps of a Laplace law are under ln 2 times its scale.
    assert 12.5 < median(map(abs, gaps)) < 15.3
    assert abs(median(gaps)) < 1.5
    assert done(records, step, key=b"autre")["EUROS"].to_list() != after
    # Two publications of other scales are other draws: subtracting them gives nothing back.
    twice = [float(one) - 1000 for one in done(records, {**step, "scale": 40})["EUROS"][:4000]]
    assert sum(abs(two - 2 * one) < 0.2 for one, two in zip(gaps, twice, strict=True)) < 100


def test_noise_does_not_cancel_between_two_files():
    step = {"do": "noise", "column": "EUROS", "scale": 20, "decimals": 2}
    before, after = (
        [float(one) for one in done(of(EUROS=["100"] * 5 + [last]), step)["EUROS"]]
        for last in ("100", "300")
    )
    assert not any(one == other for one, other in zip(before[:5], after[:5], strict=True))


def test_rows_of_small_groups_are_left_out():
    records = of(A=["1", "1", "2", "1", "3", "3"], B=["x", "x", "x", "y", "z", "z"])
    step = {"do": "suppress", "by": ["A", "B"], "least": 2}
    assert done(records, step).rows() == [("1", "x"), ("1", "x"), ("3", "z"), ("3", "z")]
    assert done(records, {**step, "by": []}).height == 6
    assert done(records, {**step, "by": [], "least": 7}).height == 0
    assert done(records, {**step, "least": 1}).height == 6
