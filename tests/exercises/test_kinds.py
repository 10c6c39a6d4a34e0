"""Every kind of exercise carries its own valid and invalid declarations."""

from __future__ import annotations

import pytest

from grader.errors import ContentError
from grader.exercises.declare import parse_exercise
from grader.exercises.kind import Surroundings
from grader.exercises.registry import KINDS
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.quiz.items import make_item

ITEMS = {name: make_item("single_choice", "a", item_id=name) for name in
         ("exemple-q01", "exemple-q02")}  # fmt: skip
AROUND = Surroundings("exemple", ITEMS, SMALL_SANDBOX)
VALID = [(name, raw) for name, kind in KINDS.items() for raw in kind.valid]
INVALID = [(name, raw, code) for name, kind in KINDS.items() for raw, code in kind.invalid]


@pytest.mark.parametrize("name", KINDS)
def test_kind_has_examples_of_both_sorts(name):
    assert KINDS[name].valid
    assert KINDS[name].invalid


@pytest.mark.parametrize(("name", "raw"), VALID)
def test_valid_example_is_accepted(name, raw):
    exercise = parse_exercise(raw, "exemple/exercises.yml:2", AROUND)
    assert (exercise.kind, exercise.id) == (name, f"exemple/{raw['id']}")
    assert exercise.points == raw["points"]
    assert exercise.module == "exemple"
    paths = [v for k, v in exercise.settings.items() if k in ("file", "reference")]
    assert all(path.is_absolute() and path.is_file() for path in paths)


@pytest.mark.parametrize(("name", "raw", "code"), INVALID)
def test_invalid_example_is_refused_with_its_code_and_place(name, raw, code):
    with pytest.raises(ContentError) as refusal:
        parse_exercise(raw, "exemple/exercises.yml:2", AROUND)
    assert refusal.value.code == code
    assert str(refusal.value).startswith("exemple/exercises.yml:2: ")
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (None, "bad-value"),
        ({"id": "x", "kind": "essay"}, "unknown-kind"),
        ({"id": "x"}, "missing-key"),
        ({**KINDS["quiz"].valid[0], "hints": "Relisez."}, "bad-value"),
        ({**KINDS["quiz"].valid[0], "title": 3}, "bad-value"),
        ({**KINDS["quiz"].valid[0], "points": "6"}, "bad-points"),
    ],
)
def test_ill_formed_declaration_is_refused(raw, code):
    with pytest.raises(ContentError) as refusal:
        parse_exercise(raw, "exemple/exercises.yml:2", AROUND)
    assert refusal.value.code == code
