"""What a worker keeps: small things together within a bound, a large one alone, none for long."""

from __future__ import annotations

import time

from grader.workers import shelf
from grader.workers.shelf import Shelf


class Maker:
    """Makes things on a shelf and notes each that it made."""

    def __init__(self, room: int) -> None:
        self.shelf: Shelf[str] = Shelf(room, len)
        self.made: list[str] = []
        self.beside: list[int] = []

    def ask(self, name, *, weight=1, state=()):
        """Ask for a thing that weighs so much."""

        def make():
            self.made.append(name)
            self.beside.append(len(self.shelf))
            return name[0] * weight

        return self.shelf.open(name, state, make)


def test_small_things_are_made_once_and_the_one_asked_about_longest_ago_goes_first():
    maker = Maker(room=3)
    for name in ("a", "b", "c", "a", "d", "a", "c", "d", "b"):
        maker.ask(name)
    # « b » went for « d », having been asked about longest ago; then « a » for « b ».
    assert maker.made == ["a", "b", "c", "d", "b"]
    assert len(maker.shelf) == 3


def test_a_large_thing_is_kept_alone_and_goes_before_another_is_made():
    maker = Maker(room=3)
    maker.ask("a")
    maker.ask("large", weight=10)
    assert (len(maker.shelf), maker.shelf.kept) == (1, "l" * 10)
    maker.ask("large", weight=10)
    maker.ask("other", weight=10)
    assert maker.made == ["a", "large", "other"]
    assert maker.beside == [0, 1, 0]


def test_a_thing_that_changed_is_made_anew():
    maker = Maker(room=3)
    maker.ask("a", state=(1,))
    maker.ask("a", state=(2,))
    maker.ask("a", state=(2,))
    assert maker.made == ["a", "a"]
    assert len(maker.shelf) == 1


def test_what_nobody_asks_about_is_forgotten_and_what_somebody_does_is_not(monkeypatch):
    monkeypatch.setattr(shelf, "KEPT_SECONDS", 1.5)
    maker = Maker(room=3)
    maker.ask("a")
    maker.ask("b")
    for _ in range(6):
        time.sleep(0.3)
        maker.ask("b")
    assert len(maker.shelf) == 1
    assert maker.shelf.kept == "b"

    end = time.monotonic() + 10
    while len(maker.shelf) and time.monotonic() < end:
        time.sleep(0.05)
    assert maker.shelf.kept is None
    assert maker.made == ["a", "b"]
