"""A session over the small course, and people in it who answered and handed in."""

from __future__ import annotations

from datetime import timedelta

from grader.progress.database import now
from grader.progress.learners import TRAINER
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Terms
from grader.services import questions
from tests.services import reading

#: A pseudonym that a spreadsheet would run, and letters that no font has.
NAMES = ("=1+1", "Lou 🐝", "Mésange", "Pinson", "Merle", "Geai", "Grive", "Rouge-gorge")
TITLE = 'Une <session> & #eval("x")'


def open_session(workshop, names=NAMES, title=TITLE):
    """Give a trainer, her session, and the ids of who joined it."""
    trainer = workshop.learners.create()
    workshop.learners.set_role(trainer.id, TRAINER)
    terms = Terms(title, now() + timedelta(days=90), modules=(reading.MODULE,))
    session = workshop.sessions.create(terms, f"ACD{trainer.id[-6:].upper()}", trainer.id)
    people = []
    for name in names:
        one = workshop.learners.create()
        workshop.members.put(session.id, one.id, name, PRESENT)
        people.append(one.id)
    return workshop.learners.find(trainer.id), session, people


def work(workshop, learner, rank):
    """Answer a question, right or wrong by rank, hand in, and be graded."""
    module = workshop.course.modules[reading.MODULE]
    questions.answer(workshop, learner, "es-q01", ["a" if rank % 2 else "b"])
    workshop.visits.finish(learner, module.lessons[0].id)
    reading.hand(workshop, learner)
    workshop.hand_ins.put_grade(
        learner, reading.MODULE, points=float(rank), max_points=8.0, outcomes={}
    )
