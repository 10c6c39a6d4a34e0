"""What the pages to decide with read in an address, carry on, and refuse."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.obligations.deciding.costs import hypotheses
from grader.obligations.deciding.datasets import datasets
from grader.obligations.deciding.priorities import Choice, State, Weights
from grader.services.deciding.fields import (
    amount_text,
    read_amount,
    read_day,
    read_hour,
    read_whole,
)
from grader.services.deciding.situation import (
    LONGEST_QUERY,
    MARKS,
    read_situation,
)
from grader.services.obligations.answers import NAME
from grader.services.obligations.figures import FigureError

COMMUNE = {
    "type": ["commune"],
    "habitants": ["4200"],
    "agents": ["62"],
    "fait": ["website", "grants"],
    "delegue": ["water"],
}
A_DATASET = next(one.id for one in datasets() if one.publish)


@pytest.mark.parametrize(
    ("read", "text", "found"),
    [
        (read_whole, " 12 ", 12),
        (read_amount, "1 500", Decimal(1500)),
        (read_amount, "1\u202f500,5 €", Decimal("1500.5")),
        (read_day, "2027-01-15", date(2027, 1, 15)),
        (read_day, "5/1/2027", date(2027, 1, 5)),
        (read_hour, "14 h", time(14)),
        (read_hour, "9h05", time(9, 5)),
        (read_hour, "14\u00a0h\u00a030", time(14, 30)),
        (read_hour, "23:59", time(23, 59)),
    ],
)
def test_what_people_type_is_read(read, text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_whole, "1,5"),
        (read_whole, "-1"),
        (read_whole, "٣"),
        (read_amount, "1e9"),
        (read_amount, "NaN"),
        (read_amount, "9" * 12),
        (read_day, "31/02/2027"),
        (read_day, "demain"),
        (read_day, "0000-01-01"),
        (read_hour, "25 h"),
        (read_hour, "14 h 75"),
        (read_hour, "midi"),
    ],
)
def test_what_is_none_of_it_is_refused_with_a_sentence(read, text):
    with pytest.raises(FigureError) as refusal:
        read(text)
    assert refusal.value.sentence.endswith(".")


@given(st.decimals(0, 1_000_000, places=2))
def test_an_amount_written_is_read_again(value):
    assert read_amount(amount_text(value)) == value


def test_no_two_fields_share_a_name():
    names = [*COMMUNE, NAME, "most-now"]
    names += [f"weight-{one}" for one in ("obligation", "interest", "effort", "risk")]
    names += [one.id for one in hypotheses()]
    for one in datasets():
        names += [one.id, *(f"{one.id}-{mark}" for mark in MARKS)]
    assert len(names) == len(set(names))


def test_an_address_that_says_nothing_refuses_nothing():
    blank = read_situation({})
    assert (blank.profile, blank.ranked, blank.errors, blank.answers.errors) == (None, (), {}, {})
    assert blank.query == ""
    assert blank.costs is not None


def test_what_was_left_as_proposed_is_not_carried():
    usual = {one.id: [amount_text(one.default)] for one in hypotheses()}
    usual |= {f"{A_DATASET}-{mark}": [""] for mark in MARKS}
    usual |= {"weight-risk": [str(Weights().risk)], "most-now": ["6"], A_DATASET: ["todo"]}
    assert read_situation({**COMMUNE, **usual}).query == read_situation(COMMUNE).query


@given(
    st.integers(1, 20),
    st.integers(0, 3),
    st.dictionaries(
        st.sampled_from([one.id for one in datasets()]),
        st.builds(
            Choice,
            st.none() | st.integers(1, 3),
            st.none() | st.integers(1, 3),
            st.none() | st.integers(0, 3),
            st.sampled_from(State),
        ),
        max_size=8,
    ),
)
def test_what_was_changed_comes_back_whole(most_now, weight, choices):
    typed = {"most-now": [str(most_now)], "weight-effort": [str(weight)], "hourly": ["41,5"]}
    for name, choice in choices.items():
        typed[name] = [choice.state.value]
        for mark in MARKS:
            value = getattr(choice, mark)
            typed[f"{name}-{mark}"] = ["" if value is None else str(value)]
    there = read_situation({**COMMUNE, **typed})
    back = read_situation(parse_qs(there.query))

    assert not there.errors
    assert (back.weights, back.most_now, back.choices, back.values) == (
        there.weights, there.most_now, there.choices, there.values,
    )  # fmt: skip
    assert (back.query, back.ranked, back.costs) == (there.query, there.ranked, there.costs)
    assert there.weights.effort == weight
    assert there.values == {"hourly": Decimal("41.5")}


def test_everything_changed_fits_in_an_address():
    longest = {one.id: [amount_text(one.high - 1)] for one in hypotheses()}
    for one in datasets():
        longest[one.id] = ["skipped"]
        longest |= {f"{one.id}-{mark}": [str(4 - getattr(one, mark))] for mark in MARKS[:2]}
    assert 1_000 < len(read_situation({**COMMUNE, **longest}).query) < LONGEST_QUERY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("weight-risk", "7"),
        ("weight-risk", "beaucoup"),
        ("most-now", "0"),
        (A_DATASET, "perdu"),
        (f"{A_DATASET}-interest", "0"),
        (f"{A_DATASET}-risk", "9"),
        ("hourly", "-3"),
        ("hourly", "501"),
        ("trained", "1,5"),
    ],
)
def test_what_cannot_be_is_told_by_field_and_nothing_is_worked_out(name, value):
    found = read_situation({**COMMUNE, name: [value]})
    assert list(found.errors) == [name]
    assert found.errors[name].endswith(".")
    assert found.typed[name] == value
    assert found.costs is None


def test_all_weights_at_nothing_are_refused():
    none = {f"weight-{one}": ["0"] for one in ("obligation", "interest", "effort", "risk")}
    assert list(read_situation({**COMMUNE, **none}).errors) == ["weight-obligation"]
