"""Copies with a dialogue: the page, ``ouvroir grade`` and stock nbgrader agree."""

from __future__ import annotations

from grader.content.build import ensure_built
from grader.exercises.assess import assess
from grader.exercises.model import Event, Response
from grader.gradebook.course_folder import prepare
from grader.gradebook.submissions import place_copy
from grader.settings import Settings
from tests.fixtures.course_paths import DIALOGUE, REAL_SANDBOX
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.stock import run_ours, run_stock

CALL = "essai/registre-perdu"
AT = WHEN.isoformat(timespec="seconds")
RIGHT = (("debut", "a"), ("suite", "a"))
AGAIN = ("", "")
COPIES = {
    "accord": (RIGHT, 2),
    "refus-puis-accord": ((("debut", "c"), AGAIN, *RIGHT), 1),
    "pas-finie": (RIGHT[:1], 0),
}


def event(turn: str, letter: str) -> Event:
    return Event("reply", AT, {"turn": turn, "reply": letter}) if turn else Event("restart", AT)


def test_the_three_doors_agree(tmp_path):
    settings = Settings(
        courses=DIALOGUE,
        sandbox=REAL_SANDBOX,
        build=tmp_path / "build",
        data=tmp_path / "data",
    )
    course = ensure_built(settings)
    place = Place(settings, course, prepare(settings, course))
    for name, (said, points) in COPIES.items():
        response = Response(CALL, 0, tuple(event(*one) for one in said))
        assert assess(course.exercise(CALL), response).points == points
        place_copy(
            place.folder, "essai", name, {CALL: response}, with_files=False, handed_in_at=WHEN
        )
    stock = run_stock(place.folder.root, tmp_path / "stock", "essai")
    ours = run_ours(place)

    for name, (_, points) in COPIES.items():
        assert ours[name].points == {CALL: points}
        assert stock[name] == {"registre-perdu": points}
        assert ours[name].agreed
        assert ours[name].problem == ""
