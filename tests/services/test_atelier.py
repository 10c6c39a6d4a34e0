"""What a notebook may ask in a learner's name: the rules of her page, exams included."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest

from grader.errors import OuvroirError, RefusedError
from grader.exercises.assess import assess
from grader.progress.database import now
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Exam, Terms
from grader.services.atelier import LASTS, MOST_EACH, AtelierTokens, perform
from grader.services.responses import gather
from grader.services.resume_codes import make_code
from grader.wire import to_json

QUIZ, MEND = "preparer/quiz", "preparer/deliberations-sales"
HOUR = timedelta(hours=1)


@pytest.fixture
def workshop(shared_workshop):
    return shared_workshop


@pytest.fixture
def ana(workshop):
    return workshop.learners.create()


@pytest.fixture
def exam(workshop, ana):
    """Seat her in a session whose exam is on « préparer » in a window."""

    def sit(opens, closes):
        trainer = workshop.learners.create()
        window = Exam("preparer", now() + opens, now() + closes)
        terms = Terms(title="Essai", erase_at=now() + timedelta(days=9), exams=(window,))
        session = workshop.sessions.create(terms, f"A{time.monotonic_ns()}"[:16], trainer.id)
        workshop.members.put(session.id, ana.id, "Mésange", PRESENT)

    return sit


def ask(workshop, me, name, exercise, **request):
    return to_json(perform(workshop, me, name, {"exercise": exercise, **request}))


def test_letters_are_those_of_the_source_and_the_events_those_of_a_page(workshop, ana):
    view = ask(workshop, ana, "check", QUIZ, answers={"prep-q01": ["a", "c", "e"]})

    assert view["outcome"]["points"] == 1
    exercise = workshop.course.exercise(QUIZ)
    response = gather(workshop, ana.id, exercise).response
    assert [dict(e.data) for e in response.events] == [
        {"item": "prep-q01", "chosen": ["a", "c", "e"]}
    ]
    assert assess(exercise, response).points == 1


@pytest.mark.parametrize(
    ("opens", "closes", "code"),
    [(HOUR, 2 * HOUR, "exam-not-open"), (-2 * HOUR, -HOUR, "exam-closed")],
)
def test_nothing_is_answered_outside_of_the_window(workshop, ana, exam, opens, closes, code):
    exam(opens, closes)

    for exercise, request in (
        (QUIZ, {"answers": {"prep-q01": ["a"]}}),
        (MEND, {"file": "0" * 64}),
    ):
        with pytest.raises(RefusedError) as refused:
            ask(workshop, ana, "check", exercise, **request)
        assert refused.value.code == code


def test_an_exam_under_way_tells_nothing(workshop, ana, exam):
    exam(-HOUR, HOUR)

    for letters in (["a", "c", "e"], ["b"]):
        other = {"prep-q01": letters} if letters != ["b"] else {"prep-q02": letters}
        view = ask(workshop, ana, "check", QUIZ, answers=other)
        assert view["outcome"]["points"] == 0
        assert "juste" not in json.dumps(view, ensure_ascii=False)
        assert "après l'examen" in json.dumps(view, ensure_ascii=False)
    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "check", QUIZ, answers={"prep-q01": ["b"]})
    assert refused.value.code == "exam-one-answer"
    for name in ("hint", "solution"):
        with pytest.raises(RefusedError):
            ask(workshop, ana, name, MEND)


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"exercise": 3},
        {"exercise": "preparer/nulle-part"},
        {"exercise": QUIZ, "answers": {"prep-q01": "a"}},
        {"exercise": QUIZ, "answers": {"inconnue": ["a"]}},
        {"exercise": QUIZ, "answers": {}},
        {"exercise": MEND},
        {"exercise": MEND, "file": "0" * 64},
        {"exercise": "anonymiser/prenoms", "data": {"roles": 1, "recipe": []}},
        {"exercise": "anonymiser/prenoms", "data": {"roles": {}, "recipe": ["x" * 70_000]}},
        {"exercise": "cadre/a-la-borne", "data": {"answers": {"nulle": "required"}}},
        {"exercise": "decider/notion-floue", "data": {}},
        {"exercise": "anonymiser/occulter-pv", "data": {"spans": "tout"}},
        {"exercise": "preparer/lignes-menus", "data": {"places": "tout"}},
        {"exercise": "preparer/lignes-menus", "data": {"places": [True]}},
        {"exercise": "preparer/lignes-menus", "data": {"places": [0]}},
        {"exercise": "preparer/lignes-menus", "data": {"places": [1] * 200}},
    ],
)
def test_a_malformed_request_is_refused_in_french(workshop, ana, request_):
    with pytest.raises(OuvroirError) as refused:
        perform(workshop, ana, "check", request_)
    assert refused.value.message.endswith(".")


def test_rows_are_shown_for_an_exercise_on_rows_alone(workshop, ana):
    rows = "preparer/lignes-menus"
    shown = ask(workshop, ana, "rows_view", rows)["rows"]

    assert len(shown) == workshop.course.exercise(rows).settings["asked"]
    assert not ask(workshop, ana, "view", rows)["rows"]
    for name, exercise in (("rows_view", MEND), ("rows_again", MEND), ("rows_again", rows)):
        with pytest.raises(RefusedError):
            ask(workshop, ana, name, exercise)


def test_a_recipe_and_duties_are_kept_once(workshop, ana):
    roles = {"roles": {}, "recipe": []}
    duty = workshop.course.exercise("cadre/a-la-borne").settings["expected"][0].rule.id
    for _ in range(2):
        ask(workshop, ana, "check", "anonymiser/prenoms", data=roles)
        ask(workshop, ana, "check", "cadre/a-la-borne", data={duty: "advised"})

    for name in ("anonymiser/prenoms", "cadre/a-la-borne"):
        events = gather(workshop, ana.id, workshop.course.exercise(name)).response.events
        assert len(events) == 1


def test_a_token_is_kept_by_its_print_and_ends(workshop, ana):
    moment = [0.0]
    tokens = AtelierTokens(clock=lambda: moment[0])
    make_code(workshop, ana)
    first, *more = [tokens.give(workshop, ana.id) for _ in range(MOST_EACH + 1)]

    assert tokens.learner_of(workshop, first) is None
    assert tokens.learner_of(workshop, more[0]).id == ana.id
    assert not [key for key in tokens._held if key in more]
    tokens.end(more[0])
    assert tokens.learner_of(workshop, more[0]) is None
    moment[0] = LASTS + 1
    assert tokens.learner_of(workshop, more[1]) is None
    assert tokens.learner_of(workshop, "inventé\ud800") is None
