"""An exercise done by drawing: shown with its figures, checked, handed in, and graded the same."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.exercises.assess import assess
from grader.exercises.model import CHART, Response
from grader.services import hand_ins
from grader.services.grading import grade_and_record
from grader.services.lessons import finish_lesson, lesson_view
from grader.services.operations import perform
from grader.services.progress_file import write_progress
from grader.wire.views import to_json
from tests.exercises.test_chart import RIGHT, TITLE, WORDS
from tests.fixtures.course_paths import CHART as COURSE
from tests.services.doing import open_workshop, points

CHARTED = "essai/qui-recoit-quoi"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """One workshop over the course of the chart, for learners of each test's own."""
    folder = tmp_path_factory.mktemp("chart")
    workshop = open_workshop(folder / "data", folder / "build", courses=COURSE)
    yield workshop
    workshop.close()


def ask(workshop, learner, operation="exercise_view", **request):
    me = workshop.learners.find(learner)
    return perform(workshop, me, operation, {"exercise": CHARTED, **request})


def check(workshop, learner, title=TITLE, alternative=WORDS, **changes):
    chart = {"spec": {**RIGHT, **changes}, "title": title, "alternative": alternative}
    return ask(workshop, learner, "chart_check", **chart)


def sent(workshop, learner):
    return [e.data for e in workshop.events.of(learner, [CHARTED])[CHARTED] if e.kind == CHART]


def test_all_that_a_chart_may_show_is_in_the_view(workshop, ana):
    view = ask(workshop, ana)

    assert [one.by for one in view.tables] == ["objet", "domaine", "annee", "nomBeneficiaire"]
    years = view.tables[2]
    assert (years.title, [line.name for line in years.lines]) == ("Année", ["2023", "2024", "2025"])
    assert sum(line.rows for line in years.lines) == 65
    assert [line.sums[1] for line in years.lines] == [61_800, 79_550, 63_350]
    for line in view.tables[3].lines:
        assert line.means == pytest.approx([amount / line.rows for amount in line.sums], abs=0.005)
    assert view.given_url == "/donnees/essai/qui-recoit-quoi/associations.csv"
    assert {one.state for one in view.goals} == {"todo"}
    assert (view.checked_label, view.heading, view.outcome.status) == ("", "", "not_attempted")
    assert len(json.dumps(to_json(view))) < 20_000


def test_the_view_tells_no_answer_before_its_time(workshop, ana):
    view = json.dumps(to_json(ask(workshop, ana)), ensure_ascii=False)

    assert "Harmonie est celle qui" not in view, "the solution"
    assert '"answer"' not in view
    assert "l'École" not in view


def test_goals_are_told_as_they_are_counted(workshop, ana):
    view = check(workshop, ana, marks="pie", title="Subventions")

    assert (view.outcome.status, view.outcome.points) == ("partial", 4)
    states = [one.state for one in view.goals]
    assert states == ["met", "met", "missed", "missed", "met", "missed", "met"]
    wrong = [f["message"] for f in view.outcome.feedback if f["kind"] == "wrong"]
    missed = [one for one in view.goals if one.state == "missed"]
    assert wrong == [f"{one.text} {one.sentence} {one.remedy}" for one in missed]
    assert (view.spec.marks, view.heading, view.alternative) == ("pie", "Subventions", WORDS)
    assert view.checked_label.startswith("Graphique vérifié le ")


def test_each_chart_is_one_event_and_the_last_one_counts(workshop, ana):
    check(workshop, ana)
    check(workshop, ana)
    assert len(sent(workshop, ana)) == 1, "the same chart is sent once"
    assert points(workshop, ana, CHARTED) == 7

    check(workshop, ana, title=f"  {TITLE}\n ")
    assert len(sent(workshop, ana)) == 1, "spaces around a title are no change"
    check(workshop, ana, zero=False)
    assert points(workshop, ana, CHARTED) == 6


def test_what_follows_the_solution_is_told_and_earns_nothing(workshop, ana):
    assert "31" in ask(workshop, ana, "solution").solution_html

    view = check(workshop, ana)

    assert view.outcome.points == 0
    assert {one.state for one in view.goals} == {"met"}
    assert any("solution" in f["message"] for f in view.outcome.feedback)


def test_hints_open_one_by_one(workshop, ana):
    assert [len(ask(workshop, ana, "hint").hints_html) for _ in range(5)] == [1, 2, 3, 4, 4]


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"spec": RIGHT, "title": TITLE},
        {"spec": {**RIGHT, "by": "montantVerse"}, "title": "", "alternative": ""},
        {"spec": {**RIGHT, "most": 3}, "title": "", "alternative": ""},
        {"spec": "pie", "title": "", "alternative": ""},
        {"spec": RIGHT, "title": "x" * 201, "alternative": ""},
        {"spec": RIGHT, "title": "", "alternative": 3},
    ],
)
def test_a_hostile_chart_is_refused_and_leaves_no_trace(workshop, ana, request_):
    with pytest.raises(RefusedError):
        ask(workshop, ana, "chart_check", **request_)

    assert sent(workshop, ana) == []


def test_no_other_exercise_is_a_chart(workshop, ana):
    me = workshop.learners.find(ana)
    for name in ("essai/essai-r01", "essai/absent"):
        with pytest.raises(NotFoundError):
            perform(workshop, me, "chart_check", {"exercise": name, "spec": RIGHT})


def test_one_learner_never_sees_the_chart_of_another(workshop, ana):
    check(workshop, ana)
    bob = workshop.learners.create().id

    assert ask(workshop, bob).heading == ""
    assert points(workshop, bob, CHARTED) == 0


def test_the_lesson_holds_it_and_counts_its_points(workshop, ana):
    check(workshop, ana)

    lesson = lesson_view(workshop, ana, "essai/dessiner")

    assert lesson.charts[CHARTED].kind == "chart"
    assert lesson.end.points_label.startswith("7")
    assert finish_lesson(workshop, ana, "essai/dessiner").done


def test_what_is_handed_in_is_enough_to_score_it(workshop, ana):
    check(workshop, ana, order="name")
    hand_ins.hand_in(workshop, ana, workshop.course.modules["essai"], send_files=False)

    [answers] = (workshop.settings.data / "gradebook").rglob(f"submitted/{ana}/**/reponses.json")
    copy = json.loads(answers.read_text(encoding="utf-8"))["responses"][CHARTED]
    outcome = assess(workshop.course.exercise(CHARTED), Response.from_dict(copy, {}))
    assert (outcome.points, outcome.status) == (6, "partial")

    [graded] = grade_and_record(workshop.settings, learner=ana)

    assert not graded.failed
    assert graded.points == {CHARTED: points(workshop, ana, CHARTED)} == {CHARTED: 6}


def test_a_chart_is_taken_away_with_the_progress(workshop, ana):
    check(workshop, ana, count="mean")

    with zipfile.ZipFile(io.BytesIO(write_progress(workshop, ana))) as taken:
        told = json.loads(taken.read("progression.json"))

    assert [event["kind"] for event in told["events"]] == [CHART]
    assert TITLE in json.dumps(told, ensure_ascii=False)
