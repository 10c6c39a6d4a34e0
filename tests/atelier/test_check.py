"""``grader.check`` gives the outcome of the page: every exercise, by the cases of its author."""

from __future__ import annotations

import pytest

from grader.atelier import commands
from grader.atelier.commands import check, hint, list_exercises, open_exercise, solution
from grader.atelier.result import LABELS as LABELS_HERE
from grader.content.check_cases import case_response
from grader.content.load import load_course
from grader.exercises.assess import assess
from grader.exercises.model import CASE, DIALOGUE, PUBLISH, QUIZ, ROWS
from grader.services.responses import LABELS
from grader.settings import Settings

SETTINGS = Settings()
MEND = "preparer/deliberations-sales"


@pytest.fixture(scope="module")
def course():
    return load_course(SETTINGS.courses, SETTINGS.sandbox)


@pytest.fixture(scope="module")
def cases(course):
    """Each case with its exercise."""
    return [
        (course.exercise(case.exercise), case)
        for module in course.modules.values()
        for case in module.cases
    ]


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """A kernel that has just started."""
    monkeypatch.setattr(commands, "_notebook", commands._Notebook())


def of_files(cases):
    """A solution, an untouched copy and a typical mistake of each exercise on a file."""
    seen = set()
    for exercise, case in cases:
        kind = case.name if case.name in ("solution", "untouched") else "mistake"
        if exercise.takes_file and (exercise.id, kind) not in seen:
            seen.add((exercise.id, kind))
            yield exercise, case


def replay(exercise, case):
    """Do in a notebook what a case says, one call after the other."""
    found = check(exercise.id)
    for event in case.events:
        if event["kind"] == "file":
            path = SETTINGS.sandbox / event["path"]
            found = check(exercise.id, path, schema=event.get("schema", ""))
        elif event["kind"] == "hint":
            hint(exercise.id)
        elif event["kind"] == "solution":
            solution(exercise.id)
            solution(exercise.id)
            found = check(exercise.id)
    return found


def test_a_file_gives_the_outcome_of_the_page(cases, monkeypatch):
    wrong, tried = {}, 0
    for exercise, case in of_files(cases):
        monkeypatch.setattr(commands, "_notebook", commands._Notebook())
        found, tried = replay(exercise, case), tried + 1
        expected = assess(exercise, case_response("", exercise, case, SETTINGS.sandbox))
        same = found.outcome == expected if case.events else found.status == expected.status
        if not same or (expected.status, expected.points) != (case.status, case.points):
            wrong[exercise.id, case.name] = str(found)

    assert wrong == {}
    assert tried >= 6


def answer_of(exercise, response):
    """Give what a notebook hands for a response."""
    if exercise.kind in (QUIZ, CASE):
        return {e.data["item"]: e.data["chosen"] for e in response.events}
    if exercise.kind == DIALOGUE:
        return {e.data["turn"]: e.data["reply"] for e in response.events}
    last = response.events[-1].data
    return last.get("answers") or last.get("spans") or last.get("columns") or last


def test_an_answer_gives_the_outcome_of_the_page(cases):
    wrong, kinds = {}, set()
    for exercise, case in cases:
        if case.name != "solution" or exercise.takes_file or exercise.kind in (PUBLISH, ROWS):
            continue
        # One of each kind that reads a file is enough: those are slow.
        if exercise.reads_file and exercise.kind in kinds:
            continue
        kinds.add(exercise.kind)
        response = case_response("", exercise, case, SETTINGS.sandbox)
        # What a trainer writes, and another learner's draw, are not for a notebook.
        if case.seed or {event.kind for event in response.events} & {"review", "hint"}:
            continue
        if check(exercise.id).status != "not_attempted":
            wrong[exercise.id, "untouched"] = str(check(exercise.id))
        found = check(exercise.id, answer_of(exercise, response))
        if found.outcome != assess(exercise, response):
            wrong[exercise.id] = str(found)
        # A cell that is run again is no second try.
        elif check(exercise.id, answer_of(exercise, response)).outcome != found.outcome:
            wrong[exercise.id, "again"] = str(found)

    assert wrong == {}
    assert {QUIZ, CASE, DIALOGUE} < kinds


def test_a_record_is_looked_at_by_a_server_alone(cases):
    exercise = next(e for e, _ in cases if e.kind == PUBLISH)

    told = check(exercise.id, "0" * 24)

    assert told.status == "uncheckable"
    assert "grader.connect()" in str(told)


def test_rows_that_are_drawn_for_her_are_on_their_page(cases):
    exercise = next(e for e, _ in cases if e.kind == ROWS)

    assert check(exercise.id).status == "not_attempted"
    assert "se fait sur sa page" in str(check(exercise.id, ["a"]))


def test_hints_come_one_by_one_and_the_solution_asks_twice(course):
    total = len(course.exercise(MEND).hints)
    told = [str(hint(MEND)) for _ in range(total + 1)]

    assert [one.partition(".")[0] for one in told[:2]] == [f"**Indice 1 sur {total}",
                                                          f"**Indice 2 sur {total}"]  # fmt: skip
    assert "Tous les indices sont ouverts" in told[-1]
    assert "seconde fois" in str(solution(MEND))
    assert check(MEND, course.exercise(MEND).settings["reference"]).points == 10
    assert "Solution" in str(solution(MEND))


def test_what_is_wrong_is_told_and_never_raised(tmp_path):
    for answer in ("absent.csv", 3, {"a": 1}, tmp_path, "a\0b"):
        told = check(MEND, answer)
        assert told.status == "uncheckable"
        assert told.feedback
    assert check("preparer/quiz", {"prep-q99": "a"}).status == "uncheckable"
    assert check("preparer/quiz", [1]).status == "uncheckable"
    near = check("preparer/deliberation-sales")
    assert MEND in str(near)
    assert "n'existe pas" in str(near)


def test_an_outcome_is_told_as_text_markdown_and_html(course):
    told = check(MEND, course.exercise(MEND).settings["file"])

    for text in (str(told), told._repr_markdown_(), told._repr_html_()):
        assert "À reprendre" in text
        assert "rien n'est envoyé" in text.replace("&#x27;", "'")
    assert "<script" not in told._repr_html_()
    assert LABELS_HERE == LABELS


def test_the_file_that_an_exercise_gives_is_copied_once(tmp_path):
    path = open_exercise(MEND, tmp_path)
    path.write_text("mon travail", encoding="utf-8")

    assert open_exercise(MEND, tmp_path).read_text(encoding="utf-8") == "mon travail"
    assert MEND in str(list_exercises("preparer"))
    assert "Aucun exercice" in str(list_exercises("inconnu"))
