"""Which questions « Quiz libre » may pose: none whose answer would be known before its time."""

from __future__ import annotations

import dataclasses

from grader.exercises.drawing import DRAW, Group
from grader.services import cases, free_quiz, questions
from tests.services.free_quiz.doing import (
    copies,
    draw,
    item_of,
    names,
    refused,
    shown,
    with_module,
)
from tests.support.training_course import GRADED, OBJECTIVES, STEPS, USABLE

QUIZ, CASE = "ouvrir/bilan", "publier/bilan"


def test_a_newcomer_may_choose_what_is_neither_graded_nor_read_by_a_person(workshop, ana):
    view = free_quiz.free_quiz_view(workshop, ana)

    assert (view.total, view.draw) == (len(USABLE), None)
    told = {o.id: (o.text, o.count) for module in view.modules for o in module.objectives}
    assert told == {key: (text, len(items)) for key, (text, items) in OBJECTIVES.items()}
    assert [module.count for module in view.modules] == [8, 4]


def test_a_question_of_a_quiz_is_posed_once_it_is_finished_there(workshop, ana):
    questions.skip(workshop, ana, "ou-q02")
    questions.open_hint(workshop, ana, "ou-q02")
    assert set(names(draw(workshop, ana))) == USABLE

    questions.answer(workshop, ana, "ou-q02", shown(workshop, ana, "ou-q02"))

    assert set(names(draw(workshop, ana))) == {*USABLE, "ou-q02"}
    assert set(names(draw(workshop, workshop.learners.create().id))) == USABLE


def test_a_quiz_whose_solution_was_seen_hides_nothing_of_it(workshop, ana):
    workshop.events.append(ana, QUIZ, "solution", {})

    assert set(names(draw(workshop, ana))) == {*USABLE, *GRADED}


def test_a_step_of_a_case_is_posed_once_it_is_closed(workshop, ana):
    first, second = STEPS
    questions.skip(workshop, ana, first)
    assert cases.case_view(workshop, ana, workshop.course.exercise(CASE)).current == 1

    assert set(names(draw(workshop, ana))) == {*USABLE, first}
    assert second not in names(draw(workshop, ana))


def test_a_bank_from_which_a_quiz_draws_stays_out_even_undrawn(workshop, ana):
    spare = item_of(workshop, "ou-s01")
    quiz = workshop.course.exercise(QUIZ)
    drawing = {DRAW: (Group(1, tuple(GRADED)),)}
    bank = dataclasses.replace(quiz, items=(*quiz.items, spare), settings=drawing)
    changed = with_module(workshop, exercises={quiz.id: bank})
    workshop.events.append(ana, QUIZ, "solution", {})

    posed = set(names(draw(changed, ana)))
    asked = {q.id for q in questions.quiz_view(changed, ana, bank).questions}
    assert len(asked) == 2
    assert posed == (USABLE - {spare.id}) | asked


def test_what_is_private_is_never_posed(workshop, ana):
    private = copies(item_of(workshop, "ou-r01"), 3)
    changed = with_module(workshop, bank={item.id: item for item in private})

    assert set(names(draw(changed, ana))) == USABLE
    refused("not-in-draw", free_quiz.reveal, changed, ana, 1, private[0].id)
