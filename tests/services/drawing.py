"""A workshop over the course whose quiz is drawn, with or without the private bank."""

from __future__ import annotations

from grader.quiz.draw import cover
from grader.quiz.score import expected
from grader.services import questions
from grader.services.workshop import Workshop, seed_of
from grader.settings import Settings
from tests.fixtures.course_paths import DRAWN, PRIVATE_BANK

QUIZ, CASE = "tirage/quiz", "tirage/archives"


def open_drawn(root, *, bank=PRIVATE_BANK):
    """Open a workshop under ``root``; the same twice on the same folder."""
    return Workshop.open(
        Settings(
            courses=DRAWN, build=root / "build", data=root / "data", workers=1, private_bank=bank
        )
    )


def quiz_view(workshop, learner):
    return questions.quiz_view(workshop, learner, workshop.course.exercise(QUIZ))


def asked_ids(workshop, learner):
    return [question.id for question in quiz_view(workshop, learner).questions]


def answer_rightly(workshop, learner, item_id):
    """Answer as the key says, in the letters that she is shown."""
    _, item = questions.find_item(workshop, item_id)
    given = cover(item, seed_of(learner)).shown(expected(item))
    questions.answer(workshop, learner, item_id, given)
