"""A file that speaks of nobody: she says so, the road goes on, and she may take it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.documents.writing import written
from grader.errors import NotFoundError
from grader.services.privacy_desk import ANONYMISER
from grader.services.road.gather import road_of
from grader.services.road.journeys import journeys_of
from grader.services.road.model import DONE, NOT_YET, ONGOING
from grader.services.road.protection import protected_stage, protection_of
from grader.services.road.report import Choices, report
from grader.services.road.without_people import say_without_people
from grader.typography import NARROW, NO_BREAK
from tests.fixtures.course_paths import ROAD
from tests.services.doing import open_workshop
from tests.support import roads

PLAIN = str.maketrans({NO_BREAK: " ", NARROW: " "})


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("road")
    workshop = open_workshop(folder / "data", folder / "build", courses=ROAD)
    yield workshop
    workshop.close()


def protected(road):
    return next(one for one in road.stages if one.key == "protected")


def told(road):
    return written(report(road, Choices()), "html").decode().translate(PLAIN)


def test_her_word_ends_the_stage_and_taking_it_back_opens_it_again(workshop, ana):
    roads.mend(workshop, ana)
    file = road_of(workshop, ana).file
    assert protected(road_of(workshop, ana)).state == NOT_YET

    for _ in range(2):
        say_without_people(workshop, ana, file, said=True)
    road = road_of(workshop, ana)
    assert (protected(road).state, protected(road).word, road.void) == (DONE, "Sans objet", True)
    assert (road.done, protected(road).left) == (3, ())
    kept = [one.data for one in workshop.events.of(ana, [ANONYMISER])[ANONYMISER]]
    assert [one["said"] for one in kept] == [True], "said twice, kept once"

    say_without_people(workshop, ana, file, said=False)
    road = road_of(workshop, ana)
    assert (protected(road).state, road.void, road.done) == (NOT_YET, False, 2)


def test_it_holds_for_that_file_alone_and_for_that_file_mended(workshop, ana):
    roads.mend(workshop, ana, "actes.csv")
    say_without_people(workshop, ana, road_of(workshop, ana).file, said=True)
    roads.mend(workshop, ana, "actes.csv")
    assert protected(road_of(workshop, ana)).void

    bob = workshop.learners.create().id
    roads.mend(workshop, bob, "actes.csv")
    assert not protected(road_of(workshop, bob)).void
    with pytest.raises(NotFoundError):
        say_without_people(workshop, bob, road_of(workshop, ana).file, said=True)
    assert not workshop.events.of(bob, [ANONYMISER])[ANONYMISER]


def test_her_word_does_not_silence_what_the_workbench_found(workshop, ana):
    roads.mend(workshop, ana)
    roads.anonymise(workshop, ana)
    found = protection_of(workshop, ana, journeys_of(workshop, ana)[0])

    for state, wanted in (("poor", DONE), ("", DONE), ("bad", ONGOING)):
        stage = protected_stage(replace(found, state=state, same=True), (), without_people=True)
        assert (stage.state, stage.void) == (wanted, True)
        assert bool(stage.left) is (wanted == ONGOING)
        assert (stage.word == "Sans objet") is (wanted == DONE)


def test_the_report_says_it_without_being_told_again(workshop, ana):
    roads.mend(workshop, ana)
    before = told(road_of(workshop, ana))
    assert "2 étapes sont faites sur 5" in before
    assert "Sans objet" not in before
    say_without_people(workshop, ana, road_of(workshop, ana).file, said=True)
    after = told(road_of(workshop, ana))
    assert "2 étapes sont faites sur 4" in after
    assert "Sans objet" in after
