"""Opinions: once a person, without her, from five on; gone with the session."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import DateTime, inspect, text

from grader.errors import NotFoundError, RefusedError
from grader.progress.everything import rows_of
from grader.progress.sessions.members import SENT
from grader.progress.sessions.satisfaction import Opinions
from grader.progress.sessions.tables import OpinionRow
from grader.services.sessions.erasing import erase_session
from grader.services.sessions.satisfaction import (
    LEAST,
    LONGEST,
    QUESTIONS,
    give_opinion,
    opinion_form,
    read_opinion,
    satisfaction_of,
)
from tests.services import reading
from tests.services.sessions.group import open_session


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    workshop = reading.open_reading(tmp_path_factory.mktemp("avis"))
    yield workshop
    workshop.close()


def everybody(workshop, people):
    return [workshop.learners.find(one) for one in people]


def test_nothing_is_told_under_five_and_all_of_it_from_five(workshop):
    _, session, people = open_session(workshop)
    for rank, me in enumerate(everybody(workshop, people)[:LEAST]):
        found = satisfaction_of(workshop, session)
        assert found.questions == found.comments == ()
        assert "à partir de" in found.sentence
        typed = {"utile": str(1 + rank), "avant": "2", "apres": "4", "texte": f"mot {9 - rank}"}
        give_opinion(workshop, me, session.id, typed)
    found = satisfaction_of(workshop, session)
    told = {one.question.name: one for one in found.questions}
    assert [count for _, count in told["utile"].counts] == [1, 1, 1, 1, 1]
    assert told["utile"].mean.startswith("3")
    assert told["rythme"].given == 0
    assert "2 à 4" in reading.plain(found.change).replace("2,0", "2").replace("4,0", "4")
    assert found.comments == ("mot 5", "mot 6", "mot 7", "mot 8", "mot 9")


def test_nobody_answers_twice_even_at_once(workshop):
    _, session, people = open_session(workshop)
    me = workshop.learners.find(people[0])
    refused = []

    def answer():
        try:
            give_opinion(workshop, me, session.id, {"utile": "5"})
        except RefusedError as refusal:
            refused.append(refusal.code)

    threads = [threading.Thread(target=answer) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert refused == ["opinion-given"] * 3
    assert Opinions(workshop.database).count(session.id) == 1
    assert opinion_form(workshop, me, session.id).given


def test_people_who_answer_at_once_are_all_kept(workshop):
    _, session, people = open_session(workshop)
    failed = []

    def answer(me):
        try:
            give_opinion(workshop, me, session.id, {"utile": "5"})
        except Exception as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    threads = [threading.Thread(target=answer, args=(m,)) for m in everybody(workshop, people)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    assert Opinions(workshop.database).count(session.id) == len(people)


def test_no_row_says_whose_it_is_nor_when(workshop):
    _, session, people = open_session(workshop)
    keys = []
    for me in everybody(workshop, people):
        give_opinion(workshop, me, session.id, {"texte": f"de {me.id}"[:20]})
        with workshop.database.session() as opened:
            query = text("select id, comment from session_opinion where session_id = :s")
            keys.append({row.id for row in opened.execute(query, {"s": session.id})})
    columns = inspect(workshop.database.engine).get_columns("session_opinion")
    assert {one["name"] for one in columns} == {"id", "session_id", "answers", "comment"}
    for table in ("session_opinion", "session_opinion_given"):
        for one in inspect(workshop.database.engine).get_columns(table):
            assert not isinstance(one["type"], DateTime)
    # All keys are drawn again with each answer: none of them tells which came last.
    assert not keys[-1] & keys[-2]
    kept = rows_of(workshop.database, people[0])
    assert kept["session_opinion_given"] == [{"session_id": session.id, "learner_id": people[0]}]
    assert OpinionRow.__tablename__ not in kept
    with workshop.database.engine.connect() as raw, pytest.raises(Exception, match="rowid"):
        raw.execute(text("select rowid from session_opinion"))


def test_it_is_for_who_joined_and_erased_with_the_session(workshop):
    _, session, people = open_session(workshop)
    stranger, sender = workshop.learners.create(), workshop.learners.create()
    workshop.members.put(session.id, sender.id, "Loin", SENT)
    for one in (stranger, sender):
        with pytest.raises(NotFoundError):
            opinion_form(workshop, workshop.learners.find(one.id), session.id)
        with pytest.raises(NotFoundError):
            give_opinion(workshop, workshop.learners.find(one.id), session.id, {"utile": "5"})
    give_opinion(workshop, workshop.learners.find(people[0]), session.id, {"utile": "5"})
    erase_session(workshop, session.id)
    with workshop.database.session() as opened:
        for table in ("session_opinion", "session_opinion_given"):
            query = text(f"select count(*) from {table} where session_id = :s")
            assert opened.execute(query, {"s": session.id}).scalar() == 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({}, "empty-opinion"),
        ({"texte": " \x00\n "}, "empty-opinion"),
        ({"utile": "6"}, "bad-opinion"),
        ({"rythme": "5 or 1"}, "bad-opinion"),
        ({"texte": "a" * (LONGEST + 1)}, "long-opinion"),
    ],
)
def test_what_is_refused(typed, code):
    with pytest.raises(RefusedError) as refusal:
        read_opinion(typed)
    assert refusal.value.code == code


def test_the_form_is_short_and_a_text_is_kept_whole():
    assert len(QUESTIONS) <= 6
    assert all(len(question.scale) == 5 for question in QUESTIONS)
    found = read_opinion({"texte": "  <b>à\ngarder</b>  ", "utile": "1", "inconnu": "3"})
    assert found.comment == "<b>à garder</b>"
    assert found.answers == {"utile": 1}
