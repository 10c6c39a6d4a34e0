"""Copies with a redacted act: the page, ``ouvroir grade`` and stock nbgrader agree."""

from __future__ import annotations

import pytest

from grader.content.build import ensure_built
from grader.exercises.assess import assess
from grader.exercises.model import Event, Response
from grader.exercises.redact import REDACTION
from grader.exercises.redact_key import given_document
from grader.gradebook.course_folder import prepare
from grader.gradebook.submissions import place_copy
from grader.settings import Settings
from tests.fixtures.course_paths import REDACT
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.stock import run_ours, run_stock
from tests.support.acts import act_sandbox

ACT = "essai/proces-verbal"
NAME = "Mme Jeanne Duvernet"
HIDDEN = {
    "complete": (NAME, "12 rue des Lilas", "Jeanne Duvernet"),
    "en-partie": (NAME, "Odile Fabre"),
    "rien": (),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    root = tmp_path_factory.mktemp("occulter")
    settings = Settings(
        courses=REDACT, sandbox=act_sandbox(root), build=root / "build", data=root / "data"
    )
    course = ensure_built(settings)
    place = Place(settings, course, prepare(settings, course))
    exercise = course.exercise(ACT)
    text = given_document(exercise.settings["file"]).text
    pages = {}
    for name, passages in HIDDEN.items():
        # Her name stands twice: the last place is that of the table.
        starts = [(text.rindex(one), one) for one in passages]
        spans = [[start, start + len(one), "private-life"] for start, one in starts]
        event = Event(REDACTION, WHEN.isoformat(timespec="seconds"), {"spans": spans})
        response = Response(ACT, 0, (event,))
        pages[name] = assess(exercise, response).points
        place_copy(
            place.folder, "essai", name, {ACT: response}, with_files=False, handed_in_at=WHEN
        )
    stock = run_stock(place.folder.root, root / "stock", "essai")
    return pages, run_ours(place), stock


@pytest.mark.parametrize("name", HIDDEN)
def test_the_three_doors_agree(name, graded):
    pages, ours, stock = graded

    assert ours[name].points == {ACT: pages[name]}
    assert stock[name] == {"proces-verbal": pages[name]}
    assert ours[name].agreed
    assert ours[name].problem == ""


def test_copies_are_full_partial_and_empty_with_a_reason(graded):
    pages, ours, _ = graded

    assert pages["complete"] == 4
    assert 0 < pages["en-partie"] < 4
    assert pages["rien"] == 0
    assert "0 passage à cacher est caché" in ours["rien"].reasons[ACT].replace("\u00a0", " ")
