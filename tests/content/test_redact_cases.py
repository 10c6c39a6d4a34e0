"""Cases of an exercise on an act: their passages are found and proved, and its key is read."""

from __future__ import annotations

import pytest

from grader.content.check import check_course
from grader.content.check_cases import case_problems
from grader.content.declared_texts import declared_passages
from grader.content.load import load_course
from grader.content.model import Case
from tests.fixtures.course_paths import PRIVACY, REAL_SANDBOX, REDACT
from tests.support.acts import act_sandbox

NAME, STREET = "Mme Jeanne Duvernet", "12 rue des Lilas"
SECOND = {"passage": "Jeanne Duvernet", "nth": 2, "reason": "personal-data"}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    return act_sandbox(tmp_path_factory.mktemp("acte"))


@pytest.fixture(scope="module")
def exercise(sandbox):
    return load_course(REDACT, sandbox).exercise("essai/proces-verbal")


def codes(exercise, *hidden, status="passed", points=4.0):
    events = ({"kind": "redaction", "hide": list(hidden)},)
    case = Case("essai", "cas", events, status, points, ())
    return [one.code for one in case_problems("cases.yml:3", exercise, case, REAL_SANDBOX)]


def test_the_course_of_the_act_is_sound(sandbox):
    assert check_course(REDACT, sandbox) == []


@pytest.mark.parametrize(
    ("hidden", "status", "points", "expected"),
    [
        ((NAME, STREET, SECOND), "passed", 4.0, []),
        (("Jeanne Duvernet", STREET), "passed", 4.0, ["case-status", "case-points"]),
        ((NAME, STREET, "Jeanne Duvernet"), "passed", 4.0, []),
        ((NAME,), "passed", 4.0, ["case-status", "case-points"]),
        ((NAME,), "partial", 2.0, []),
        (("Mme Inconnue",), "passed", 4.0, ["unknown-passage"]),
        (({**SECOND, "nth": 3},), "passed", 4.0, ["unknown-passage"]),
    ],
)
def test_a_case_hides_what_it_says(exercise, hidden, status, points, expected):
    assert codes(exercise, *hidden, status=status, points=points) == expected


def test_an_exercise_without_an_act_hides_nothing():
    [other] = [
        one
        for one in load_course(PRIVACY, REAL_SANDBOX).modules["essai"].exercises.values()
        if one.kind == "anonymise"
    ]
    assert codes(other, NAME) == ["bad-case"]


def test_why_a_passage_is_hidden_is_read_and_the_passage_is_not():
    source = (
        "- {kind: redact, key: [{hide: « Mme  X», reason: health, because: Sa santé.}, "
        "{keep: Y !, because: Une élue.}]}\n- {kind: mend_file, key: colonne}\n"
    )
    assert [one.text for one in declared_passages(source, "a.yml")] == ["Sa santé.", "Une élue."]
