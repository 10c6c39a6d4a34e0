"""Cases of an exercise on duties: proved by the rules, and refused when they name no duty of it."""

from __future__ import annotations

import shutil

import pytest
import yaml

from grader.content.check import check_course
from grader.content.check_cases import case_problems
from grader.content.declared_texts import declared_passages
from grader.content.load import load_course
from grader.content.model import Case
from tests.fixtures.course_paths import DUTIES, PRIVACY, REAL_SANDBOX

RIGHT = {
    "answer-requests": "required",
    "databases": "advised",
    "dpo": "required",
    "charging-static": "not_applicable",
    "redact-secrets": "required",
    "defibrillators-data": "not_applicable",
}


@pytest.fixture(scope="module")
def exercise():
    return load_course(DUTIES, REAL_SANDBOX).exercise("essai/val-ouvert")


def codes(exercise, answers, status="passed", points=6.0):
    case = Case("essai", "cas", ({"kind": "duties", "answers": answers},), status, points, ())
    return [one.code for one in case_problems("cases.yml:3", exercise, case, REAL_SANDBOX)]


def test_the_course_of_the_dossier_is_sound():
    assert check_course(DUTIES, REAL_SANDBOX) == []


@pytest.mark.parametrize(
    ("answers", "status", "points", "expected"),
    [
        (RIGHT, "passed", 6.0, []),
        ({**RIGHT, "databases": "required"}, "partial", 5.0, []),
        ({**RIGHT, "databases": "required"}, "passed", 6.0, ["case-status", "case-points"]),
        ({**RIGHT, "prada": "required"}, "passed", 6.0, ["unknown-duty"]),
    ],
)
def test_a_case_answers_what_the_exercise_asks(exercise, answers, status, points, expected):
    assert codes(exercise, answers, status, points) == expected


def test_an_exercise_without_duties_is_answered_otherwise():
    [other] = [
        one
        for one in load_course(PRIVACY, REAL_SANDBOX).modules["essai"].exercises.values()
        if one.kind == "anonymise"
    ]
    assert codes(other, RIGHT) == ["bad-case"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"duties": ["answer-requests", "databases", "no-such-rule"]}, "unknown-duty"),
        ({"duties": ["answer-requests", "databases"]}, "bad-declaration"),
        ({"duties": ["answer-requests", "redact-secrets", "dpo"]}, "same-answers"),
        ({"profile": {"kind": "village", "population": 1, "staff": 1}}, "bad-declaration"),
        ({"profile": {"kind": "commune", "population": 1, "staff": 1, "facts": ["moon"]}},
         "bad-profile"),
        ({"statement": "Une commune."}, "profile-untold"),
        ({"profile": None}, "bad-declaration"),
        ({"points": None}, "bad-declaration"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_refused_at_its_line(tmp_path, change, code):
    course = tmp_path / "cours"
    shutil.copytree(DUTIES, course)
    path = course / "essai" / "exercises.yml"
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    [one] = declared["exercises"]
    one.update(change)
    declared["exercises"] = [{key: value for key, value in one.items() if value is not None}]
    path.write_text(yaml.safe_dump(declared, allow_unicode=True), encoding="utf-8")

    found = [one for one in check_course(course, REAL_SANDBOX) if one.code == code]
    assert found
    assert found[0].where.startswith("essai/exercises.yml:")


def test_names_of_duties_are_no_prose():
    source = (
        "- {kind: duties, title: Un titre, profile: {kind: commune, facts: [website]}, "
        "duties: [answer-requests]}\n"
    )
    assert [one.text for one in declared_passages(source, "a.yml")] == ["Un titre"]
