"""``anonymise``: what a recipe earns, and what becomes of one that means harm."""

from __future__ import annotations

import json

import pytest

from grader.content.check import check_course
from grader.content.load import load_course
from grader.exercises.anonymise import RECIPE, replay_key
from grader.exercises.anonymise_goals import GoalState, earned
from grader.exercises.anonymise_replay import left_in_clear, misread, published_rows, read_records
from grader.exercises.assess import assess
from grader.exercises.model import Event, Response
from grader.privacy.aids import NO_AIDS
from grader.privacy.recipe import check_recipe
from grader.typography import NARROW, NO_BREAK
from tests.fixtures.course_paths import PRIVACY, REAL_SANDBOX

PLAIN = str.maketrans({NO_BREAK: " ", NARROW: " "})
DROP_NAME = {"do": "drop", "column": "NOM"}


@pytest.fixture(scope="module")
def course():
    return load_course(PRIVACY, REAL_SANDBOX)


@pytest.fixture(scope="module")
def exercise(course):
    return course.exercise("essai/aides")


@pytest.fixture(scope="module")
def solution(course):
    [case] = (one for one in course.modules["essai"].cases if one.name == "solution")
    [event] = case.events
    return {"roles": event["roles"], "recipe": event["recipe"]}


def respond(exercise, *events, seed=0):
    told = (Event(kind, "2026-11-22T08:00:00+00:00", data) for kind, data in events)
    return assess(exercise, Response(exercise.id, seed, tuple(told)))


def test_the_course_of_the_tests_is_in_order():
    assert check_course(PRIVACY, REAL_SANDBOX) == []


def test_a_response_is_enough_by_itself(exercise, solution):
    response = Response(exercise.id, 7, (Event(RECIPE, "2026-11-22T08:00:00+00:00", solution),))
    copy = json.loads(json.dumps(response.to_dict()))

    again = assess(exercise, Response.from_dict(copy, {}))

    assert again == assess(exercise, response)
    assert (again.status, again.points) == ("passed", 8)


def test_the_last_recipe_before_the_solution_counts(exercise, solution):
    worse = {**solution, "recipe": solution["recipe"][:3]}

    last = respond(exercise, (RECIPE, solution), (RECIPE, worse))
    seen = respond(exercise, (RECIPE, worse), ("solution", {}), (RECIPE, solution))

    assert last.points == seen.points < 8
    assert any("solution" in f.message for f in seen.feedback)
    assert respond(exercise, ("solution", {}), (RECIPE, solution)).status == "not_attempted"


HOSTILE = [
    pytest.param({}, id="nothing"),
    pytest.param({"recipe": []}, id="no roles"),
    pytest.param({"roles": [], "recipe": []}, id="a list of roles"),
    pytest.param({"roles": {"SALAIRE": "quasi"}, "recipe": []}, id="another file's roles"),
    pytest.param({"roles": {"NOM": "owner"}, "recipe": []}, id="a role that is none"),
    pytest.param({"roles": {"NOM": ["quasi"]}, "recipe": []}, id="a list for a role"),
    pytest.param({"roles": {}, "recipe": None}, id="no recipe"),
    pytest.param({"roles": {}, "recipe": "drop"}, id="a text for a recipe"),
    pytest.param({"roles": {}, "recipe": [DROP_NAME] * 2}, id="dropped twice"),
    pytest.param({"roles": {}, "recipe": [{"do": "import", "column": "os"}]}, id="no such step"),
    pytest.param({"roles": {}, "recipe": [{**DROP_NAME, "key": "x"}]}, id="a key of one's own"),
    pytest.param(
        {"roles": {}, "recipe": [{"do": "suppress", "by": ["NOM"], "least": 10**30}]}, id="a bomb"
    ),
    pytest.param({"roles": {}, "recipe": [DROP_NAME] * 5_000}, id="a novel"),
]


@pytest.mark.parametrize("data", HOSTILE)
def test_a_foreign_recipe_is_told_and_is_no_silent_zero(exercise, data):
    outcome = respond(exercise, (RECIPE, data))

    assert (outcome.status, outcome.points) == ("uncheckable", 0)
    assert outcome.feedback[0].kind == "reason"
    assert "raison" not in outcome.feedback[0].message, "told for what it is"


def test_counts_too_many_to_be_made_are_told(exercise, solution):
    count = {"do": "count", "by": ["NIR", "ADRESSE"], "least": 0}

    outcome = respond(exercise, (RECIPE, {**solution, "recipe": [DROP_NAME, count]}))

    assert outcome.status in ("failed", "partial", "uncheckable")
    assert outcome.feedback


def test_counts_by_quarter_protect_too(exercise, solution):
    recipe = [
        {"do": "generalise", "column": "ADRESSE", "by": "place", "level": 2, "streets": True},
        {"do": "count", "by": ["ADRESSE", "TYPE_AIDE"], "least": 5},
    ]

    outcome = respond(exercise, (RECIPE, {**solution, "recipe": recipe}))

    told = {f.message.translate(PLAIN): f.kind for f in outcome.feedback}
    assert outcome.status == "partial"
    assert any(kind == "good" and "k = 5" in message for message, kind in told.items())
    assert any(kind == "good" and "par quartier" in message for message, kind in told.items())


def test_noise_and_pseudonyms_are_the_same_at_every_door(exercise):
    assert replay_key(exercise, 3) == replay_key(exercise, 3) != replay_key(exercise, 4)


def test_what_names_somebody_is_hidden_by_a_key_or_by_nothing_left():
    labels = ("A", "B", "C", "D", "E")
    recipe = check_recipe(
        [
            {"do": "pseudonymise", "column": "A"},
            {"do": "pseudonymise", "column": "B", "keyed": False},
            {"do": "generalise", "column": "C", "by": "all", "level": 1},
            {"do": "generalise", "column": "D", "by": "prefix", "level": 1, "starts": [3, 1]},
        ],
        labels,
    )

    assert left_in_clear(dict(zip(labels, (9, 9, 1, 9, 9), strict=True)), recipe) == ("B", "D", "E")


def test_rows_behind_counts_are_those_of_cells_that_are_shown(exercise):
    records = read_records(exercise.settings["file"])
    recipe = check_recipe([{"do": "count", "by": ["PROFESSION"], "least": 50}], records.columns)

    rows = published_rows(records, recipe, b"", NO_AIDS)

    sizes = records["PROFESSION"].value_counts()
    assert rows.height == sizes.filter(sizes["count"] >= 50)["count"].sum() < records.height


def test_only_declared_roles_are_asked(exercise):
    ground = exercise.settings["ground"]
    right = dict(ground.roles)

    assert misread(ground, {**right, "MONTANT": "sensitive", "DATE_DECISION": "quasi"}) == ()
    assert misread(ground, {**right, "SEXE": "free"}) == (("SEXE", "free", "quasi"),)


def state(*, met, useful):
    return GoalState("", met, 1.0, "", "", useful)


@pytest.mark.parametrize(
    ("protects", "serves", "share"),
    [
        ((True, True), (True, True), 1.0),
        ((False, False), (True, True), 0.0),
        ((True, True), (False, False), 0.0),
        ((True, False), (True, True), 0.5),
        ((True, False), (True, False), 0.25),
        ((True, False), (), 0.5),
        ((), (True, False), 0.5),
    ],
)
def test_a_goal_counts_as_far_as_the_other_side_is_met(protects, serves, share):
    states = [
        *(state(met=one, useful=False) for one in protects),
        *(state(met=one, useful=True) for one in serves),
    ]

    assert earned(states) == share
