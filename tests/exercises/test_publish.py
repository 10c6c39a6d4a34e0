"""The outcome of an exercise graded on a published record: points, refusals, hostile answers."""

from __future__ import annotations

import copy
import dataclasses
import json

import pytest

from grader.exercises.assess import assess
from grader.exercises.model import Event, Response
from grader.exercises.publish import RECORD, START, last_record, lightened
from grader.publication.evidence import MOST_BYTES
from tests.exercises.publishing import (
    FILE,
    GOOD,
    MEND,
    REPLACE,
    create,
    describe,
    exercise_of,
    outcome_of,
    played,
    put,
    upload,
)

GOALS = [{"license": ["lov2"]}, {"tags": 3}, {"told": True}, {"public": True}]
FIRST = {"calls": [create(license=None, tags=[])]}
MENDED = put("{export}", license="lov2", tags=["subventions", "associations", "aides"])


def reasons(outcome):
    return [one.message for one in outcome.feedback if one.kind == "reason"]


def test_every_goal_met_gives_every_point():
    outcome = outcome_of(GOALS, {"calls": GOOD})

    assert (outcome.status, outcome.points) == ("passed", 10)
    assert [one.kind for one in outcome.feedback] == ["good"] * 4


def test_goals_are_worth_as_much_as_one_another():
    outcome = outcome_of(GOALS, FIRST)

    assert (outcome.status, outcome.points) == ("partial", 5)
    assert [one.kind for one in outcome.feedback] == ["wrong", "wrong", "good", "good"]


def test_a_point_short_of_all_is_never_rounded_to_all():
    outcome = outcome_of(GOALS, FIRST, points=0.01)

    assert outcome.points < 0.01


def test_the_last_record_that_was_handed_counts():
    exercise = exercise_of(GOALS)
    mended = put(title="Autre titre", license="lov2", tags=["votes", "conseil", "seances"])

    assert assess(exercise, played(exercise, FIRST, {"calls": [mended]})).status == "passed"
    worse = {"calls": [put(title="Autre titre")]}
    assert assess(exercise, played(exercise, {"calls": GOOD}, worse)).points == 7.5


def test_nothing_handed_is_not_attempted_and_a_console_alone_is_nothing():
    exercise = exercise_of(GOALS)
    sent = Event("console", "t", {"step": 1, "status": 201, "dataset": "a", "resource": ""})

    for events in ((), (sent,), (Event("hint", "t", {"number": 1}),)):
        assert assess(exercise, Response(exercise.id, 0, events)).status == "not_attempted"


def test_what_is_handed_after_the_solution_earns_nothing():
    exercise = exercise_of(GOALS)
    response = played(exercise, {"calls": GOOD})
    shown = Event("solution", "t", {})
    after = dataclasses.replace(response, events=(shown, *response.events))
    before = dataclasses.replace(response, events=(*response.events, shown))

    assert assess(exercise, after).status == "not_attempted"
    assert assess(exercise, before).status == "passed"
    assert "solution" in reasons(assess(exercise, before))[0]


# Whose record it is ----------------------------------------------------------------------


def test_a_record_that_the_space_began_with_earns_nothing():
    exercise = exercise_of(GOALS)
    response = played(exercise, {"calls": GOOD})
    trail = response.events[-1].data["evidence"]["dataset"]["trail"]
    trail[0]["by"] = "seed"

    outcome = assess(exercise, response)
    assert (outcome.status, outcome.points) == ("failed", 0)
    assert "déjà là" in reasons(outcome)[0]


@pytest.mark.parametrize("trail", [[], None, [{"by": "api", "who": "f" * 24, "private": False}]])
def test_a_record_of_somebody_else_earns_nothing(trail):
    exercise = exercise_of(GOALS)
    response = played(exercise, {"calls": GOOD})
    response.events[-1].data["evidence"]["dataset"]["trail"] = trail

    assert assess(exercise, response).status == "failed"


def test_a_deleted_record_earns_nothing_and_says_what_to_do():
    gone = {"method": "DELETE", "path": "/api/1/datasets/{jeu}/"}
    outcome = outcome_of(GOALS, {"calls": [*GOOD, gone]})

    assert (outcome.status, outcome.points) == ("failed", 0)
    assert "rétablissez-la" in reasons(outcome)[0]


def test_the_start_handed_as_it_was_earns_nothing():
    outcome = outcome_of(GOALS, {"calls": []}, start=MEND)

    assert (outcome.status, outcome.points) == ("failed", 0)
    assert "Rien de ce qui est demandé" in reasons(outcome)[0]
    assert [one.kind for one in outcome.feedback].count("good") == 1


def test_a_file_checked_after_the_start_is_no_work_of_hers():
    goals = [{"valid": True}, {"license": ["lov2"]}, {"replaced": FILE}]

    assert outcome_of(goals, {"calls": []}, start=REPLACE).points == 0
    swap = "/api/1/datasets/{seances}/resources/{seances.0}/upload/"
    swapped = {"method": "POST", "path": swap, "file": FILE}
    assert outcome_of(goals, {"calls": [swapped]}, start=REPLACE).status == "passed"


def test_breaking_the_start_earns_nothing_either():
    broken = put("{export}", private=True, frequency="annual")

    assert outcome_of(GOALS, {"calls": [broken]}, start=MEND).points == 0


def test_one_goal_gained_counts_those_that_were_met_already():
    outcome = outcome_of(GOALS, {"calls": [MENDED]}, start=MEND)

    assert (outcome.status, outcome.points) == ("partial", 7.5)


def test_a_new_record_does_not_stand_for_that_of_the_start():
    outcome = outcome_of(GOALS, {"calls": GOOD, "record": "{jeu}"}, start=MEND)

    assert (outcome.status, outcome.points) == ("failed", 0)
    assert "préparée" in reasons(outcome)[0]


def test_a_record_without_its_start_earns_nothing():
    exercise = exercise_of(GOALS, MEND)
    response = played(exercise, {"calls": [MENDED]})
    alone = tuple(event for event in response.events if event.kind != START)

    assert assess(exercise, dataclasses.replace(response, events=alone)).status == "failed"


# Answers that anybody may have written ---------------------------------------------------


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("evidence"),
        lambda data: data.update(evidence=None),
        lambda data: data.update(evidence=[]),
        lambda data: data["evidence"].pop("dataset"),
        lambda data: data["evidence"].update(dataset={}),
        lambda data: data["evidence"].update(now="hier"),
        lambda data: data["evidence"]["dataset"].update(resources=[{}]),
        lambda data: data["evidence"]["dataset"].update(description=3),
        lambda data: data["evidence"]["dataset"].update(id="b" * 24),
        lambda data: data["evidence"]["dataset"].update(trail=[{}]),
        lambda data: data.update(dataset="b" * 24),
    ],
)
def test_what_is_no_evidence_is_told_and_never_a_fault(spoil):
    exercise = exercise_of([*GOALS, {"score": 9}, {"described": True}])
    response = played(exercise, {"calls": GOOD})
    data = copy.deepcopy(dict(response.events[-1].data))
    spoil(data)

    outcome = assess(exercise, Response(exercise.id, 0, (Event(RECORD, "t", data),)))
    assert (outcome.status, outcome.points) == ("uncheckable", 0)
    assert "faites vérifier votre fiche" in reasons(outcome)[0]


def test_a_response_travels_as_json_and_is_assessed_the_same():
    exercise = exercise_of(GOALS, MEND)
    response = played(exercise, {"calls": []}, {"calls": [MENDED]})
    text = json.dumps(response.to_dict())

    assert assess(exercise, Response.from_dict(json.loads(text), {})) == assess(exercise, response)


def test_a_copy_carries_the_evidence_that_counts_alone():
    exercise = exercise_of(GOALS, MEND)
    rounds = [{"calls": []}, {"calls": [MENDED]}, {"calls": [put("{export}", private=True)]}]
    response = played(exercise, *rounds)
    shown = Event("solution", "t", {})
    late = dataclasses.replace(response, events=(*response.events[:-1], shown, response.events[-1]))

    for whole in (response, late, dataclasses.replace(response, events=())):
        light = lightened(whole)
        assert assess(exercise, light) == assess(exercise, whole)
        assert len(light.events) == len(whole.events)
        assert sum("evidence" in event.data for event in light.events) <= 1
    assert last_record(lightened(late).scored_events) is not None


def test_the_evidence_of_an_ordinary_record_is_small():
    exercise = exercise_of(GOALS)
    response = played(exercise, {"calls": [create(), upload(), describe()]})

    assert len(json.dumps(response.events[-1].data)) < MOST_BYTES / 20
