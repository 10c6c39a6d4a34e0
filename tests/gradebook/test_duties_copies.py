"""Copies with the dossier of an authority: the page, ``ouvroir grade`` and stock nbgrader agree."""

from __future__ import annotations

import pytest

from grader.content.build import ensure_built
from grader.exercises.assess import assess
from grader.exercises.model import DUTIES as KIND
from grader.exercises.model import Event, Response
from grader.gradebook.course_folder import prepare
from grader.gradebook.submissions import place_copy
from grader.settings import Settings
from tests.fixtures.course_paths import DUTIES, REAL_SANDBOX
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.stock import run_ours, run_stock

DOSSIER = "essai/val-ouvert"
RIGHT = {
    "answer-requests": "required",
    "databases": "advised",
    "dpo": "required",
    "charging-static": "not_applicable",
    "redact-secrets": "required",
    "defibrillators-data": "not_applicable",
}
WRONG = {name: "advised" if one == "required" else "required" for name, one in RIGHT.items()}
CHECKED = {
    "complete": (RIGHT,),
    "au-second-essai": (WRONG, {"databases": "advised", "dpo": "required"}),
    "tout-faux": (WRONG,),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    root = tmp_path_factory.mktemp("obligations")
    settings = Settings(
        courses=DUTIES, sandbox=REAL_SANDBOX, build=root / "build", data=root / "data"
    )
    course = ensure_built(settings)
    place = Place(settings, course, prepare(settings, course))
    exercise = course.exercise(DOSSIER)
    at = WHEN.isoformat(timespec="seconds")
    pages = {}
    for name, checks in CHECKED.items():
        events = tuple(Event(KIND, at, {"answers": answers}) for answers in checks)
        response = Response(DOSSIER, 0, events)
        pages[name] = assess(exercise, response).points
        place_copy(
            place.folder, "essai", name, {DOSSIER: response}, with_files=False, handed_in_at=WHEN
        )
    stock = run_stock(place.folder.root, root / "stock", "essai")
    return pages, run_ours(place), stock


@pytest.mark.parametrize("name", CHECKED)
def test_the_three_doors_agree(name, graded):
    pages, ours, stock = graded

    assert ours[name].points == {DOSSIER: pages[name]}
    assert stock[name] == {"val-ouvert": pages[name]}
    assert ours[name].agreed
    assert ours[name].problem == ""


def test_copies_are_full_partial_and_empty_with_a_reason(graded):
    pages, ours, _ = graded

    assert pages == {"complete": 6, "au-second-essai": 1, "tout-faux": 0}
    reason = ours["tout-faux"].reasons[DOSSIER].replace("\u00a0", " ")
    assert "Un second essai vous attend aux obligations 1, 2, 3, 4, 5 et 6." in reason
