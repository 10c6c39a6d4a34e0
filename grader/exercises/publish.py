"""``publish``: graded on the record itself, as the sandbox portal knew it when it was handed.

What a learner published travels as evidence that the server took; nothing here asks a portal.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.errors import ContentError
from grader.exercises.fields import sandbox_file
from grader.exercises.kind import Kind, Surroundings, after_solution, outcome
from grader.exercises.model import (
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    PUBLISH,
    UNCHECKABLE,
    Event,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.exercises.publish_goals import Goal, GoalState, goal_states, read_goals
from grader.publication.reporting import WAITING
from grader.publication.trail import TRAIL
from grader.quiz.fields import texts
from grader.quiz.model import Item

#: Kinds of the events of this kind: records put into her space, a record handed.
START, RECORD = "start", "record"
#: Goals that look at the platform that harvests.
HARVESTED = "harvested"
_PARTS = frozenset({"people", "contacts", "datasets", "reuses", "discussions"})


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Compare the last record that counts with the goals."""
    said = after_solution(response, "publiez")
    event = last_record(response.scored_events)
    if event is None:
        return outcome(exercise, NOT_ATTEMPTED, 0, *said)
    try:
        return _assess_record(exercise, response.scored_events, event, said)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        reason = (
            "Ce que contient cette réponse n'est pas la fiche d'un portail : rouvrez l'exercice, "
            "puis faites vérifier votre fiche de nouveau."
        )
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", reason), *said)


def _assess_record(
    exercise: Exercise, events: tuple[Event, ...], event: Event, said: tuple[Feedback, ...]
) -> Outcome:
    evidence = event.data["evidence"]
    refused = refusal_of(exercise, events, event)
    if refused:
        return outcome(exercise, FAILED, 0, Feedback("reason", refused), *said)
    goals: tuple[Goal, ...] = exercise.settings["goals"]
    before = before_of(events, event)
    states = goal_states(goals, evidence, before)
    feedback = [*map(_told, states), *said]
    if all(one.met for one in states):
        return outcome(exercise, PASSED, exercise.points, *feedback)
    if before is not None and not _gained(states, _at_start(goals, before, evidence)):
        reason = (
            "Rien de ce qui est demandé n'a encore changé depuis que l'exercice est préparé : "
            "les objectifs déjà atteints au départ ne comptent qu'avec un objectif de plus."
        )
        return outcome(exercise, FAILED, 0, Feedback("reason", reason), *feedback)
    met = sum(one.met for one in states)
    points = min(exercise.points * met / len(states), exercise.points - 0.01)
    return outcome(exercise, PARTIAL if met else FAILED, points, *feedback)


def last_record(events: tuple[Event, ...]) -> Event | None:
    """Give the record that was handed last; None for none.

    Args:
        events: in order.
    """
    return next((event for event in reversed(events) if event.kind == RECORD), None)


def before_of(events: tuple[Event, ...], event: Event) -> Mapping[str, Any] | None:
    """Give the evidence of a record when the exercise put it there; None where it did not.

    Args:
        events: in order.
        event: a record that was handed.
    """
    start = last_start(events[: events.index(event)])
    if start is None:
        return None
    found: Mapping[str, Any] | None = start.data["before"].get(event.data["dataset"])
    return found


def last_start(events: tuple[Event, ...]) -> Event | None:
    """Give the last time that records were put into her space; None for none.

    Args:
        events: in order.
    """
    return next((event for event in reversed(events) if event.kind == START), None)


def records_of(start: Event | None) -> Mapping[str, str]:
    """Give the records that a start put into her space, by key; none where it says no such thing.

    Args:
        start: the event, which may have come back from a file of hers; or None.
    """
    found = start.data.get("records") if start is not None else None
    if not isinstance(found, Mapping) or not all(isinstance(one, str) for one in found.values()):
        return {}
    return found


def lightened(response: Response) -> Response:
    """Give a response with the evidence that counts alone: it is assessed the same.

    Args:
        response: all that she did on an exercise of this kind.
    """
    counting = last_record(response.scored_events)
    if counting is None:
        return dataclasses.replace(response, events=tuple(map(_without_evidence, response.events)))
    at = response.events.index(counting)
    start = last_start(response.events[:at])
    return dataclasses.replace(
        response,
        events=tuple(
            one if one in (counting, start) else _without_evidence(one) for one in response.events
        ),
    )


def _without_evidence(event: Event) -> Event:
    if event.kind not in (START, RECORD):
        return event
    data = {key: one for key, one in event.data.items() if key not in ("evidence", "before")}
    return dataclasses.replace(event, data=data)


def refusal_of(exercise: Exercise, events: tuple[Event, ...], event: Event) -> str:
    """Say why a record cannot be handed for an exercise, or "".

    Args:
        exercise: the exercise.
        events: in order.
        event: the record that was handed.
    """
    evidence = event.data["evidence"]
    dataset = evidence["dataset"]
    if dataset["id"] != event.data["dataset"]:
        raise ValueError("the evidence is of another record")
    if dataset["deleted"]:
        return "Cette fiche est supprimée : rétablissez-la, puis faites-la vérifier."
    if exercise.settings["start"] is not None:
        if before_of(events, event) is not None:
            return ""
        return (
            "Cette fiche n'est pas celle que l'exercice a préparée : choisissez-la dans la liste, "
            "ou préparez de nouveau l'exercice."
        )
    if was_made_by(dataset, evidence["mine"]):
        return ""
    return (
        "Cette fiche était déjà là, ou une autre personne l'a créée : créez la vôtre, puis "
        "faites-la vérifier."
    )


def was_made_by(dataset: Mapping[str, Any], user_id: str | None) -> bool:
    """Say whether a person made a record herself, by the API or by the pages.

    Args:
        dataset: as stored.
        user_id: hers on that portal.
    """
    trail = dataset.get(TRAIL) or ()
    return bool(trail and trail[0]["by"] != "seed" and user_id and trail[0]["who"] == user_id)


def _at_start(
    goals: tuple[Goal, ...], before: Mapping[str, Any], evidence: Mapping[str, Any]
) -> tuple[GoalState, ...]:
    """Judge the start, with what was found since of files that nobody changed.

    A file is checked after it was put there: that it is valid was so from the beginning.
    """
    reports = dict(before["reports"])
    for rid, report in before["reports"].items():
        now = evidence["reports"].get(rid)
        if report["state"] == WAITING and now is not None and _same_subject(now, report):
            reports[rid] = now
    settled = {**before, "reports": reports}
    return goal_states(goals, settled, settled)


def _same_subject(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("sha1", "schema"))


def _gained(now: tuple[GoalState, ...], before: tuple[GoalState, ...]) -> bool:
    return any(one.met and not old.met for one, old in zip(now, before, strict=True))


def _told(state: GoalState) -> Feedback:
    message = f"{state.text} {state.sentence} {state.remedy}".strip()
    return Feedback("good" if state.met else "wrong", message)


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    start = sandbox_file(raw, "start", where, around.sandbox) if "start" in raw else None
    if start is not None:
        read_start(start, where, around.sandbox)
    steps: Any = ()
    if "console" in raw:
        from grader.exercises.console import read_console

        steps = read_console(raw, where, around)
    names = texts(raw, "files", where)
    return (), {
        "start": start,
        "files": tuple(
            sandbox_file({"files": name}, "files", where, around.sandbox) for name in names
        ),
        "goals": read_goals(raw, where, around.sandbox, start=start is not None),
        "console": steps,
    }


def read_start(path: Path, where: str, sandbox: Path) -> dict[str, Any]:
    """Read what an exercise puts into a space.

    Args:
        path: the plan, YAML.
        where: ``file:line`` of the exercise, for messages.
        sandbox: folder of the fictional data.

    Raises:
        ContentError: it is no plan, or names a file that does not exist.
    """
    import yaml

    try:
        plan = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _bad_plan(where, path, "ce n'est pas du YAML lisible") from error
    if not isinstance(plan, dict) or not plan.keys() <= _PARTS | {"regional"}:
        raise _bad_plan(where, path, "une de ses parties n'est pas connue")
    regional = plan.get("regional") or {}
    if not isinstance(regional, dict) or not regional.keys() <= _PARTS:
        raise _bad_plan(where, path, "sa partie « regional » n'est pas bien formée")
    records = plan.get("datasets")
    if not isinstance(records, list) or not records:
        raise _bad_plan(where, path, "il ne prépare aucune fiche (datasets)")
    for entry in [*records, *(regional.get("datasets") or ())]:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            raise _bad_plan(where, path, "une fiche n'a pas de clé (key)")
        for resource in entry.get("resources") or ():
            if "file" in resource:
                sandbox_file(resource, "file", where, sandbox)
    return plan


def _bad_plan(where: str, path: Path, why: str) -> ContentError:
    return ContentError(
        where,
        "bad-start",
        f"La fiche de départ « {path.name} » ne peut pas servir : {why}.",
        "Écrivez-la comme sandbox_data/portal/main.yml : datasets, puis reuses et discussions.",
    )


_VALID: dict[str, Any] = {
    "id": "publier",
    "kind": PUBLISH,
    "title": "Publier un jeu de données",
    "points": 6,
    "statement": "Publiez ce fichier.",
    "files": ["communes/exemple/registre.csv"],
    "goals": [
        {"score": 9},
        {"frequency": ["quarterly"]},
        {"covers": ["2024-01-01", "2025-12-31"]},
        {"zones": ["fr:commune:99042"]},
        {"told": True},
        {"tags": 3},
        {"license": ["lov2"]},
        {"by": "api"},
        {"drafted": True},
        {"kept": ["tags", "temporal_coverage"]},
        {"holds": "communes/exemple/registre.csv"},
    ],
}
_BARE: dict[str, Any] = {**_VALID, "files": []}

KIND = Kind(
    name=PUBLISH,
    keys=frozenset({"files", "start", "goals", "console"}),
    read=_read,
    assess=assess,
    valid=(_VALID, {**_BARE, "goals": [{"public": True}, {"described": True}, {"valid": True}]}),
    invalid=(
        ({**_VALID, "files": ["communes/exemple/absent.csv"]}, "missing-file"),
        ({**_VALID, "files": "communes/exemple/registre.csv"}, "bad-value"),
        ({**_VALID, "start": "portal/exercices/absent.yml"}, "missing-file"),
        ({**_VALID, "start": "communes/exemple/registre.csv"}, "bad-start"),
        ({**_BARE, "goals": []}, "missing-key"),
        ({**_BARE, "goals": {"score": 9}}, "missing-key"),
        ({**_BARE, "goals": ["score"]}, "bad-goal"),
        ({**_BARE, "goals": [{"score": 10}]}, "bad-goal"),
        ({**_BARE, "goals": [{"score": 9, "told": True}]}, "bad-goal"),
        ({**_BARE, "goals": [{"score": 9}, {"score": 8}]}, "bad-goal"),
        ({**_BARE, "goals": [{"frequency": ["sometimes"]}]}, "bad-goal"),
        ({**_BARE, "goals": [{"covers": ["2025-12-31", "2024-01-01"]}]}, "bad-goal"),
        ({**_BARE, "goals": [{"covers": ["2025-02-30", "2025-12-31"]}]}, "bad-goal"),
        ({**_BARE, "goals": [{"zones": ["fr:commune:00000"]}]}, "bad-goal"),
        ({**_BARE, "goals": [{"told": False}]}, "bad-goal"),
        ({**_BARE, "goals": [{"tags": 0}]}, "bad-goal"),
        ({**_BARE, "goals": [{"schema": "scdl/absent"}]}, "unknown-schema"),
        ({**_BARE, "goals": [{"license": ["libre"]}]}, "bad-goal"),
        ({**_BARE, "goals": [{"by": "mail"}]}, "bad-goal"),
        ({**_BARE, "goals": [{"kept": ["couleur"]}]}, "bad-goal"),
        ({**_BARE, "goals": [{"harvested": 2}]}, "bad-goal"),
        ({**_BARE, "goals": [{"replaced": "communes/exemple/registre.csv"}]}, "bad-goal"),
        ({**_BARE, "goals": [{"holds": "communes/exemple/absent.csv"}]}, "missing-file"),
        ({**_BARE, "goals": [{"answered": True}]}, "bad-goal"),
        ({**_BARE, "goals": [{"shiny": True}]}, "bad-goal"),
    ),
)
