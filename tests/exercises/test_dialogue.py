"""Dialogues: two conversations that count, replies judged on tone and truth, a proved map."""

from __future__ import annotations

import copy
import pickle

import pytest

from grader.errors import ContentError
from grader.exercises.assess import assess
from grader.exercises.declare import parse_exercise
from grader.exercises.dialogue import KIND, MAP, plays
from grader.exercises.kind import InsideError, Surroundings
from grader.exercises.model import Event, Response
from tests.fixtures.course_paths import SMALL_SANDBOX

AROUND = Surroundings("essai", {}, SMALL_SANDBOX)
RAW = KIND.valid[0]
EXERCISE = parse_exercise(RAW, "exercises.yml:1", AROUND)
AT = "2026-11-22T09:00:00+00:00"
AGAIN = Event("restart", AT)
SEEN = Event("solution", AT)


def said(turn: str, letter: str) -> Event:
    return Event("reply", AT, {"turn": turn, "reply": letter})


RIGHT = (said("debut", "a"), said("suite", "a"))
#: A lie that is kind, then a good reply: it goes on, and costs half.
LIE = (said("debut", "b"), said("suite", "a"))
#: True by half, and hurtful: the door closes at once.
HURT = (said("debut", "c"),)


def judged(*events: Event, exercise=EXERCISE):
    return assess(exercise, Response(exercise.id, 0, events))


def messages(outcome) -> list[str]:
    return [one.message.replace("\u00a0", " ") for one in outcome.feedback]


def kept(*events: Event) -> tuple[str, float]:
    outcome = judged(*events)
    return outcome.status, outcome.points


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), ("not_attempted", 0)),
        (RIGHT, ("passed", 2)),
        (RIGHT[:1], ("partial", 0)),
        (LIE, ("partial", 1)),
        (HURT, ("failed", 0)),
        ((*HURT, AGAIN, *RIGHT), ("partial", 1)),
        ((*LIE, AGAIN, *HURT), ("partial", 1)),
        ((*RIGHT, AGAIN, *HURT), ("passed", 2)),
        ((*HURT, AGAIN, *HURT, AGAIN, *RIGHT), ("failed", 0)),
        ((*HURT, AGAIN, said("debut", "a")), ("failed", 0)),
        ((SEEN, *RIGHT), ("not_attempted", 0)),
        ((said("debut", "a"), SEEN, said("suite", "a")), ("partial", 0)),
        ((*LIE, SEEN, AGAIN, *RIGHT), ("partial", 1)),
    ],
)
def test_the_first_counts_in_full_the_second_half_and_the_better_stays(events, expected):
    assert kept(*events) == expected


def test_a_truth_told_by_half_is_worth_half_and_only_in_a_tone_that_suits():
    raw = copy.deepcopy(dict(RAW))
    raw["turns"][0]["replies"][1].update(tone="fair", truth="half")
    half = parse_exercise(raw, "exercises.yml:1", AROUND)

    assert judged(*LIE, exercise=half).points == 1.5
    raw["turns"][0]["replies"][1].update(tone="curt", truth=True)
    assert judged(*LIE, exercise=parse_exercise(raw, "exercises.yml:1", AROUND)).points == 1


def test_the_verdict_tells_tone_and_truth_apart_and_names_what_was_amiss():
    assert messages(judged(*RIGHT)) == [
        "Accord : toutes vos répliques sont justes de ton, et vraies."
    ]
    assert messages(judged(*LIE)) == [
        "Accord, en 2 répliques.",
        "Ton juste : 1 sur 2.",
        "Propos vrai : 1 sur 2.",
        "Réplique 1 : ton complaisant, propos faux ou intenable.",
    ]
    assert messages(judged(*HURT, AGAIN, *RIGHT))[-1].startswith("À la deuxième conversation")
    assert "Refus, en une réplique." in messages(judged(*HURT))


def test_what_suits_no_turn_is_told_and_counts_for_nothing():
    strange = [
        said("suite", "a"),
        said("debut", "z"),
        said("debut", "abc"),
        Event("reply", AT, {}),
        Event("reply", AT, {"turn": ["debut"], "reply": {"a": 1}}),
    ]
    for event in strange:
        outcome = judged(event, *RIGHT)
        assert (outcome.status, outcome.points) == ("passed", 2)
        assert any("n'y est plus" in one for one in messages(outcome))


def test_a_conversation_is_not_begun_anew_before_its_end():
    found, stale = plays(EXERCISE, (said("debut", "b"), AGAIN, AGAIN, said("suite", "b"), AGAIN))

    assert [play.end for play in found] == ["closed", ""]
    assert not stale
    assert len(found[0].steps) == 2


def test_the_response_goes_to_a_copy_and_comes_back():
    response = Response(EXERCISE.id, 3, (*LIE, AGAIN, *RIGHT))

    assert Response.from_dict(response.to_dict(), {}) == response


def test_the_best_way_is_the_one_that_earns_everything():
    way = EXERCISE.settings[MAP].best()

    events = [said(turn.id, reply.letter) for turn, reply in way]
    assert kept(*events) == ("passed", 2)


def test_a_fault_leads_to_its_own_turn_and_crosses_processes():
    raw = copy.deepcopy(dict(RAW))
    raw["turns"][1]["replies"][1]["then"] = "nulle-part"
    with pytest.raises(InsideError) as refused:
        parse_exercise(raw, "exercises.yml:7", AROUND)

    assert refused.value.inside == ("turns", 1, "replies", 1)
    back = pickle.loads(pickle.dumps(refused.value))
    assert (back.where, back.code, back.inside) == (
        "exercises.yml:7",
        "unknown-turn",
        refused.value.inside,
    )


def test_a_long_way_round_comes_back_to_no_turn():
    """A loop through several turns is found, wherever it begins."""
    raw = copy.deepcopy(dict(RAW))
    third = copy.deepcopy(raw["turns"][1])
    third["id"] = "encore"
    raw["turns"][1]["replies"][1]["then"] = "encore"
    raw["turns"].append(third)
    parse_exercise(raw, "exercises.yml:1", AROUND)
    third["replies"][1]["then"] = "suite"
    with pytest.raises(ContentError) as refused:
        parse_exercise(raw, "exercises.yml:1", AROUND)

    assert refused.value.code == "endless-dialogue"
