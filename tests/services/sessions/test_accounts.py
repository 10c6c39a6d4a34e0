"""Accounts: what a login may be, who is let in, and what ends a cookie."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from grader.errors import RefusedError
from grader.progress.learners import ADMINISTRATOR, LEARNER, TRAINER
from grader.services.people import find_learner
from grader.services.sessions import accounts
from grader.services.sessions.account_watch import AccountWatch
from grader.services.sessions.accounts import add_account, cookie_value, log_in
from grader.services.stores import open_stores
from grader.settings import Settings

PASSWORD = "quatre chevaux au pré"


@pytest.fixture
def house(tmp_path):
    workshop = open_stores(Settings(data=tmp_path / "data"))
    yield workshop
    workshop.close()


@pytest.mark.parametrize("login", ["", "ana@mairie.fr", "a" * 65, "é", "-a", "a b", "../a", "a~b"])
def test_a_login_that_will_not_do_is_refused(house, login):
    with pytest.raises(RefusedError):
        add_account(house, login, PASSWORD)
    assert house.accounts.every() == []


@pytest.mark.parametrize("password", ["", "onze caract", "x" * 201])
def test_a_password_too_short_or_too_long_is_refused(house, password):
    with pytest.raises(RefusedError):
        add_account(house, "ana", password)


def test_the_right_password_lets_in_and_nothing_else_does(house):
    made = add_account(house, " Ana ", PASSWORD)
    assert (made.login, made.role) == ("ana", TRAINER)
    assert made.password_hash.startswith("$argon2id$")
    assert log_in(house, "ANA", PASSWORD) == made
    for login, password in (("ana", PASSWORD + " "), ("ana", ""), ("bob", PASSWORD), ("", "")):
        assert log_in(house, login, password) is None
    accounts.close_account(house, made)
    assert log_in(house, "ana", PASSWORD) is None


def test_a_hash_of_old_parameters_is_made_anew_and_ends_nothing(house):
    made = add_account(house, "ana", PASSWORD)
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    house.accounts.set_hash("ana", old)
    assert log_in(house, "ana", PASSWORD)
    now = house.accounts.find("ana")
    assert now.password_hash != old
    assert now.epoch == made.epoch


def test_what_ends_a_cookie_gives_back_the_learner_of_before(house):
    add_account(house, "chef", PASSWORD, admin=True)
    ends = {
        "logout": lambda one: house.accounts.end_cookies(one.login),
        "password": lambda one: accounts.change_password(house, one.login, PASSWORD + "!"),
        "close": lambda one: accounts.close_account(house, one),
        "role": lambda one: accounts.set_role(house, one, admin=True),
        "remove": lambda one: accounts.remove_account(house, one),
    }
    for name, end in ends.items():
        before = house.learners.create()
        made = add_account(house, name, PASSWORD)
        value, watch = cookie_value(made, before), AccountWatch()
        assert watch.ended(house) == []
        assert find_learner(house, value).id == made.learner_id
        end(made)
        assert find_learner(house, value).id == before.id, name
        assert watch.ended(house) == [made.learner_id], name


def test_who_held_rights_before_is_not_given_back(house):
    made = add_account(house, "ana", PASSWORD)
    other = house.learners.create()
    house.learners.set_role(other.id, ADMINISTRATOR)
    value = cookie_value(made, house.learners.find(other.id))
    house.accounts.end_cookies("ana")
    assert find_learner(house, value) is None
    for forged in ("~", "~~", f"{made.learner_id}~~", f"{made.learner_id}~x", "a~b~c~d"):
        found = find_learner(house, forged)
        assert found is None or found.role == LEARNER


def test_the_last_administrator_stays(house):
    chief = add_account(house, "chef", PASSWORD, admin=True)
    for act in (accounts.close_account, accounts.remove_account):
        with pytest.raises(RefusedError) as refusal:
            act(house, chief)
        assert refusal.value.code == "last-administrator"
    with pytest.raises(RefusedError):
        accounts.set_role(house, chief, admin=False)
    add_account(house, "autre", PASSWORD, admin=True)
    accounts.close_account(house, chief)
    assert house.accounts.find("chef").closed_at is not None
