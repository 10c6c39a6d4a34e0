"""Spaces of the portal: members, keys known by their hash, one code for a group, an end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import now
from grader.progress.learners import Learners
from grader.progress.portal.spaces import KEY_PREFIX, Spaces
from grader.progress.portal.tables import SpaceRow


@pytest.fixture
def spaces(database, settings):
    return Spaces(database, settings)


@pytest.fixture
def bea(database):
    return Learners(database).create().id


def end(spaces, space):
    with spaces.database.session() as session:
        past = now() - timedelta(seconds=1)
        session.execute(update(SpaceRow).where(SpaceRow.id == space.id).values(expires_at=past))


def test_a_learner_is_in_the_space_that_she_entered_last(spaces, ana):
    mine, group = spaces.open("learner"), spaces.open("group", "Les secrétaires")
    first = spaces.enter(mine.id, ana, "a" * 24)
    spaces.enter(group.id, ana, "b" * 24)
    assert [space.id for space in spaces.of(ana)] == [group.id, mine.id]
    assert spaces.enter(mine.id, ana, "c" * 24) == first
    assert [space.id for space in spaces.of(ana)] == [mine.id, group.id]


def test_a_group_is_found_by_its_code_however_it_is_typed(spaces):
    group = spaces.open("group", "Les secrétaires")
    typed = f" {group.join_code[:3].lower()}-{group.join_code[3:]} "
    assert spaces.by_code(typed) == group
    assert spaces.by_code(group.join_code[:-1]) is None
    assert spaces.open("learner").join_code == ""


def test_a_key_is_kept_as_its_hash_alone_and_goes_when_revoked(spaces, ana):
    space = spaces.open("learner")
    member = spaces.enter(space.id, ana, "a" * 24)
    key = spaces.make_key(member)
    assert key.startswith(KEY_PREFIX)
    assert spaces.whose(key) == member
    assert spaces.whose(key + "x") is None
    with spaces.database.session() as session:
        rows = session.execute(text("SELECT * FROM portal_key")).all()
    assert key not in str(rows)
    assert len(rows) == len(spaces.keys_made(member)) == 1
    spaces.revoke_keys(member)
    assert spaces.whose(key) is None


def test_nobody_piles_up_keys(spaces, ana):
    member = spaces.enter(spaces.open("learner").id, ana, "a" * 24)
    keys = [spaces.make_key(member) for _ in range(5)]
    with pytest.raises(RefusedError, match="déjà 5 clés"):
        spaces.make_key(member)
    assert all(spaces.whose(key) for key in keys)


def test_at_its_date_a_space_is_closed_then_erased_with_what_it_holds(spaces, ana, tmp_path):
    space = spaces.open("learner")
    key = spaces.make_key(spaces.enter(space.id, ana, "a" * 24))
    spaces.catalogue(space.id, "main").put("dataset", {"id": "d" * 24, "title": "Essai"})
    received = tmp_path / "received"
    received.write_bytes(b"a;b\n")
    files = spaces.files(space.id, "main")
    files.keep(received, "essai", "20261122-120000", "a.csv")
    kept = files.find("essai", "20261122-120000", "a.csv")
    end(spaces, space)
    assert (spaces.find(space.id), spaces.of(ana), spaces.whose(key)) == (None, [], None)
    assert kept.exists()
    assert spaces.erase_expired() == 1
    assert not kept.exists()
    assert spaces.catalogue(space.id, "main").all("dataset") == []


def test_the_demonstration_has_no_end(spaces):
    space = spaces.open("demonstration")
    assert space.expires_at is None
    assert spaces.erase_expired() == 0
    assert spaces.find(space.id) == space


def test_who_leaves_takes_her_own_space_away_and_leaves_that_of_the_group(spaces, ana, bea):
    mine, group = spaces.open("learner"), spaces.open("group", "Essai")
    spaces.enter(mine.id, ana, "a" * 24)
    for learner, user in ((ana, "b" * 24), (bea, "c" * 24)):
        spaces.enter(group.id, learner, user)
    spaces.leave_all(ana)
    assert spaces.find(mine.id) is None
    assert spaces.find(group.id) is not None
    assert spaces.member(group.id, ana) is None
    assert spaces.member(group.id, bea) is not None
    spaces.leave_all(bea)
    assert spaces.find(group.id) is None


def test_two_portals_of_a_space_keep_their_documents_apart(spaces):
    space = spaces.open("learner")
    main = spaces.catalogue(space.id, "main")
    for number in ("2", "1", "3"):
        main.put("dataset", {"id": number * 24, "n": 0})
    main.put("dataset", {"id": "1" * 24, "n": 1})
    regional = spaces.catalogue(space.id, "regional")
    regional.put("dataset", {"id": "1" * 24, "n": 2})
    assert [(d["id"][0], d["n"]) for d in main.all("dataset")] == [("2", 0), ("1", 1), ("3", 0)]
    main.remove("dataset", "1" * 24)
    assert main.get("dataset", "1" * 24) is None
    assert regional.get("dataset", "1" * 24) == {"id": "1" * 24, "n": 2}


def test_a_document_that_was_read_is_ones_own(spaces):
    catalogue = spaces.catalogue(spaces.open("learner").id, "main")
    catalogue.put("dataset", {"id": "1" * 24, "tags": ["a"]})
    catalogue.get("dataset", "1" * 24)["tags"].append("b")
    catalogue.all("dataset")[0]["tags"].append("c")
    assert catalogue.get("dataset", "1" * 24)["tags"] == ["a"]


def test_a_space_that_does_not_exist_is_erased_by_nobody(spaces):
    with pytest.raises(NotFoundError):
        spaces.erase("inconnu")
