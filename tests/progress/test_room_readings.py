"""What a session's room, its reports and its attestations read: the same on either database."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from grader.errors import RefusedError
from grader.progress.attestations.issued import Attestations
from grader.progress.counting import count_rows
from grader.progress.database import now
from grader.progress.events import Events
from grader.progress.hand_ins import HandIns
from grader.progress.learners import TRAINER, Learners
from grader.progress.probe import takes_writes
from grader.progress.profiles import LearnerProfile, Profiles
from grader.progress.sessions.followed import Followed
from grader.progress.sessions.members import PRESENT, Members
from grader.progress.sessions.presence import moments_of
from grader.progress.sessions.satisfaction import Opinion, Opinions
from grader.progress.sessions.sessions import Terms, TrainingSessions
from grader.progress.visits import Visits

QUIZ, FILE = "preparer/quiz", "preparer/mon-fichier"
TABLES = ("learners", "sessions", "people_in_sessions", "actions", "hand_ins", "lessons_finished")


@pytest.fixture
def bea(database):
    return Learners(database).create().id


@pytest.fixture
def session(database, ana, bea):
    trainer = Learners(database).create()
    Learners(database).set_role(trainer.id, TRAINER)
    terms = Terms(title="Séance", erase_at=now() + timedelta(days=9))
    made = TrainingSessions(database).create(terms, secrets.token_hex(4).upper(), trainer.id)
    for one, name in ((ana, "Mésange"), (bea, "Pinson")):
        Members(database).put(made.id, one, name, PRESENT)
    return made


def test_a_room_is_followed_by_grouped_readings(database, ana, bea):
    events, visits, room = Events(database), Visits(database), Followed(database)
    people = (ana, bea, "personne")
    first = events.append(ana, QUIZ, "answer", {"chosen": ["é"]}).id
    second = events.append(ana, FILE, "solution", {}).id
    events.append(bea, QUIZ, "answer", {"chosen": []})
    events.put_outcome(ana, QUIZ, second, {"points": 2.5, "status": "partial"}, basis="v1")
    for sheet in ("", "Feuille 2"):
        events.put_verdict(ana, FILE, "a" * 64, "scdl/x", {"rows": 3}, basis="b", sheet=sheet)
    visits.open(ana, "preparer/un")
    visits.open(ana, "preparer/deux")
    visits.finish(ana, "preparer/deux")
    HandIns(database).add(bea, "preparer", now(), 1, with_files=False)

    assert room.newest(people)[ana] == (second, 2)
    assert [one.id for one in room.events_after({ana: first})[ana]] == [second]
    assert {who: len(found) for who, found in room.events_after({ana: 0, bea: 0}).items()} == {
        ana: 2, bea: 1
    }  # fmt: skip
    assert room.events_on(people, [QUIZ])[ana][0].data == {"chosen": ["é"]}
    assert room.outcomes_known(people) == {(ana, QUIZ): (second, "v1")}
    assert room.outcomes(people, [QUIZ])[ana, QUIZ]["points"] == 2.5
    [(newest, count)] = room.verdicts_known(people).values()
    assert (newest > 0, count) == (True, 2)
    assert set(room.verdicts(people, [FILE])[ana, FILE]) == {
        ("a" * 64, "scdl/x", ""), ("a" * 64, "scdl/x", "Feuille 2")
    }  # fmt: skip
    assert room.last_lessons(people)[ana].lesson_id == "preparer/deux"
    assert room.handed_in(people) == {bea: frozenset({"preparer"})}
    moments = moments_of(database, people)
    assert moments.keys() == {ana, bea}
    assert all(at.tzinfo is not None and now() - at < timedelta(hours=1) for at in moments[ana])


def test_opinions_that_come_at_once_are_all_kept_and_each_gives_one(database, session, ana, bea):
    opinions = Opinions(database)
    crowd = [ana, bea, *(Learners(database).create().id for _ in range(4))]

    def give(rank):
        opinions.give(session.id, crowd[rank], Opinion({"utile": 1 + rank % 5}, f"Avis {rank} é"))

    with ThreadPoolExecutor(len(crowd)) as threads:
        for done in [threads.submit(give, rank) for rank in range(len(crowd))]:
            done.result(30)
    assert {one.comment for one in opinions.of(session.id)} == {f"Avis {n} é" for n in range(6)}
    assert opinions.count(session.id) == len(crowd)
    assert opinions.gave(session.id, ana)
    with pytest.raises(RefusedError, match="déjà donné"):
        give(0)
    Learners(database).erase(ana)
    assert opinions.count(session.id) == len(crowd)


def test_a_profile_takes_the_place_of_the_one_before_and_goes_with_her(database, ana):
    profiles = Profiles(database)
    assert profiles.of(ana).is_blank
    profiles.put(ana, LearnerProfile(kind="commune", population=3500, staff=50.5))
    told = LearnerProfile(kind="commune", population=120, services=("water",))
    profiles.put(ana, told)
    assert profiles.of(ana) == told
    profiles.put(ana, LearnerProfile())
    assert profiles.of(ana).is_blank
    Learners(database).erase(ana)
    with pytest.raises(RefusedError):
        profiles.put(ana, told)


def test_an_attestation_is_revoked_once_and_outlives_its_learner(database, ana):
    kept, serial = Attestations(database), secrets.token_hex(8)
    kept.add(serial, ana, "ouvrir", "cle")
    assert kept.knows(serial)
    assert [(one.path, one.revoked_at) for one in kept.of(ana)] == [("ouvrir", None)]
    kept.revoke(serial, "Première raison")
    kept.revoke(serial, "Autre raison")
    kept.forget(ana)
    Learners(database).erase(ana)
    [left] = [one for one in kept.all() if one.serial == serial]
    assert (left.pseudonym, left.path, left.reason) == ("", "", "Première raison")
    [told] = [one for one in kept.revoked() if one.serial == serial]
    assert told.date.endswith("+00:00")


def test_an_installation_is_counted_and_probed(database, session, ana):
    before = count_rows(database)
    assert all(before[name] >= 0 for name in TABLES)
    Events(database).append(ana, QUIZ, "answer", {})
    Visits(database).finish(ana, "preparer/un")
    after = count_rows(database)
    changed = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert changed == {"actions": 1, "lessons_finished": 1}
    assert before["people_in_sessions"] == 2
    assert takes_writes(database)
