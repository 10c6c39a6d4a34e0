"""The account, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from grader.obligations.deciding.choices import BadChoicesError
from grader.obligations.deciding.costs import (
    Load,
    compared,
    costs,
    hypotheses,
    loads_of,
)
from grader.obligations.deciding.priorities import Choice, Wave, priorities
from tests.obligations.conftest import profile_of

D = Decimal
PLAIN = {
    "datasets": D(4), "preparation": D(10), "updates": D(2), "updating": D(1),
    "publication": D(15), "trained": D(3), "training": D(6), "refresh": D(1),
    "steering": D(11), "hourly": D(30), "adaptation": D(500), "software": D(240), "spread": D(0),
}  # fmt: skip


def test_the_account_by_hand():
    # First year: 4*10 = 40 to prepare; 8 updates * 1 h = 8; (4 + 8) * 15 min = 3; 3 * 6 = 18 to
    # learn; 11 to steer: 80 hours. 80 * 30 + 500 + 240 = 3 140 euros.
    # Then: 8 + 8 * 15 min (2) + 3 + 11 = 24 hours; 24 * 30 + 240 = 960 euros.
    found = costs(PLAIN)
    assert (found.first.hours, found.first.euros) == (80, 3140)
    assert (found.following.hours, found.following.euros) == (24, 960)
    assert found.per_dataset.hours == 20
    assert found.per_dataset.euros == 785
    assert {item.id: item.hours_first for item in found.items} == {
        "preparation": 40, "updating": 8, "publication": 3, "training": 18, "steering": 11,
        "adaptation": 0, "software": 0,
    }  # fmt: skip


def test_fifteen_minutes_leave_out_preparation():
    quick = costs({**PLAIN, "publication": D(0)})
    assert costs(PLAIN).first.hours - quick.first.hours == 3
    item = {one.id: one for one in costs(PLAIN).items}
    assert item["publication"].hours_first < item["preparation"].hours_first


def test_a_range_bears_on_hours_and_not_on_prices():
    found = costs({**PLAIN, "spread": D(25)})
    assert (found.first.hours_low, found.first.hours_high) == (60, 100)
    # 80 h * 25 % * 30 = 600, around 3 140.
    assert (found.first.euros_low, found.first.euros_high) == (2540, 3740)
    same = costs(PLAIN).first
    assert same.euros_low == same.euros == same.euros_high


def test_shares_sum_to_a_hundred():
    for values in (PLAIN, {}, {"hourly": D("33.33")}, {"trained": D(1), "software": D(7)}):
        found = costs(values)
        assert sum(item.share_first for item in found.items) == 100
        assert sum(item.share_next for item in found.items) == 100
    nothing = costs({"hourly": D(0)})
    assert sum(item.share_first for item in nothing.items) == 0


def test_sums_of_lines_are_the_total():
    found = costs({"hourly": D("31.7"), "adaptation": D(120), "software": D("99.9")})
    assert sum(item.euros_first for item in found.items) == found.first.euros
    assert sum(item.hours_next for item in found.items) == found.following.hours


def test_datasets_one_by_one():
    loads = (Load("Adresses", D(20), D(12)), Load("Menus", D(5), D(0)))
    # 25 + 12 * 1 + (2 + 12) * 15 min (3,5) + 18 + 11 = 69,5.
    found = costs(PLAIN, loads)
    assert found.first.hours == D("69.5")
    assert found.values["datasets"] == 2
    assert found.loads == loads


def test_loads_follow_effort_and_waves():
    found = priorities(profile_of(), choices={"agenda": Choice(effort=3, interest=3)})
    loads = loads_of(found, {"preparation": D(8)})
    kept = [one for one in found if one.wave in (Wave.NOW, Wave.YEAR)]
    assert [load.title for load in loads] == [one.dataset.title for one in kept]
    hours = {1: 4, 2: 8, 3: 16}
    assert [load.preparation for load in loads] == [hours[one.effort] for one in kept]


@pytest.mark.parametrize("name", [one.id for one in hypotheses()])
def test_more_of_anything_never_costs_less(name):
    one = next(one for one in hypotheses() if one.id == name)
    low, high = costs({name: one.low}), costs({name: one.high})
    assert low.first.euros <= high.first.euros
    assert low.following.euros <= high.following.euros


@pytest.mark.parametrize("one", hypotheses(), ids=lambda one: one.id)
def test_every_hypothesis_says_where_it_comes_from_and_keeps_its_bounds(one):
    assert "ajuster" in one.origin or "AMIF" in one.origin or "plateforme" in one.origin
    for value in (one.low - 1, one.high + 1, D("NaN"), D("Infinity"), one.low + D("0.001")):
        with pytest.raises(BadChoicesError) as caught:
            costs({one.id: value})
        assert caught.value.fields[one.id].startswith(one.label)
    assert costs({one.id: one.high}).values[one.id] == one.high


def test_the_fifteen_minutes_name_their_source_and_their_limit():
    one = next(one for one in hypotheses() if one.id == "publication")
    assert one.default == 15
    assert "AMIF" in one.origin
    assert "ne compte pas la préparation" in one.origin


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(BadChoicesError) as caught:
        costs({"magic": D(1), "hourly": D(-1)})
    assert set(caught.value.fields) == {"magic", "hourly"}
    with pytest.raises(BadChoicesError) as caught:
        costs({}, [Load("x", D(1), D(1))] * 201)
    assert set(caught.value.fields) == {"datasets"}
    with pytest.raises(BadChoicesError):
        loads_of((), {"preparation": D(-1)})


def test_comparison_is_by_size_and_says_its_limit():
    small = compared(profile_of(population=3499, staff=20))
    assert "quelques jours par an" in small.said
    assert "temps plein" not in small.said
    assert "temps plein" in compared(profile_of(population=100_001, staff=900)).said
    between = compared(profile_of(population=100_000, staff=900)).said
    assert "entre les deux" in between
    assert "entre les deux" in compared(profile_of("syndicat", 0, 12)).said
    assert "sans mesure" in small.limit
