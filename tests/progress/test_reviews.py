"""Answers and marks: who gave what, and marks that never land on an answer nobody read."""

from __future__ import annotations

import pytest

from grader.progress.events import Events
from grader.progress.learners import Learners
from grader.progress.reviews import Reviews

KEY, OTHER = "essai/libre", "essai/autre"
REVIEW = {"item": "libre", "marks": ["a=1"], "comment": "Bien."}


@pytest.fixture
def events(database):
    return Events(database)


@pytest.fixture
def reviews(database):
    return Reviews(database)


@pytest.fixture
def ana(database):
    return Learners(database).create()


def say(events, learner, text, key=KEY):
    return events.append(learner.id, key, "answer", {"item": "libre", "chosen": [text]}).id


def mark(reviews, learner, answer, key=KEY):
    return reviews.add(learner.id, key, "review", REVIEW, of=answer, answer="answer")


def test_histories_are_by_learner_and_question_and_leave_out_other_questions(
    database, events, reviews, ana
):
    boris = Learners(database).create()
    say(events, ana, "un")
    say(events, boris, "deux")
    say(events, ana, "trois")
    say(events, ana, "ailleurs", OTHER)

    found = {h.pseudonym: [e.data["chosen"] for e in h.events] for h in reviews.histories([KEY])}

    assert found == {ana.pseudonym: [["un"], ["trois"]], boris.pseudonym: [["deux"]]}
    assert [h.key for h in reviews.histories([KEY, OTHER], ana.id)] == [OTHER, KEY]
    assert reviews.histories([]) == []


def test_marks_are_written_as_an_event_of_hers(events, reviews, ana):
    answer = say(events, ana, "un")

    assert mark(reviews, ana, answer)
    [_, review] = events.of(ana.id, [KEY])[KEY]
    assert (review.kind, review.data) == ("review", REVIEW)
    assert review.id > answer
    assert reviews.learners("review") == {ana.id}
    assert reviews.count(ana.id, "review") == 1


def test_marks_on_an_answer_that_was_rewritten_are_not_written(events, reviews, ana):
    first = say(events, ana, "un")
    second = say(events, ana, "deux")

    assert not mark(reviews, ana, first)
    assert reviews.learners("review") == set()
    assert mark(reviews, ana, second)
    assert mark(reviews, ana, second), "a later review is written beside the earlier one"


def test_marks_on_another_learner_s_or_question_s_answer_are_not_written(
    database, events, reviews, ana
):
    boris = Learners(database).create()
    answer = say(events, ana, "un")

    assert not mark(reviews, boris, answer)
    assert not mark(reviews, ana, answer, OTHER)


def test_an_erased_learner_has_neither_answer_nor_marks(database, events, reviews, ana):
    answer = say(events, ana, "un")
    mark(reviews, ana, answer)
    assert reviews.owner(answer) == (ana.id, KEY)
    Learners(database).erase(ana.id)

    assert reviews.owner(answer) is None
    assert reviews.histories([KEY]) == []
    assert reviews.learners("review") == set()
    assert not mark(reviews, ana, answer)
