"""The positioning test: chosen by the server, told at the end alone, kept from all that counts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from grader.progress import events as kept
from grader.quiz.draw import cover
from grader.quiz.score import expected
from grader.services import questions
from grader.services.hand_ins import hand_in_view
from grader.services.learning import placement
from grader.services.learning.placement_store import LONGEST_ANSWER, MOST_TESTS, placements_of
from grader.services.learning.placement_views import shown_name
from grader.services.operations import perform
from grader.services.workshop import seed_of
from grader.wire import to_json
from tests.services.free_quiz.doing import guesses, item_of, refused, wholly_wrong
from tests.support.training_course import GRADED, LATER, OBJECTIVES, READ, STEPS


@pytest.fixture
def bob(workshop):
    return workshop.learners.create().id


NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """The time that the server believes, which a test moves on."""

    class Clock:
        now = NOW

        def on(self, **more):
            self.now += timedelta(**more)

    moment = Clock()
    monkeypatch.setattr(kept, "now", lambda: moment.now)
    monkeypatch.setattr(placement, "now", lambda: moment.now)
    return moment


def answered(workshop, learner, view, *, right):
    item = item_of(workshop, view.question.id)
    own = expected(item) if right else next(g for g in guesses(item) if wholly_wrong(item, g))
    drawn = cover(item, seed_of(shown_name(learner, view.number)))
    return placement.answer(workshop, learner, view.number, item.id, drawn.shown(own))


def taken(workshop, learner, right, clock=None, modules=()):
    view = placement.begin(workshop, learner, modules)
    while view.question:
        if clock:
            clock.on(seconds=20)
        view = answered(workshop, learner, view, right=right(item_of(workshop, view.question.id)))
    return view


def test_a_newcomer_is_asked_what_she_wants(workshop, ana):
    view = placement.placement(workshop, ana)

    assert (view.state, view.question, view.result, view.minutes) == ("none", None, None, 12)
    assert [module.title for module in view.modules] == [
        "Ouvrir ses données",
        "Publier ses données",
    ]


def test_who_knows_everything_may_pass_every_lesson(workshop, ana):
    result = taken(workshop, ana, lambda _: True).result

    assert {line.state for line in result.lines} <= {"done", "none"}
    assert sum(line.state == "done" for line in result.lines) >= 4
    assert all(lesson.url for lesson in result.lessons)
    assert any(lesson.skip for lesson in result.lessons)


def test_who_knows_nothing_is_sent_to_every_lesson(workshop, ana):
    result = taken(workshop, ana, lambda _: False).result

    assert not any(lesson.skip for lesson in result.lessons)
    assert "done" not in {line.state for line in result.lines}
    assert [lesson.title for lesson in result.lessons]


def test_no_lesson_is_hidden(workshop, ana):
    result = taken(workshop, ana, lambda _: True).result
    served = {m.title for m in workshop.course.modules.values()}

    assert {lesson.module for lesson in result.lessons} == served


def test_a_choice_is_kept_to(workshop, ana):
    view = taken(workshop, ana, lambda _: True, modules=("publier",))

    assert {line.module for line in view.result.lines} == {"Publier ses données"}


def test_nothing_of_what_is_right_is_told(workshop, ana):
    view = placement.begin(workshop, ana, ())
    told = json.dumps(to_json(view))
    while view.question:
        view = answered(workshop, ana, view, right=False)
        told += json.dumps(to_json(view))

    assert LATER not in told
    assert "bonne" not in told.replace("La bonne", "")


def test_what_counts_in_a_grade_or_waits_for_a_person_is_not_asked(workshop, ana, bob):
    taken(workshop, ana, lambda _: False)
    asked = {name for name, _ in placements_of(workshop, ana)[-1].answers}

    assert asked
    assert not asked & {*GRADED, *STEPS, *READ}
    for slug in ("ouvrir", "publier"):
        told = hand_in_view(workshop, ana, workshop.course.modules[slug])
        assert told == hand_in_view(workshop, bob, workshop.course.modules[slug])


def test_an_answer_is_none_of_the_lesson(workshop, ana):
    view = placement.begin(workshop, ana, ())
    while view.question.id == "ou-s01":  # which no lesson poses
        view = placement.skip(workshop, ana, view.number, "ou-s01")
    name = view.question.id
    answered(workshop, ana, view, right=True)

    module, item = questions.find_item(workshop, name)
    assert questions.asked_of(workshop, ana, module, item).state.state == "open"


def test_another_question_than_the_one_asked_is_refused(workshop, ana):
    view = placement.begin(workshop, ana, ())
    others = {i for _, ids in OBJECTIVES.values() for i in ids} - {view.question.id}

    for name in (*others, *GRADED, "rien"):
        refused("not-this-question", placement.answer, workshop, ana, view.number, name, ["a"])
        refused("not-this-question", placement.skip, workshop, ana, view.number, name)
    assert placement.placement(workshop, ana).question == view.question


def test_a_malformed_answer_is_no_answer(workshop, ana):
    view = placement.begin(workshop, ana, ())
    for given in ([], ["z"], ["a", "a"]):
        refused("bad-answer", placement.answer, workshop, ana, view.number, view.question.id, given)
    assert placement.placement(workshop, ana).asked == 0


def test_i_do_not_know_is_an_answer(workshop, ana):
    view = placement.begin(workshop, ana, ())
    after = placement.skip(workshop, ana, view.number, view.question.id)

    assert after.asked == 1
    assert after.question.id != view.question.id


def test_the_test_of_another_is_out_of_reach(workshop, ana, bob):
    view = placement.begin(workshop, ana, ())
    refused("test-ended", placement.answer, workshop, bob, view.number, view.question.id, ["a"])
    assert placement.placement(workshop, bob).state == "none"


def test_twelve_minutes_by_the_clock_of_the_server(workshop, ana, clock):
    view = placement.begin(workshop, ana, ())
    asked = 0
    while view.question:
        clock.on(seconds=LONGEST_ANSWER)
        view = answered(workshop, ana, view, right=asked % 2 == 0)
        asked += 1
    assert asked <= 12 * 60 / LONGEST_ANSWER


def test_a_coffee_does_not_eat_the_test(workshop, ana, clock):
    view = placement.begin(workshop, ana, ())
    clock.on(hours=20)
    view = answered(workshop, ana, view, right=True)
    assert view.question
    assert placements_of(workshop, ana)[-1].seconds == (LONGEST_ANSWER,)


def test_a_second_one_does_not_begin_while_one_is_under_way(workshop, ana):
    placement.begin(workshop, ana, ())
    refused("test-under-way", placement.begin, workshop, ana, ())


def test_it_is_taken_again_after_a_week_and_tells_what_was_gained(workshop, ana, clock):
    taken(workshop, ana, lambda _: False, clock)
    clock.on(days=6)
    too_soon = refused("too-soon", placement.begin, workshop, ana, ())
    assert "9\xa0novembre 2026" in too_soon.hint
    assert "9\xa0novembre 2026" in placement.placement(workshop, ana).again

    clock.on(days=2)
    result = taken(workshop, ana, lambda _: True, clock).result
    assert result.gains
    assert all(gain.after > gain.before for gain in result.gains)
    assert "ont progressé" in result.gain_sentence


def test_one_test_alone_tells_no_gain(workshop, ana):
    result = taken(workshop, ana, lambda _: True).result
    assert (result.gains, result.gain_sentence) == ((), "")


def test_the_first_test_is_kept_whatever_comes_after(workshop, ana, clock):
    for number in range(MOST_TESTS + 3):
        view = placement.begin(workshop, ana, ())
        clock.on(seconds=30)
        placement.answer(
            workshop, ana, view.number, view.question.id,
            cover(
                item_of(workshop, view.question.id), seed_of(shown_name(ana, view.number))
            ).shown(expected(item_of(workshop, view.question.id))),
        )  # fmt: skip
        placement.finish(workshop, ana, number + 1)
        clock.on(days=8)
    numbers = [test.number for test in placements_of(workshop, ana)]
    assert numbers[0] == 1
    assert numbers[-1] == MOST_TESTS + 3
    assert len(numbers) == MOST_TESTS


def test_ended_where_it_is_it_says_what_it_does_not_know(workshop, ana):
    view = placement.begin(workshop, ana, ())
    view = answered(workshop, ana, view, right=True)
    result = placement.finish(workshop, ana, view.number).result

    assert sum(line.state == "none" for line in result.lines) >= len(OBJECTIVES) - 2
    assert "Aucune question posée" in {line.note for line in result.lines}
    refused("test-ended", placement.finish, workshop, ana, view.number)


def test_a_result_stays_the_same_after_a_reload(workshop, ana):
    end = taken(workshop, ana, lambda item: item.objective == "ou-o1")
    assert placement.placement(workshop, ana) == end


def test_a_page_asks_by_name(workshop):
    learner = workshop.learners.create()
    view = perform(workshop, learner, "placement_begin", {"modules": []})
    after = perform(
        workshop, learner, "placement_skip", {"test": view.number, "item": view.question.id}
    )
    assert after.asked == 1
    ended = perform(workshop, learner, "placement_finish", {"test": view.number})
    assert ended.state == "ended"


@pytest.mark.parametrize("modules", [["rien"], ["ouvrir", "rien"]])
def test_an_unknown_module_is_refused(workshop, ana, modules):
    refused("unknown-choice", placement.begin, workshop, ana, modules)
