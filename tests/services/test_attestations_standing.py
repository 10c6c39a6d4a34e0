"""The three statuses, what is left to do, and where they are told: always, and in few queries."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from grader.exercises.model import NEEDS_REVIEW
from grader.services import attestations_standing as at
from grader.services.home import choose_door, home_view
from grader.services.modules import module_view
from tests.support.attesting import do_steps, grade, obtain, path_of


@pytest.fixture
def eva(shared_workshop):
    return shared_workshop.learners.create().id


def stand(workshop, learner, path_id="decider"):
    return at.standings(workshop, learner, (path_of(workshop, path_id),))[0]


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_all_that_is_left_is_linked_until_it_is_done(shared_workshop, eva):
    path = path_of(shared_workshop, "decider")
    first = stand(shared_workshop, eva)
    assert first.status == at.GOING_ON
    assert [one.title for one in first.left] == [step.title for step in path.steps]
    assert all(one.url.startswith("/") for one in first.left)
    lesson = next(step.ref for step in path.steps if step.kind == "lesson")
    do_steps(shared_workshop, eva, path, but=(lesson,))
    shared_workshop.visits.open(eva, lesson)
    (left,) = stand(shared_workshop, eva).left
    # Opening a lesson is not reading it: she says at its end that she did.
    assert (left.url, left.told) == (f"/lecon/{lesson}", "Commencé")
    shared_workshop.visits.finish(eva, lesson)
    assert stand(shared_workshop, eva).left == ()


@pytest.mark.parametrize(
    ("points", "status"), [(80.0, at.OBTAINED), (79.99, at.NOT_OBTAINED), (0.0, at.NOT_OBTAINED)]
)
def test_eighty_percents_of_each_module_and_not_less(shared_workshop, eva, points, status):
    obtain(shared_workshop, eva, "decider", points)
    assert stand(shared_workshop, eva).status == status


def test_one_module_under_the_bound_is_enough_to_miss_it(shared_workshop, eva):
    path = obtain(shared_workshop, eva, "ouvrir")
    assert stand(shared_workshop, eva, "ouvrir").status == at.OBTAINED
    last = at.modules_on(path)[-1]
    shared_workshop.hand_ins.put_grade(eva, last, points=10, max_points=100, outcomes={})
    found = stand(shared_workshop, eva, "ouvrir")
    assert found.status == at.NOT_OBTAINED
    assert [one.reached for one in found.modules].count(False) == 1
    assert plain(found.modules[-1].told) == "10 % des points, il en faut 80 %"


def test_what_a_person_has_still_to_mark_leaves_it_open(shared_workshop, eva):
    path = path_of(shared_workshop, "decider")
    do_steps(shared_workshop, eva, path)
    outcomes = {"decider/x": {"status": NEEDS_REVIEW}}
    grade(shared_workshop, eva, "decider", 95, outcomes=outcomes)
    found = stand(shared_workshop, eva)
    assert found.status == at.GOING_ON
    assert found.modules[0].told == "une personne doit encore noter"


def test_pages_tell_the_status_in_words_with_its_sign_and_what_is_left(shared_workshop, eva):
    assert home_view(shared_workshop, eva).attestation is None
    assert home_view(shared_workshop, eva).attestations_url == "/attestations"
    several = module_view(shared_workshop, eva, "decider").attestations
    through = [p for p in shared_workshop.course.paths if "decider" in at.modules_on(p)]
    assert len(several) == len(through)
    choose_door(shared_workshop, eva, "elu")
    line = home_view(shared_workshop, eva).attestation
    assert (line.label, line.state) == (at.GOING_ON, "started")
    assert plain(line.left) == ("Il reste 7 étapes à finir et 1 module sous 80 % des points.")
    obtain(shared_workshop, eva, "decider", 12)
    (line,) = module_view(shared_workshop, eva, "decider").attestations
    assert (line.label, line.state) == (at.NOT_OBTAINED, "failed")
    assert plain(line.left) == "Il reste 1 module sous 80 % des points."
    shared_workshop.hand_ins.put_grade(eva, "decider", points=9, max_points=9, outcomes={})
    line = home_view(shared_workshop, eva).attestation
    assert (line.label, line.state, line.left) == (at.OBTAINED, "done", "")
    assert (line,) == at.lines_of(shared_workshop, eva)


def test_a_room_of_many_is_read_in_as_many_queries_as_one(shared_workshop):
    path = path_of(shared_workshop, "ouvrir")
    people = [shared_workshop.learners.create().id for _ in range(12)]
    for one in people[:3]:
        obtain(shared_workshop, one, "ouvrir")
    asked = []

    @event.listens_for(shared_workshop.database.engine, "before_cursor_execute")
    def count(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    def read(some):
        asked.clear()
        found = at.statuses(shared_workshop, dict.fromkeys(some, path), ())
        return found, sum(one.startswith("SELECT") for one in asked)

    try:
        found, of_all = read(people)
        _, of_one = read(people[:1])
    finally:
        event.remove(shared_workshop.database.engine, "before_cursor_execute", count)
    assert of_all == of_one
    assert [found[one] for one in people] == [at.OBTAINED] * 3 + [at.GOING_ON] * 9
