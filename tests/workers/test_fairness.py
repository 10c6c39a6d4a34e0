"""Places are given in turn: who asks for many jobs does not keep who asks for one."""

from __future__ import annotations

import threading
import time
from contextlib import nullcontext

import pytest

from grader.errors import JobNotRunError
from grader.workers.fairness import (
    FairTurns,
    briefly,
    on_behalf_of,
    on_errand,
    page_was_left,
)

SECONDS = 20


def until(seen):
    end = time.monotonic() + SECONDS
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.002)


class Room:
    """Learners who ask for places; who got one is noted in order."""

    def __init__(self, places=1):
        self.turns = FairTurns(places, patience=SECONDS)
        self.served: list[str] = []
        self.most = self.inside = 0
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def ask(self, owner, kind=nullcontext):
        """Ask, in a thread; come back once the place is had or waited for."""
        waiting, served = self.turns.waiting, len(self.served)
        thread = threading.Thread(target=self._work, args=(owner, kind), daemon=True)
        self._threads.append(thread)
        thread.start()
        until(lambda: self.turns.waiting > waiting or len(self.served) > served)

    def _work(self, owner, kind):
        with on_behalf_of(owner), kind(), self.turns.turn():
            with self._lock:
                self.served.append(owner)
                self.inside += 1
                self.most = max(self.most, self.inside)
            time.sleep(0.01)
            with self._lock:
                self.inside -= 1

    def end(self):
        for thread in self._threads:
            thread.join(SECONDS)
            assert not thread.is_alive()


def test_each_learner_has_one_turn_before_anybody_has_two():
    room = Room()
    with room.turns.turn():
        for owner in ("ana", "ana", "ana", "bea", "cleo", "bea"):
            room.ask(owner)
    room.end()
    assert room.served == ["ana", "bea", "cleo", "ana", "bea", "ana"]


def test_what_takes_milliseconds_waits_for_no_file_and_does_not_disturb_the_turns():
    room = Room()
    with room.turns.turn():
        for owner in ("ana", "ana", "bea"):
            room.ask(owner)
        for owner in ("ana-page", "dora-page", "bea-page"):
            room.ask(owner, briefly)
    room.end()
    assert room.served == ["ana-page", "dora-page", "bea-page", "ana", "bea", "ana"]


def test_what_has_begun_is_ended_before_another_is_begun_and_for_a_few_jobs_only():
    turns, served = FairTurns(1, patience=SECONDS), []
    others = ["bea", "cleo", "dora", "eve", "fay"]

    def other(name):
        with on_behalf_of(name), turns.turn():
            served.append(name)
            # Ana comes back for her next job while this one runs.
            until(lambda: "hers" in turns.line())

    threads = []
    with on_behalf_of("ana"), on_errand("hers"):
        for number in range(5):
            with turns.turn():
                served.append(f"ana {number}")
                for name in others if number == 0 else ():
                    threads.append(threading.Thread(target=other, args=(name,), daemon=True))
                    waiting = turns.waiting
                    threads[-1].start()
                    until(lambda before=waiting: turns.waiting > before)
    for thread in threads:
        thread.join(SECONDS)
    assert served == [
        "ana 0", "bea", "ana 1", "cleo", "ana 2", "dora", "ana 3", "eve", "fay", "ana 4",
    ]  # fmt: skip


def test_no_more_run_at_once_than_there_are_places_and_all_are_served():
    room = Room(places=2)
    threads = [
        threading.Thread(target=room._work, args=(f"l{n % 5}", nullcontext)) for n in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert len(room.served) == 40
    assert room.most == 2
    assert room.turns.waiting == 0
    with room.turns.turn(), room.turns.turn():
        pass  # both places came back


def test_who_waited_in_vain_is_told_and_her_place_in_the_line_is_gone():
    turns = FairTurns(1, patience=0.05)
    with turns.turn():
        with pytest.raises(JobNotRunError) as refused, on_behalf_of("ana"), turns.turn():
            pass
        assert "Recommencez dans un instant" in refused.value.hint
        assert turns.waiting == 0
    with turns.turn():
        pass


def test_a_job_that_fails_gives_its_place_back():
    turns = FairTurns(1, patience=1)
    with pytest.raises(ZeroDivisionError), turns.turn():
        raise ZeroDivisionError
    with turns.turn():
        pass


def ask_in_thread(turns, owner, errand, told, kind=nullcontext):
    """Ask for a place, in a thread that notes what became of it; come back once it waits."""
    waiting = turns.waiting

    def ask():
        try:
            with on_behalf_of(owner), on_errand(errand), kind(), turns.turn():
                told.append((errand, "served"))
        except JobNotRunError as refusal:
            told.append((errand, refusal.code))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    until(lambda: turns.waiting > waiting)
    return thread


def test_each_one_knows_how_many_come_before_hers_in_the_order_they_will_be_served():
    turns = FairTurns(1, patience=SECONDS)
    told: list[tuple[str, str]] = []
    with on_errand("held"), turns.turn():
        asked = [("ana", "a1"), ("ana", "a2"), ("ana", "a3"), ("bea", "b1"), ("cleo", "c1")]
        threads = [ask_in_thread(turns, owner, errand, told) for owner, errand in asked]
        for errand in ("p1", "p2"):
            threads.append(ask_in_thread(turns, "dora", errand, told, briefly))
        line = turns.line()
        assert line == {
            "held": None, "p1": 0, "p2": 1, "a1": 2, "b1": 3, "c1": 4, "a2": 5, "a3": 6,
        }  # fmt: skip
    for thread in threads:
        thread.join(SECONDS)
    del line["held"]
    assert [errand for errand, _ in told] == sorted(line, key=line.get)


def test_who_is_called_off_leaves_the_line_and_those_behind_move_up():
    turns = FairTurns(1, patience=SECONDS)
    told: list[tuple[str, str]] = []
    with turns.turn():
        threads = [ask_in_thread(turns, owner, owner, told) for owner in ("ana", "bea")]
        assert turns.stop("ana", page_was_left()) == 1
        threads[0].join(SECONDS)
        assert turns.line()["bea"] == 0
    threads[1].join(SECONDS)
    assert told == [("ana", "page-left"), ("bea", "served")]
    with turns.turn():
        pass  # the place came back


def test_what_was_called_off_before_it_began_is_ended_when_it_begins():
    turns = FairTurns(1, patience=SECONDS)
    ended = []
    with on_errand("ana"), turns.turn() as turn:
        turns.stop("ana", page_was_left())
        turns.begun(turn, lambda: ended.append(True))
    assert ended == [True]


def place_of(turns, owner):
    with on_behalf_of(owner), turns.turn() as turn:
        return turn.place


def test_who_comes_back_has_the_place_that_she_had_when_it_is_free():
    turns = FairTurns(3, patience=1)
    with on_behalf_of("ana"), turns.turn() as one, on_behalf_of("bea"), turns.turn() as two:
        places = {"ana": one.place, "bea": two.place, "cleo": place_of(turns, "cleo")}
    assert sorted(places.values()) == [0, 1, 2]
    for _ in range(3):
        for owner in ("cleo", "ana", "bea"):
            assert place_of(turns, owner) == places[owner]


@pytest.mark.parametrize("others", [1, 30])
def test_a_place_looks_for_whom_it_had_before_and_passes_nobody_over_for_long(others):
    turns, served = FairTurns(2, patience=SECONDS), []
    with on_behalf_of("held"), turns.turn() as held:
        with on_behalf_of("ana"), turns.turn():
            # Some had the place that stays held, others the one that Ana has.
            away = [f"other {n}" for n in range(12)]
            for name in away:
                turns._last[name] = held.place
            ours = [f"ours {n}" for n in range(others)]
            for name in ours:
                turns._last[name] = 1 - held.place

            def ask(name):
                with on_behalf_of(name), turns.turn():
                    served.append(name)

            threads = []
            for name in (away[0], *ours, *away[1:]):
                threads.append(threading.Thread(target=ask, args=(name,), daemon=True))
                waiting = turns.waiting
                threads[-1].start()
                until(lambda before=waiting: turns.waiting > before)
        for thread in threads:
            thread.join(SECONDS)
    assert served[: min(others, 8)] == ours[:8]
    assert served.index(away[0]) == min(others, 8)
    assert sorted(served) == sorted([*ours, *away])
