"""An exercise on duties: checked, explained in time, kept, and never told before."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import DUTIES as KIND
from grader.services.lessons import finish_lesson, lesson_view
from grader.services.my_data import erase_everything
from grader.services.operations import perform
from grader.services.progress_file import read_progress, write_progress
from grader.wire.views import to_json
from tests.fixtures.course_paths import DUTIES
from tests.services.doing import open_workshop, points

DOSSIER = "essai/val-ouvert"
RIGHT = {
    "answer-requests": "required",
    "databases": "advised",
    "dpo": "required",
    "charging-static": "not_applicable",
    "redact-secrets": "required",
    "defibrillators-data": "not_applicable",
}
FIRST = {**RIGHT, "databases": "required"}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """One workshop over the course of the dossier, for learners of each test's own."""
    folder = tmp_path_factory.mktemp("duties")
    workshop = open_workshop(folder / "data", folder / "build", courses=DUTIES)
    yield workshop
    workshop.close()


def ask(workshop, learner, operation="exercise_view", **request):
    me = workshop.learners.find(learner)
    return perform(workshop, me, operation, {"exercise": DOSSIER, **request})


def check(workshop, learner, answers):
    return ask(workshop, learner, "duties_check", answers=answers)


def recorded(workshop, learner):
    events = workshop.events.of(learner, [DOSSIER])[DOSSIER]
    return [event.data["answers"] for event in events if event.kind == KIND]


def line(view, name):
    return next(one for one in view.duties if one.id == name)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_view_asks_and_tells_no_answer(workshop, ana):
    view = ask(workshop, ana)

    assert [one.id for one in view.duties] == list(RIGHT)
    assert {one.state for one in view.duties} == {"open"}
    assert all(one.title and one.what and one.why is None for one in view.duties)
    assert [value for value, _ in view.choices] == ["required", "advised", "not_applicable"]
    assert view.simulator_url == "/obligations"
    assert (view.outcome.status, view.checked_label, view.solution_html) == (
        "not_attempted",
        "",
        "",
    )
    told = json.dumps(to_json(view), ensure_ascii=False)
    for duty in workshop.course.exercise(DOSSIER).settings["expected"]:
        assert duty.because not in told
        assert duty.rule.article not in told
        assert duty.rule.why not in told


def test_the_first_try_explains_what_is_right_and_nothing_else(workshop, ana):
    view = check(workshop, ana, FIRST)

    missed = line(view, "databases")
    assert (missed.state, missed.given, missed.why) == ("retry", "required", None)
    assert plain(missed.result) == ("Ce n'est pas la réponse attendue. Il vous reste un essai.")
    found = line(view, "dpo")
    assert (found.state, found.result, found.result_kind) == ("done", "Bonne réponse.", "good")
    assert found.why.answer == "required"
    assert found.why.because
    assert found.why.article
    assert found.why.sources[0].url.startswith("https://")
    assert " le " in plain(found.why.sources[0].checked)
    assert view.outcome.points == 5
    assert view.checked_label.startswith("Vérifié le ")
    assert view.solution_html == ""


def test_the_second_try_is_worth_half_and_ends_it(workshop, ana):
    check(workshop, ana, FIRST)
    view = check(workshop, ana, {"databases": "advised"})

    corrected = line(view, "databases")
    assert (corrected.state, corrected.result) == ("done", "Bonne réponse au second essai.")
    assert (view.outcome.status, view.outcome.points) == ("partial", 5.5)
    assert "Trois réponses valent" in view.solution_html
    with pytest.raises(RefusedError) as third:
        check(workshop, ana, {"databases": "not_applicable"})
    assert third.value.code == "duties-finished"
    assert points(workshop, ana, DOSSIER) == 5.5


def test_a_wrong_second_try_is_explained(workshop, ana):
    check(workshop, ana, FIRST)
    missed = line(check(workshop, ana, {"databases": "not_applicable"}), "databases")

    assert (missed.state, missed.result_kind) == ("done", "wrong")
    assert missed.why.answer == "advised"
    assert "3 499" in plain(missed.why.because)


def test_a_few_answers_at_a_time(workshop, ana):
    view = check(workshop, ana, {"databases": "advised"})
    assert line(view, "databases").state == "done"
    assert line(view, "dpo").state == "open"
    assert "Il vous reste à répondre aux obligations 1, 3, 4, 5 et 6." in plain(
        " ".join(one["message"] for one in view.outcome.feedback)
    )
    check(workshop, ana, {**RIGHT, "databases": "required"})
    assert recorded(workshop, ana)[1] == {k: v for k, v in RIGHT.items() if k != "databases"}
    assert points(workshop, ana, DOSSIER) == 6


def test_the_same_answer_again_is_refused_and_takes_no_try(workshop, ana):
    check(workshop, ana, FIRST)
    for answers in (FIRST, {"databases": "required"}, {}):
        with pytest.raises(RefusedError) as refused:
            check(workshop, ana, answers)
        assert refused.value.code == "nothing-new"
    assert line(ask(workshop, ana), "databases").state == "retry"
    assert len(recorded(workshop, ana)) == 1


@pytest.mark.parametrize(
    "answers",
    [
        None,
        "required",
        ["databases"],
        {"databases": "yes"},
        {"databases": ["advised"]},
        {"databases": None},
        {"databases": "advised", "prada": "required"},
        {"databases": "advised", "../secret": "required"},
        {f"duty-{n}": "advised" for n in range(16)},
    ],
)
def test_what_is_no_answer_is_refused_whole(workshop, ana, answers):
    with pytest.raises(RefusedError):
        check(workshop, ana, answers)
    assert recorded(workshop, ana) == []


def test_another_exercise_or_none_takes_no_answer(workshop, ana):
    for exercise in ("essai/absent", "../val-ouvert", "essai/essai-r01"):
        with pytest.raises(NotFoundError):
            ask(workshop, ana, "duties_check", exercise=exercise, answers=RIGHT)


def test_the_solution_explains_everything_and_nothing_more_is_earned(workshop, ana):
    check(workshop, ana, {"answer-requests": "required"})
    view = ask(workshop, ana, "solution")

    assert {one.state for one in view.duties} == {"done"}
    assert all(one.why.because for one in view.duties)
    assert (line(view, "databases").result, line(view, "databases").given) == ("", "")
    with pytest.raises(RefusedError) as refused:
        check(workshop, ana, RIGHT)
    assert refused.value.code == "duties-finished"
    assert points(workshop, ana, DOSSIER) == 1


def test_damaged_answers_are_told_and_stop_nothing(workshop, ana):
    workshop.events.append(ana, DOSSIER, KIND, {"answers": "?"})

    view = ask(workshop, ana)
    assert view.outcome.status == "uncheckable"
    assert {one.state for one in view.duties} == {"open"}
    view = check(workshop, ana, RIGHT)
    assert (view.outcome.status, view.outcome.points) == ("passed", 6)
    assert "illisible" in view.outcome.feedback[-1]["message"]


def test_another_learner_sees_nothing_of_it_and_erasing_takes_it_away(workshop, ana):
    check(workshop, ana, RIGHT)
    other = workshop.learners.create().id

    assert {one.state for one in ask(workshop, other).duties} == {"open"}
    erase_everything(workshop, ana)
    assert recorded(workshop, ana) == []


def test_it_goes_away_with_her_progress_and_comes_back(workshop, ana):
    check(workshop, ana, FIRST)
    check(workshop, ana, {"databases": "advised"})
    other = workshop.learners.create().id

    forgetful = replace(workshop, settings=replace(workshop.settings, alone=True))
    read_progress(forgetful, other, write_progress(workshop, ana))

    assert recorded(workshop, other) == recorded(workshop, ana)
    assert points(workshop, other, DOSSIER) == 5.5


def test_the_lesson_counts_it(workshop, ana):
    check(workshop, ana, RIGHT)

    view = lesson_view(workshop, ana, "essai/obligations")
    assert view.duties[DOSSIER].outcome.points == 6
    for end in (view.end, finish_lesson(workshop, ana, "essai/obligations")):
        assert plain(end.points_label) == "6 points sur 6"
    assert len(ask(workshop, ana, "hint").hints_html) == 1
