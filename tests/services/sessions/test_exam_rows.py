"""Rows, a dictionary and a choice during an exam: one answer, and nothing told before its time."""

from __future__ import annotations

import dataclasses
import time
from datetime import timedelta

import pytest

from grader.errors import RefusedError
from grader.progress.database import now
from grader.progress.learners import TRAINER
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Exam, Terms
from grader.services.operations import perform
from tests.services.choosing import (
    DICTIONARY,
    MODULE,
    ONE,
    OTHER,
    as_text,
    ask,
    judge,
    open_choosing,
    show,
    write,
)

HOUR = timedelta(hours=1)
DURING, AFTER = (-HOUR, HOUR), (-2 * HOUR, -HOUR)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    opened = open_choosing(tmp_path_factory.mktemp("examen"))
    yield opened
    opened.close()


@pytest.fixture
def seat(workshop, ana):
    """Put her in a session with an exam on the module; ``move`` changes its hours."""
    trainer = workshop.learners.create()
    workshop.learners.set_role(trainer.id, TRAINER)

    def sit(window=DURING):
        terms = Terms(title="Essai", erase_at=now() + timedelta(days=9))
        session = workshop.sessions.create(terms, f"C{time.monotonic_ns()}"[:16], trainer.id)
        workshop.members.put(session.id, ana, "Mésange", PRESENT)
        move(session, window)
        return session

    def move(session, window):
        exam = Exam(MODULE, now() + window[0], now() + window[1])
        workshop.sessions.change(session.id, dataclasses.replace(session.terms, exams=(exam,)))

    sit.move = move
    return sit


def page(workshop, learner):
    me = workshop.learners.find(learner)
    return perform(workshop, me, "module_view", {"module": MODULE})


def refusal(act, *given, **named):
    with pytest.raises(RefusedError) as refused:
        act(*given, **named)
    return refused.value.code


def test_rows_are_answered_once_and_told_after_it(workshop, ana, seat):
    session = seat()
    assert "une fois" in show(workshop, ana).rule
    view = judge(workshop, ana)
    assert {(row.verdict, row.judged, row.told) for row in view.rows} == {("", "", ())}
    assert (view.open, view.again, view.outcome.points, view.outcome.feedback) == (
        False, False, 0.0, (),
    )  # fmt: skip
    assert sum(row.ticked for row in view.rows) == 2
    assert refusal(ask, workshop, ana, "rows_again") == "exam-one-answer"
    assert refusal(judge, workshop, ana, right=False) == "exam-one-answer"
    assert refusal(ask, workshop, ana, "hint") == "exam-no-hint"
    assert refusal(ask, workshop, ana, "solution") == "exam-no-solution"
    seat.move(session, AFTER)
    view = show(workshop, ana)
    assert view.outcome.points == 2.0
    assert {row.judged for row in view.rows} == {"good"}


def test_a_draw_that_waited_before_it_is_not_a_second_chance(workshop, ana, seat):
    judge(workshop, ana, right=False)
    ask(workshop, ana, "rows_again")
    session = seat()
    assert refusal(judge, workshop, ana, draw=2) == "exam-one-answer"
    seat.move(session, AFTER)
    assert show(workshop, ana).outcome.points == 0


def test_right_and_wrong_rows_look_alike_during_it(workshop, ana, seat):
    seat()
    right = as_text(judge(workshop, ana, ONE).outcome)
    wrong = as_text(judge(workshop, ana, OTHER, right=False).outcome)
    assert right == wrong


def test_a_dictionary_is_taken_once_and_told_after_it(workshop, ana, seat):
    session = seat()
    before = show(workshop, ana, DICTIONARY)
    assert before.open
    assert "un seul dictionnaire" in before.rule
    view = write(workshop, ana, type="integer", unit="hectares")
    assert (view.checked, view.open, view.outcome.points) == (True, False, 0.0)
    assert {one.faults for one in view.columns} == {()}
    assert view.outcome.feedback == ()
    assert refusal(write, workshop, ana) == "exam-one-answer"
    seat.move(session, AFTER)
    view = show(workshop, ana, DICTIONARY)
    assert (view.outcome.status, view.open) == ("partial", True)
    wrong = next(one for one in view.columns if one.name == "SURFACE")
    assert [field for field, _ in wrong.faults] == ["type", "unit"]


def test_which_exercise_of_a_choice_is_kept_tells_nothing_during_it(workshop, ana, seat):
    judge(workshop, ana, ONE, right=False)
    judge(workshop, ana, OTHER)
    kept = show(workshop, ana, OTHER).outcome.note
    assert kept == "Retenu pour vos points"
    assert page(workshop, ana).choices[0].made
    session = seat()
    for name in (ONE, OTHER):
        assert show(workshop, ana, name).outcome.note == ""
    view = page(workshop, ana)
    assert view.choices[0].rule
    assert view.choices[0].made == ""
    assert {(one.note, one.outcome.note) for one in view.exercises} == {("", "")}
    seat.move(session, AFTER)
    assert page(workshop, ana).choices[0].made
