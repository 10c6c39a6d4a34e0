"""An exercise on rows on its page: answered once a draw, by its owner, and its key found apart."""

from __future__ import annotations

import dataclasses

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.exercises import rows_key
from grader.exercises.rows_declared import MOST_ASKED
from grader.services.workshop import Workshop
from tests.services.choosing import ONE, as_text, ask, judge, open_choosing, places, show


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    opened = open_choosing(tmp_path_factory.mktemp("lignes"))
    yield opened
    opened.close()


def recorded(workshop, learner):
    return workshop.events.of(learner, [ONE])[ONE]


def test_before_an_answer_no_row_is_named_nor_judged(workshop, ana):
    view = show(workshop, ana)
    assert (view.open, view.again, view.number) == (True, False, 1)
    assert {(row.verdict, row.judged, row.told) for row in view.rows} == {("", "", ())}
    assert "somme" not in " ".join(cell for row in view.rows for cell in row.cells)
    assert "bonne-1" not in as_text(view)


def test_an_answer_is_kept_and_told_row_by_row(workshop, ana):
    view = judge(workshop, ana)
    assert (view.outcome.status, view.outcome.points) == ("passed", 2.0)
    assert (view.open, view.again) == (False, True)
    assert {row.judged for row in view.rows} == {"good"}
    assert sum(row.verdict == "Refusée" for row in view.rows) == 2
    assert [event.kind for event in recorded(workshop, ana)] == ["rows"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"draw": 1, "ticked": []}, "nothing-ticked"),
        ({"draw": 1, "ticked": [6]}, "unknown-row"),
        ({"draw": 1, "ticked": [0]}, "unknown-row"),
        ({"draw": 1, "ticked": [-1]}, "unknown-row"),
        ({"draw": 2, "ticked": [1]}, "other-draw"),
        ({"draw": 0, "ticked": [1]}, "other-draw"),
        ({"draw": True, "ticked": [1]}, "bad-request"),
        ({"draw": 1.0, "ticked": [1]}, "bad-request"),
        ({"draw": "1", "ticked": [1]}, "bad-request"),
        ({"ticked": [1]}, "bad-request"),
        ({"draw": 1}, "bad-request"),
        ({"draw": 1, "ticked": "1"}, "bad-request"),
        ({"draw": 1, "ticked": {"1": True}}, "bad-request"),
        ({"draw": 1, "ticked": [True]}, "bad-request"),
        ({"draw": 1, "ticked": [1.0]}, "bad-request"),
        ({"draw": 1, "ticked": [[1]]}, "bad-request"),
        ({"draw": 1, "ticked": ["somme"]}, "bad-request"),
        ({"draw": 1, "ticked": [1] * (MOST_ASKED + 1)}, "bad-request"),
        ({"draw": 1, "ticked": [10**40]}, "unknown-row"),
    ],
)
def test_what_a_page_may_not_answer_is_refused_and_leaves_no_trace(workshop, ana, asked, code):
    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "rows_answer", **asked)
    assert refused.value.code == code
    assert recorded(workshop, ana) == []
    assert show(workshop, ana).open


@pytest.mark.parametrize("name", [None, 7, ["essai/registre-refuse"], "", "essai/absent"])
@pytest.mark.parametrize("operation", ["rows_answer", "rows_again"])
def test_an_exercise_that_is_none_of_this_kind_is_refused(workshop, ana, operation, name):
    with pytest.raises((NotFoundError, RefusedError)):
        ask(workshop, ana, operation, name, draw=1, ticked=[1])
    with pytest.raises((NotFoundError, RefusedError)):
        ask(workshop, ana, operation, "essai/dictionnaire-salles", draw=1, ticked=[1])


def test_a_draw_is_answered_once_whatever_another_tab_says(workshop, ana):
    judge(workshop, ana, right=False)
    with pytest.raises(RefusedError) as refused:
        judge(workshop, ana)
    assert refused.value.code == "other-draw"
    assert show(workshop, ana).outcome.points == 0
    assert len(recorded(workshop, ana)) == 1


def test_other_rows_come_after_an_answer_alone_and_for_half(workshop, ana):
    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "rows_again")
    assert refused.value.code == "rows-unjudged"
    judge(workshop, ana, right=False)
    view = ask(workshop, ana, "rows_again")
    assert (view.number, view.open, view.counts) == (2, True, True)
    with pytest.raises(RefusedError) as twice:
        ask(workshop, ana, "rows_again")
    assert twice.value.code == "rows-unjudged", "a second click draws no third time"
    assert judge(workshop, ana, draw=2).outcome.points == 1.0
    third = ask(workshop, ana, "rows_again")
    assert (third.number, third.counts) == (3, False)
    assert judge(workshop, ana, draw=3).outcome.points == 1.0


def test_nobody_reads_or_answers_for_another(workshop, ana):
    judge(workshop, ana)
    bea = workshop.learners.create().id
    view = show(workshop, bea)
    assert view.open
    assert view.outcome.status == "not_attempted"
    assert judge(workshop, bea, right=False).outcome.points == 0
    assert show(workshop, ana).outcome.points == 2.0
    assert [len(recorded(workshop, one)) for one in (ana, bea)] == [1, 1]


def test_what_was_answered_outlives_the_server(workshop, ana):
    judge(workshop, ana, right=False)
    shown = ask(workshop, ana, "rows_again")
    # As a new server does: the same database and courses, and nothing in memory.
    rows_key._keys.clear()
    after = Workshop.over(workshop.settings, workshop.course, workshop.gradebook, workshop.database)
    try:
        view = show(after, ana)
        assert [row.cells for row in view.rows] == [row.cells for row in shown.rows]
        assert judge(after, ana, draw=2).outcome.points == 1.0
    finally:
        after.pool.close()


def test_the_solution_opens_every_verdict_and_ends_the_points(workshop, ana):
    view = ask(workshop, ana, "solution")
    assert {row.verdict for row in view.rows} == {"Refusée", "Acceptée"}
    assert {row.judged for row in view.rows} == {""}
    assert (view.open, view.again, view.counts) == (False, False, False)
    assert judge(workshop, ana).outcome.points == 0


def test_the_engine_runs_in_a_worker_and_once(workshop, ana, monkeypatch):
    def refuse(*_given):
        raise AssertionError("the engine runs in the server")

    rows_key._keys.clear()
    monkeypatch.setattr(rows_key, "_key", refuse)
    jobs = []
    pool = dataclasses.replace(workshop).pool
    monkeypatch.setattr(pool, "told", lambda name, *_more: jobs.append(name))
    assert judge(workshop, ana).outcome.points == 2.0
    bea = workshop.learners.create().id
    assert places(workshop, bea)
    assert judge(workshop, bea).outcome.points == 2.0
    assert jobs == ["rows_key"]
