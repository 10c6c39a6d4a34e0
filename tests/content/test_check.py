"""``check_course`` sees each fault that an author may make, and nothing in a sound course."""

from __future__ import annotations

import pytest

from grader.content.check import check_course
from grader.settings import DEFAULT_ROOT
from tests.fixtures.course_paths import MARKED, REAL_SANDBOX, SMALL, SMALL_SANDBOX


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_sound_course_has_no_problem():
    assert check_course(SMALL, SMALL_SANDBOX) == []


def test_marked_course_is_sound_on_the_real_sandbox():
    assert check_course(MARKED, REAL_SANDBOX) == []


def test_the_courses_of_the_house_are_in_order():
    assert check_course(DEFAULT_ROOT / "courses", REAL_SANDBOX) == []


CASES = "exemple/cases.yml"
LESSON = "exemple/lire.md"
QUIZ = "exemple/quiz.yml"
#: File, text there, what replaces it, the line that must be named (by its text), code.
FAULTS = [
    (QUIZ, "objective: ex-o2", "objective: ex-o9", "id: ex-q02", "unknown-objective"),
    (QUIZ, "objective: ex-o2", "objective: ex-o1", None, "objective-without-item"),
    (QUIZ, "source: guide-exemple", "source: inconnue", "id: ex-q02", "unknown-source"),
    (QUIZ, "source: guide-exemple", "source: rumeur", "id: ex-q02", "source-to-verify"),
    (QUIZ, "misconception: croire qu'un CSV demande un tableur", "hints: [Un seul.]",
     "id: ex-r01", "missing-misconception"),
    (QUIZ, "croire qu'un CSV demande un tableur", "Écrire le  jour d'abord", "id: ex-r01",
     "same-misconception"),
    (LESSON, "- Année", "mot " * 900 + "\n\n- Année", "---", "lesson-too-long"),
    (LESSON, "- Année", "![](x.svg)\n\n- Année", "x.svg", "image-without-alt"),
    (LESSON, ":source: guide-exemple\n", "", "{droit}", "box-without-source"),
    (LESSON, ":source: guide-exemple", ":source: rumeur", "{droit}", "source-to-verify"),
    (LESSON, ":source: guide-exemple", ":source: inconnue", "{droit}", "unknown-source"),
    (LESSON, "```{exercice} mon-registre\n```", "", None, "unplaced-exercise"),
    ("sources.yml", "verified_on: 2026-10-01", "verified_on: 2026-02-31", "guide-exemple:",
     "bad-date"),
    ("sources.yml", "verified_on: 2026-10-01", 'verified_on: ""', None, "source-without-date"),
    (CASES, "points: 5.5", "points: 5", "name: dates-a-moitie", "case-points"),
    (CASES, "points: 0.5", "points: 1", "name: une-au-second-essai", "case-points"),
    (CASES, "status: partial", "status: passed", "name: dates-a-moitie", "case-status"),
    (CASES, "[encore toutes les anomalies]", "[bravo]", "name: rendu-tel-quel", "case-feedback"),
    (CASES, "registre-a-moitie.csv", "absent.csv", "name: dates-a-moitie", "missing-file"),
    (CASES, "item: ex-q01, chosen: [b]", "item: ex-r01, chosen: [b]", "une-au-second",
     "unknown-item"),
    (CASES, "status: passed\n    points: 6", "status: partial\n    points: 5", "name: solution",
     "bad-case"),
    (CASES, "name: solution", "name: presque", None, "missing-case"),
    (CASES, "exercise: quiz, name: untouched", "exercise: quiz, name: vide", None,
     "missing-case"),
]  # fmt: skip


def previous_dash(lines, line):
    """An entry of a list is told at its first line."""
    while not lines[line - 1].lstrip().startswith(("-", ":::", "!", "guide")):
        line -= 1
    return line


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("hand_ins: premier", "bad-declaration", "best, last"),
        ("hand_in_until: 31 janvier", "bad-declaration", "« hand_in_until » n'est pas bien formé"),
        ("hand_in_until: 2027-02-30", "bad-date", "La date « 2027-02-30 » n'existe pas."),
    ],
)
def test_a_faulty_rule_of_hand_ins_is_seen_at_its_line(courses, edit, line, code, told):
    edit("exemple/module.yml", "objectives:", f"{line}\nobjectives:")
    [problem] = check_course(courses, SMALL_SANDBOX)
    assert (problem.where, problem.code) == ("exemple/module.yml:4", code)
    assert told in plain(f"{problem.message} {problem.hint}")


@pytest.mark.parametrize(("name", "before", "after", "at", "code"), FAULTS)
def test_fault_is_seen_with_its_place(courses, edit, name, before, after, at, code):
    edit(name, before, after)
    found = [p for p in check_course(courses, SMALL_SANDBOX) if p.code == code]
    assert found
    if at is not None:
        lines = (courses / name).read_text(encoding="utf-8").splitlines()
        line = next(number for number, text in enumerate(lines, start=1) if at in text)
        assert f"{name}:{previous_dash(lines, line)}" in {p.where for p in found}
    for problem in found:
        assert problem.message
        assert problem.hint
        assert ":" in problem.where


def test_every_fault_is_told_at_once_in_order(courses, edit):
    edit(QUIZ, "objective: ex-o2", "objective: ex-o9")
    edit(QUIZ, "type: single_choice", "type: essay")
    edit(LESSON, "(glossaire:CSV)", "(glossaire:PDF)")
    edit("exemple/exercises.yml", "registre-export.csv", "absent.csv")
    found = check_course(courses, SMALL_SANDBOX)
    codes = [p.code for p in found]
    assert {"bad-declaration", "unknown-term"} <= set(codes)
    places = [(p.where.partition(":")[0], int(p.where.partition(":")[2] or 0)) for p in found]
    assert places == sorted(places)


def test_what_a_failed_case_earned_is_told(courses, edit):
    edit(CASES, "points: 5.5", "points: 5")
    (problem,) = check_course(courses, SMALL_SANDBOX)
    assert "attend 5 points" in plain(problem.message)
    assert "Obtenu : partial, 5,5 points." in plain(problem.hint)
    assert "dates mal écrites" in plain(problem.hint)


def test_missing_catalogue_is_a_problem_and_no_crash(tmp_path):
    (problem,) = check_course(tmp_path, SMALL_SANDBOX)[:1]
    assert problem.code == "missing-file"
