"""Paths of the catalogue: read whole, each fault told with its line, times kept."""

from __future__ import annotations

import pytest

from grader.content.check import check_course
from grader.content.load import load_course
from grader.content.path_model import EXERCISE, LESSON, PAGE
from grader.errors import ContentError
from grader.settings import DEFAULT_ROOT
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX

PATHS = """
paths:
  - id: decouvrir
    door: elu
    title: Un parcours
    summary: Une phrase.
    minutes: [20, 30]
    parts:
      - title: Une partie
        summary: Ce que l'on a.
        minutes: [5, 5]
        steps:
          - {page: decider, title: Qui nous sommes, minutes: 5}
      - title: Une autre
        steps:
          - {lesson: exemple/lire}
          - {exercise: exemple/quiz, minutes: 10}
services:
  finances: [exemple/registre]
"""


@pytest.fixture
def written(courses):
    """Write the catalogue with its paths, one text of which may be replaced."""

    def write(before: str = "", after: str = "") -> None:
        assert before in PATHS
        catalogue = courses / "catalogue.yml"
        own = (SMALL / "catalogue.yml").read_text(encoding="utf-8")
        catalogue.write_text(own + PATHS.replace(before, after, 1), encoding="utf-8")

    return write


def test_a_path_is_read_whole_and_its_times_are_added(courses, written):
    written()
    course = load_course(courses, SMALL_SANDBOX)
    (path,) = course.paths
    assert [(one.kind, one.ref, one.minutes) for one in path.steps] == [
        (PAGE, "decider", 5),
        (LESSON, "exemple/lire", course.lesson("exemple/lire").minutes),
        (EXERCISE, "exemple/quiz", 10),
    ]
    assert [part.minutes for part in path.parts] == [5, 20]
    assert (path.minutes, path.least, path.most) == (25, 20, 30)
    titles = [one.title for one in path.steps]
    assert titles[1:] == ["Lire un registre", course.exercise("exemple/quiz").title]
    assert course.services == {"exemple/registre": frozenset({"finances"})}


def test_a_course_without_paths_has_none():
    course = load_course(SMALL, SMALL_SANDBOX)
    assert (course.paths, course.services) == ((), {})


#: What stands there, what replaces it, code, the text of the line that must be named.
FAULTS = [
    ("exemple/lire}", "exemple/absente}", "unknown-step", "exemple/absente"),
    ("exemple/quiz,", "exemple/absent,", "unknown-step", "exemple/absent"),
    ("page: decider", "page: formateur", "unknown-page", "page: formateur"),
    ("{page: decider, title: Qui nous sommes, minutes: 5}", "{minutes: 5}", "bad-step",
     "{minutes: 5}"),
    ("{lesson: exemple/lire}", "{lesson: exemple/lire, page: decider}", "bad-step", "exemple/lire"),
    ("{lesson: exemple/lire}", "{lesson: exemple/lire, minutes: 9}", "minutes-twice",
     "exemple/lire"),
    (", title: Qui nous sommes", "", "untold-step", "page: decider"),
    (", minutes: 10}", "}", "untold-step", "exemple/quiz"),
    ("finances:", "cuisine:", "unknown-service", "cuisine"),
    ("[exemple/registre]", "[exemple/absent]", "unknown-step", "exemple/absent"),
    ("door: elu", "door: maire", "bad-declaration", "door: maire"),
    ("minutes: [20, 30]", "minutes: [20]", "bad-declaration", "minutes: [20]"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "code", "line"), FAULTS)
def test_each_fault_is_told_with_its_line(courses, written, before, after, code, line):
    written(before, after)
    with pytest.raises(ContentError) as caught:
        load_course(courses, SMALL_SANDBOX)
    assert caught.value.code == code
    name, _, number = caught.value.where.partition(":")
    text = (courses / name).read_text(encoding="utf-8").splitlines()
    assert line in text[int(number) - 1]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("minutes: [20, 30]", "minutes: [26, 30]", "path-minutes"),
        ("minutes: [20, 30]", "minutes: [20, 24]", "path-minutes"),
        ("minutes: [5, 5]", "minutes: [6, 9]", "path-minutes"),
        ("{exercise: exemple/quiz, minutes: 10}", "{lesson: exemple/lire}", "step-twice"),
    ],
)
def test_the_check_refuses_a_time_out_of_bounds_and_a_lesson_twice(
    courses, written, before, after, code
):
    written(before, after)
    assert [one.code for one in check_course(courses, SMALL_SANDBOX)] == [code]


def test_two_paths_do_not_share_a_door(courses, written):
    written()
    catalogue = courses / "catalogue.yml"
    text = catalogue.read_text(encoding="utf-8")
    path = text.partition("paths:\n")[2].partition("services:")[0]
    catalogue.write_text(
        text.replace("services:", path.replace("id: decouvrir", "id: autre") + "services:"),
        encoding="utf-8",
    )
    with pytest.raises(ContentError) as caught:
        load_course(courses, SMALL_SANDBOX)
    assert caught.value.code == "path-twice"


def test_the_three_paths_take_the_time_that_was_asked_of_them():
    course = load_course(DEFAULT_ROOT / "courses", DEFAULT_ROOT / "sandbox_data")
    paths = {path.door: path for path in course.paths}
    assert set(paths) == {"elu", "agent", "formateur"}
    first, second = paths["elu"].parts
    assert first.steps[0].ref == "decider"
    assert first.steps[-1].ref == "decider/note"
    assert (first.minutes, second.minutes) == (20, 45)
    assert 6 * 60 <= paths["agent"].minutes <= 8 * 60


def test_an_example_says_for_whom_it_is_and_refuses_what_is_nobody(courses, edit):
    box = ":::{{exemple}} Un marché\n:pour: {}\n:services: {}\nDeux lots.\n:::\n\n## Retenir\n"
    edit("exemple/lire.md", "## Retenir\n", box.format("commune, epci", "finances"))
    html = "".join(
        part.html for part in load_course(courses, SMALL_SANDBOX).lesson("exemple/lire").parts
    )
    assert 'data-pour="commune epci" data-services="finances" open>' in html
    assert "Un marché</span></summary>" in html
    for kinds, services in (("royaume", "finances"), ("commune", "cuisine")):
        edit("exemple/lire.md", ":pour: ", f":pour: {kinds}, ")
        edit("exemple/lire.md", ":services: ", f":services: {services}, ")
        with pytest.raises(ContentError) as caught:
            load_course(courses, SMALL_SANDBOX)
        assert caught.value.code == "unknown-audience"
        edit("exemple/lire.md", f":pour: {kinds}, ", ":pour: ")
        edit("exemple/lire.md", f":services: {services}, ", ":services: ")
