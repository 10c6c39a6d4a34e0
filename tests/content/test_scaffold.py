"""What ``ouvroir new`` writes is valid at once, touches nothing else, and takes no used id."""

from __future__ import annotations

import shutil

import pytest
import yaml

from grader.content.check import check_course
from grader.content.load import load_course
from grader.content.scaffold.growing import with_entry
from grader.content.scaffold.make import Scaffold
from grader.content.scaffold.texts import TO_WRITE
from grader.errors import ContentError, OuvroirError
from grader.quiz.registry import TYPES
from grader.settings import DEFAULT_ROOT

SANDBOX = DEFAULT_ROOT / "sandbox_data"


@pytest.fixture
def courses(tmp_path):
    return shutil.copytree(DEFAULT_ROOT / "courses", tmp_path / "courses")


def codes(courses) -> set[str]:
    return {problem.code for problem in check_course(courses, SANDBOX)}


@pytest.mark.parametrize(
    ("source", "entry", "expected"),
    [
        ("a:\n  - x\n", "y", "a:\n  - x\n  - y\n"),
        ("a:\n- x", "y", "a:\n- x\n- y\n"),
        ("a: [x]\nb: 1\n", "y", "a: [x, y]\nb: 1\n"),
        ("a: []\n", "y", "a: [y]\n"),
        ("# un\na:\n  - x  # deux\n\n# trois\nb: 1\n", "y",
         "# un\na:\n  - x  # deux\n  - y\n\n# trois\nb: 1\n"),
        ("a: []\n", "id: y\nn: 1", "a:\n  - id: y\n    n: 1\n"),
        ("a:\n  - id: x\n", "id: y\nn: 1", "a:\n  - id: x\n\n  - id: y\n    n: 1\n"),
        ("a: [x]\n", "id: y\nn: 1", "a:\n  - x\n  - id: y\n    n: 1\n"),
        ("a:\n  - id: x\n    t: |-\n      une\n\n      deux\nb: 1\n", "y",
         "a:\n  - id: x\n    t: |-\n      une\n\n      deux\n  - y\nb: 1\n"),
    ],
)  # fmt: skip
def test_a_list_grows_and_the_rest_stays(source, entry, expected):
    grown = with_entry(source, "a", entry, "f.yml")
    assert grown == expected
    before, after = yaml.safe_load(source), yaml.safe_load(grown)
    assert after["a"] == [*before["a"], yaml.safe_load(entry)]
    assert after.get("b") == before.get("b")


@pytest.mark.parametrize("source", ["b: 1\n", "a: 3\n", "- a\n", "", "a: [x\n"])
def test_what_has_no_such_list_is_refused(source):
    with pytest.raises(ContentError) as refused:
        with_entry(source, "a", "y", "f.yml")
    assert refused.value.where == "f.yml"


def test_a_new_module_loads_and_says_where_to_write(courses):
    scaffold = Scaffold(courses)
    scaffold.module("essayer", 'Animer : "l\'ouverture" \\ au jour le jour')
    module = load_course(courses, SANDBOX).modules["essayer"]
    assert "l'ouverture" in module.title.replace("\u2019", "'")
    assert [lesson.slug for lesson in module.lessons] == ["premiere-lecon"]
    assert "essa-r01" in module.items
    for name in ("module.yml", "premiere-lecon.md", "quiz.yml", "a-retenir.md"):
        assert f"essayer/{name}" in scaffold.written
        assert TO_WRITE in (courses / "essayer" / name).read_text(encoding="utf-8")
    catalogue = (courses / "catalogue.yml").read_text(encoding="utf-8")
    assert "# L'ordre des modules" in catalogue


def test_what_is_left_to_write_is_told_line_by_line_and_nothing_else(courses):
    before = codes(courses)
    scaffold = Scaffold(courses)
    scaffold.module("essayer", "Essayer")
    scaffold.lesson("preparer", "nommer", "Nommer")
    scaffold.item("preparer", "single_choice")
    problems = check_course(courses, SANDBOX)
    assert {problem.code for problem in problems} - before == {"unwritten"}
    for problem in problems:
        name, _, line = problem.where.partition(":")
        lines = (courses / name).read_text(encoding="utf-8").splitlines()
        assert TO_WRITE in lines[int(line) - 1]


def test_a_new_lesson_stands_last_with_a_question_of_its_own(courses):
    Scaffold(courses).lesson("preparer", "nommer-un-fichier", "Nommer un fichier")
    module = load_course(courses, SANDBOX).modules["preparer"]
    lesson = module.lessons[-1]
    assert lesson.title == "Nommer un fichier"
    (question,) = [part.ref for part in lesson.parts if part.kind == "question"]
    assert question in module.items


@pytest.mark.parametrize("kind", TYPES)
def test_an_item_of_every_type_can_be_begun(courses, kind):
    name = Scaffold(courses).item("preparer", kind)
    item = load_course(courses, SANDBOX).modules["preparer"].items[name]
    assert item.type == kind
    assert item.question.startswith(TO_WRITE)


def test_an_id_that_a_comment_retires_is_not_given_again(courses):
    quiz = courses / "preparer" / "quiz.yml"
    quiz.write_text("# retiré : prep-r41\n" + quiz.read_text("utf-8"), encoding="utf-8")
    assert Scaffold(courses).item("preparer", "single_choice") == "prep-r42"


@pytest.mark.parametrize("kind", ["quiz", "mend_file", "own_file"])
def test_a_new_exercise_is_proved_at_once(courses, kind):
    Scaffold(courses).exercise("preparer", "essai", kind)
    course = load_course(courses, SANDBOX)
    assert course.exercise("preparer/essai").kind == kind
    assert not codes(courses) & {"case-status", "case-points", "missing-case", "bad-case"}


def test_a_first_exercise_makes_its_files(courses):
    scaffold = Scaffold(courses)
    scaffold.module("essayer", "Essayer")
    scaffold.exercise("essayer", "faire-le-point", "quiz")
    assert load_course(courses, SANDBOX).exercise("essayer/faire-le-point").points == 1


@pytest.mark.parametrize(
    ("begin", "code"),
    [
        (lambda s: s.module("preparer", "Encore"), "name-taken"),
        (lambda s: s.module("../ailleurs", "Ailleurs"), "bad-name"),
        (lambda s: s.module("Essayer", "Essayer"), "bad-name"),
        (lambda s: s.lesson("preparer", "ce-que-lit-une-machine", "Encore"), "name-taken"),
        (lambda s: s.lesson("absent", "lecon", "Lecon"), "unknown-module"),
        (lambda s: s.lesson("../preparer", "lecon", "Lecon"), "unknown-module"),
        (lambda s: s.item("preparer", "devinette"), "unknown-item-type"),
        (lambda s: s.exercise("preparer", "quiz", "quiz"), "name-taken"),
        (lambda s: s.exercise("preparer", "essai", "devinette"), "unknown-kind"),
    ],
)
def test_what_cannot_be_begun_changes_nothing(courses, begin, code):
    before = {path: path.read_bytes() for path in courses.rglob("*") if path.is_file()}
    with pytest.raises(OuvroirError) as refused:
        begin(Scaffold(courses))
    assert refused.value.code == code
    assert refused.value.hint
    assert {path: path.read_bytes() for path in courses.rglob("*") if path.is_file()} == before
