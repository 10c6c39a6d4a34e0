"""A case at the door of the page: the steps that are open, and nothing of those to come."""

from __future__ import annotations

import json

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.services import file_exercises, questions
from grader.services.cases import case_view
from grader.services.lessons import finish_lesson, lesson_view
from grader.services.operations import perform
from grader.wire import to_json
from tests.services.drawing import CASE, answer_rightly, open_drawn

ONE, TWO, THREE = "ti-c01", "ti-c02", "ti-c03"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    workshop = open_drawn(tmp_path_factory.mktemp("cas"), bank=None)
    yield workshop
    workshop.close()


@pytest.fixture
def ana(workshop):
    return workshop.learners.create().id


@pytest.fixture
def look(workshop, ana):
    return lambda: case_view(workshop, ana, workshop.course.exercise(CASE))


def sent(view):
    return json.dumps(to_json(view), ensure_ascii=False)


def test_only_the_first_step_is_sent_at_first(look):
    view = look()
    assert [step.question.id for step in view.steps] == [ONE]
    assert (view.total, view.current, view.outcome.status) == (3, 0, "not_attempted")
    assert "<strong>l'ancien registre</strong>" in view.statement_html
    assert view.steps[0].text_html == ""
    for later in (TWO, THREE, "signature", "trois lignes", "Que dites-vous"):
        assert later not in sent(view)


def test_a_step_answered_opens_the_next_with_what_happened(workshop, ana, look):
    answer_rightly(workshop, ana, ONE)
    view = look()
    assert (view.current, [s.question.id for s in view.steps]) == (1, [ONE, TWO])
    assert "trois lignes étranges" in view.steps[1].text_html
    assert "signature sont retirés" not in sent(view)
    assert view.outcome.points == 2


def test_a_missed_try_opens_nothing(workshop, ana, look):
    wrong = next(
        a.id
        for a in look().steps[0].question.answers
        if "tri" in a.text_html
    )  # fmt: skip
    questions.answer(workshop, ana, ONE, [wrong])
    assert (look().current, len(look().steps)) == (0, 1)
    questions.answer(workshop, ana, ONE, [wrong])
    assert (look().current, len(look().steps)) == (1, 2)


def test_passing_a_step_closes_it_and_says_so(workshop, ana, look):
    assert "ne se reprend pas" in look().steps[0].question.rule
    questions.skip(workshop, ana, ONE)
    view = look()
    first = view.steps[0].question
    assert (first.state, first.tries_left, view.current) == ("done", 0, 1)
    assert first.result.startswith("Étape passée")
    assert first.expected
    with pytest.raises(RefusedError, match="terminée"):
        answer_rightly(workshop, ana, ONE)


@pytest.mark.parametrize("item", [TWO, THREE])
def test_a_step_to_come_is_refused_in_every_way(workshop, ana, look, item):
    with pytest.raises(NotFoundError):
        questions.answer(workshop, ana, item, ["a"])
    for act in (questions.skip, questions.open_hint, questions.reveal, questions.again,
                questions.question_view):  # fmt: skip
        with pytest.raises(NotFoundError):
            act(workshop, ana, item)
    assert len(look().steps) == 1


def test_a_whole_case_earns_its_points(workshop, ana, look):
    for item in (ONE, TWO, THREE):
        answer_rightly(workshop, ana, item)
    view = look()
    assert (view.outcome.status, view.outcome.points, view.current) == ("passed", 6, 3)
    assert finish_lesson(workshop, ana, "tirage/tirer").points_label.startswith("6")


def test_the_solution_of_the_whole_opens_every_step_and_earns_nothing(workshop, ana, look):
    file_exercises.see_solution(workshop, ana, workshop.course.exercise(CASE))
    view = look()
    assert [s.question.state for s in view.steps] == ["done"] * 3
    assert (view.current, view.outcome.points) == (3, 0)
    assert "passée" not in sent(view)


def test_the_page_asks_by_operations_and_gets_the_case(workshop, ana):
    learner = workshop.learners.find(ana)
    view = perform(workshop, learner, "skip", {"item": ONE, "case": CASE})
    assert (view.id, view.current) == (CASE, 1)
    view = perform(workshop, learner, "reveal", {"item": TWO, "case": CASE})
    assert (view.current, view.steps[1].question.result_kind) == (2, "wrong")
    for other in ("tirage/quiz", "tirage/absent"):
        with pytest.raises(NotFoundError):
            perform(workshop, learner, "question_hint", {"item": THREE, "case": other})
    assert perform(workshop, learner, "solution", {"exercise": CASE}).current == 3


def test_a_lesson_holds_its_cases(workshop, ana):
    lesson = lesson_view(workshop, ana, "tirage/tirer")
    assert list(lesson.cases) == [CASE]
    assert lesson.end.points_label
