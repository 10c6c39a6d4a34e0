"""Marks of a person: what waits, what she may write, and what the learner then reads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.progress.learners import ADMINISTRATOR
from grader.services.my_data import erase_everything, my_data
from grader.services.reviews import LONGEST, MOST_WAITING, review
from grader.services.sessions.desk import whole_house
from tests.services import reading
from tests.services.reading import FIRST, FORMATIVE, FULL, GRADED, HALF, SECOND, plain


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A data folder made once: nbgrader takes some seconds for its gradebook."""
    root = tmp_path_factory.mktemp("lecture")
    reading.open_reading(root).close()
    return root


@pytest.fixture
def workshop(model, tmp_path):
    workshop = reading.open_reading(Path(shutil.copytree(model, tmp_path / "place")))
    yield workshop
    workshop.close()


@pytest.fixture
def ana(workshop):
    return workshop.learners.create()


def test_an_answer_waits_under_a_pseudonym_with_its_rubric(workshop, ana):
    reading.write(workshop, ana.id)

    [answer] = reading.waiting(workshop)
    assert (answer.pseudonym, answer.text) == (ana.pseudonym, FIRST)
    assert [(line.id, line.points, line.given) for line in answer.rubric] == [
        ("a", 1, ""), ("b", 1, ""), ("c", 1, ""),
    ]  # fmt: skip
    assert "Donner un avis" in answer.place
    assert answer.counts_label == "Compte dans la note."
    assert ana.id not in repr(reading.room(workshop))


def test_an_answer_in_a_lesson_waits_too_and_does_not_count(workshop, ana):
    reading.write(workshop, ana.id, item=FORMATIVE)

    [answer] = reading.waiting(workshop)
    assert answer.counts_label == "Ne compte pas dans la note."
    assert answer.model_html


def test_what_is_typed_stays_text(workshop, ana):
    script = "<script>alert(1)</script> et la suite de ma réponse."
    reading.write(workshop, ana.id, script)

    assert reading.waiting(workshop)[0].text == script


def test_the_oldest_answers_come_first_and_the_rest_is_counted(workshop):
    learners = [workshop.learners.create() for _ in range(MOST_WAITING + 2)]
    for learner in learners:
        reading.write(workshop, learner.id)
    reading.write(workshop, learners[0].id, SECOND)

    view = reading.room(workshop).reviews
    assert len(view.waiting) == MOST_WAITING
    assert view.waiting[0].pseudonym == learners[1].pseudonym
    assert plain(view.sentence).startswith(f"{MOST_WAITING + 2} réponses attendent d'être lues.")


def test_points_and_words_reach_the_learner(workshop, ana):
    reading.write(workshop, ana.id)
    before = reading.question(workshop, ana.id)
    assert (before.state, before.result_kind, before.comment) == ("waiting", "waiting", "")

    done = reading.mark(workshop, HALF, "Pensez à la vérification.\n\n  Et au schéma. ")

    after = reading.question(workshop, ana.id)
    assert ana.pseudonym in done
    assert (after.state, after.result_kind) == ("done", "partial")
    assert after.comment == "Pensez à la vérification.\n\n  Et au schéma."
    assert "a été lue" in after.result
    told = [plain(remark.html) for remark in after.remarks]
    assert any("0,5 sur 1 point" in html for html in told), told
    quiz = reading.page(workshop, ana.id).exercises[1].outcome
    assert (quiz.status, quiz.points) == ("partial", 1.5)
    assert reading.waiting(workshop) == ()


def test_until_it_is_read_it_looks_like_no_zero_and_like_no_note(workshop, ana):
    reading.write(workshop, ana.id)

    page = reading.page(workshop, ana.id)
    quiz = page.exercises[1].outcome
    assert quiz.status == "needs_review"
    assert plain(quiz.points_label) == "Points en attente, sur 3"
    assert plain(page.points_label) == "Points en attente, sur 19"
    assert "Question 1 : à relire par une personne." in [plain(f["message"]) for f in quiz.feedback]


def test_a_later_review_replaces_an_earlier_one(workshop, ana):
    reading.write(workshop, ana.id)
    reading.mark(workshop, HALF, "Un premier mot.")
    [read] = reading.room(workshop).reviews.read
    assert plain(read.earned_label) == "1,5 point sur 3"
    assert [line.given for line in read.rubric] == ["1", "0,5", "0"]

    review(workshop, whole_house(workshop), read.answer, FULL, "Un second mot.")

    after = reading.question(workshop, ana.id)
    assert (after.result_kind, after.comment) == ("good", "Un second mot.")
    assert reading.page(workshop, ana.id).exercises[1].outcome.points == 3


def test_an_answer_rewritten_since_it_was_read_is_not_marked(workshop, ana):
    reading.write(workshop, ana.id)
    [read] = reading.waiting(workshop)
    reading.write(workshop, ana.id, SECOND)

    with pytest.raises(RefusedError, match="récrite depuis"):
        review(workshop, whole_house(workshop), read.answer, FULL, "")
    assert reading.question(workshop, ana.id).state == "waiting"
    assert reading.waiting(workshop)[0].text == SECOND


def test_once_read_an_answer_is_not_rewritten(workshop, ana):
    reading.write(workshop, ana.id)
    reading.mark(workshop)

    with pytest.raises(RefusedError, match="terminée"):
        reading.write(workshop, ana.id, SECOND)


@pytest.mark.parametrize(
    "marks",
    [
        [], ["a=1", "b=1"], ["a=1", "b=1", "c=2"], ["a=1", "b=1", "c=-1"], ["a=1", "b=1", "c=nan"],
        ["a=1", "b=1", "c=1", "d=1"], ["a=1", "a=1", "b=1", "c=1"], ["a=1", "b=1", "c="],
        ["a=1", "b=1", "c=1e9"],
    ],
)  # fmt: skip
def test_marks_that_are_not_those_of_the_rubric_are_refused(workshop, ana, marks):
    reading.write(workshop, ana.id)

    with pytest.raises(RefusedError):
        reading.mark(workshop, marks or ["x=1"])
    assert reading.question(workshop, ana.id).state == "waiting"


def test_a_long_comment_is_refused_and_nothing_is_written(workshop, ana):
    reading.write(workshop, ana.id)

    with pytest.raises(RefusedError, match="trop long"):
        reading.mark(workshop, FULL, "x" * (LONGEST + 1))
    assert reading.question(workshop, ana.id).state == "waiting"


def test_an_answer_that_no_person_marks_is_not_marked(workshop, ana):
    reading.write(workshop, ana.id)
    event = workshop.events.append(
        ana.id, "essai/es-q01", "answer", {"item": "es-q01", "chosen": ["a"]}
    )

    for answer in (event.id, event.id + 1000):
        with pytest.raises(NotFoundError):
            review(workshop, whole_house(workshop), answer, FULL, "")


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("review", {"answer": 1, "marks": FULL, "comment": ""}),
        ("settle_report", {"report": 1, "settled": True}),
        ("trainer_view", {}),
    ],
)
def test_only_trainers_may(workshop, ana, operation, request_):
    reading.write(workshop, ana.id)
    with pytest.raises(RefusedError, match="réservée aux formateurs"):
        reading.ask(workshop, ana.id, operation, **request_)
    assert reading.question(workshop, ana.id).state == "waiting"


def test_a_trainer_marks_through_the_page_s_operation(workshop, ana):
    reading.write(workshop, ana.id)
    trainer = workshop.learners.create().id
    workshop.learners.set_role(trainer, ADMINISTRATOR)
    [answer] = reading.waiting(workshop)

    view = reading.ask(
        workshop, trainer, "review", answer=answer.answer, marks=FULL, comment="Très clair."
    )

    assert ana.pseudonym in view.done
    assert view.reviews.waiting == ()
    for request in ({"answer": "1"}, {"marks": "a=1"}, {"marks": ["a" * 99]}, {"comment": None}):
        whole = {"answer": answer.answer, "marks": FULL, "comment": "", **request}
        with pytest.raises(RefusedError):
            reading.ask(workshop, trainer, "review", **whole)


def test_my_data_counts_marks_apart_and_erasing_takes_them(workshop, ana):
    reading.write(workshop, ana.id)
    reading.mark(workshop, FULL, "Un mot que seule Ana doit lire.")
    told = plain(my_data(workshop, ana.id).answers_sentence)
    assert "1 action (" in told
    assert "1 appréciation d'un formateur" in told

    erase_everything(workshop, ana.id)

    assert reading.room(workshop).reviews.read == ()
    assert workshop.reviews.histories([f"essai/{GRADED}"]) == []
    for path in workshop.settings.data.glob("ouvroir.sqlite*"):
        assert b"seule Ana" not in path.read_bytes()
