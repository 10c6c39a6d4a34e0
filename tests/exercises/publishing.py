"""Records published in a portal in memory, and what goals say of them."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from grader.exercises.assess import assess
from grader.exercises.declare import parse_exercise
from grader.exercises.kind import Surroundings
from grader.exercises.model import Event, Exercise, Outcome, Response
from grader.exercises.publish import before_of, last_record
from grader.exercises.publish_goals import GoalState, goal_states
from grader.exercises.publish_replay import Replay, temporary_folder
from grader.settings import DEFAULT_ROOT

SANDBOX = DEFAULT_ROOT / "sandbox_data"
FILE = "communes/val-ouvert/deliberations.csv"
OTHER_FILE = "communes/val-ouvert/subventions-exemple.csv"
MEND, REPLACE, HARVEST = (
    f"portal/exercices/{name}.yml"
    for name in ("fiche-a-reparer", "remplacer-le-fichier", "moissonne-une-fois")
)
DESCRIPTION = (
    "Toutes les délibérations du conseil municipal, une par ligne, avec la date de la séance, la "
    "matière, l'objet et le vote. Le secrétariat complète le fichier à la fin de chaque trimestre."
)
TAGS = ["deliberations", "conseil-municipal", "votes"]
PERIOD = {"start": "2024-01-01", "end": "2025-12-31"}
#: What a person sends of a record that is well made.
BODY: dict[str, Any] = {
    "title": "Délibérations du conseil",
    "description": DESCRIPTION,
    "license": "lov2",
    "frequency": "quarterly",
    "tags": TAGS,
    "temporal_coverage": PERIOD,
    "spatial": {"zones": ["fr:commune:99042"], "granularity": "fr:commune"},
    "organization": "{organisation}",
}
SCHEMA = {"name": "scdl/deliberations", "version": "2.1.5"}


def create(**changes: Any) -> dict[str, Any]:
    """Make the call that creates the record."""
    return {"method": "POST", "path": "/api/1/datasets/", "body": {**BODY, **changes}}


def upload(file: str = FILE, **more: Any) -> dict[str, Any]:
    """Make the call that adds a file."""
    return {"method": "POST", "path": "/api/1/datasets/{jeu}/upload/", "file": file, **more}


def describe(**body: Any) -> dict[str, Any]:
    """Make the call that describes the file that came last."""
    path = "/api/1/datasets/{jeu}/resources/{ressource}/"
    text = "Une ligne par délibération adoptée, en UTF-8."
    said = {"title": "Délibérations (CSV)", "description": text, "schema": SCHEMA, **body}
    return {"method": "PUT", "path": path, "body": said}


def put(record: str = "{jeu}", **body: Any) -> dict[str, Any]:
    """Make the call that changes a record."""
    return {"method": "PUT", "path": f"/api/1/datasets/{record}/", "body": body}


def regional(method: str, path: str, **body: Any) -> dict[str, Any]:
    """Make a call of the platform that harvests."""
    return {"site": "regional", "method": method, "path": path, "body": body}


def source(url: str = "{catalogue}") -> list[dict[str, Any]]:
    """Make the calls that declare a source and have it accepted: it is read at once."""
    said = {"name": "Val-Ouvert", "url": url, "backend": "dcat", "organization": "{organisation}"}
    accepted = "/api/1/harvest/source/{source}/validate/"
    return [
        regional("POST", "/api/1/harvest/sources/", **said),
        regional("POST", accepted, state="accepted"),
    ]


GOOD: list[dict[str, Any]] = [create(), upload(), describe()]


def exercise_of(goals: list[dict[str, Any]], start: str = "", points: float = 10) -> Exercise:
    """Declare an exercise."""
    raw: dict[str, Any] = {
        "id": "essai",
        "kind": "publish",
        "title": "Essai",
        "points": points,
        "statement": "Publiez.",
        "goals": goals,
    }
    if start:
        raw["start"] = start
    return parse_exercise(raw, "exercises.yml:1", Surroundings("publier", {}, SANDBOX))


def played(exercise: Exercise, *rounds: dict[str, Any]) -> Response:
    """Play rounds of calls one after the other, each followed by the record being handed."""
    events: list[Event] = []
    with temporary_folder() as folder:
        replay = Replay(exercise, SANDBOX, Path(folder))
        for one in rounds:
            made = replay.play(one, "cases.yml:1")
            events += [Event(kind, "2026-10-15T08:00:00+00:00", data) for kind, data in made]
    return Response(exercise.id, 0, tuple(events))


def evidence_of_calls(calls: list[dict[str, Any]], start: str = "", **more: Any) -> Any:
    """Give the last evidence of calls, and the whole response."""
    exercise = exercise_of([{"public": True}], start)
    response = played(exercise, {"calls": calls, **more})
    event = last_record(response.events)
    assert event is not None
    return copy.deepcopy(event.data["evidence"])


def judged(
    goal: dict[str, Any], calls: list[dict[str, Any]], start: str = "", **more: Any
) -> GoalState:
    """Give what one goal says of a record that calls made."""
    exercise = exercise_of([goal], start)
    response = played(exercise, {"calls": calls, **more})
    event = last_record(response.events)
    assert event is not None
    before = before_of(response.events, event)
    [state] = goal_states(exercise.settings["goals"], event.data["evidence"], before)
    return state


def judge_evidence(goal: dict[str, Any], evidence: Any) -> GoalState:
    """Give what one goal says of evidence that a test changed."""
    [state] = goal_states(exercise_of([goal]).settings["goals"], evidence, None)
    return state


def outcome_of(
    goals: list[dict[str, Any]], *rounds: dict[str, Any], start: str = "", points: float = 10
) -> Outcome:
    """Assess rounds of calls."""
    exercise = exercise_of(goals, start, points)
    return assess(exercise, played(exercise, *rounds))
