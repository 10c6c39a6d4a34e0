"""Copies with records of the portal: the page, ``ouvroir grade`` and stock nbgrader agree.

No portal is there when they are graded: the evidence travels with the copy.
"""

from __future__ import annotations

import pytest

from grader.content.build import ensure_built
from grader.exercises.assess import assess
from grader.exercises.model import Response
from grader.exercises.publish import lightened
from grader.gradebook.course_folder import prepare
from grader.gradebook.submissions import place_copy
from grader.settings import Settings
from tests.exercises.publishing import GOOD, create, played, put
from tests.fixtures.course_paths import PUBLISH
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.stock import run_ours, run_stock

MODULE = "essai"
BY_API, AGAIN = f"{MODULE}/par-api", f"{MODULE}/reprendre"
TAGS = ["fontaines", "eau-potable", "accessibilite"]
ROUNDS = {
    "complete": {
        BY_API: [{"calls": GOOD}],
        AGAIN: [{"calls": []}, {"calls": [put("{export}", license="lov2", tags=TAGS)]}],
    },
    "en-partie": {BY_API: [{"calls": [create(tags=[])], "as": "page"}], AGAIN: [{"calls": []}]},
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    root = tmp_path_factory.mktemp("publier")
    settings = Settings(courses=PUBLISH, build=root / "build", data=root / "data")
    course = ensure_built(settings)
    place = Place(settings, course, prepare(settings, course))
    exercises = course.modules[MODULE].exercises
    pages = {}
    for name, chosen in ROUNDS.items():
        whole = {one: played(exercises[one], *rounds) for one, rounds in chosen.items()}
        pages[name] = {
            one: assess(exercise, whole.get(one) or Response(one)).points
            for one, exercise in exercises.items()
        }
        sent = {one: lightened(response) for one, response in whole.items()}
        place_copy(place.folder, MODULE, name, sent, with_files=False, handed_in_at=WHEN)
    stock = run_stock(place.folder.root, root / "stock", MODULE)
    return pages, run_ours(place), stock


@pytest.mark.parametrize("name", ROUNDS)
def test_the_three_doors_agree(name, graded):
    pages, ours, stock = graded

    assert ours[name].points == pages[name]
    assert {f"{MODULE}/{cell}": points for cell, points in stock[name].items()} == pages[name]
    assert ours[name].agreed
    assert ours[name].problem == ""


def test_the_copies_are_full_and_partial_with_a_reason(graded):
    pages, ours, _ = graded

    assert pages["complete"] == {BY_API: 4, AGAIN: 3}
    assert pages["en-partie"] == {BY_API: 2, AGAIN: 0}
    assert "Rien de ce qui est demandé" in ours["en-partie"].reasons[AGAIN]
