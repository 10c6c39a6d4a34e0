"""A road set in time, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from grader.errors import ContentError
from grader.obligations.deciding import steps as module
from grader.obligations.deciding.choices import BadChoicesError
from grader.obligations.deciding.steps import Framework, planned, steps
from grader.typography import french

START = date(2026, 12, 1)
BOTH = list(Framework)


@pytest.mark.parametrize("framework", BOTH)
def test_each_road_has_six_steps_with_all_that_they_promise(framework):
    found = steps(framework)
    assert [step.number for step in found] == [1, 2, 3, 4, 5, 6]
    assert len({step.id for step in found}) == 6
    for step in found:
        assert step.aim.endswith(".")
        assert step.done_when.endswith(".")
        assert all(action.endswith(".") and french(action) == action for action in step.actions)
        assert step.deliverable
        assert step.who


def test_the_deliverables_are_those_of_the_strategy():
    told = [step.deliverable.lower() for step in steps(Framework.STRATEGY)]
    for words, text in zip(
        ("délibération", "note de cadrage", "raci", "inventaire", "réutilisation", "procédure"),
        told,
        strict=True,
    ):
        assert words in text


def test_dates_by_hand():
    # Twelve months from 1 December 2026 are 365 days; shares 10, 15, 10, 35, 15, 15:
    # 36,5 days end on 5 January (36 whole days), 91,25 on 1 March (91 days).
    found = planned(Framework.STRATEGY, START, 12)
    assert (found[0].begins, found[0].due) == (START, date(2027, 1, 5))
    assert (found[1].begins, found[1].due) == (date(2027, 1, 6), date(2027, 3, 1))
    assert found[-1].due == date(2027, 11, 30)


@pytest.mark.parametrize("framework", BOTH)
@pytest.mark.parametrize("months", [3, 12, 36])
def test_steps_follow_one_another_without_a_hole(framework, months):
    found = planned(framework, START, months)
    for one, following in pairwise(found):
        assert one.begins <= one.due
        assert following.begins == one.due + timedelta(1)


def test_what_is_done_takes_no_time():
    found = planned(Framework.STRATEGY, START, 3, frozenset({"initialise", "organise"}))
    assert [line.done for line in found] == [True, False, True, False, False, False]
    assert found[0].due is None
    assert found[1].begins == START
    assert found[-1].due == date(2027, 2, 28)
    every = frozenset(step.id for step in steps(Framework.STRATEGY))
    assert all(line.done for line in planned(Framework.STRATEGY, START, 3, every))


def test_a_month_that_is_shorter():
    found = planned(Framework.LOCALE, date(2027, 11, 30), 3)
    # Three months from 30 November 2027 end on 29 February 2028, which is not counted.
    assert found[-1].due == date(2028, 2, 28)


def test_who_carries_a_step():
    found = planned(Framework.STRATEGY, START, 6, leads={"publish": " Régie ", "reuse": "  "})
    assert found[3].who == "Régie"
    assert found[4].who == steps(Framework.STRATEGY)[4].who


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"months": 2}, "months"),
        ({"months": 37}, "months"),
        ({"start": date(1999, 1, 1)}, "start"),
        ({"start": date(9999, 12, 31)}, "start"),
        ({"done": frozenset({"moon"})}, "done"),
        ({"leads": {"moon": "Moi"}}, "lead-moon"),
        ({"leads": {"publish": "x" * 121}}, "lead-publish"),
    ],
)
def test_what_cannot_be_is_refused(arguments, field):
    with pytest.raises(BadChoicesError) as caught:
        planned(Framework.STRATEGY, **{"start": START, "months": 12, **arguments})
    assert list(caught.value.fields) == [field]


def test_shares_that_do_not_make_a_hundred_are_refused(monkeypatch):
    real = module.read_data("strategy.yml")
    monkeypatch.setattr(module, "read_data", lambda _: real[:-1])
    with pytest.raises(ContentError):
        steps.__wrapped__(Framework.STRATEGY)
