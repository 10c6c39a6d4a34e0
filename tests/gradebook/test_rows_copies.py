"""Copies with rows and a dictionary: the page, ``ouvroir grade`` and stock nbgrader agree."""

from __future__ import annotations

from grader.content.build import ensure_built
from grader.exercises.assess import assess
from grader.exercises.model import Event, Response
from grader.exercises.rows import drawn
from grader.gradebook.course_folder import prepare
from grader.gradebook.submissions import place_copy
from grader.settings import Settings
from tests.fixtures.course_paths import REAL_SANDBOX, ROWS
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.stock import run_ours, run_stock

NAME = "essai/registre-refuse"
AT = WHEN.isoformat(timespec="seconds")
BAD = {"somme", "effectif", "vide"}
COPIES = {"tout-juste": (1, 2), "deuxieme-tirage": (2, 1), "pas-faite": (0, 0)}
DICTIONARY = "essai/dictionnaire-salles"
NOTED = {
    "description": "Code de la salle",
    "type": "string",
    "unit": "",
    "empty": "non",
    "example": "001",
}
#: One column of ten is described: four checks of forty-five.
SAID = Event("dictionary", AT, {"columns": {"SALLE_CODE": NOTED}})


def events(exercise, draws: int) -> tuple[Event, ...]:
    """Answer the last draw rightly, and those before upside down."""
    made = []
    for number in range(1, draws + 1):
        rows = [row.id for row in drawn(exercise, 0, number).rows]
        ticked = [name for name in rows if (name in BAD) == (number == draws)]
        made += [Event("restart", AT)] if number > 1 else []
        made.append(Event("rows", AT, {"draw": number, "ticked": ticked}))
    return tuple(made)


def test_the_three_doors_agree(tmp_path):
    settings = Settings(
        courses=ROWS,
        sandbox=REAL_SANDBOX,
        build=tmp_path / "build",
        data=tmp_path / "data",
    )
    course = ensure_built(settings)
    place = Place(settings, course, prepare(settings, course))
    for name, (draws, points) in COPIES.items():
        response = Response(NAME, 0, events(course.exercise(NAME), draws))
        assert assess(course.exercise(NAME), response).points == points
        written = Response(DICTIONARY, 0, (SAID,))
        assert assess(course.exercise(DICTIONARY), written).points == 0.27
        both = {NAME: response, DICTIONARY: written}
        place_copy(place.folder, "essai", name, both, with_files=False, handed_in_at=WHEN)
    stock = run_stock(place.folder.root, tmp_path / "stock", "essai")
    ours = run_ours(place)

    for name, (_, points) in COPIES.items():
        assert ours[name].points == {NAME: points, DICTIONARY: 0.27}
        assert stock[name] == {"registre-refuse": points, "dictionnaire-salles": 0.27}
        assert ours[name].agreed
        assert ours[name].problem == ""
