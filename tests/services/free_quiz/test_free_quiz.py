"""« Quiz libre »: drawn by the server, durable, bounded, and kept apart from everything graded."""

from __future__ import annotations

import itertools

import pytest

from grader.services import free_quiz, questions
from grader.services.free_draws import MOST_DRAWS, MOST_QUESTIONS, find_draw
from grader.services.hand_ins import hand_in_view
from grader.services.operations import perform
from tests.services.doing import points
from tests.services.free_quiz.doing import (
    copies,
    draw,
    item_of,
    names,
    refused,
    right,
    shown,
    with_items,
    wrong,
)
from tests.support.training_course import OBJECTIVES, USABLE

QUIZ = "ouvrir/bilan"


def test_all_that_there_is_comes_once(workshop, ana):
    drawn = draw(workshop, ana)

    assert sorted(names(drawn)) == sorted(USABLE)
    assert drawn.title == "Tous les modules"


@pytest.mark.parametrize("count", [1, 5, 11])
def test_as_many_questions_as_asked_for(workshop, ana, count):
    assert len(draw(workshop, ana, count).marks) == count


def test_a_choice_is_kept_to(workshop, ana):
    one = draw(workshop, ana, 0, ("publier",))
    two = draw(workshop, ana, 0, (), ("ou-o1", "pu-o2"))
    three = draw(workshop, ana, 0, (), ("ou-o3",))

    assert set(names(one)) == {"pu-r01", "pu-r02", "pu-r03", "pu-r04"}
    assert set(names(two)) == {"ou-r01", "ou-r02", "ou-r03", "pu-r03", "pu-r04"}
    assert [one.title, two.title, three.title] == [
        "Publier ses données",
        "2\xa0objectifs",
        "Dire ce qui ne s'ouvre pas",
    ]


def test_each_objective_comes_before_any_comes_again(workshop, ana):
    met = [item_of(workshop, name).objective for name in names(draw(workshop, ana))]

    assert set(met[: len(OBJECTIVES)]) == OBJECTIVES.keys()


def test_two_learners_and_two_draws_differ_and_a_reload_does_not(workshop, ana):
    others = [workshop.learners.create().id for _ in range(4)]
    firsts = [tuple(names(draw(workshop, one, 5))) for one in (ana, *others)]
    again = [tuple(names(draw(workshop, ana, 5))) for _ in range(4)]

    assert len(set(firsts)) > 1
    assert len({firsts[0], *again}) > 1
    shown = free_quiz.free_quiz_view(workshop, ana)
    assert tuple(names(shown.draw)) == again[-1]
    assert shown == free_quiz.free_quiz_view(workshop, ana)


def test_a_draw_never_repeats_the_one_before_as_it_was(workshop, ana):
    two = [tuple(names(draw(workshop, ana, 0, (), ("ou-o2",)))) for _ in range(12)]

    assert all(before != after for before, after in itertools.pairwise(two))


def test_letters_of_answers_change_from_draw_to_draw(workshop, ana):
    orders = set()
    for _ in range(12):
        question = draw(workshop, ana, 0, (), ("ou-o4",)).question
        orders.add(tuple(answer.text_html for answer in question.answers))

    assert len(orders) > 1


def test_an_answer_to_what_was_not_drawn_is_refused(workshop, ana):
    drawn = draw(workshop, ana, 5)
    other = min(USABLE - set(names(drawn)))
    before = workshop.events.count(ana)

    for name in (other, "ou-q01", "pu-t01", "inconnue"):
        for act in (free_quiz.skip, free_quiz.open_hint, free_quiz.reveal, free_quiz.look):
            refused("not-in-draw", act, workshop, ana, drawn.number, name)
        refused("not-in-draw", free_quiz.answer, workshop, ana, drawn.number, name, ["a"])
    bea = workshop.learners.create().id
    refused("draw-gone", free_quiz.look, workshop, bea, drawn.number, names(drawn)[0])
    refused("draw-gone", free_quiz.finish, workshop, ana, drawn.number + 1)

    assert workshop.events.count(ana) == before


def test_a_malformed_answer_costs_no_try(workshop, ana):
    [name] = names(draw(workshop, ana, 1))

    refused("bad-answer", free_quiz.answer, workshop, ana, 1, name, ["z"])

    after = right(workshop, ana, 1, name)
    assert (after.question.result_kind, after.marks[0].state) == ("good", "good")
    refused("question-finished", free_quiz.answer, workshop, ana, 1, name, ["a"])


def test_an_ended_draw_takes_nothing_more(workshop, ana):
    first, *_ = names(draw(workshop, ana, 5))
    ended = free_quiz.finish(workshop, ana, 1)
    count = workshop.events.count(ana)

    for act in (free_quiz.skip, free_quiz.open_hint, free_quiz.reveal):
        refused("draw-ended", act, workshop, ana, 1, first)
    refused("draw-ended", free_quiz.answer, workshop, ana, 1, first, ["a"])

    assert free_quiz.finish(workshop, ana, 1) == ended
    assert workshop.events.count(ana) == count


def test_a_choice_that_does_not_exist_is_refused(workshop, ana):
    refused("unknown-choice", draw, workshop, ana, 5, ("inconnu",))
    refused("unknown-choice", draw, workshop, ana, 5, (), ("ou-o1", "ou-o99"))

    assert free_quiz.free_quiz_view(workshop, ana).draw is None


def test_neither_a_grade_nor_a_lesson_hears_of_it(workshop, ana):
    questions.answer(workshop, ana, "ou-q01", shown(workshop, ana, "ou-q01"))
    module = workshop.course.modules["ouvrir"]
    graded, before = points(workshop, ana, QUIZ), hand_in_view(workshop, ana, module)

    for name in names(draw(workshop, ana)):
        wrong(workshop, ana, 1, name)

    assert points(workshop, ana, QUIZ) == graded > 0
    assert hand_in_view(workshop, ana, module) == before
    assert questions.question_view(workshop, ana, "ou-q01").result_kind == "good"
    for name in USABLE - {"ou-s01"}:
        assert questions.question_view(workshop, ana, name).state == "open"


def test_an_answer_outlives_the_server_and_goes_with_its_learner(workshop, ana, data, reopen):
    drawn = draw(workshop, ana, 5)
    right(workshop, ana, 1, names(drawn)[0])
    workshop.close()

    again = reopen(data)
    try:
        kept = free_quiz.free_quiz_view(again, ana).draw
        assert names(kept) == names(drawn)
        assert (kept.answered, kept.marks[0].state, kept.place) == (1, "good", 1)
        again.learners.erase(ana)
        assert again.events.count(ana) == 0
        assert free_quiz.free_quiz_view(again, ana).draw is None
    finally:
        again.close()


def test_one_goes_on_where_one_left(workshop, ana):
    first, second, third, *_ = names(draw(workshop, ana, 5))
    free_quiz.skip(workshop, ana, 1, first)
    wrong(workshop, ana, 1, second)

    left = free_quiz.free_quiz_view(workshop, ana).draw
    assert (left.place, left.question.id, left.question.state) == (1, second, "retry")
    right(workshop, ana, 1, second)
    assert free_quiz.free_quiz_view(workshop, ana).draw.question.id == third


def test_few_draws_are_kept_and_old_events_go(workshop, ana):
    for number in range(1, MOST_DRAWS + 3):
        first, second = names(draw(workshop, ana, 2))
        free_quiz.skip(workshop, ana, number, first)

    assert workshop.events.count(ana) == 2 * MOST_DRAWS
    refused("draw-gone", find_draw, workshop, ana, 2)
    assert find_draw(workshop, ana, 3).number == 3
    # What another tab still did in the draw whose place was taken is none of the newer one's.
    workshop.events.append(ana, "libre/tirages/2", "skip", {"draw": 2, "item": second})
    states = [mark.state for mark in free_quiz.free_quiz_view(workshop, ana).draw.marks]
    assert states == ["skipped", "open"]


def test_a_draw_is_bounded(workshop, ana):
    many = with_items(workshop, *copies(item_of(workshop, "ou-r01"), MOST_QUESTIONS + 5))

    assert len(names(draw(many, ana, 0))) == MOST_QUESTIONS
    assert len(names(draw(many, ana, 10**6))) == MOST_QUESTIONS


def test_what_is_done_again_and_again_is_written_once(workshop, ana):
    [name] = names(draw(workshop, ana, 1))
    for _ in range(5):
        free_quiz.skip(workshop, ana, 1, name)
        free_quiz.open_hint(workshop, ana, 1, name)

    assert workshop.events.count(ana) == len(["draw", "skip", "hint"])


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("free_begin", {"modules": "ouvrir", "objectives": [], "count": 5}),
        ("free_begin", {"modules": [1], "objectives": [], "count": 5}),
        ("free_begin", {"modules": [], "objectives": ["a"] * 501, "count": 5}),
        ("free_begin", {"modules": [], "objectives": [], "count": -1}),
        ("free_begin", {"modules": [], "objectives": [], "count": True}),
        ("free_begin", {"modules": [], "objectives": []}),
        ("free_redraw", {"draw": "1"}),
        ("free_finish", {"draw": 0}),
        ("free_look", {"draw": 1}),
        ("free_answer", {"draw": 1, "item": "ou-r01", "chosen": "a"}),
    ],
)
def test_a_request_of_another_shape_is_refused(workshop, operation, request_):
    learner = workshop.learners.create()

    refused("bad-request", perform, workshop, learner, operation, request_)
    assert workshop.events.count(learner.id) == 0
