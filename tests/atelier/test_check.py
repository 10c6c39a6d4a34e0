"""``grader.check`` gives the outcome of the page: every exercise, by the cases of its author."""

from __future__ import annotations

import pytest

from grader.atelier import ____, commands
from grader.atelier.commands import (
    check,
    draw_rows,
    hint,
    list_exercises,
    open_exercise,
    solution,
)
from grader.atelier.result import LABELS as LABELS_HERE
from grader.content.check_cases import case_response
from grader.content.load import load_course
from grader.errors import RefusedError
from grader.exercises.assess import assess
from grader.exercises.model import CASE, DIALOGUE, PUBLISH, QUIZ, ROWS
from grader.exercises.rows import drawn
from grader.services.responses import LABELS
from grader.settings import Settings

SETTINGS = Settings()
MEND = "preparer/deliberations-sales"
READ = "publier/repondre-au-reutilisateur"
#: Events that one call makes.
SAID = {"answer", "reply", "rows", "duties", "recipe", "chart", "redaction", "dictionary"}


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
    if exercise.kind == ROWS:
        shown = drawn(exercise, response.seed, 1).rows
        return [place for place, row in enumerate(shown, 1) if row.id in last["ticked"]]
    return last.get("answers") or last.get("spans") or last.get("columns") or last


def of_answers(cases):
    """Each case of an exercise without a file that one call of a notebook can say."""
    for exercise, case in cases:
        response = case_response("", exercise, case, SETTINGS.sandbox)
        told = [e.data.get("item") or e.data.get("turn") for e in response.events]
        # What a trainer writes and what only a server saw are not for a notebook; what takes
        # several calls is in the other tests.
        if (
            response.events
            and not exercise.takes_file
            and exercise.kind != PUBLISH
            and {event.kind for event in response.events} <= SAID
            and all("chosen" in e.data for e in response.events if e.kind == "answer")
            and all(e.data.get("columns", True) for e in response.events)
            and len(set(told)) == len(told)
        ):
            yield exercise, case, response


def compared(monkeypatch, exercise, response):
    """Do it in a kernel that has just started, twice; gives what is not as on the page."""
    monkeypatch.setattr(commands, "_notebook", commands._Notebook())
    # An author's case may be that of another learner's draw.
    commands._notebook.desk.seed = response.seed
    if check(exercise.id).status != "not_attempted":
        return "untouched"
    answer, expected = answer_of(exercise, response), assess(exercise, response)
    found = check(exercise.id, answer)
    if found.outcome != expected:
        return str(found)
    # A cell that is run again is no second try.
    return "" if check(exercise.id, answer).outcome == expected else "again"


def test_the_answer_of_every_exercise_gives_the_outcome_of_the_page(cases, monkeypatch):
    wrong, seen, kinds = {}, set(), set()
    for exercise, case, response in of_answers(cases):
        # The solution of each; of those that read a file, one a kind: they are slow.
        if case.name != "solution" or (exercise.reads_file and exercise.kind in kinds):
            continue
        seen.add(exercise.id)
        kinds.add(exercise.kind)
        if told := compared(monkeypatch, exercise, response):
            wrong[exercise.id] = told

    assert wrong == {}
    assert kinds == {e.kind for e, _ in cases if not e.takes_file} - {PUBLISH}
    missing = {e.id for e, _ in cases if not (e.takes_file or e.reads_file)} - seen
    # A trainer reads one answer of that case: its solution holds what he wrote.
    assert {e.id for e, _ in cases if e.id in missing and e.kind != PUBLISH} == {READ}


@pytest.mark.long
def test_every_answer_of_an_author_gives_the_outcome_of_the_page(cases, monkeypatch):
    wrong, tried, kinds = {}, 0, set()
    for exercise, case, response in of_answers(cases):
        tried += 1
        kinds.add(exercise.kind)
        if told := compared(monkeypatch, exercise, response):
            wrong[exercise.id, case.name] = told

    assert wrong == {}
    assert tried > 100


def test_a_record_is_looked_at_by_a_server_alone(cases):
    exercise = next(e for e, _ in cases if e.kind == PUBLISH)

    told = check(exercise.id, "0" * 24)

    assert told.status == "uncheckable"
    assert "grader.connect()" in str(told)


def test_rows_are_drawn_judged_once_and_drawn_again_for_half(cases):
    exercise = next(e for e, _ in cases if e.kind == ROWS)
    table = draw_rows(exercise.id)
    key = {row.id: bool(row.refused) for row in exercise.settings["lines"]}
    right = [n for n, row in enumerate(drawn(exercise, 0, 1).rows, 1) if key[row.id]]

    assert list(table.columns) == list(exercise.settings["columns"])
    assert list(table.index) == list(range(1, len(table) + 1))
    assert "1 à" in str(check(exercise.id, [len(table) + 1]))
    for answer in ("12", [1.5], {"a": 1}, 3):
        assert "numéros de lignes" in str(check(exercise.id, answer))
    assert check(exercise.id, [____]).status == "not_attempted"
    with pytest.raises(RefusedError):
        draw_rows(exercise.id, again=True)
    wrong = [n for n in table.index if n not in right]
    assert check(exercise.id, wrong).points == 0
    assert "draw_rows" in str(check(exercise.id, right))
    others = draw_rows(exercise.id, again=True)
    assert not others.equals(table)
    second = [n for n, row in enumerate(drawn(exercise, 0, 2).rows, 1) if key[row.id]]
    assert check(exercise.id, others.index[[n - 1 for n in second]]).points == exercise.points / 2
    with pytest.raises(RefusedError):
        draw_rows(MEND)


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
