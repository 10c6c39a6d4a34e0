"""Cases of an exercise done on the portal: their calls are really made, and proved."""

from __future__ import annotations

import pytest

from grader.content.check_cases import case_problems
from grader.content.model import Case
from grader.errors import ContentError
from grader.exercises.declare import parse_exercise
from grader.exercises.kind import Surroundings
from grader.exercises.publish import read_start
from grader.exercises.publish_replay import Replay
from tests.exercises.publishing import (
    GOOD,
    HARVEST,
    MEND,
    SANDBOX,
    create,
    describe,
    exercise_of,
    put,
    upload,
)
from tests.quiz.items import make_item

GOALS = [{"license": ["lov2"]}, {"tags": 3}]


def problems(events, goals=GOALS, start="", status="passed", points=10.0, feedback=(), name="cas"):
    exercise = exercise_of(goals, start)
    case = Case("essai", name, tuple(events), status, points, tuple(feedback))
    return list(case_problems("cases.yml:3", exercise, case, SANDBOX))


def codes(events, **more):
    return [problem.code for problem in problems(events, **more)]


def calls(*made, **more):
    return {"kind": "calls", "calls": list(made), **more}


def test_a_case_that_earns_what_it_declares_has_no_problem():
    assert codes([calls(*GOOD)]) == []
    assert codes([calls(*GOOD)], feedback=["La fiche a 3 mots-clés."]) == []
    assert codes([], name="untouched", status="not_attempted", points=0.0) == []


def test_a_case_that_earns_something_else_is_told():
    [problem] = problems([calls(create(tags=[]))], status="partial", points=10.0)

    assert problem.code == "case-points"
    assert "La fiche n'a aucun mot-clé." in problem.hint


def test_the_portal_refuses_in_the_check_what_it_refuses_to_a_person():
    [problem] = problems([calls(create(frequency="sometimes"))])

    assert problem.code == "case-call"
    assert "répond 400" in problem.message
    assert "fréquence" in problem.hint


@pytest.mark.parametrize("key", [False, True])
def test_an_awaited_refusal_is_declared_with_its_status(key):
    asked = {**create(), "key": key, "status": 401}

    assert codes([calls(asked, *GOOD)]) == ([] if key is False else ["case-call"])


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (["POST /api/1/datasets/"], "bad-case"),
        ([{"method": "POST"}], "bad-case"),
        ([{"method": "POST", "path": "/api/1/datasets/", "corps": {}}], "bad-case"),
        ([put("{jeu}", title="x")], "bad-case"),
        ([put("{autre}", title="x")], "bad-case"),
        ([create(), upload("communes/absent.csv")], "missing-file"),
        ([{"method": "GET", "path": "/api/1/absent/"}], "case-call"),
    ],
)
def test_a_call_that_cannot_be_made_is_told_to_its_author(made, code):
    assert codes([calls(*made)]) == [code]


def test_a_case_with_calls_is_for_an_exercise_that_has_a_portal():
    item = make_item("single_choice", "a", item_id="essai-q01")
    raw = {"id": "questions", "kind": "quiz", "title": "Q", "points": 1, "statement": "Répondez."}
    quiz = parse_exercise(
        {**raw, "items": ["essai-q01"]}, "x:1", Surroundings("publier", {item.id: item}, SANDBOX)
    )
    case = Case("questions", "cas", (calls(*GOOD),), "passed", 1.0, ())

    assert [one.code for one in case_problems("x:1", quiz, case, SANDBOX)] == ["bad-case"]


def test_several_rounds_share_one_portal_and_events_between_them_count():
    events = [
        calls(create(tags=[])),
        {"kind": "solution"},
        calls(put(title="x", tags=["votes", "conseil", "seances"])),
    ]

    assert codes(events, status="partial", points=5.0) == []


def test_a_start_is_put_there_and_named_by_its_keys():
    body = {"license": "lov2", "tags": ["subventions", "associations", "aides"]}
    title = {"title": "Subventions versées", "type": "main"}
    renamed = {"method": "PUT", "path": "/api/1/datasets/{export}/resources/{export.0}/"}
    made = [put("{export}", **body), {**renamed, "body": title}]

    assert codes([calls(*made)], start=MEND) == []
    assert codes([calls(*made, record="export")], start=MEND) == []
    assert codes([calls(*made, record="{export}")], start=MEND) == []
    assert codes([calls(*made, record="absent")], start=MEND) == ["bad-case"]


def test_pages_are_told_from_the_api():
    by = [{"by": "page"}]

    assert codes([calls(*GOOD, **{"as": "page"})], goals=by) == []
    assert codes([calls(*GOOD)], goals=by, status="failed", points=0.0) == []


def test_nights_pass_and_lateness_is_counted_with_them():
    week = [*GOOD[:2], describe(), put(title="x", frequency="weekly", tags=["votes", "conseil"])]
    score = [{"score": 8}]

    assert codes([calls(*week)], goals=score) == []
    late = {"goals": score, "status": "failed", "points": 0.0}
    assert codes([calls(*week, {"days": 12})], **late) == []


@pytest.mark.parametrize(
    "spoil",
    [
        ("datasets:", "jeux:"),
        ("- key: fontaines\n    by", "- by"),
        ("fontaines-eau-potable.csv", "absent.csv"),
        ("datasets:\n", "datasets: []\nreuses:\n"),
    ],
)
def test_a_start_that_cannot_serve_is_refused_when_it_is_read(tmp_path, spoil):
    text = (SANDBOX / HARVEST).read_text(encoding="utf-8")
    assert spoil[0] in text
    plan = tmp_path / "depart.yml"
    plan.write_text(text.replace(*spoil), encoding="utf-8")

    with pytest.raises(ContentError):
        read_start(plan, "exercises.yml:1", SANDBOX)


def test_a_regional_part_is_put_on_the_platform_that_harvests(tmp_path):
    """A copy made by hand was there before anything else: it is counted as one."""
    text = (SANDBOX / HARVEST).read_text(encoding="utf-8")
    copy = (
        "\nregional:\n  datasets:\n    - key: copie-ancienne\n      by: agent-region\n"
        "      organization: val-ouvert\n      title: Fontaines d'eau potable de Val-Ouvert\n"
        "      description: Recopiée à la main.\n      resources: []\n"
    )
    plan = tmp_path / "depart.yml"
    plan.write_text(text + copy, encoding="utf-8")
    exercise = exercise_of([{"harvested": 1}], HARVEST)
    exercise.settings["start"] = plan
    (tmp_path / "espace").mkdir()
    replay = Replay(exercise, SANDBOX, tmp_path / "espace")

    (_, start), (_, record) = replay.play({"calls": []}, "x:1")
    assert list(start["records"]) == ["fontaines"]
    [standing] = record["evidence"]["regional"]
    assert (standing["how"], standing["harvested"]) == ("title", False)
