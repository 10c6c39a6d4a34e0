"""How often, and how often wrong: counted by asker, within bounds, by a clock of the test."""

from __future__ import annotations

import pickle

import pytest

from grader.errors import TooOftenError
from grader.services.rates import Rate, Rates
from grader.services.resume_tries import MOST_OF_ACCOUNT, MOST_OF_COOKIE, SPAN, LoginTries
from grader.services.tries import Tolerance, WrongTries, network_of


class Clock:
    moment = 1000.0

    def __call__(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def logins(clock):
    return LoginTries(clock)


RATE = Rate(5, 2.0)


def let_in(rates, times, who="a"):
    return sum(rates.take("act", who, RATE) == 0 for _ in range(times))


def test_a_burst_passes_then_so_many_a_second(clock):
    rates = Rates(clock)
    assert let_in(rates, 20) == 5
    clock.moment += 1
    assert let_in(rates, 20) == 2
    clock.moment += 100
    assert let_in(rates, 20) == 5


def test_who_is_refused_is_told_when_to_come_back_and_loses_nothing_by_asking(clock):
    rates = Rates(clock)
    let_in(rates, 5)
    for _ in range(50):
        wait = rates.take("act", "a", RATE)
    assert wait == pytest.approx(0.5)
    clock.moment += wait
    assert rates.take("act", "a", RATE) == 0


def test_one_asker_is_held_and_no_other(clock):
    rates = Rates(clock)
    assert (let_in(rates, 20, "a"), let_in(rates, 20, "b")) == (5, 5)
    assert rates.take("another act", "a", RATE) == 0


def test_what_is_remembered_is_bounded_in_number_and_in_size(clock):
    rates = Rates(clock, most_askers=10)
    for number in range(100):
        rates.take("act", f"{number}" + "x" * 60_000, RATE)
    assert len(rates) == 10
    assert {len(name) for name in rates._taken} == {16}


def test_years_of_a_steady_asker_do_not_drift(clock):
    rates = Rates(clock)
    let_in(rates, 5)
    for _ in range(10_000):
        clock.moment += 0.5
        assert rates.take("act", "a", RATE) == 0


def fail(tries, times, address="192.0.2.1", **others):
    for _ in range(times):
        with tries.one(address, **others):
            tries.wrong(address, **others)


def test_an_account_is_closed_to_all_addresses_and_opens_again(logins, clock):
    for number in range(MOST_OF_ACCOUNT):
        fail(logins, 1, f"198.51.100.{number}", account="camille")
        clock.moment += 1
    with pytest.raises(TooOftenError) as refused, logins.one("203.0.113.9", account="camille"):
        pass
    assert refused.value.seconds == SPAN - MOST_OF_ACCOUNT
    with logins.one("203.0.113.9", account="dominique"):
        pass
    clock.moment += refused.value.seconds
    fail(logins, 1, account="camille")


def test_a_browser_is_stopped_before_its_address_is(logins):
    for number in range(MOST_OF_COOKIE):
        fail(logins, 1, account=f"compte-{number}", cookie="x")
    with pytest.raises(TooOftenError), logins.one("192.0.2.1", account="autre", cookie="x"):
        pass
    with logins.one("192.0.2.1", account="autre", cookie="y"):
        pass


def test_who_was_right_begins_anew_and_her_address_does_not(clock):
    tries = WrongTries(Tolerance("c", "M", "H", {"address": 3, "account": 3}), clock)
    fail(tries, 2, account="camille")
    tries.right("account", "camille")
    fail(tries, 1, account="camille")
    with pytest.raises(TooOftenError), tries.one("192.0.2.1"):
        pass
    with tries.one("192.0.2.2", account="camille"):
        pass


def test_names_that_a_browser_sends_are_cut(logins):
    fail(logins, 1, account="a" * 100_000)
    assert max(len(name) for _, name in logins._each) == 128


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
    ],
)
def test_a_subscriber_is_one_whatever_address_she_takes(address, network):
    assert network_of(address) == network


def test_a_refusal_crosses_processes_whole():
    refused = pickle.loads(pickle.dumps(TooOftenError("c", "M", "H", 7)))
    assert (refused.code, refused.message, refused.hint, refused.seconds) == ("c", "M", "H", 7)
