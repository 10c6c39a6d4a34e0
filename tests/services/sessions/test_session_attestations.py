"""The status of each attestation in a trainer's room, and their number in the session's report."""

from __future__ import annotations

from datetime import timedelta

import pytest

from grader.documents.model import Heading, Paragraph, Table
from grader.progress.database import now
from grader.progress.learners import TRAINER
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Exam, Terms
from grader.services.attestations_standing import GOING_ON, NOT_OBTAINED, OBTAINED
from grader.services.home import choose_door
from grader.services.sessions.report import session_report
from grader.services.sessions.room import room_ref, room_view
from tests.support.attesting import grade, obtain


@pytest.fixture
def trainer(shared_workshop):
    one = shared_workshop.learners.create()
    shared_workshop.learners.set_role(one.id, TRAINER)
    return shared_workshop.learners.find(one.id)


def session_of(workshop, trainer, names, **terms):
    told = Terms("Décider", now() + timedelta(days=9), **terms)
    session = workshop.sessions.create(told, f"ACD{trainer.id[-6:].upper()}", trainer.id)
    people = {}
    for name in names:
        people[name] = workshop.learners.create().id
        workshop.members.put(session.id, people[name], name, PRESENT)
    return session, people


def told_in(workshop, trainer, session):
    view = room_view(workshop, trainer, room_ref(session.id, projection=False))
    return {one.pseudonym: (one.attestation, one.attestation_sign) for one in view.people}


def test_the_room_tells_each_status_and_follows_it(shared_workshop, trainer):
    session, people = session_of(shared_workshop, trainer, ("Merle", "Geai"), path="decider")
    first = told_in(shared_workshop, trainer, session)
    assert first == dict.fromkeys(people, (GOING_ON, "started"))
    obtain(shared_workshop, people["Merle"], "decider", points=40)
    again = told_in(shared_workshop, trainer, session)
    assert again == {"Merle": (NOT_OBTAINED, "failed"), "Geai": (GOING_ON, "started")}
    # Nothing but a grade changes: the room sees it all the same.
    shared_workshop.hand_ins.put_grade(
        people["Merle"], "decider", points=90, max_points=100, outcomes={}
    )
    assert told_in(shared_workshop, trainer, session)["Merle"] == (OBTAINED, "done")
    shown = room_view(shared_workshop, trainer, room_ref(session.id, projection=True))
    assert OBTAINED not in str(shown)


def test_without_a_path_of_the_session_it_is_that_of_each_one_s_door(shared_workshop, trainer):
    session, people = session_of(shared_workshop, trainer, ("Merle", "Geai"), modules=("decider",))
    choose_door(shared_workshop, people["Merle"], "elu")
    obtain(shared_workshop, people["Merle"], "decider")
    choose_door(shared_workshop, people["Geai"], "agent")
    told = told_in(shared_workshop, trainer, session)
    # The agent's path goes through modules that are none of this session's trainers' business.
    assert told == {"Merle": (OBTAINED, "done"), "Geai": ("", "")}


def test_points_of_an_exam_under_way_tell_nothing(shared_workshop, trainer):
    soon = now() + timedelta(hours=1)
    exam = Exam("decider", now() - timedelta(hours=1), soon)
    session, people = session_of(
        shared_workshop, trainer, ("Merle",), path="decider", exams=(exam,)
    )
    obtain(shared_workshop, people["Merle"], "decider")
    assert told_in(shared_workshop, trainer, session)["Merle"][0] == GOING_ON


def counts(document):
    blocks = list(document.blocks)
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    place = titles.index("Attestations de suivi")
    assert titles[place + 1].startswith("L\u2019avis") or titles[place + 1].startswith("L'avis")
    at = next(
        n for n, b in enumerate(blocks)
        if isinstance(b, Heading) and b.text == "Attestations de suivi"
    )  # fmt: skip
    return blocks[at + 1 :]


def test_the_report_counts_them_by_status(shared_workshop, trainer):
    names = ("Merle", "Geai", "Grive", "Pinson", "Mésange", "Loriot")
    session, people = session_of(shared_workshop, trainer, names, path="decider")
    obtain(shared_workshop, people["Merle"], "decider")
    obtain(shared_workshop, people["Geai"], "decider", points=10)
    grade(shared_workshop, people["Grive"], "decider", 90)
    about, table = counts(session_report(shared_workshop, session))[:2]
    assert "pas une certification" in about.text
    assert isinstance(table, Table)
    assert table.rows == (("Obtenue", "1"), ("Non obtenue", "1"), ("En cours", "4"))


def test_the_report_of_a_few_counts_nobody(shared_workshop, trainer):
    session, people = session_of(shared_workshop, trainer, ("Merle",), path="decider")
    obtain(shared_workshop, people["Merle"], "decider")
    blocks = counts(session_report(shared_workshop, session))[:2]
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert "pas montré" in blocks[1].text
