"""What comes back, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from grader.learning.review import SESSION, Known, Recalled, days_ahead, queue, today

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def recalled(item: str, known: Known, days: float = 0) -> Recalled:
    return Recalled(item, NOW + days * DAY, known)


def due_in(history: list[Recalled], item: str = "q1") -> int:
    last = max(one.at for one in history)
    (card,) = [one for one in queue(history, last) if one.item == item]
    return (card.due - last).days


def test_what_is_known_from_the_start_never_comes_back():
    history = [recalled("q1", Known.GOOD), recalled("q2", Known.EASY, 1)]
    assert queue(history, NOW + 100 * DAY) == ()


def test_what_was_missed_or_hesitated_on_comes_back_the_next_day():
    for known in (Known.MISSED, Known.HARD):
        (card,) = queue([recalled("q1", known)], NOW)
        assert card.due.date() == (NOW + DAY).date()
        assert card.reviews == 1


def test_what_is_recalled_comes_back_later_each_time():
    history = [recalled("q1", Known.MISSED)]
    gaps = []
    day = 0.0
    for _ in range(5):
        gap = due_in(history)
        gaps.append(gap)
        day += gap
        history.append(recalled("q1", Known.GOOD, day))
    assert gaps == sorted(gaps)
    assert gaps[-1] > 5 * gaps[0]


def test_forgetting_brings_it_near_again_and_ease_sends_it_far():
    known = [recalled("q1", Known.MISSED), *(recalled("q1", Known.GOOD, d) for d in (1, 4, 12))]
    again = due_in([*known, recalled("q1", Known.MISSED, 30)])
    hard, good, easy = (
        due_in([*known, recalled("q1", one, 30)]) for one in (Known.HARD, Known.GOOD, Known.EASY)
    )
    assert again < hard < good < easy


def test_a_second_try_made_right_is_not_a_memory():
    history = [recalled("q1", Known.MISSED), recalled("q1", Known.GOOD, 0.001)]
    assert queue(history, NOW) == queue(history[:1], NOW)


def test_nothing_waits_more_than_half_a_year():
    history = [recalled("q1", Known.MISSED)]
    day = 0.0
    for _ in range(12):
        day += due_in(history)
        history.append(recalled("q1", Known.EASY, day))
    assert due_in(history) <= 180


def test_the_same_history_gives_the_same_queue():
    history = [recalled(f"q{n}", Known.MISSED, n / 10) for n in range(20)]
    assert queue(history, NOW + 9 * DAY) == queue(history, NOW + 9 * DAY)


def test_the_most_forgotten_comes_first():
    cards = queue([recalled("new", Known.MISSED, 5), recalled("old", Known.MISSED)], NOW + 6 * DAY)
    assert [card.item for card in cards] == ["old", "new"]


def test_a_session_lasts_five_minutes_at_most():
    history = [recalled(f"q{n}", Known.MISSED) for n in range(30)]
    seconds = {f"q{n}": 50.0 for n in range(30)}
    chosen = today(queue(history, NOW + DAY), seconds, NOW + DAY)
    assert len(chosen) == SESSION // 50


def test_one_long_question_is_still_asked_and_what_left_the_course_is_not():
    cards = queue([recalled("gone", Known.MISSED), recalled("long", Known.MISSED)], NOW + DAY)
    assert [one.item for one in today(cards, {"long": 900.0}, NOW + DAY)] == ["long"]


def test_nothing_is_asked_before_its_day():
    cards = queue([recalled("q1", Known.MISSED)], NOW)
    assert today(cards, {"q1": 50.0}, NOW) == ()
    assert len(today(cards, {"q1": 50.0}, NOW + DAY - timedelta(hours=9))) == 1


def test_the_days_ahead_are_counted_and_what_is_late_is_today():
    cards = queue([recalled("late", Known.MISSED, -9), recalled("soon", Known.MISSED)], NOW)
    assert days_ahead(cards, NOW) == {0: 1, 1: 1}
