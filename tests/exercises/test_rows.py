"""Rows to judge: the engine's key, the draw of each learner, and what an answer earns."""

from __future__ import annotations

import pytest

from grader.content.check import check_course
from grader.content.load import load_course
from grader.exercises.assess import assess
from grader.exercises.model import Event, Response
from grader.exercises.rows import drawn
from grader.exercises.rows_key import columns_told, key_of, rules_told
from tests.fixtures.course_paths import REAL_SANDBOX, ROWS

NAME = "essai/registre-refuse"
AT = "2026-10-15T08:00:00+00:00"
BAD = {"somme", "effectif", "vide"}


@pytest.fixture(scope="module")
def exercise():
    return load_course(ROWS, REAL_SANDBOX).exercise(NAME)


def shown(exercise, seed=1, number=1):
    return [row.id for row in drawn(exercise, seed, number).rows]


def after(exercise, *answers, seed=1, more=()):
    """Answer draws one after the other; each answer picks among the rows shown."""
    events = []
    for number, pick in enumerate(answers, start=1):
        ticked = [name for name in shown(exercise, seed, number) if pick(name)]
        events += [Event("restart", AT)] if number > 1 else []
        events.append(Event("rows", AT, {"draw": number, "ticked": ticked}))
    return assess(exercise, Response(NAME, seed, (*events, *more)))


def right(name):
    return name in BAD


def wrong(name):
    return name not in BAD


def test_the_key_is_the_engine_s_and_speaks_french(exercise):
    key = key_of(exercise)
    assert {name for name, told in key.items() if told} == BAD
    assert [told.column for told in key["somme"]] == ["VOTE_REEL"]
    assert "24" in key["somme"][0].message
    assert key_of(exercise) is key, "computed once"


def test_the_excerpt_tells_what_is_shown_and_no_rule_on_what_is_not(exercise):
    columns = {one.name: one for one in columns_told(exercise)}
    assert columns["DELIB_ID"].required
    assert not columns["VOTE_REEL"].required
    assert columns["VOTE_REEL"].type == "nombre entier"
    told = " ".join(rules_told(exercise))
    assert "VOTE_REEL est la somme exacte" in told
    assert "PREF_DATE" not in told
    assert "COLL_SIRET" not in told


def test_a_draw_is_the_same_at_each_visit_and_another_for_others(exercise):
    assert shown(exercise, 7) == shown(exercise, 7)
    assert len({tuple(shown(exercise, seed)) for seed in range(20)}) > 5
    for seed in range(20):
        rows = shown(exercise, seed)
        assert len(set(rows)) == 5
        assert len(BAD.intersection(rows)) == 2


@pytest.mark.parametrize(
    ("pick", "points", "status"),
    [
        (right, 2, "passed"),
        (lambda _name: True, 0, "failed"),
        (lambda _name: False, 0, "failed"),
        (wrong, 0, "failed"),
    ],
    ids=["right", "all", "none", "upside down"],
)
def test_what_a_first_answer_earns(exercise, pick, points, status):
    for seed in range(1, 6):
        found = after(exercise, pick, seed=seed)
        assert (found.points, found.status) == (points, status)
        assert found.feedback


def test_a_row_missed_and_a_row_too_many_each_cost(exercise):
    rows = shown(exercise)
    bad = [name for name in rows if name in BAD]
    good = [name for name in rows if name not in BAD]
    assert after(exercise, lambda name: name == bad[0]).points == 1
    found = after(exercise, lambda name: name in BAD or name == good[0])
    assert found.points == pytest.approx(2 * (1 - 1 / 3), abs=0.01)
    number = rows.index(good[0]) + 1
    said = " ".join(one.message for one in found.feedback).replace("\u202f", " ")
    assert "1 bonne ligne cochée à tort" in said.replace("\u00a0", " ")
    assert f"Ligne {number}" in said.replace("\u00a0", " ")


def test_the_second_draw_is_worth_half_and_the_third_nothing(exercise):
    assert after(exercise, wrong, right).points == 1
    assert after(exercise, right, wrong).points == 2, "the better stays"
    assert after(exercise, wrong, wrong, right).points == 0


def test_nothing_begun_is_not_attempted(exercise):
    found = assess(exercise, Response(NAME, 1))
    assert (found.status, found.points) == ("not_attempted", 0)
    solved = Event("solution", AT)
    late = assess(exercise, Response(NAME, 1, (solved, Event("rows", AT, {"draw": 1}))))
    assert (late.status, late.points) == ("not_attempted", 0)


@pytest.mark.parametrize(
    "data",
    [{}, {"draw": 1, "ticked": "somme"}, {"draw": 2, "ticked": []}, {"draw": 1, "ticked": [1]},
     {"draw": 1, "ticked": ["somme"] * 21}],
    ids=["nothing", "text", "another draw", "numbers", "too many"],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_told_and_earns_nothing(exercise, data):
    found = assess(exercise, Response(NAME, 1, (Event("rows", AT, data),)))
    assert (found.status, found.points) == ("uncheckable", 0)
    assert "ne compte pas" in found.feedback[0].message


def test_a_second_answer_to_the_same_draw_changes_nothing(exercise):
    again = Event("rows", AT, {"draw": 1, "ticked": [n for n in shown(exercise) if right(n)]})
    assert after(exercise, wrong, more=(again,)).points == 0


def test_the_course_of_rows_is_sound_and_a_disagreement_is_told(tmp_path):
    assert check_course(ROWS, REAL_SANDBOX) == []
    course = tmp_path / "courses"
    for path in ROWS.rglob("*.*"):
        target = course / path.relative_to(ROWS)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        if path.name == "exercises.yml":
            text = text.replace(
                "'22', '1', '1'], refused: [VOTE_REEL]", "'22', '1', '2'], refused: [VOTE_REEL]"
            )
        target.write_text(text, encoding="utf-8")
    problems = check_course(course, REAL_SANDBOX)
    assert [one.code for one in problems if one.code == "row-disagrees"] == ["row-disagrees"]
