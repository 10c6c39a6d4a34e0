"""The draw of a quiz: hers alone, the same at each visit, and moved as little as can be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import ContentError
from grader.exercises.assess import assess
from grader.exercises.declare import parse_exercise
from grader.exercises.drawing import asked
from grader.exercises.kind import Surroundings
from grader.exercises.mock import answer, make_response
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.quiz.items import make_item

NAMES = [f"essai-b{n:02d}" for n in range(1, 13)]
seeds = st.integers(0, 2**48)


def item(name, objective="essai-o1", level=1):
    return replace(make_item("single_choice", "b", item_id=name), objective=objective, level=level)


def bank(names):
    return {name: item(name) for name in names}


def quiz(known=None, *, private=None, elsewhere=(), **declared):
    """Declare a quiz that draws 4 of twelve items, but for what is said otherwise."""
    raw = {
        "id": "quiz", "kind": "quiz", "title": "Tiré", "points": 4, "statement": "Répondez.",
        "draw": [{"count": 4}], **declared,
    }  # fmt: skip
    known = bank(NAMES) if known is None else known
    around = Surroundings("essai", known, SMALL_SANDBOX, private or {}, frozenset(elsewhere))
    return parse_exercise(raw, "essai/exercises.yml:2", around)


def drawn(exercise, seed, *events):
    return [i.id for i in asked(exercise, make_response("essai/quiz", events, seed=seed))]


@given(seeds)
def test_a_reload_draws_the_same(seed):
    names = drawn(quiz(shuffle=True), seed)
    assert names == drawn(quiz(shuffle=True), seed)
    assert len(set(names)) == 4


def test_two_learners_differ_and_every_item_is_met():
    draws = [tuple(drawn(quiz(), seed)) for seed in range(60)]
    assert len(set(draws)) > 50
    assert {name for names in draws for name in names} == set(NAMES)


@given(seeds)
def test_what_everybody_is_asked_comes_first_then_what_is_drawn_in_the_order_of_the_source(seed):
    names = drawn(quiz(items=[NAMES[5], NAMES[2]]), seed)
    assert names[:2] == [NAMES[5], NAMES[2]]
    assert names[2:] == sorted(names[2:])
    assert len(set(names)) == 6


@given(seeds)
def test_shuffle_gives_an_order_of_her_own(seed):
    names = drawn(quiz(shuffle=True), seed)
    assert sorted(names) == drawn(quiz(), seed)
    assert {tuple(drawn(quiz(shuffle=True, draw=[{"count": 12}]), seed + n)) for n in range(9)} > {
        tuple(drawn(quiz(shuffle=True, draw=[{"count": 12}]), seed))
    }


@given(seeds, st.integers(0, 12))
def test_an_item_that_joins_the_bank_displaces_one_at_most(seed, place):
    more = [*NAMES[:place], "essai-neuf", *NAMES[place:]]
    before, after = drawn(quiz(), seed), drawn(quiz(bank(more)), seed)
    assert len(set(before) - set(after)) <= 1
    assert set(after) - set(before) <= {"essai-neuf"}


@given(seeds, st.sampled_from(NAMES))
def test_an_item_that_leaves_the_bank_is_replaced_alone(seed, gone):
    before = drawn(quiz(), seed)
    after = drawn(quiz(bank(n for n in NAMES if n != gone)), seed)
    assert set(before) - set(after) <= {gone}


@given(seeds, st.lists(st.integers(0, 3), unique=True))
def test_what_she_answered_stays_whatever_joins_the_bank(seed, places):
    mine = [drawn(quiz(), seed)[place] for place in places]
    events = [answer(name, "a") for name in mine]
    grown = quiz(bank([*NAMES, *(f"essai-n{n:02d}" for n in range(40))]))
    names = drawn(grown, seed, *events)
    assert set(mine) <= set(names)
    assert len(names) == 4


def test_what_was_answered_goes_before_what_was_only_passed():
    before = drawn(quiz(), 3)
    events = [*({"kind": "skip", "item": name} for name in before[:3]), answer(before[3], "a")]
    fewer = drawn(quiz(draw=[{"count": 1}]), 3, *events)
    assert fewer == [before[3]]


def test_groups_never_draw_the_same_and_the_most_precise_has_an_item():
    items = {
        **{n: item(n) for n in NAMES[:4]},
        **{n: item(n, level=2) for n in NAMES[4:8]},
        **{n: item(n, objective="essai-o2", level=2) for n in NAMES[8:]},
    }
    groups = [
        {"count": 2, "objective": "essai-o1"},
        {"count": 2, "objective": "essai-o1", "level": 2},
        {"count": 1, "items": [NAMES[0], NAMES[8]]},
        {"count": 1},
    ]
    exercise = quiz(items, draw=groups)
    pools = [set(group.pool) for group in exercise.settings["draw"]]
    assert pools == [set(NAMES[1:4]), set(NAMES[4:8]), {NAMES[0], NAMES[8]}, set(NAMES[9:])]
    for seed in range(30):
        names = drawn(exercise, seed)
        assert len(set(names)) == 6
        assert [len(pool & set(names)) for pool in pools] == [2, 2, 1, 1]


def test_what_a_lesson_or_another_exercise_asks_is_not_drawn():
    exercise = quiz(elsewhere=NAMES[:8])
    assert {n for seed in range(9) for n in drawn(exercise, seed)} == set(NAMES[8:])
    with pytest.raises(ContentError, match="Nombre de celles qui peuvent l'être : 3"):
        quiz(elsewhere=NAMES[:9])
    with pytest.raises(ContentError) as refusal:
        quiz(elsewhere=NAMES[:1], draw=[{"count": 1, "items": NAMES[:2]}])
    assert refusal.value.code == "item-twice"


PRIVATE = [f"essai-p{n}" for n in range(6)]
HALF = [{"count": 2, "private": True}, {"count": 2}]


def test_a_private_group_draws_from_the_mounted_bank_alone():
    exercise = quiz(private=bank(PRIVATE), draw=HALF)
    for seed in range(20):
        names = drawn(exercise, seed)
        assert len(set(names[:2]) & set(PRIVATE)) == 2
        assert not set(names[2:]) & set(PRIVATE)


def test_without_a_bank_a_private_group_draws_from_the_items_of_the_module():
    exercise = quiz(draw=HALF)
    assert {n for seed in range(60) for n in drawn(exercise, seed)} == set(NAMES)


def test_a_bank_too_small_is_refused_and_never_completed_by_public_items():
    with pytest.raises(ContentError) as refusal:
        quiz(private=bank(PRIVATE[:1]), draw=HALF)
    assert refusal.value.code == "draw-too-large"


@given(seeds)
def test_points_are_shared_by_what_is_drawn_and_by_nothing_else(seed):
    exercise = quiz()
    mine = drawn(exercise, seed)
    other = next(n for n in NAMES if n not in mine)
    events = [answer(name, "b") for name in mine]
    full = assess(exercise, make_response("essai/quiz", events, seed=seed))
    assert (full.status, full.points) == ("passed", 4)
    half = assess(exercise, make_response("essai/quiz", events[:2], seed=seed))
    assert (half.status, half.points) == ("partial", 2)
    assert other not in drawn(exercise, seed, *events)
