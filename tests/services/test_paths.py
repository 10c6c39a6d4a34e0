"""Her path on the home page: what is done, what comes next, how long is left, at what price."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from grader.content.path_model import PATH_PAGES
from grader.progress.profiles import LearnerProfile
from grader.server.routes import ROUTES
from grader.services.home import choose_door, home_view
from grader.services.modules import FOR_YOU, module_view
from grader.services.paths import duration, page_done, page_seen

STEPS = ("decider", "decider/loi", "decider/cout", "decider/note")


@pytest.fixture
def ana(shared_workshop):
    return shared_workshop.learners.create().id


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def path_of(workshop, learner, door="elu"):
    choose_door(workshop, learner, door)
    return home_view(workshop, learner).path


@pytest.mark.parametrize(
    ("minutes", "told"), [(5, "5 min"), (60, "1 h"), (65, "1 h 05"), (160, "2 h 40")]
)
def test_durations_are_written_as_people_say_them(minutes, told):
    assert plain(duration(minutes)) == told


def test_without_a_door_there_is_no_path_and_each_door_says_how_long_it_takes(shared_workshop, ana):
    view = home_view(shared_workshop, ana)
    assert view.path is None
    assert [plain(one.text.rpartition(" : ")[2] or one.text)[-9:] for one in view.doors]
    for door, path in zip(view.doors, shared_workshop.course.paths, strict=True):
        assert door.id == path.door
        assert duration(path.minutes) in door.text
        assert door.url == ""


def test_a_new_path_begins_with_its_first_step_and_the_whole_time(shared_workshop, ana):
    path = path_of(shared_workshop, ana)
    declared = shared_workshop.course.paths[0]
    assert (path.next_label, path.next_url) == ("Commencer", "/decider")
    assert plain(path.left_label) == f"encore {plain(duration(declared.minutes))}"
    assert [part.current for part in path.parts] == [True, False]
    assert {line.state_label for part in path.parts for line in part.steps} == {"À faire"}


def test_twenty_minutes_are_done_page_after_page_and_end_with_the_note(shared_workshop, ana):
    before = path_of(shared_workshop, ana)
    for number, place in enumerate(STEPS):
        page_seen(shared_workshop, ana, place)
        path = home_view(shared_workshop, ana).path
        states = [line.state for line in path.parts[0].steps]
        assert states == ["done"] * number + ["started"] + ["new"] * (3 - number)
        assert path.next_url == f"/{place}"
    page_done(shared_workshop, ana, "decider/note")
    path = home_view(shared_workshop, ana).path
    assert (path.parts[0].state, path.parts[0].state_label) == ("done", "terminée")
    assert path.next_url == "/lecon/decider/pourquoi-ouvrir"
    assert path.next_label == "Continuer"
    assert path.progress == 4 / 7
    assert path.left_label != before.left_label
    left = shared_workshop.course.paths[0].parts[1].minutes
    assert path.left_label == f"encore {duration(left)}"


def test_the_lesson_left_half_way_comes_before_the_first_step(shared_workshop, ana):
    shared_workshop.visits.open(ana, "decider/par-ou-commencer")
    path = path_of(shared_workshop, ana)
    assert (path.next_url, path.next_label) == ("/lecon/decider/par-ou-commencer", "Continuer")
    assert home_view(shared_workshop, ana).resume_url == ""


def test_a_lesson_left_half_way_elsewhere_is_told_beside_the_path(shared_workshop, ana):
    shared_workshop.visits.open(ana, "animer/convaincre")
    path_of(shared_workshop, ana)
    assert home_view(shared_workshop, ana).resume_url == "/lecon/animer/convaincre"


def test_an_exercise_counts_once_something_was_answered_and_not_before(shared_workshop, ana):
    exercise = "preparer/mon-fichier"

    def state():
        lines = path_of(shared_workshop, ana, "agent").parts[-1].steps
        return lines[0].state_label

    shared_workshop.events.append(ana, exercise, "hint", {})
    assert state() == "À faire"
    shared_workshop.events.append(ana, exercise, "file", {"sha256": "0" * 64})
    assert state() == "Essayé"


def test_every_page_of_a_path_is_a_route():
    routes = {pattern for pattern, _, _ in ROUTES}
    assert set(PATH_PAGES) <= routes


def test_the_home_page_asks_the_database_as_often_whatever_was_done(shared_workshop, ana):
    asked = []

    @event.listens_for(shared_workshop.database.engine, "before_cursor_execute")
    def count(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            asked.append(statement)

    def home():
        asked.clear()
        home_view(shared_workshop, ana)
        return len(asked)

    try:
        choose_door(shared_workshop, ana, "agent")
        shared_workshop.visits.finish(ana, "preparer/ce-que-lit-une-machine")
        shared_workshop.events.append(ana, "preparer/mon-fichier", "hint", {})
        little = home()
        for module in shared_workshop.course.modules.values():
            for lesson in module.lessons:
                shared_workshop.visits.finish(ana, lesson.id)
        for path_exercise in ("preparer/mon-fichier", "publier/mon-fichier-publie"):
            shared_workshop.events.append(ana, path_exercise, "file", {"sha256": "0" * 64})
        assert home() == little <= 12
    finally:
        event.remove(shared_workshop.database.engine, "before_cursor_execute", count)


def test_files_of_her_service_come_first_and_nothing_is_lost(shared_workshop, ana):
    before = module_view(shared_workshop, ana, "anonymiser")
    assert before.other_exercises == ()
    shared_workshop.profiles.put(ana, LearnerProfile(services=("enfance",)))
    view = module_view(shared_workshop, ana, "anonymiser")
    first = view.exercises[0]
    assert (first.title, first.note) == ("Les effectifs des écoles", FOR_YOU)
    assert {one.note for one in view.exercises[1:]} == {""}
    shown = {one.url + one.title for one in (*view.exercises, *view.other_exercises)}
    assert shown == {one.url + one.title for one in before.exercises}
    assert view.points_label == before.points_label
    told = [one.title for one in home_view(shared_workshop, ana).for_services]
    assert told == [
        exercise.title
        for module in shared_workshop.course.modules.values()
        for name, exercise in module.exercises.items()
        if "enfance" in shared_workshop.course.services.get(name, ())
    ]
    assert "Les effectifs des écoles" in told
