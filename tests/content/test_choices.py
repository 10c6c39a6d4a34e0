"""Exercises that count once: what is read, what is refused, what copies and lessons hold of it."""

from __future__ import annotations

import json

import pytest

from grader.content.check import check_course
from grader.content.load import load_course
from grader.content.notebooks import assignment_bytes
from grader.content.one_exercise import load_graded
from grader.errors import ContentError
from tests.fixtures.course_paths import SMALL_SANDBOX

EXERCISES = "exemple/exercises.yml"
HEAD = 'choices:\n  fichier:\n    title: Un fichier\n    rule: "Un seul <suffit> : c\'est dit."\n'


@pytest.fixture
def chosen(courses, edit):
    """The small course, whose two files are a choice, worth as many points."""
    edit(EXERCISES, "exercises:", f"{HEAD}exercises:")
    for name in ("registre", "mon-registre"):
        edit(EXERCISES, f"id: {name}\n", f"id: {name}\n    choice: fichier\n")
    module = load_course(courses, SMALL_SANDBOX).modules["exemple"]
    first, second = (module.exercises[f"exemple/{n}"].points for n in ("registre", "mon-registre"))
    assert first != second
    return courses


def faults(courses):
    return {one.code for one in check_course(courses, SMALL_SANDBOX)}


def test_a_choice_is_one_cell_of_the_assignment_and_counts_once(chosen):
    module = load_course(chosen, SMALL_SANDBOX).modules["exemple"]
    assert list(module.graded) == ["exemple/fichier", "exemple/quiz"]
    assert module.max_points == sum(one.points for one in module.graded.values())
    cells = json.loads(assignment_bytes(module))["cells"]
    graded = [c["metadata"]["nbgrader"]["grade_id"] for c in cells if "nbgrader" in c["metadata"]]
    assert graded == ["fichier", "quiz"]
    found = load_graded(chosen, SMALL_SANDBOX, "exemple/fichier")
    assert found == module.graded["exemple/fichier"]
    with pytest.raises(KeyError):
        load_graded(chosen, SMALL_SANDBOX, "exemple/registre")


def test_the_lesson_tells_the_rule_once_and_escaped(chosen):
    lesson = load_course(chosen, SMALL_SANDBOX).lesson("exemple/lire")
    told = [one for one in lesson.parts if "suffit" in one.html]
    assert [one.step for one in told] == ["exercer"]
    assert "<suffit>" not in told[0].html
    assert lesson.parts[lesson.parts.index(told[0]) + 1].ref == "exemple/registre"


def test_unequal_points_are_told(chosen):
    assert "unequal-choice" in faults(chosen)


def test_a_choice_of_one_is_told(chosen, edit):
    edit(EXERCISES, "id: mon-registre\n    choice: fichier\n", "id: mon-registre\n")
    assert "no-choice" in faults(chosen)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("choice: fichier", "choice: absent", "unknown-choice"),
        ("  fichier:\n", "  quiz:\n", "id-twice"),
    ],
)
def test_a_name_that_is_unknown_or_taken_is_refused(chosen, edit, before, after, code):
    if code == "id-twice":
        for _ in range(2):
            edit(EXERCISES, "choice: fichier", "choice: quiz")
    edit(EXERCISES, before, after)
    with pytest.raises(ContentError) as refusal:
        load_course(chosen, SMALL_SANDBOX)
    assert refusal.value.code == code
