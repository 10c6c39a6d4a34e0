"""What comes back to a learner, from all that she did, and what she says of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from grader.progress import events as kept
from grader.quiz.draw import cover
from grader.quiz.score import expected
from grader.services import questions
from grader.services.home import home_view
from grader.services.learning import review
from grader.services.learning.calendar import review_calendar
from grader.services.operations import perform
from grader.services.workshop import seed_of
from grader.wire import to_json
from tests.services.free_quiz.doing import draw, guesses, item_of, refused, wholly_wrong, wrong
from tests.support.training_course import GRADED, LATER, STEPS


class Clock:
    """The time that the server believes, which a test moves on."""

    def __init__(self):
        self.moment = datetime(2026, 11, 2, 9, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def on(self, **more):
        self.moment += timedelta(**more)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(kept, "now", clock)
    return clock


@pytest.fixture
def bob(workshop):
    return workshop.learners.create().id


def given(workshop, name, learner_name, *, right):
    item = item_of(workshop, name)
    own = expected(item) if right else next(g for g in guesses(item) if wholly_wrong(item, g))
    return list(cover(item, seed_of(learner_name)).shown(own))


def in_lesson(workshop, learner, name, *, right):
    questions.answer(workshop, learner, name, given(workshop, name, learner, right=right))


def recalled(workshop, learner, clock, *, right):
    view = review.review(workshop, learner, clock)
    name = view.question.id
    chosen = given(workshop, name, f"{learner}/revision", right=right)
    return review.answer(workshop, learner, name, chosen, clock)


def test_a_newcomer_has_nothing_to_review(workshop, ana, clock):
    view = review.review(workshop, ana, clock)
    assert (view.due, view.question, view.days, view.calendar_url) == (0, None, (), "")
    assert "reviendra ici" in view.sentence


def test_what_is_right_at_once_does_not_come_back(workshop, ana, clock):
    in_lesson(workshop, ana, "ou-r01", right=True)
    clock.on(days=30)
    assert review.review(workshop, ana, clock).waiting == 0


def test_what_is_missed_comes_back_the_next_day_and_not_before(workshop, ana, clock):
    in_lesson(workshop, ana, "ou-r01", right=False)
    assert review.review(workshop, ana, clock).due == 0
    clock.on(days=1)
    view = review.review(workshop, ana, clock)

    assert (view.due, view.question.id, view.question.state) == (1, "ou-r01", "open")
    assert LATER not in json.dumps(to_json(view))
    assert view.question.hints_total == 0


def test_what_was_missed_in_the_free_quiz_comes_back(workshop, ana, clock):
    drawn = draw(workshop, ana, 1, ("publier",))
    wrong(workshop, ana, drawn.number, drawn.question.id)
    clock.on(days=1)
    assert review.review(workshop, ana, clock).question.id == drawn.question.id


def test_what_was_hesitated_on_comes_back(workshop, ana, clock):
    in_lesson(workshop, ana, "ou-r02", right=True)
    review.hesitated(workshop, ana, "ou-r02")
    clock.on(days=3)
    assert review.review(workshop, ana, clock).question.id == "ou-r02"


def test_what_a_hint_gave_away_comes_back(workshop, ana, clock):
    questions.open_hint(workshop, ana, "ou-r02")
    in_lesson(workshop, ana, "ou-r02", right=True)
    clock.on(days=3)
    assert review.review(workshop, ana, clock).question.id == "ou-r02"


@pytest.mark.parametrize("name", [*GRADED, *STEPS, "rien"])
def test_one_cannot_hesitate_on_what_is_graded_or_unknown(workshop, ana, name):
    refused("not-reviewable", review.hesitated, workshop, ana, name)


def test_a_right_answer_waits_for_how_well_it_was_known(workshop, ana, clock):
    in_lesson(workshop, ana, "ou-r01", right=False)
    clock.on(days=1)
    view = recalled(workshop, ana, clock, right=True)

    assert view.rate
    assert view.question.state == "done"
    assert view.lesson_url
    assert review.review(workshop, ana, clock).rate
    after = review.rate(workshop, ana, "ou-r01", "good", clock)
    assert (after.question, after.due, after.done) == (None, 0, 1)
    assert "C'est tout" in after.sentence


def test_the_better_it_is_known_the_later_it_comes_back(workshop, ana, clock):
    names = {"ou-r01": "hard", "ou-r02": "good", "ou-r03": "easy"}
    for name in names:
        in_lesson(workshop, ana, name, right=False)
    clock.on(days=1)
    for _ in names:
        name = recalled(workshop, ana, clock, right=True).question.id
        review.rate(workshop, ana, name, names[name], clock)
    due = {card.item: card.due for card in review.read_queue(workshop, ana, clock).cards}
    assert due["ou-r01"] < due["ou-r02"] < due["ou-r03"]


def test_a_wrong_answer_comes_back_the_next_day_and_is_not_rated(workshop, ana, clock):
    in_lesson(workshop, ana, "ou-r01", right=False)
    clock.on(days=1)
    view = recalled(workshop, ana, clock, right=False)

    assert not view.rate
    assert view.question.state == "done"
    assert LATER in json.dumps(to_json(view))
    refused("nothing-to-rate", review.rate, workshop, ana, "ou-r01", "good", clock)
    clock.on(days=1)
    assert review.review(workshop, ana, clock).question.id == "ou-r01"


def test_left_unrated_it_counts_as_known(workshop, ana, clock):
    in_lesson(workshop, ana, "ou-r01", right=False)
    clock.on(days=1)
    recalled(workshop, ana, clock, right=True)
    (card,) = review.read_queue(workshop, ana, clock).cards
    assert card.due > clock() + timedelta(days=1)


@pytest.mark.parametrize("known", ["missed", "", "rien", "Good"])
def test_another_word_is_refused(workshop, ana, clock, known):
    in_lesson(workshop, ana, "ou-r01", right=False)
    clock.on(days=1)
    recalled(workshop, ana, clock, right=True)
    refused("nothing-to-rate", review.rate, workshop, ana, "ou-r01", known, clock)


def test_another_question_than_the_one_due_is_refused(workshop, ana, bob, clock):
    in_lesson(workshop, ana, "ou-r01", right=False)
    clock.on(days=1)
    for learner, name in ((ana, "ou-r02"), (ana, "ou-q01"), (ana, "rien"), (bob, "ou-r01")):
        refused("not-this-question", review.answer, workshop, learner, name, ["a"], clock)


def test_a_day_has_five_minutes(workshop, ana, clock):
    names = [f"ou-r0{n}" for n in range(1, 8)] + [f"pu-r0{n}" for n in range(1, 5)]
    for name in names:
        in_lesson(workshop, ana, name, right=False)
    clock.on(days=1)
    answered = 0
    while review.review(workshop, ana, clock).question:
        recalled(workshop, ana, clock, right=False)
        answered += 1
    assert 4 <= answered <= 6
    assert review.review(workshop, ana, clock).waiting == len(names)
    clock.on(days=1)
    assert review.review(workshop, ana, clock).due


def test_an_answer_is_none_of_the_lesson(workshop, ana, clock):
    in_lesson(workshop, ana, "ou-r01", right=False)
    clock.on(days=1)
    recalled(workshop, ana, clock, right=True)
    module, item = questions.find_item(workshop, "ou-r01")
    state = questions.asked_of(workshop, ana, module, item).state
    assert (state.state, state.tries_left) == ("retry", 1)


def test_the_home_page_says_it(workshop, ana, monkeypatch, clock):
    monkeypatch.setattr(review, "now", clock)
    assert home_view(workshop, ana).review_label == ""
    in_lesson(workshop, ana, "ou-r01", right=False)
    clock.on(days=1)
    monkeypatch.setattr(review.read_queue, "__defaults__", (clock,))
    assert home_view(workshop, ana).review_label.startswith("1\xa0question à revoir")


def test_the_calendar_tells_counts_and_nothing_else(workshop, ana, clock):
    for name in ("ou-r01", "ou-r02"):
        in_lesson(workshop, ana, name, right=False)
    written = review_calendar(workshop, ana, "https://ouvroir.exemple.fr/", clock)
    calendar = icalendar.Calendar.from_ical(written)
    (event,) = calendar.walk("VEVENT")

    assert event.decoded("dtstart") == clock().astimezone().date() + timedelta(days=1)
    assert "2" in event["summary"]
    assert event["url"] == "https://ouvroir.exemple.fr/revision"
    for secret in ("ou-r01", ana, workshop.learners.find(ana).pseudonym):
        assert secret not in written.decode()
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


def test_the_queue_of_another_is_not_hers(workshop, ana, bob, clock):
    in_lesson(workshop, ana, "ou-r01", right=False)
    clock.on(days=1)
    assert review.review(workshop, bob, clock).waiting == 0


def test_a_page_asks_by_name(workshop):
    learner = workshop.learners.create()
    in_lesson(workshop, learner.id, "ou-r01", right=True)
    reply = perform(workshop, learner, "recall_hesitated", {"item": "ou-r01"})
    assert "reviendra" in reply.message
    assert perform(workshop, learner, "recall_view", {}).waiting == 1
