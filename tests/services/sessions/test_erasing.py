"""A session at its date: nothing is left of who joined it, in rows or bytes, in either database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from grader.exercises.model import QUIZ
from grader.progress.database import now
from grader.progress.learners import TRAINER
from grader.progress.sessions.members import PRESENT, SENT
from grader.progress.sessions.sessions import Terms
from grader.publication.datasets.writing import create_dataset
from grader.quiz.registry import TYPES
from grader.services.exercise_views import view_of
from grader.services.expiry import sweep
from grader.services.hand_ins import hand_in
from grader.services.operations import perform
from grader.services.portal.opening import enter_space, own_space, portal_of
from grader.services.portal.writing import write_in
from grader.services.question_reports import CATEGORIES, report
from grader.services.resume_codes import make_code
from grader.services.sessions.erasing import erase_session
from grader.settings import sqlalchemy_address
from tests.services.doing import DIRTY, MEND, drop, open_workshop

MARKS = ("zirquadepot", "zirqualivre", "zirquasignale", "zirquabrouillon", "zirquafiche")
NAME, TITLE = "Zirquamésange", "Zirquasession"


@pytest.fixture(scope="module")
def address(postgresql):
    return sqlalchemy_address(postgresql.empty_base())


@pytest.fixture(params=["sqlite", "postgresql"])
def workshop(request, data, built):
    url = request.getfixturevalue("address") if request.param == "postgresql" else ""
    workshop = open_workshop(data, built, database_url=url)
    yield workshop
    workshop.close()


@pytest.fixture
def session(workshop):
    return open_session(workshop)


def open_session(workshop, title=TITLE):
    trainer = workshop.learners.create()
    workshop.learners.set_role(trainer.id, TRAINER)
    terms = Terms(title=title, erase_at=now() + timedelta(days=9))
    return workshop.sessions.create(terms, f"C{title}"[:16].upper(), trainer.id)


def join(workshop, session, kind=PRESENT, name=NAME):
    me = workshop.learners.create()
    workshop.members.put(session.id, me.id, name, kind)
    return me


def do_everything(workshop, me):
    """Answer, drop, draft, hand in, be read, report, publish, and make a resume code."""
    make_code(workshop, me)
    quiz = next(
        e for m in workshop.course.modules.values() for e in m.exercises.values() if e.kind == QUIZ
    )
    question = next(
        q for q in view_of(workshop, me.id, quiz).questions if q.answers and not q.targets
    )
    asked = {"item": question.id, "quiz": quiz.id, "chosen": [question.answers[0].id]}
    perform(workshop, me, "answer", asked)
    text = DIRTY.read_bytes() + f"{MARKS[0]};;;;;;\n".encode()
    assert drop(workshop, me.id, MEND, text)
    workshop.drafts.put(me.id, MEND, {"note": MARKS[3]})
    hand_in(workshop, me.id, workshop.course.modules[MEND.partition("/")[0]], send_files=True)
    module, item = next(
        (m, i)
        for m in workshop.course.modules.values()
        for i in m.items.values()
        if TYPES[i.type].review is not None
    )
    key = f"{module.slug}/{item.id}"
    event = workshop.events.append(me.id, key, "answer", {"item": item.id, "chosen": [MARKS[1]]})
    said = {"item": item.id, "of": event.id, "marks": [], "comment": MARKS[1]}
    assert workshop.reviews.add(me.id, key, "review", said, of=event.id, answer="answer")
    report(workshop, me.id, question.id, next(iter(CATEGORIES)), MARKS[2])
    perform(workshop, me, "lesson_view", {"lesson": next(iter(module.lessons)).id})
    space = own_space(workshop, me.id)
    member = enter_space(workshop, space, me.id)
    portal = portal_of(workshop, space, "main", "/bac-a-sable")
    portal = replace(portal, caller=portal.catalogue.get("user", member.user_id))
    body = {"title": MARKS[4], "description": "Une fiche.", "frequency": "annual"}
    write_in(workshop, space, portal, lambda p: create_dataset(p, body))


def traces(workshop, words) -> set[str]:
    """Find words in every table, and in every byte and name of the data folder."""
    found = set()
    seen = MetaData()
    seen.reflect(workshop.database.engine)
    with workshop.database.session() as session:
        for table in seen.sorted_tables:
            for row in session.execute(select(table)):
                held = repr(tuple(row)) + repr([str(cell) for cell in row])
                found |= {f"{table.name}: {word}" for word in words if word in held}
    for path in Path(workshop.settings.data).rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for word in words:
            if word in path.name or word.encode() in content:
                found.add(f"{path.relative_to(workshop.settings.data)}: {word}")
    return found


def test_at_its_date_nothing_is_left_of_anybody_in_it(workshop, session):
    me = join(workshop, session)
    do_everything(workshop, me)
    words = (me.id, me.pseudonym, *MARKS, NAME, TITLE, session.id)
    assert {line.rpartition(" ")[2] for line in traces(workshop, words)} == set(words)

    assert sweep(workshop).total == 0
    past = Terms(title=TITLE, erase_at=now() - timedelta(minutes=1))
    workshop.sessions.change(session.id, past)
    assert sweep(workshop).total >= 1

    assert traces(workshop, words) == set()
    assert workshop.learners.find(me.id) is None


def test_who_is_elsewhere_too_or_only_sent_or_runs_sessions_stays(workshop, session):
    both, sent = join(workshop, session), join(workshop, session, SENT, "Pic-vert")
    other = open_session(workshop, "Autre")
    workshop.members.put(other.id, both.id, "Ailleurs", PRESENT)
    workshop.members.put(other.id, sent.id, "Zirquasent", SENT)
    workshop.members.put_results(session.id, sent.id, {"modules": ["zirquaenvoi"]})
    alone = join(workshop, session, PRESENT, "Seule")
    workshop.members.put(other.id, alone.id, "Seule", SENT)
    trainer = workshop.sessions.trainers(other.id)[0].learner_id
    workshop.members.put(session.id, trainer, "Formatrice", PRESENT)

    assert erase_session(workshop, session.id) == 1

    assert workshop.learners.find(alone.id) is None
    assert [one.session_id for one in workshop.members.of_learner(both.id)] == [other.id]
    assert [one.session_id for one in workshop.members.of_learner(sent.id)] == [other.id]
    assert workshop.learners.find(trainer) is not None
    assert traces(workshop, ("zirquaenvoi", "Pic-vert", session.id)) == set()
    assert erase_session(workshop, session.id) == 0
    assert erase_session(workshop, other.id) == 1
    assert workshop.learners.find(both.id) is None
    assert workshop.learners.find(sent.id) is not None
