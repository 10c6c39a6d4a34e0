"""What one learner sees of an item: drawn, renamed, and telling nothing of the key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.quiz.draw import cover
from grader.quiz.score import expected
from tests.quiz.items import EVERY_TYPE, MULTIPLE, SINGLE, make_item

TEN = make_item("multiple_choice", "ab", "abcdefghij")


def places(item, seed):
    """Give the letters of the source in the order shown."""
    drawn = cover(item, seed)
    return tuple(drawn.source(tuple(entry.id for entry in drawn.face.entries)))


@given(st.integers())
def test_order_holds_every_answer_once_and_stays(seed):
    order = places(TEN, seed)
    assert sorted(order) == list("abcdefghij")
    assert order == places(TEN, seed)


def test_order_is_the_same_in_every_version():
    assert places(SINGLE, 20261015) == ("d", "c", "a", "b")


def test_learners_and_items_differ():
    assert len({places(TEN, seed) for seed in range(20)}) == 20
    other = make_item("multiple_choice", "ab", "abcdefghij", item_id="essai-q02")
    assert places(TEN, 1) != places(other, 1)


def test_right_answer_is_found_in_every_place():
    assert {places(MULTIPLE, seed).index("a") for seed in range(60)} == {0, 1, 2, 3}


def test_letters_shown_name_places_only():
    for item in EVERY_TYPE:
        for seed in range(20):
            face = cover(item, seed).face
            assert [e.id for e in face.entries] == list("abcdefghijklmnop")[: len(face.entries)]
            assert [t.id for t in face.targets] == [str(n + 1) for n in range(len(face.targets))]


def test_an_answer_goes_and_comes_back():
    for item in EVERY_TYPE:
        for seed in range(20):
            drawn = cover(item, seed)
            assert drawn.source(drawn.shown(expected(item))) == expected(item)


def test_steps_are_never_shown_in_their_right_order():
    ordering = [item for item in EVERY_TYPE if item.type == "ordering"]
    assert ordering
    for item in ordering:
        for seed in range(200):
            drawn = cover(item, seed)
            assert drawn.shown(expected(item)) != tuple(e.id for e in drawn.face.entries)
