"""An exercise of anonymisation: decided live, sent by « Est-ce publiable ? », scored, handed in."""

from __future__ import annotations

import json

import pytest

from grader.exercises.anonymise import RECIPE
from grader.exercises.assess import assess
from grader.exercises.model import Response
from grader.services import hand_ins, my_data, privacy
from grader.services.grading import grade_and_record
from grader.services.lessons import finish_lesson, lesson_view
from grader.services.operations import perform
from grader.services.progress_file import read_progress, write_progress
from grader.services.responses import gather
from tests.fixtures.course_paths import PRIVACY
from tests.services.anonymising import AIDS, ask, solved, treat
from tests.services.doing import open_workshop, points


@pytest.fixture
def workshop(privacy_workshop):
    return privacy_workshop


@pytest.fixture
def view(workshop, ana):
    return ask(workshop, ana, "view", AIDS)


def shown(workshop, learner, operation="exercise_view"):
    return perform(workshop, workshop.learners.find(learner), operation, {"exercise": AIDS})


def checked(workshop, learner, view):
    return ask(workshop, learner, "check", AIDS, revision=view.revision)


def sent(workshop, learner):
    return [e for e in workshop.events.of(learner, [AIDS])[AIDS] if e.kind == RECIPE]


def test_the_file_is_given_and_nothing_is_dropped(view):
    assert (view.state, view.file_name, view.subject) == ("ready", "aides.csv", AIDS)
    assert (view.upload_url, view.warning, view.kept_until, view.sheets) == ("", (), "", None)
    assert len(view.goals) == 8
    assert sum(one.points for one in view.goals) == 8
    assert [one.met for one in view.goals] == [False] * 4 + [True] * 3 + [False]
    assert view.graded is None


def test_the_whole_way_to_a_full_score(workshop, ana, view):
    now = solved(workshop, ana, view)
    assert all(one.met for one in now.goals), [one for one in now.goals if not one.met]
    assert points(workshop, ana, AIDS) == 0, "nothing counts before it is sent"

    after = checked(workshop, ana, now)

    assert after.graded == (8, 8)
    assert after.appraisal.state != "bad"
    exercise = shown(workshop, ana)
    assert (exercise.outcome.status, exercise.outcome.points) == ("passed", 8)
    assert exercise.bench == after
    people = ask(workshop, ana, "people", AIDS, revision=after.revision)
    assert people.found == 0
    assert people.attacks[0].before > 100
    assert people.attacks[0].stopped


def test_goals_are_told_as_they_are_counted(workshop, ana, view):
    now = solved(workshop, ana, view, leave=("TELEPHONE",))
    now = treat(workshop, ana, now, "TELEPHONE", "hash")

    after = checked(workshop, ana, now)

    told = {f["message"] for f in shown(workshop, ana).outcome.feedback if f["kind"] == "wrong"}
    unmet = {f"{one.text} {one.sentence}" for one in after.goals if not one.met}
    assert told == unmet
    assert any("TELEPHONE" in one for one in unmet)
    assert 0 < after.graded[0] < 8


def test_each_check_is_one_event_and_the_last_one_counts(workshop, ana, view):
    first = checked(workshop, ana, view)
    again = checked(workshop, ana, first)
    assert len(sent(workshop, ana)) == 1, "the same recipe is sent once"

    best = checked(workshop, ana, solved(workshop, ana, again))
    worse = ask(workshop, ana, "undo", AIDS, revision=best.revision)
    assert points(workshop, ana, AIDS) == 8
    checked(workshop, ana, worse)

    assert len(sent(workshop, ana)) == 3
    assert points(workshop, ana, AIDS) < 8


def test_what_follows_the_solution_earns_nothing(workshop, ana, view):
    exercise = shown(workshop, ana, "solution")
    assert "décennie" in exercise.solution_html

    after = checked(workshop, ana, solved(workshop, ana, view))

    assert after.graded == (0, 8)
    told = [f["message"] for f in shown(workshop, ana).outcome.feedback]
    assert any("solution" in one for one in told)


def test_hints_open_one_by_one(workshop, ana, view):
    assert shown(workshop, ana).hints_html == ()
    assert len(shown(workshop, ana, "hint").hints_html) == 1
    assert len(shown(workshop, ana, "hint").hints_html) == 1


def test_the_lesson_holds_it_with_what_the_attacker_has(workshop, ana):
    lesson = lesson_view(workshop, ana, "essai/proteger")

    exercise = lesson.anonymisations[AIDS]
    assert (exercise.kind, exercise.public_name) == ("anonymise", "club.csv")
    assert exercise.given_url == "/donnees/essai/aides/aides.csv"
    assert exercise.public_url == "/donnees/essai/aides/club.csv"
    assert lesson.end.points_label.endswith("8")
    assert finish_lesson(workshop, ana, "essai/proteger").done


def test_what_is_handed_in_is_enough_to_score_it(workshop, ana, view):
    checked(workshop, ana, solved(workshop, ana, view, leave=("NOM",)))
    earned = points(workshop, ana, AIDS)

    hand_ins.hand_in(workshop, ana, workshop.course.modules["essai"], send_files=True)

    [answers] = (workshop.settings.data / "gradebook").rglob(f"submitted/{ana}/**/reponses.json")
    copy = json.loads(answers.read_text(encoding="utf-8"))["responses"][AIDS]
    assert [event["kind"] for event in copy["events"]] == [RECIPE]
    outcome = assess(workshop.course.exercise(AIDS), Response.from_dict(copy, {}))
    assert (outcome.points, outcome.status) == (earned, "partial")


def test_the_gradebook_says_what_the_page_says(workshop, ana, view):
    checked(workshop, ana, solved(workshop, ana, view, leave=("NOM",)))
    hand_ins.hand_in(workshop, ana, workshop.course.modules["essai"], send_files=False)

    [copy] = grade_and_record(workshop.settings, learner=ana)

    assert not copy.failed
    assert copy.points == {AIDS: points(workshop, ana, AIDS)} == {AIDS: 6.4}


def test_choices_are_a_draft_that_goes_with_its_learner(workshop, ana, view):
    treat(workshop, ana, view, "NOM", "drop")
    folder = workshop.settings.data / "drafts" / ana
    assert list(folder.iterdir())
    assert workshop.files.of(ana) == []

    my_data.erase_everything(workshop, ana)

    assert not folder.exists()


def test_a_progress_file_brings_back_what_was_sent(tmp_path):
    alone = open_workshop(tmp_path / "data", tmp_path / "build", courses=PRIVACY, alone=True)
    try:
        ana = alone.learners.create().id
        view = checked(alone, ana, solved(alone, ana, ask(alone, ana, "view", AIDS)))
        content = write_progress(alone, ana)
        my_data.erase_everything(alone, ana)
        bea = alone.learners.create().id

        read_progress(alone, bea, content)

        back = ask(alone, bea, "view", AIDS)
        assert back.preview == view.preview
        assert [one.label for one in back.choices] != []
        assert all(one.met for one in back.goals)
        assert points(alone, bea, AIDS) == 8
    finally:
        alone.close()


def test_a_recipe_of_another_version_begins_anew_and_is_told(workshop, ana):
    data = {"roles": {"SALAIRE": "direct"}, "recipe": [{"do": "invent"}]}
    workshop.events.append(ana, AIDS, RECIPE, data)

    view = ask(workshop, ana, "view", AIDS)

    assert (view.state, view.choices) == ("ready", ())
    exercise = workshop.course.exercise(AIDS)
    outcome = assess(exercise, gather(workshop, ana, exercise).response)
    assert outcome.status == "uncheckable"
    assert outcome.feedback


def test_what_is_downloaded_holds_nobody(workshop, ana, view):
    now = solved(workshop, ana, view)

    written = privacy.write(workshop, ana, AIDS, "file")

    assert written.name == "aides-publiable.csv"
    assert len(written.content.decode().splitlines()) == now.preview.total + 1
    assert b"MARCHAL" not in written.content
