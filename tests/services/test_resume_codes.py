"""A resume code: drawn, kept as a print, read as people type it; and how wrong ones are counted."""

from __future__ import annotations

import dataclasses
import math
import re

import pytest

from grader.errors import RefusedError
from grader.progress.learners import TRAINER
from grader.services import resume_tries
from grader.services.codes import ALPHABET
from grader.services.my_data import erase_everything, my_data
from grader.services.resume_codes import SECRET, learner_of_code, leaving, make_code
from grader.services.resume_tries import MOST_EACH, MOST_WAITING, SPAN, ResumeTries

LOOK_ALIKES = ("0OQD", "1IL", "2Z", "5S", "6G", "8B", "UV")


@pytest.fixture
def me(workshop, ana):
    return workshop.learners.find(ana)


def test_no_two_characters_look_alike_and_guessing_is_hopeless():
    assert len(set(ALPHABET)) == len(ALPHABET) == 20
    assert all(sum(one in ALPHABET for one in family) <= 1 for family in LOOK_ALIKES)
    assert 9 * math.log2(len(ALPHABET)) > 38


def test_it_is_drawn_in_groups_and_never_twice_the_same(workshop, me):
    codes = {make_code(workshop, me) for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(rf"([{ALPHABET}]{{3}}-){{2}}[{ALPHABET}]{{3}}", c) for c in codes)


@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: " " + " ".join(code.replace("-", "")).lower() + "\n",
        lambda code: code.replace("-", "\u2011"),
        lambda code: code.replace("-", "\u00a0\u2013 "),
        lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code),
    ],
)
def test_it_is_read_as_people_type_it(workshop, me, typed):
    assert learner_of_code(workshop, typed(make_code(workshop, me))).id == me.id


@pytest.mark.parametrize("typed", ["", "-", "ACD-EFH-JKM", "é" * 9, "\0", "x" * 100_000, "%"])
def test_what_is_no_code_leads_to_nobody(workshop, me, typed):
    code = make_code(workshop, me)
    assert learner_of_code(workshop, typed) is None
    assert learner_of_code(workshop, code[:-1]) is None
    assert learner_of_code(workshop, code + "A") is None


def test_nothing_on_disk_holds_the_code_and_the_secret_is_its_owner_s(workshop, me, data):
    code = make_code(workshop, me)
    bare = code.replace("-", "")
    for path in data.rglob("*"):
        if path.is_file():
            content = path.read_bytes().upper()
            assert code.encode() not in content
            assert bare.encode() not in content
    assert (data / SECRET).stat().st_mode & 0o077 == 0


def test_another_installation_s_secret_opens_nothing(workshop, me, data):
    code = make_code(workshop, me)
    (data / SECRET).write_bytes(bytes(32))
    assert learner_of_code(workshop, code) is None


def test_a_new_one_ends_the_old_one_and_erasing_ends_both(workshop, me):
    old, new = make_code(workshop, me), make_code(workshop, me)
    assert learner_of_code(workshop, old) is None
    assert learner_of_code(workshop, new).id == me.id
    erase_everything(workshop, me.id)
    assert learner_of_code(workshop, new) is None


def test_a_trainer_has_none_and_is_never_given_back(workshop, me):
    code = make_code(workshop, me)
    workshop.learners.set_role(me.id, TRAINER)
    assert learner_of_code(workshop, code) is None
    with pytest.raises(RefusedError, match="espace formateur"):
        make_code(workshop, workshop.learners.find(me.id))


def test_her_page_tells_whether_she_has_one(workshop, me):
    assert "pas encore" in my_data(workshop, me.id).code_sentence
    make_code(workshop, me)
    assert "met fin à celui-là" in my_data(workshop, me.id).code_sentence


def test_a_server_that_forgets_gives_none(workshop, me):
    alone = dataclasses.replace(
        workshop, settings=dataclasses.replace(workshop.settings, alone=True)
    )
    assert my_data(alone, me.id).code_url == ""
    with pytest.raises(RefusedError, match="oublie tout"):
        make_code(alone, me)


def test_a_browser_is_told_what_it_leaves_behind(workshop, me):
    assert leaving(workshop, None) is None
    assert leaving(workshop, me) is None
    workshop.events.append(me.id, "preparer/quiz", "answer", {"item": "prep-q01", "chosen": ["a"]})
    assert leaving(workshop, me).lost
    make_code(workshop, me)
    assert not leaving(workshop, me).lost
    assert "son propre code" in leaving(workshop, me).sentence
    workshop.learners.set_role(me.id, TRAINER)
    assert "espace formateur" in leaving(workshop, workshop.learners.find(me.id)).sentence


class Clock:
    def __init__(self):
        self.moment = 1000.0

    def __call__(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tries(clock):
    return ResumeTries(clock)


def fail(tries, address, times=1):
    waits = []
    for _ in range(times):
        with tries.one(address):
            waits.append(tries.wrong(address))
    return waits


def test_a_room_of_sixty_behind_one_address_is_never_stopped(tries):
    waits = fail(tries, "192.0.2.1", 3 * 60)
    for _ in range(60):
        with tries.one("192.0.2.1"):
            pass
    assert max(waits) < 2


def test_one_address_is_stopped_others_are_not_and_it_is_forgiven(tries, clock):
    fail(tries, "192.0.2.1", MOST_EACH)
    with pytest.raises(RefusedError), tries.one("192.0.2.1"):
        pass
    fail(tries, "192.0.2.2")
    clock.moment += SPAN
    fail(tries, "192.0.2.1")


def test_the_addresses_of_one_subscriber_count_as_one(tries):
    fail(tries, "2001:db8::1", MOST_EACH)
    with pytest.raises(RefusedError), tries.one("2001:db8::ffff"):
        pass
    fail(tries, "2001:db8:0:1::1")


def test_all_addresses_together_are_slowed_down_and_forgotten(tries, clock):
    waits = [fail(tries, f"10.0.{n // 250}.{n % 250}")[0] for n in range(3000)]
    assert waits == sorted(waits)
    assert (waits[0] < 1, waits[-1]) == (True, resume_tries.LONGEST)
    clock.moment += SPAN
    assert fail(tries, "10.1.0.1")[0] < 1


def test_as_many_wait_at_once_as_may(tries):
    waiting = [tries.one(f"10.0.0.{n}") for n in range(MOST_WAITING)]
    for one in waiting:
        one.__enter__()
    with pytest.raises(RefusedError), tries.one("10.1.0.1"):
        pass
    for one in waiting:
        one.__exit__(None, None, None)
    fail(tries, "10.1.0.1")


def test_memory_is_bounded(tries, monkeypatch):
    monkeypatch.setattr(tries, "_most_askers", 10)
    for n in range(200):
        fail(tries, f"10.0.0.{n}")
    assert len(tries._each) == 10
