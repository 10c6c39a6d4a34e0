"""What an exam, or a session without solutions, closes: each door by which a key could leave."""

from __future__ import annotations

import dataclasses
import json
import time
from datetime import timedelta

import pytest

from grader.errors import RefusedError
from grader.progress.database import now
from grader.progress.learners import TRAINER
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Exam, Terms
from grader.services.everything import everything_kept
from grader.services.file_exercises import solution_file
from grader.services.free_pool import usable_items
from grader.services.operations import perform
from grader.services.questions import question_view
from grader.services.reception import Reception
from grader.services.sessions.joining import leave
from grader.services.sessions.rules import standing
from grader.services.workshop import Workshop
from grader.settings import Settings
from grader.wire import to_json
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.services.doing import MEND, open_workshop
from tests.support.training_course import LATER, write_course

QUIZ, MODULE, LESSON = "ouvrir/bilan", "ouvrir", "ouvrir/choisir"
HOUR = timedelta(hours=1)
BEFORE, DURING, AFTER = (HOUR, 2 * HOUR), (-HOUR, HOUR), (-2 * HOUR, -HOUR)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    root = tmp_path_factory.mktemp("regles")
    courses = write_course(root / "courses")
    settings = Settings(
        data=root / "data", build=root / "build", courses=courses, sandbox=SMALL_SANDBOX, workers=1
    )
    workshop = Workshop.open(settings)
    yield workshop
    workshop.close()


@pytest.fixture
def ana(workshop):
    return workshop.learners.create()


@pytest.fixture
def seat(workshop, ana):
    """Put her in a session of such terms; ``move`` changes the exam afterwards."""
    trainer = workshop.learners.create()
    workshop.learners.set_role(trainer.id, TRAINER)

    def sit(window=None, module=MODULE, **changes):
        terms = Terms(title="Essai", erase_at=now() + timedelta(days=9), **changes)
        session = workshop.sessions.create(terms, f"C{time.monotonic_ns()}"[:16], trainer.id)
        workshop.members.put(session.id, ana.id, "Mésange", PRESENT)
        if window:
            move(session, window, module)
        return session

    def move(session, window, module=MODULE):
        exam = Exam(module, now() + window[0], now() + window[1])
        workshop.sessions.change(session.id, dataclasses.replace(session.terms, exams=(exam,)))

    sit.move = move
    return sit


def ask(workshop, me, name, **request):
    return json.dumps(to_json(perform(workshop, me, name, request)), ensure_ascii=False)


def letters(workshop, me, item):
    return question_view(workshop, me.id, item).answers


def answer(workshop, me, item, *, right):
    shown = letters(workshop, me, item)
    good = next(a.id for a in shown if a.text_html == "La bonne")
    bad = next(a.id for a in shown if a.text_html == "La mauvaise")
    return perform(
        workshop, me, "answer", {"item": item, "quiz": QUIZ, "chosen": [good if right else bad]}
    )


def code(refused) -> str:
    return refused.value.code


@pytest.mark.parametrize("window", [BEFORE, AFTER])
def test_graded_work_is_answered_in_the_window_alone(workshop, ana, seat, window):
    seat(window)
    for name in ("answer", "skip"):
        with pytest.raises(RefusedError) as refused:
            perform(workshop, ana, name, {"item": "ou-q01", "quiz": QUIZ, "chosen": ["a"]})
        assert code(refused) in ("exam-not-open", "exam-closed")
    with pytest.raises(RefusedError):
        perform(workshop, ana, "hand_in", {"module": MODULE, "send_files": False})
    # What counts in no grade stays open, and so does who is in no session.
    shown = ask(workshop, ana, "reveal", item="ou-r01")
    assert LATER in shown
    other = workshop.learners.create()
    assert answer(workshop, other, "ou-q01", right=True).questions[0].result_kind == "good"


def test_an_answer_tells_neither_right_nor_wrong_and_is_given_once(workshop, ana, seat):
    session = seat(DURING)
    seen = [
        answer(workshop, ana, item, right=r) for item, r in (("ou-q01", True), ("ou-q02", False))
    ]
    told = {q.id: q for q in seen[-1].questions}
    right, wrong = told["ou-q01"], told["ou-q02"]
    for field in ("state", "tries_left", "result", "result_kind", "expected", "remarks"):
        assert getattr(right, field) == getattr(wrong, field), field
    assert {a.verdict for q in (right, wrong) for a in q.answers} == {""}
    assert LATER not in json.dumps(to_json(seen[-1]))
    assert seen[-1].outcome.points == 0
    with pytest.raises(RefusedError) as refused:
        answer(workshop, ana, "ou-q02", right=True)
    assert code(refused) == "exam-one-answer"

    seat.move(session, AFTER)
    after = ask(workshop, ana, "lesson_view", lesson=LESSON)
    assert "ou-r01" in after
    assert perform(workshop, ana, "module_view", {"module": MODULE}).exercises[0].outcome.points > 0


@pytest.mark.parametrize("window", [BEFORE, DURING])
def test_hints_and_solutions_are_closed_until_it_ends(workshop, ana, seat, window):
    session = seat(window)
    for name in ("question_hint", "reveal"):
        with pytest.raises(RefusedError):
            perform(workshop, ana, name, {"item": "ou-q01", "quiz": QUIZ})
    with pytest.raises(RefusedError):
        perform(workshop, ana, "solution", {"exercise": QUIZ})
    seat.move(session, AFTER)
    with pytest.raises(RefusedError) as closed:
        perform(workshop, ana, "answer", {"item": "ou-q01", "quiz": QUIZ, "chosen": ["a"]})
    assert code(closed) == "exam-closed"
    assert LATER in ask(workshop, ana, "reveal", item="ou-q01", quiz=QUIZ)


def test_what_was_known_before_is_sealed_in_every_view(workshop, ana, seat):
    answer(workshop, ana, "ou-q01", right=True)
    perform(workshop, ana, "reveal", {"item": "ou-q02", "quiz": QUIZ})
    session = seat(DURING)
    answer(workshop, ana, "ou-q03", right=False)
    for name, request in (
        ("module_view", {"module": MODULE}),
        ("lesson_view", {"lesson": LESSON}),
        ("free_view", {}),
        ("recall_view", {}),
        ("skip", {"item": "ou-r02"}),
    ):
        assert LATER not in ask(workshop, ana, name, **request), name
    page = perform(workshop, ana, "module_view", {"module": MODULE})
    assert [line.outcome.points for line in page.exercises] == [0]
    assert not usable_items(workshop, ana.id).keys() & {"ou-q01", "ou-q02", "ou-q03"}
    seat.move(session, AFTER)
    assert {"ou-q01", "ou-q02"} <= usable_items(workshop, ana.id).keys()


def test_all_that_is_kept_tells_no_points_during_it(workshop, ana, seat):
    answer(workshop, ana, "ou-q01", right=True)
    workshop.hand_ins.add(ana.id, MODULE, now(), 1, with_files=False)
    workshop.events.put_outcome(ana.id, QUIZ, 1, {"status": "passed", "points": 2.0}, basis="b")
    session = seat(DURING)
    kept = everything_kept(workshop, ana.id)
    assert kept["kept_back"] == [MODULE]
    assert "outcome" not in kept["rows"]
    assert "points" not in kept["rows"]["hand_in"][0]
    seat.move(session, AFTER)
    kept = everything_kept(workshop, ana.id)
    assert kept["rows"]["outcome"][0]["outcome"]["points"] == 2.0
    assert "points" in kept["rows"]["hand_in"][0]


def test_nobody_leaves_to_look_at_the_keys(workshop, ana, seat):
    session = seat(DURING)
    with pytest.raises(RefusedError) as refused:
        leave(workshop, ana.id, session.id)
    assert code(refused) == "exam-under-way"
    seat.move(session, AFTER)
    leave(workshop, ana.id, session.id)
    assert standing(workshop, ana.id).sessions == ()


def test_a_session_without_solutions_gives_none_and_offers_none(workshop, ana, seat):
    seat(solutions=False, modules=(MODULE,))
    for request in ({"item": "ou-q01", "quiz": QUIZ}, {"item": "ou-r01"}):
        with pytest.raises(RefusedError) as refused:
            perform(workshop, ana, "reveal", request)
        assert code(refused) == "session-no-solution"
    shown = perform(workshop, ana, "lesson_view", {"lesson": LESSON})
    assert not any(question.can_reveal for question in shown.questions.values())
    # An answer is still told, and another module keeps its solutions.
    assert answer(workshop, ana, "ou-q01", right=True).questions[0].result_kind == "good"
    assert LATER in ask(workshop, ana, "reveal", item="pu-r01")


def test_hand_ins_are_counted(workshop, ana, seat):
    seat(hand_ins=1)
    workshop.hand_ins.add(ana.id, MODULE, now(), 0, with_files=False)
    with pytest.raises(RefusedError) as refused:
        perform(workshop, ana, "hand_in", {"module": MODULE, "send_files": False})
    assert code(refused) == "hand-ins-used"


def test_a_file_and_its_correction_wait_for_the_exam(tmp_path_factory):
    root = tmp_path_factory.mktemp("fichier")
    workshop = open_workshop(root / "data", root / "build")
    try:
        ana, trainer = workshop.learners.create(), workshop.learners.create()
        exercise = workshop.course.exercise(MEND)
        workshop.events.append(ana.id, MEND, "solution", {})
        assert solution_file(workshop, ana.id, exercise).exists()
        terms = Terms(title="Essai", erase_at=now() + timedelta(days=9))
        exam = Exam(exercise.module, now() + HOUR, now() + 2 * HOUR)
        terms = dataclasses.replace(terms, exams=(exam,))
        session = workshop.sessions.create(terms, "ACDEFHJKM", trainer.id)
        workshop.members.put(session.id, ana.id, "Mésange", PRESENT)
        with pytest.raises(RefusedError):
            solution_file(workshop, ana.id, exercise)
        with pytest.raises(RefusedError) as refused:
            Reception(workshop, ana.id, MEND, name="a.csv", schema="", announced=3)
        assert code(refused) == "exam-not-open"
        exam = Exam(exercise.module, now() - HOUR, now() + HOUR)
        workshop.sessions.change(session.id, dataclasses.replace(terms, exams=(exam,)))
        shown = perform(workshop, ana, "exercise_view", {"exercise": MEND})
        assert (shown.solution_html, shown.solution_url, shown.solution_name) == ("", "", "")
        Reception(workshop, ana.id, MEND, name="a.csv", schema="", announced=3).discard()
    finally:
        workshop.close()


def test_whoever_is_in_no_session_pays_next_to_nothing(workshop, ana):
    standing(workshop, ana.id)
    seconds = []
    for _ in range(200):
        begun = time.perf_counter()
        standing(workshop, ana.id)
        seconds.append(time.perf_counter() - begun)
    # The least of many: what a busy machine adds is not the cost of the query.
    assert min(seconds) < 0.003
    print(f"standing: {min(seconds) * 1e3:.3f} ms at least")
