"""``anonymise``: a file about people is given; points by what protects them and by what it keeps.

What a learner decided travels as a recipe: it is carried out again here, measured and attacked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from grader.errors import RefusedError
from grader.exercises.anonymise_goals import GoalState, earned, goal_states, read_goals
from grader.exercises.anonymise_replay import read_records, replay
from grader.exercises.ground import ground_of, read_ground
from grader.exercises.kind import Kind, Surroundings, after_solution, outcome
from grader.exercises.model import (
    ANONYMISE,
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    UNCHECKABLE,
    Event,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.privacy.model import ROLES
from grader.quiz.model import Item

#: Kind of the event that says what was decided.
RECIPE = "recipe"


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Carry out the last recipe that counts, and compare with the goals."""
    said = after_solution(response, "décidez")
    event = last_recipe(response)
    if event is None:
        return outcome(exercise, NOT_ATTEMPTED, 0, *said)
    from grader.privacy.recipe import check_recipe

    records, ground = read_records(exercise.settings["file"]), ground_of(exercise)
    try:
        roles = roles_in(event.data, records.columns)
        recipe = check_recipe(event.data.get("recipe"), records.columns)
    except RefusedError as error:
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", str(error)), *said)
    if not recipe:
        reason = "Le fichier est encore tel qu'il a été donné : rien n'y est protégé."
        return outcome(exercise, FAILED, 0, Feedback("reason", reason), *said)
    goals, key = exercise.settings["goals"], replay_key(exercise, response.seed)
    result = replay(records, ground, goals, roles, recipe, key=key)
    states = goal_states(goals, exercise.points, result, ground)
    feedback = [*map(_told, states), *_balance(states), *said]
    if all(one.met for one in states):
        return outcome(exercise, PASSED, exercise.points, *feedback)
    points = exercise.points * earned(states)
    # The full points are for who meets every goal.
    points = min(points, exercise.points - 0.01)
    return outcome(exercise, PARTIAL if points else FAILED, points, *feedback)


def last_recipe(response: Response) -> Event | None:
    """Give the recipe that counts: the last one before the solution was seen; None for none.

    Args:
        response: all that she did.
    """
    return response.last_scored(RECIPE)


def roles_in(data: Mapping[str, Any], labels: list[str]) -> dict[str, str]:
    """Take the roles of the event of a recipe.

    Args:
        data: of the event; may hold anything.
        labels: columns of the file.

    Raises:
        RefusedError: they are no roles of these columns.
    """
    roles = data.get("roles")
    if not isinstance(roles, Mapping) or not all(
        label in labels and role in ROLES for label, role in roles.items()
    ):
        raise RefusedError(
            "foreign-roles",
            "Les rôles des colonnes que contient cette réponse ne sont pas ceux de ce fichier.",
            "Rouvrez l'exercice, puis demandez de nouveau « Est-ce publiable ? ».",
        )
    return dict(roles)


def replay_key(exercise: Exercise, seed: int) -> bytes:
    """Give the secret of pseudonyms and noise in a response: the same at every door.

    Args:
        exercise: which exercise.
        seed: of the response.
    """
    return hashlib.sha256(f"{exercise.id}/{seed}".encode()).hexdigest().encode()


def _told(state: GoalState) -> Feedback:
    message = f"{state.text} {state.sentence} {state.remedy}".strip()
    return Feedback("good" if state.met else "wrong", message)


def _balance(states: tuple[GoalState, ...]) -> tuple[Feedback, ...]:
    """Say how goals of both sides count together, once one is missing."""
    if all(one.met for one in states) or len({one.useful for one in states}) == 1:
        return ()
    message = (
        "Protéger les personnes et garder un fichier utile comptent ensemble : chaque objectif "
        "rapporte en proportion de ce qui est atteint de l'autre côté."
    )
    return (Feedback("info", message),)


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    file, ground = read_ground(raw, where, around.sandbox)
    return (), {
        "file": file,
        # Named beside the ground as well: what was kept is found anew when they change.
        "public": ground.public,
        "earlier": ground.earlier,
        "places": ground.places,
        "ground": ground,
        "goals": read_goals(raw, where, ground),
    }


_VALID: dict[str, Any] = {
    "id": "aides",
    "kind": ANONYMISE,
    "title": "Préparer un fichier de personnes",
    "points": 6,
    "statement": "Rendez ce fichier publiable.",
    "file": "communes/exemple/registre.csv",
    "roles": {"ID": "direct", "JOUR": "quasi", "MONTANT": "sensitive"},
    "uses": [{"question": "Peut-on encore compter par mois ?", "by": ["JOUR"]}],
    "goals": [{"k": 3}, {"rows": 0.8}, {"use": 0}],
}
_ATTACKED: dict[str, Any] = {
    **_VALID,
    "public": "communes/exemple/registre-a-moitie.csv",
    "match": {"JOUR": "JOUR"},
    "person": ["ID"],
    "goals": [{"found": 0}],
}

KIND = Kind(
    name=ANONYMISE,
    keys=frozenset(
        {"file", "roles", "public", "match", "person", "earlier", "places", "uses", "goals"}
    ),
    read=_read,
    assess=assess,
    valid=(_VALID, {**_VALID, "goals": [{"roles": True}, {"l": 2}]}, _ATTACKED),
    invalid=(
        ({**_VALID, "file": "communes/exemple/absent.csv"}, "missing-file"),
        ({**_VALID, "roles": {}}, "missing-key"),
        ({**_VALID, "roles": {"NOM": "direct", "JOUR": "quasi"}}, "unknown-column"),
        ({**_VALID, "roles": {"JOUR": "indirect"}}, "bad-value"),
        ({**_VALID, "roles": ["JOUR"]}, "bad-value"),
        ({**_VALID, "uses": [{"question": "Par mois ?"}]}, "bad-use"),
        ({**_VALID, "uses": {}}, "bad-value"),
        ({**_VALID, "goals": []}, "missing-key"),
        ({**_VALID, "goals": [{"k": 1}]}, "bad-goal"),
        ({**_VALID, "goals": [{"k": 3, "l": 2}]}, "bad-goal"),
        ({**_VALID, "goals": [{"found": 0}]}, "bad-goal"),
        ({**_VALID, "goals": [{"use": 1}]}, "bad-goal"),
        ({**_VALID, "goals": ["k"]}, "bad-goal"),
        ({**_ATTACKED, "match": {}}, "missing-key"),
        ({**_ATTACKED, "match": {"JOUR": "DATE"}}, "unknown-column"),
        ({**_ATTACKED, "person": ["NOM"]}, "unknown-column"),
        ({**_ATTACKED, "person": []}, "missing-key"),
        ({**_ATTACKED, "earlier": "communes/exemple/absent.csv"}, "missing-file"),
    ),
)
