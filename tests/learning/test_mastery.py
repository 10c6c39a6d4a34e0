"""What is believed after a few answers, and which question would tell most."""

from __future__ import annotations

import pytest

from grader.learning.mastery import Question, Standing, information, standings, targets_of

NAMES = {"o1": 2, "o2": 2, "o3": 2}


def question(objective: str = "o1", level: int = 2, chance: float = 0.25) -> Question:
    return Question(f"{objective}-{level}", objective, level, chance, 45)


def believed(*answers: tuple[Question, bool]) -> dict[str, Standing]:
    return dict(standings(NAMES, answers))


def test_nothing_is_known_before_the_first_answer():
    found = believed()
    assert {one.mastered for one in found.values()} == {found["o1"].mastered}
    assert found["o1"].mastered == pytest.approx(0.5)
    assert sum(found["o1"].levels) == pytest.approx(1)
    assert found["o1"].answers == 0


def test_a_right_answer_raises_and_a_wrong_one_lowers():
    start = believed()["o1"].mastered
    assert believed((question(), True))["o1"].mastered > start
    assert believed((question(), False))["o1"].mastered < start


def test_an_answer_says_a_little_of_the_other_objectives():
    start = believed()["o2"].mastered
    after = believed((question("o1"), True))
    assert start < after["o2"].mastered < after["o1"].mastered
    assert after["o2"].answers == 0


def test_a_judged_case_proves_more_than_a_recollection():
    hard = believed((question(level=3), True))["o1"]
    easy = believed((question(level=1), True))["o1"]
    assert hard.mastered > easy.mastered


def test_what_can_be_guessed_proves_less():
    guessed = believed((question(chance=0.5), True))["o1"].mastered
    known = believed((question(chance=0.01), True))["o1"].mastered
    assert guessed < known


def test_the_order_of_answers_changes_nothing():
    answers = [(question("o1"), True), (question("o2", 3), False), (question("o1", 3), True)]
    first, second = believed(*answers), believed(*reversed(answers))
    for name in NAMES:
        assert first[name].levels == pytest.approx(second[name].levels)


def test_forty_objectives_and_two_hundred_answers_stay_probabilities():
    names = {f"o{number}": 2 for number in range(40)}
    answers = [(question(name, 1 + turn % 3), turn % 2 == 0) for name in names for turn in range(5)]
    for one in standings(names, answers).values():
        assert sum(one.levels) == pytest.approx(1)
        assert 0 <= one.mastered <= 1


def test_where_nothing_harder_is_asked_recalling_is_enough():
    bank = [question("o1", 1), question("o2", 1), question("o2", 3)]
    assert targets_of(bank) == {"o1": 1, "o2": 2}
    after = standings(targets_of(bank), [(question("o1", 1), True), (question("o2", 1), True)])
    assert after["o1"].mastered > 0.8 > after["o2"].mastered


def test_an_unknown_objective_is_refused():
    with pytest.raises(KeyError):
        believed((question("o9"), True))


def test_what_is_sure_has_little_left_to_tell():
    unsure = Standing("o1", (0.25, 0.25, 0.25, 0.25), 0)
    sure = Standing("o1", (0.0, 0.01, 0.29, 0.7), 3)
    assert information(unsure, question()) > 10 * information(sure, question())
    assert information(Standing("o1", (0.0, 0.0, 0.5, 0.5), 3), question()) == pytest.approx(0)


def test_a_question_of_the_level_looked_for_tells_most():
    unsure = Standing("o1", (0.25, 0.25, 0.25, 0.25), 0)
    told = {level: information(unsure, question(level=level)) for level in (1, 2, 3)}
    assert max(told, key=lambda level: told[level]) == 2
