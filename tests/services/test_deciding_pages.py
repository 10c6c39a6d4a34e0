"""What the pages to decide with show: the engine's own figures, and nothing of theirs."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from urllib.parse import parse_qs

import pytest

from grader.obligations.deciding.competences import competences
from grader.obligations.deciding.costs import costs, hypotheses, loads_of
from grader.obligations.deciding.priorities import Standing, Wave, priorities
from grader.obligations.deciding.sessions import agenda, sessions
from grader.obligations.deciding.steps import Framework, planned, steps
from grader.obligations.deciding.wording import euros
from grader.services.deciding.journey import STEPS
from grader.services.deciding.reckoning import BY_DATASET, MAIN, reckoning_of
from grader.services.deciding.road_map import road_map_of
from grader.services.deciding.running import programme_of
from grader.services.deciding.situation import read_situation
from grader.services.deciding.skills import AXIS, SIDE, skills_of
from grader.services.deciding.weighing import weighing_of
from tests.services.test_deciding import A_DATASET, COMMUNE

TODAY = date(2026, 11, 22)


def flat(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_four_steps_take_twenty_minutes():
    assert [one.left for one in STEPS] == [20, 15, 10, 5]


def test_waves_hold_every_dataset_once_and_only_present_ones_are_shown():
    situation = read_situation(COMMUNE)
    found = weighing_of(situation)
    shown = [one for group in (*found.waves, *found.rest) for one in group.rows]

    assert situation.profile is not None
    assert shown == list(priorities(situation.profile))
    assert {group.id for group in found.waves} <= {wave.value for wave in Wave}
    assert all(group.rows for group in (*found.waves, *found.rest))


def test_only_what_makes_sense_may_be_changed():
    situation = read_situation({**COMMUNE, A_DATASET: ["done"]})
    found = weighing_of(situation)
    offered = [each for group in found.services for each in group.datasets]
    outside = {
        one.dataset.id
        for one in situation.ranked
        if one.standing in (Standing.OUTSIDE, Standing.NEVER)
    }

    assert offered
    assert not {one.dataset.id for one in offered} & outside
    assert [one.dataset.id for one in offered if one.changed] == [A_DATASET]
    for field in (field for one in offered for field in one.fields):
        assert sum(option.checked for option in field.options) == 1, field.name


def test_the_account_is_that_of_the_engine():
    situation = read_situation({**COMMUNE, "hourly": ["50"]})
    values = {"hourly": Decimal(50)}
    account = costs(values, loads_of(situation.ranked, values))
    found = reckoning_of(situation)

    assert found.first is not None
    assert (found.first.euros, found.following.euros) == (
        euros(account.first.euros), euros(account.following.euros),
    )  # fmt: skip
    assert len(found.loads) == len(account.loads) > 1
    assert max(max(one.first, one.following) for one in found.bars) == 100
    asked = {one.line.name for one in found.asked}
    assert asked == {one.id for one in hypotheses()} - set(BY_DATASET)
    assert [one.line.name for one in found.asked if one.changed] == ["hourly"]


def test_without_a_profile_datasets_are_alike_and_counted_by_a_hypothesis():
    found = reckoning_of(read_situation({"datasets": ["3"]}))
    assert found.datasets.startswith("3")
    assert (found.loads, found.comparison) == ((), None)
    assert {one.line.name for one in reckoning_of(read_situation({}), MAIN).asked} == set(MAIN)


def test_an_account_of_nothing_has_no_bar():
    nothing = {one.id: ["0"] for one in hypotheses() if one.low == 0}
    found = reckoning_of(read_situation(nothing))
    assert found.first is not None
    assert {(one.first, one.following) for one in found.bars} == {(0, 0)}


@pytest.mark.parametrize("framework", Framework)
def test_a_road_map_comes_back_from_its_own_address(framework):
    first, second = steps(framework)[:2]
    typed = {
        "framework": [framework.value],
        "start": ["15/01/2027"],
        "months": ["9"],
        "done": [first.id],
        f"lead-{second.id}": ["Dominique\x00 "],
    }
    found = road_map_of(typed, TODAY)
    leads = {second.id: "Dominique"}

    assert found.errors == ()
    assert found.lines == planned(framework, date(2027, 1, 15), 9, frozenset({first.id}), leads)
    back = road_map_of(parse_qs(found.query(read_situation({}))), TODAY)
    assert (back.lines, back.pairs) == (found.lines, found.pairs)


def test_a_road_map_proposes_the_next_month_and_forgets_the_other_road():
    other = steps(Framework.LOCALE)[0].id
    found = road_map_of({"done": [other]}, date(2026, 12, 31))
    assert found.errors == ()
    assert found.start.value == "01/01/2027"
    assert not any(line.done for line in found.lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("framework", "autre"),
        ("start", "31/02/2027"),
        ("start", "1999-01-01"),
        ("months", "2"),
        ("months", "x"),
        ("done", "licorne"),
        (f"lead-{steps(Framework.STRATEGY)[0].id}", "x" * 200),
    ],
)
def test_a_road_map_that_cannot_be_says_where(name, value):
    found = road_map_of({name: [value]}, TODAY)
    assert [one for one, _ in found.errors] == [name]
    assert (found.lines, found.pairs) == ((), ())


def test_a_programme_is_proposed_then_prepared():
    proposed = programme_of({})
    assert all(one.checked for one in proposed.sessions)
    assert (proposed.slots, proposed.errors) == ((), ())

    chosen = [one.id for one in sessions()[:2]]
    typed = {"sessions": chosen, "start": ["9h30"], "pause": ["10"], "jour": ["15/01/2027"]}
    found = programme_of(typed)
    assert found.slots == agenda(chosen, time(9, 30), 10)
    assert flat(found.when) == "le 15 janvier 2027, de 9 h 30 à 10 h 20"
    back = programme_of(parse_qs(found.query))
    assert (back.slots, back.on, back.query) == (found.slots, found.on, found.query)
    assert (back.start.value, back.day.value) == ("9 h 30", "15/01/2027")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"start": ["14 h"]}, "sessions"),
        ({"sessions": ["licorne"]}, "sessions"),
        ({"sessions": ["law"], "start": ["23 h 55"]}, "start"),
        ({"sessions": ["law"], "pause": ["90"]}, "pause"),
        ({"sessions": ["law"], "jour": ["hier"]}, "jour"),
        ({"sessions": ["law"], "lieu": ["x" * 121]}, "lieu"),
    ],
)
def test_a_programme_that_cannot_be_says_where(typed, wrong):
    found = programme_of(typed)
    assert [name for name, _ in found.errors] == [wrong]
    assert (found.slots, found.query) == ((), "")


def test_the_radar_draws_each_level_on_its_axis():
    known = competences()
    typed = {one.id: [str(1 + index % 4)] for index, one in enumerate(known.skills)}
    first = known.skills[0]
    found = skills_of(typed, {first.lesson})

    assert found.radar is not None
    assert len(found.radar.spokes) == len(known.skills) == 8
    # The first axis goes straight up: a quarter of the way for the first of four levels.
    assert found.radar.spokes[0].point == (SIDE / 2, SIDE / 2 - AXIS / 4)
    assert found.radar.spokes[2].point == (SIDE / 2 + AXIS * 3 / 4, SIDE / 2)
    assert [one.skill.id for one in found.radar.weakest] == [
        known.skills[0].id, known.skills[4].id,
    ]  # fmt: skip
    assert found.radar.spokes[0].lesson == f"lecon/{first.lesson}"
    assert skills_of(typed, ()).radar.spokes[0].lesson == ""
    assert skills_of(parse_qs(found.query), ()).query == found.query


def test_the_radar_waits_for_all_answers():
    known = competences()
    first, second = known.skills[:2]
    assert skills_of({}, ()).errors == ()
    found = skills_of({first.id: ["5"], second.id: ["x"]}, ())
    assert found.radar is None
    assert [name for name, _ in found.errors] == [one.id for one in known.skills]
    best = skills_of({one.id: ["4"] for one in known.skills}, ())
    assert best.radar.weakest == ()
