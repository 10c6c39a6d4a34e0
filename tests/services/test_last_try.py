"""The last try of a question, asked for by several tabs at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.errors import RefusedError
from grader.quiz.draw import cover
from grader.quiz.score import expected
from grader.services import file_exercises, questions
from grader.services.workshop import seed_of
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.services.doing import MEND, open_workshop, points

GRADED, FORMATIVE = "es-q01", "es-r01"
TABS = 6


@pytest.fixture(scope="module")
def quizzes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quizzes")
    workshop = open_workshop(folder / "d", folder / "b", courses=QUIZ, sandbox=SMALL_SANDBOX)
    yield workshop
    workshop.close()


@pytest.fixture
def learner(quizzes):
    return quizzes.learners.create().id


def at_once(act):
    """Do something from every tab at once; gives « done » or the code of the refusal for each."""
    ready = threading.Barrier(TABS)

    def one(_tab):
        ready.wait(30)
        try:
            act()
        except RefusedError as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(TABS) as tabs:
        return sorted(tabs.map(one, range(TABS)))


def letters(workshop, learner, name):
    """Give the right answer and a wrong one, as the learner is shown them."""
    _, item = questions.find_item(workshop, name)
    drawn = cover(item, seed_of(learner))
    right = drawn.shown(expected(item))
    return right, [next(entry.id for entry in drawn.face.entries if entry.id not in right)]


def kept(workshop, learner, name):
    key = f"essai/{name}"
    return [event.kind for event in workshop.events.of(learner, [key])[key]]


@pytest.mark.parametrize("name", [GRADED, FORMATIVE])
def test_as_many_wrong_answers_are_taken_as_there_are_tries(quizzes, learner, name):
    _, wrong = letters(quizzes, learner, name)

    told = at_once(lambda: questions.answer(quizzes, learner, name, wrong))

    assert told == ["done"] * 2 + ["question-finished"] * (TABS - 2)
    assert kept(quizzes, learner, name) == ["answer"] * 2


def test_one_right_answer_is_taken_and_the_points_say_the_same(quizzes, learner):
    right, _ = letters(quizzes, learner, GRADED)

    told = at_once(lambda: questions.answer(quizzes, learner, GRADED, right))

    assert told == ["done"] + ["question-finished"] * (TABS - 1)
    assert kept(quizzes, learner, GRADED) == ["answer"]
    assert points(quizzes, learner, "essai/quiz") == 1.0


def test_no_answer_is_taken_after_the_solution_that_another_tab_asked_for(quizzes, learner):
    right, _ = letters(quizzes, learner, GRADED)
    acts = iter([questions.reveal] + [questions.answer] * (TABS - 1))

    def either():
        act = next(acts)
        act(quizzes, learner, GRADED, *([right] if act is questions.answer else []))

    told = at_once(either)

    assert told == ["done"] + ["question-finished"] * (TABS - 1)
    assert len(kept(quizzes, learner, GRADED)) == 1


def test_hints_asked_for_at_once_never_go_past_the_last(quizzes, learner):
    told = at_once(lambda: questions.open_hint(quizzes, learner, FORMATIVE))

    assert told == ["done"] * TABS
    assert kept(quizzes, learner, FORMATIVE) == ["hint"] * 2


def test_hints_and_solution_of_a_file_exercise_are_taken_once(workshop):
    learner = workshop.learners.create().id
    exercise = workshop.course.exercise(MEND)
    assert len(exercise.hints) < TABS

    assert at_once(lambda: file_exercises.open_hint(workshop, learner, exercise)) == ["done"] * TABS
    at_once(lambda: file_exercises.see_solution(workshop, learner, exercise))

    told = [event.kind for event in workshop.events.of(learner, [MEND])[MEND]]
    assert told == ["hint"] * len(exercise.hints) + ["solution"]
