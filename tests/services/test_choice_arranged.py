"""A choice in its lesson: what she began comes first, then files of her services."""

from __future__ import annotations

import pytest

from grader.progress.profiles import LearnerProfile
from grader.services.choices import arranged
from grader.services.modules import FOR_YOU, module_view
from tests.services.choosing import (
    LESSON,
    MODULE,
    ONE,
    OTHER,
    judge,
    open_choosing,
    show,
    with_services,
)

SERVICES = {ONE: frozenset({"finances"}), OTHER: frozenset({"enfance"})}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    opened = open_choosing(tmp_path_factory.mktemp("arrange"))
    yield with_services(opened, SERVICES)
    opened.close()


def order(workshop, learner, services=()):
    return [
        (one.first, one.others)
        for one in arranged(workshop, learner, workshop.course.lesson(LESSON), services)
    ]


def test_without_a_service_or_a_beginning_nothing_is_folded(workshop, ana):
    assert order(workshop, ana) == []
    assert order(workshop, ana, ("mobilites",)) == []


def test_her_service_comes_first_until_she_begins_another(workshop, ana):
    assert order(workshop, ana, ("enfance",)) == [((OTHER,), (ONE,))]
    judge(workshop, ana, ONE, right=False)
    assert order(workshop, ana) == [((ONE,), (OTHER,))]
    assert order(workshop, ana, ("enfance",)) == [], "hers are both: nothing is left to fold"
    assert show(workshop, ana, OTHER).outcome.label == "Facultatif"
    assert show(workshop, ana, OTHER).outcome.points_label == ""


def test_what_she_began_is_never_among_those_of_others(workshop, ana):
    workshop.profiles.put(ana, LearnerProfile(services=("enfance",)))
    before = module_view(workshop, ana, MODULE)
    assert [one.title for one in before.other_exercises] == ["Le registre refusé"]
    assert before.exercises[0].note == FOR_YOU
    judge(workshop, ana, ONE)
    after = module_view(workshop, ana, MODULE)
    assert after.other_exercises == ()
    notes = {one.title: one.outcome.note for one in after.exercises}
    assert notes["Le registre refusé"] == "Retenu pour vos points"
    labels = {one.title: one.outcome.label for one in after.exercises}
    assert labels["Le registre bis"] == "Facultatif"
