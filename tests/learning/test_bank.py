"""The bank of the course: what may be asked alone, how likely chance is, how long it takes."""

from __future__ import annotations

import pytest

from grader.content.load import load_course
from grader.learning.bank import chance_of, questions_of, seconds_of
from grader.quiz.registry import TYPES
from grader.settings import Settings
from tests.quiz.items import EVERY_TYPE, make_item


@pytest.fixture(scope="module")
def course():
    settings = Settings()
    return load_course(settings.courses, settings.sandbox)


def test_every_question_stands_alone_and_is_marked_at_once(course):
    items = {item.id: item for module in course.modules.values() for item in module.items.values()}
    steps = {
        item.id
        for module in course.modules.values()
        for exercise in module.exercises.values()
        if exercise.kind == "case"
        for item in exercise.items
    }
    bank = questions_of(course)
    assert len(bank) == len({one.id for one in bank}) > 60
    assert not steps & {one.id for one in bank}
    assert all(TYPES[items[one.id].type].review is None for one in bank)
    assert {one.level for one in bank} == {1, 2, 3}


def test_every_objective_can_be_measured(course):
    declared = {one for module in course.modules.values() for one in module.objectives}
    asked = [one.objective for one in questions_of(course)]
    assert {one for one in declared if asked.count(one) < 2} == set()


def test_chance_is_that_of_the_type():
    assert chance_of(make_item("single_choice", "b")) == pytest.approx(1 / 4)
    assert chance_of(make_item("multiple_choice", "ab")) == pytest.approx(1 / 15)


@pytest.mark.parametrize("item", EVERY_TYPE, ids=lambda item: item.type)
def test_chance_and_time_are_possible_for_every_type(item):
    assert 0 < chance_of(item) <= 0.5
    assert 45 <= seconds_of(item) < 300
