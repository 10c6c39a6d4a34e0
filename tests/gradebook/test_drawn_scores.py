"""A drawn quiz and a case: ``assess``, ``ouvroir grade`` and stock nbgrader see the same questions.

The keys of the private bank reach the grading run by the path of the bank alone, and nothing of
the bank lies in what is released or handed in.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from grader.content.build import ensure_built
from grader.exercises.assess import assess
from grader.exercises.drawing import asked
from grader.exercises.mock import answer, make_response
from grader.exercises.model import Response
from grader.gradebook.course_folder import prepare
from grader.gradebook.grade import grade
from grader.gradebook.model import GradedCopy
from grader.gradebook.submissions import place_copy
from grader.kernels.environment import bare_environment
from grader.quiz.score import expected
from grader.server.commands import environment_of
from grader.settings import Settings
from tests.fixtures.course_paths import DRAWN, PRIVATE_BANK, SECRET
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.stock import StockGrades, run_ours, run_stock

QUIZ, CASE = "tirage/quiz", "tirage/archives"
#: Learners, their seeds, and how many of their four questions they answer as expected.
LEARNERS = {"ana": (11, 4), "ben": (12, 4), "cleo": (13, 2), "dora": (14, 0)}


def quiz_response(place: Place, seed: int, count: int) -> Response:
    """Make the response of someone who answers her first questions as expected."""
    exercise = place.course.exercise(QUIZ)
    items = asked(exercise, Response(QUIZ, seed))
    events = [answer(item.id, *expected(item)) for item in items[:count]]
    return make_response(QUIZ, events, seed=seed)


CASE_EVENTS = [
    {"kind": "skip", "item": "ti-c01"},
    answer("ti-c02", "a", "b"),
    answer("ti-c01", "a"),
    answer("ti-c03", "b"),
    answer("ti-c03", "a"),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The drawn course with its bank, and a copy of each learner."""
    root = tmp_path_factory.mktemp("banque")
    settings = Settings(
        courses=DRAWN, build=root / "build", data=root / "data", private_bank=PRIVATE_BANK
    )
    course = ensure_built(settings)
    place = Place(settings, course, prepare(settings, course))
    for learner, (seed, count) in LEARNERS.items():
        responses = {
            QUIZ: quiz_response(place, seed, count),
            CASE: make_response(CASE, CASE_EVENTS[: count + 1], seed=seed),
        }
        place_copy(place.folder, "tirage", learner, responses, with_files=False, handed_in_at=WHEN)
    return place


@pytest.fixture(scope="module")
def stock(place: Place, tmp_path_factory: pytest.TempPathFactory) -> StockGrades:
    """What stock nbgrader gives."""
    return run_stock(place.folder.root, tmp_path_factory.mktemp("nbgrader") / "cours", "tirage")


@pytest.fixture(scope="module")
def ours(place: Place, stock: StockGrades) -> dict[str, GradedCopy]:
    """What ``ouvroir grade`` gives, after stock took its copy of the folder."""
    assert stock
    return run_ours(place)


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_door_gives_the_same_points(
    place: Place, stock: StockGrades, ours: dict[str, GradedCopy], learner: str
) -> None:
    seed, count = LEARNERS[learner]
    quiz = assess(place.course.exercise(QUIZ), quiz_response(place, seed, count))
    case = assess(
        place.course.exercise(CASE), make_response(CASE, CASE_EVENTS[: count + 1], seed=seed)
    )
    assert quiz.points == float(count)
    assert stock[learner] == {"quiz": quiz.points, "archives": case.points}
    assert ours[learner].points == {QUIZ: quiz.points, CASE: case.points}
    assert ours[learner].agreed
    assert ours[learner].problem == ""


def test_private_questions_were_asked_and_differ(place: Place) -> None:
    exercise = place.course.exercise(QUIZ)
    draws = [
        {item.id for item in asked(exercise, Response(QUIZ, seed))}
        & place.course.modules["tirage"].bank.keys()
        for seed, _ in LEARNERS.values()
    ]
    assert all(len(names) == 2 for names in draws)
    assert len({frozenset(names) for names in draws}) > 1


def test_nothing_private_lies_where_learners_or_copies_are(
    place: Place, ours: dict[str, GradedCopy]
) -> None:
    assert ours
    seen = 0
    for folder in (place.settings.build, place.folder.root):
        for path in folder.rglob("*"):
            if path.is_file():
                seen += 1
                assert SECRET.encode() not in path.read_bytes(), path.name
    assert seen > 10


def test_a_mended_private_key_grades_anew(place: Place, tmp_path: Path) -> None:
    bank = tmp_path / "bank" / "tirage"
    bank.mkdir(parents=True)
    text = (PRIVATE_BANK / "tirage" / "quiz.yml").read_text(encoding="utf-8")
    (bank / "quiz.yml").write_text(text, encoding="utf-8")
    settings = dataclasses.replace(
        place.settings, data=tmp_path / "data", private_bank=tmp_path / "bank"
    )
    before = prepare(settings, ensure_built(settings)).modules["tirage"]
    (bank / "quiz.yml").write_text(text.replace("douze heures", "12 heures"), encoding="utf-8")
    assert prepare(settings, ensure_built(settings)).modules["tirage"] != before


def test_only_a_grading_run_learns_where_the_bank_is() -> None:
    environ = {"OUVROIR_PRIVATE_BANK": "/banque", "OUVROIR_DATA": "/donnees", "PATH": "/bin"}
    assert "OUVROIR_PRIVATE_BANK" not in bare_environment(environ, {})
    graded = bare_environment({**environ, "NBGRADER_EXECUTION": "autograde"}, {})
    assert graded["OUVROIR_PRIVATE_BANK"] == "/banque"
    assert "OUVROIR_DATA" not in graded


def test_without_the_bank_the_cell_gives_no_point_for_private_answers(
    place: Place, tmp_path: Path
) -> None:
    """The bank is what holds the keys: a run that has lost it cannot make them up."""
    settings = dataclasses.replace(place.settings, data=tmp_path / "data", private_bank=None)
    course = ensure_built(settings)
    folder = prepare(settings, course)
    response = quiz_response(place, 11, 4)
    place_copy(folder, "tirage", "ana", {QUIZ: response}, with_files=False, handed_in_at=WHEN)
    (copy,) = grade(settings, course)
    assert copy.points[QUIZ] < 4
    assert copy.agreed


def test_the_setting_gives_the_bank_to_the_server_and_to_the_commands_that_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUVROIR_PRIVATE_BANK", "/ailleurs")
    settings = Settings.from_environment({"OUVROIR_PRIVATE_BANK": str(tmp_path)})
    assert settings.private_bank == tmp_path.resolve()
    assert environment_of(settings)["OUVROIR_PRIVATE_BANK"] == str(tmp_path.resolve())
    none = Settings.from_environment({})
    assert none.private_bank is None
    assert environment_of(none)["OUVROIR_PRIVATE_BANK"] == ""
    assert Settings.from_environment(environment_of(none)).private_bank is None
