"""A drawn quiz at the door of the page: her questions, and nothing of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.services import file_exercises, questions
from grader.services.lessons import lesson_view
from grader.services.modules import module_view
from grader.services.operations import perform
from grader.services.responses import gather, outcome_of
from grader.services.workshop import Workshop
from grader.wire import to_json
from tests.fixtures.course_paths import SECRET
from tests.services.drawing import QUIZ, answer_rightly, asked_ids, open_drawn, quiz_view

EVERY = {f"ti-b0{n}" for n in range(1, 6)} | {f"ti-p0{n}" for n in range(1, 4)}
LESSON = "tirage/tirer"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("tirage")


@pytest.fixture(scope="module")
def workshop(root):
    workshop = open_drawn(root)
    yield workshop
    workshop.close()


@pytest.fixture
def ana(workshop):
    return workshop.learners.create().id


def outcome(workshop: Workshop, learner: str):
    quiz = workshop.course.exercise(QUIZ)
    return outcome_of(workshop, learner, quiz, gather(workshop, learner, quiz))


def sent(*views: object) -> str:
    return json.dumps([to_json(view) for view in views], ensure_ascii=False)


def test_a_reload_asks_the_same_and_learners_differ(workshop, ana):
    assert asked_ids(workshop, ana) == asked_ids(workshop, ana)
    others = [tuple(asked_ids(workshop, workshop.learners.create().id)) for _ in range(12)]
    assert len(set(others)) > 6
    for names in others:
        assert len(set(names)) == 4
        assert "ti-q01" in names
        assert sum(name.startswith("ti-p") for name in names) == 2


def test_another_process_asks_the_same(workshop, ana, root):
    before = asked_ids(workshop, ana)
    again = open_drawn(root)
    try:
        assert asked_ids(again, ana) == before
    finally:
        again.close()


def test_what_is_not_drawn_for_her_is_refused_in_every_way(workshop, ana):
    for name in EVERY - set(asked_ids(workshop, ana)):
        with pytest.raises(NotFoundError, match="n'existe pas"):
            questions.answer(workshop, ana, name, ["a"])
        for act in (questions.skip, questions.open_hint, questions.reveal, questions.again,
                    questions.question_view):  # fmt: skip
            with pytest.raises(NotFoundError, match="n'existe pas"):
                act(workshop, ana, name)
    assert outcome(workshop, ana).status == "not_attempted"


def test_a_refusal_tells_no_private_question_from_none(workshop, ana):
    left = next(n for n in sorted(EVERY) if n.startswith("ti-p") and n not in
                asked_ids(workshop, ana))  # fmt: skip
    told = set()
    for name in (left, "ti-p99"):
        with pytest.raises(NotFoundError) as refusal:
            questions.answer(workshop, ana, name, ["a", "zz", "a"])
        told.add((refusal.value.code, str(refusal.value)))
    assert len(told) == 1


def test_the_expected_answers_to_what_is_drawn_earn_everything(workshop, ana):
    for name in asked_ids(workshop, ana):
        answer_rightly(workshop, ana, name)
    assert (outcome(workshop, ana).status, outcome(workshop, ana).points) == ("passed", 4)
    assert module_view(workshop, ana, "tirage").exercises[1].outcome.points == 4


def test_a_drawn_question_counts_and_does_not_begin_anew(workshop, ana):
    name = next(n for n in asked_ids(workshop, ana) if n.startswith("ti-p"))
    with pytest.raises(RefusedError, match="compte dans la note"):
        questions.again(workshop, ana, name)
    answer_rightly(workshop, ana, name)
    with pytest.raises(RefusedError, match="terminée"):
        answer_rightly(workshop, ana, name)


def test_nothing_private_is_sent_but_the_drawn_questions(workshop, ana):
    lesson = lesson_view(workshop, ana, LESSON)
    drawn = {q.id: q for q in lesson.quizzes[QUIZ].questions}
    assert SECRET in sent(lesson)
    del lesson.quizzes[QUIZ]
    assert SECRET not in sent(lesson, module_view(workshop, ana, "tirage"))
    for question in drawn.values():
        secret = sent(question)
        assert "Retour" not in secret
        assert "Explication" not in secret
        assert "Indice" not in secret
    for name in EVERY - set(drawn):
        assert name not in sent(*drawn.values())


def test_the_solution_of_the_whole_tells_the_drawn_ones_alone(workshop, ana):
    file_exercises.see_solution(workshop, ana, workshop.course.exercise(QUIZ))
    view = quiz_view(workshop, ana)
    assert {question.state for question in view.questions} == {"done"}
    assert "Explication" in sent(view)
    left = EVERY - {question.id for question in view.questions}
    assert not any(name in sent(view) for name in left)


def test_a_quiz_view_of_a_case_is_refused(workshop, ana):
    learner = workshop.learners.find(ana)
    with pytest.raises(NotFoundError):
        perform(workshop, learner, "skip", {"item": "ti-c01", "quiz": "tirage/archives"})


def test_nothing_private_is_built(workshop, root: Path):
    files = [path for path in (root / "build").rglob("*") if path.is_file()]
    assert len(files) >= 2
    for path in files:
        assert SECRET.encode() not in path.read_bytes()
        assert b"ti-p0" not in path.read_bytes()


def test_nothing_private_is_in_the_course_folder_of_nbgrader(workshop, root: Path):
    names = {p.name for p in (root / "data" / "gradebook").rglob("*.ipynb")}
    assert names == {"tirage.ipynb"}
    for path in (root / "data" / "gradebook").rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes()
            assert b"ti-p0" not in path.read_bytes()
