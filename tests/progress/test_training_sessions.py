"""Accounts, sessions and members: kept, bounded and erased alike in either database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import now
from grader.progress.everything import rows_of
from grader.progress.learners import ADMINISTRATOR, TRAINER, Learners
from grader.progress.sessions.accounts import Accounts
from grader.progress.sessions.members import PRESENT, SENT, Members
from grader.progress.sessions.sessions import Exam, Terms, TrainingSessions


@pytest.fixture
def database(either_database):
    return either_database


@pytest.fixture
def store(database):
    return TrainingSessions(database)


@pytest.fixture
def members(database):
    return Members(database)


@pytest.fixture
def owner(database):
    return Learners(database).create().id


def terms(**changes):
    return Terms(**{"title": "Essai", "erase_at": now() + timedelta(days=90), **changes})


def test_terms_come_back_as_they_went(store, owner):
    moment = now().replace(microsecond=0)
    decided = terms(
        path="agent",
        modules=("ouvrir", "publier"),
        opens_at=moment,
        closes_at=moment + timedelta(days=1),
        exams=(Exam("ouvrir", moment, moment + timedelta(hours=1)),),
        solutions=False,
        hand_ins=2,
        blind=False,
    )
    made = store.create(decided, "ACDEFHJKM", owner)
    assert store.by_code("ACDEFHJKM") == store.get(made.id) == made
    assert made.terms == decided
    assert store.by_code("") is None
    with pytest.raises(NotFoundError):
        store.get("s" + "0" * 24)
    with pytest.raises(RefusedError):
        store.create(terms(), "ACDEFHJKM", owner)


def test_trainers_come_and_go_but_its_owner(database, store, owner):
    made, other = store.create(terms(), "A", owner), Learners(database).create().id
    store.add_trainer(made.id, other)
    store.add_trainer(made.id, other)
    assert [one.learner_id for one in store.trainers(made.id)] == [owner, other]
    assert [one.id for one in store.of_trainer(other)] == [made.id]
    store.remove_trainer(made.id, other)
    store.remove_trainer(made.id, owner)
    assert [(one.learner_id, one.owner) for one in store.trainers(made.id)] == [(owner, True)]


def test_a_pseudonym_is_one_person_s_in_a_session_and_free_in_another(database, store, members):
    learners = Learners(database)
    owner, ana, bob = (learners.create().id for _ in range(3))
    one, two = store.create(terms(), "A", owner), store.create(terms(), "B", owner)
    members.put(one.id, ana, "Mésange", SENT)
    with pytest.raises(RefusedError) as refused:
        members.put(one.id, bob, "MÉSANGE", PRESENT)
    assert refused.value.code == "pseudonym-taken"
    members.put(two.id, bob, "Mésange", PRESENT)
    members.put(one.id, ana, "mésange", PRESENT)
    members.put(one.id, ana, "Pic", SENT)
    [found] = members.of_session(one.id)
    assert (found.pseudonym, found.kind) == ("Pic", PRESENT)


def test_only_who_joined_is_held_by_the_rules_of_a_session(database, store, members, owner):
    ana = Learners(database).create().id
    sent, joined = store.create(terms(), "A", owner), store.create(terms(), "B", owner)
    members.put(sent.id, ana, "Pic", SENT)
    assert store.joined_by(ana) == []
    members.put(joined.id, ana, "Pic", PRESENT)
    assert [one.id for one in store.joined_by(ana)] == [joined.id]


def test_what_was_sent_is_withdrawn_and_who_is_out_sends_nothing(database, store, members, owner):
    ana, made = Learners(database).create().id, store.create(terms(), "A", owner)
    with pytest.raises(RefusedError):
        members.put_results(made.id, ana, {"modules": []})
    members.put(made.id, ana, "Pic", SENT)
    members.put_results(made.id, ana, {"modules": [1]})
    assert members.of_session(made.id)[0].results == {"modules": [1]}
    members.leave(made.id, ana)
    assert members.of_learner(ana) == []


def test_a_session_is_due_at_its_date_and_erasing_it_leaves_people(database, store, members, owner):
    ana, made = Learners(database).create().id, store.create(terms(), "A", owner)
    members.put(made.id, ana, "Pic", PRESENT)
    assert store.due(now()) == []
    assert [one.id for one in store.due(made.terms.erase_at)] == [made.id]
    store.erase(made.id)
    assert (store.every(), members.of_learner(ana)) == ([], [])
    assert Learners(database).find(ana) is not None


def test_an_account_has_a_role_is_closed_and_its_hash_is_given_to_nobody(database):
    accounts = Accounts(database)
    made = accounts.add("ana", "zirquahash", TRAINER)
    accounts.add("bob", "h", ADMINISTRATOR)
    assert [(one.login, one.role) for one in accounts.every()] == [
        ("ana", TRAINER),
        ("bob", ADMINISTRATOR),
    ]
    with pytest.raises(RefusedError):
        accounts.add("ana", "h", TRAINER)
    accounts.set_closed("ana", closed=True)
    assert accounts.find("ana").closed_at is not None
    rows = rows_of(database, made.learner_id)
    assert rows["account"][0]["login"] == "ana"
    assert "zirquahash" not in repr(rows)
