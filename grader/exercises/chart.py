"""``chart``: a resident's question, a clean file, and the chart that answers it.

What a learner chose travels as a few words; its figures are counted anew here, from the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.errors import ContentError, RefusedError, UnusableFileError
from grader.exercises.chart_file import (
    COUNTS,
    MOST_NAMES,
    ROWS,
    SUM,
    Grid,
    amounts_known,
    figures,
    number_of,
    read_grid,
)
from grader.exercises.chart_goals import Answer, Drawn, GoalState, goal_states, read_goals
from grader.exercises.chart_spec import (
    LONGEST_ALTERNATIVE,
    LONGEST_TITLE,
    Spec,
    check_spec,
    check_words,
)
from grader.exercises.chart_told import Told
from grader.exercises.fields import sandbox_file
from grader.exercises.kind import Kind, Surroundings, after_solution, outcome
from grader.exercises.model import (
    CHART,
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
from grader.quiz.fields import expect_keys, text
from grader.quiz.model import Item

#: Columns that may be offered for the marks, and columns of numbers.
_MOST_COLUMNS = 6


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Count the figures of the last chart that counts, and compare with the goals."""
    said = after_solution(response, "dessinez")
    event = last_chart(response)
    if event is None:
        return outcome(exercise, NOT_ATTEMPTED, 0, *said)
    try:
        states = states_of(exercise, event.data)
    except RefusedError as error:
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", str(error)), *said)
    feedback = [*map(_told, states), *said]
    met = sum(one.met for one in states)
    if met == len(states):
        return outcome(exercise, PASSED, exercise.points, *feedback)
    points = exercise.points * met / len(states)
    return outcome(exercise, PARTIAL if met else FAILED, points, *feedback)


def last_chart(response: Response) -> Event | None:
    """Give the chart that counts: the last one before the solution was seen; None for none.

    Args:
        response: all that she did.
    """
    return response.last_scored(CHART)


def states_of(exercise: Exercise, data: Mapping[str, Any]) -> tuple[GoalState, ...]:
    """Tell where each goal of an exercise stands with a chart.

    Args:
        exercise: a chart exercise.
        data: of the event, or of a page: may hold anything.

    Raises:
        RefusedError: it is no chart of this exercise.
    """
    settings = exercise.settings
    spec, title, alternative = read_chart(exercise, data)
    grid, answer = read_grid(settings["file"]), settings["answer"]
    told = Told(
        figures=figures(grid, answer.by, answer.value, answer.count),
        known=amounts_known(grid, settings["groups"], tuple(settings["values"])),
        least=answer.least,
        shared=answer.count in (SUM, ROWS),
    )
    drawn = Drawn(
        spec, title, alternative, answer, settings["groups"], settings["values"], grid, told
    )
    return goal_states(settings["goals"], drawn)


def read_chart(exercise: Exercise, data: Mapping[str, Any]) -> tuple[Spec, str, str]:
    """Take a chart: its choices, its title and its text alternative.

    Args:
        exercise: a chart exercise.
        data: of the event, or of a page: may hold anything.

    Raises:
        RefusedError: it is no chart of this exercise.
    """
    spec = check_spec(data.get("spec"), exercise.settings["groups"], exercise.settings["values"])
    return (
        spec,
        check_words(data.get("title"), LONGEST_TITLE),
        check_words(data.get("alternative"), LONGEST_ALTERNATIVE),
    )


def _told(state: GoalState) -> Feedback:
    message = f"{state.text} {state.sentence} {state.remedy}".strip()
    return Feedback("good" if state.met else "wrong", message)


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    file = sandbox_file(raw, "file", where, around.sandbox)
    try:
        grid = read_grid(file)
    except UnusableFileError as error:
        raise ContentError(where, "bad-file", error.message, error.hint) from None
    groups, values = _columns(raw, "groups", where, grid), _columns(raw, "values", where, grid)
    _check_groups(grid, groups, where)
    _check_values(grid, values, where)
    return (), {
        "file": file,
        "question": text(raw, "question", where),
        "unit": text(raw, "unit", where, optional=True),
        "groups": groups,
        "values": values,
        "answer": _answer(raw.get("answer"), where, groups, values),
        "goals": read_goals(raw, where),
    }


def _columns(raw: Mapping[str, Any], key: str, where: str, grid: Grid) -> dict[str, str]:
    """Take columns of the file, each with the name that people read."""
    value = raw.get(key)
    if not isinstance(value, Mapping) or not 1 <= len(value) <= _MOST_COLUMNS:
        raise ContentError(
            where,
            "missing-key",
            f"« {key} » nomme d'une à {_MOST_COLUMNS} colonnes du fichier.",
            f"Écrivez « {key}: {{montantVerse: Montant versé}} ».",
        )
    for column, name in value.items():
        if column not in grid.columns:
            raise ContentError(
                where,
                "unknown-column",
                f"La colonne « {column} » n'est pas dans le fichier.",
                f"Colonnes du fichier : {', '.join(grid.columns)}.",
            )
        if not isinstance(name, str) or not name.strip():
            raise ContentError(
                where,
                "bad-value",
                f"La colonne « {column} » n'a pas de nom à lire.",
                f"Écrivez « {column}: Association ».",
            )
    return {column: name.strip() for column, name in value.items()}


def _check_groups(grid: Grid, groups: Mapping[str, str], where: str) -> None:
    for column in groups:
        count = len(set(grid.cells(column)))
        if not 2 <= count <= MOST_NAMES:
            raise ContentError(
                where,
                "undrawable-column",
                f"La colonne « {column} » a {count} valeurs différentes.",
                f"Une colonne de « groups » en a de 2 à {MOST_NAMES}.",
            )


def _check_values(grid: Grid, values: Mapping[str, str], where: str) -> None:
    for column in values:
        try:
            for cell in grid.cells(column):
                number_of(cell)
        except ValueError:
            raise ContentError(
                where,
                "not-a-number",
                f"La colonne « {column} » contient autre chose que des nombres.",
                "Retirez-la de « values », ou corrigez le fichier.",
            ) from None


def _answer(raw: Any, where: str, groups: Mapping[str, str], values: Mapping[str, str]) -> Answer:
    expect_keys(raw, {"by", "value", "count", "find"}, where, "La réponse (answer)")
    by, count = raw.get("by"), raw.get("count")
    value, find = raw.get("value", ""), raw.get("find", "most")
    if (
        not isinstance(by, str)
        or by not in groups
        or count not in COUNTS
        or find not in ("most", "least")
        or not isinstance(value, str)
        or (value != "" if count == ROWS else value not in values)
    ):
        raise ContentError(
            where,
            "bad-answer",
            "La réponse (answer) ne nomme pas une colonne de « groups » et un calcul possible.",
            "Écrivez « answer: {by: association, value: montantVerse, count: sum} » ; count vaut "
            "sum, mean ou rows (sans value), et find: least cherche la plus petite.",
        )
    return Answer(str(by), str(value), str(count), least=find == "least")


_VALID: dict[str, Any] = {
    "id": "qui-recoit",
    "kind": CHART,
    "title": "Répondre par un graphique",
    "points": 7,
    "statement": "Dessinez le graphique qui répond.",
    "question": "Quel jour a la plus grande somme ?",
    "file": "communes/exemple/registre.csv",
    "groups": {"JOUR": "Jour"},
    "values": {"MONTANT": "Montant"},
    "answer": {"by": "JOUR", "value": "MONTANT", "count": "sum"},
    "goals": [{"by": True}, {"marks": ["bars"]}, {"title": True}, {"alternative": 60}],
}
_COUNTED = {"by": "JOUR", "count": "rows", "find": "least"}

KIND = Kind(
    name=CHART,
    keys=frozenset({"file", "question", "unit", "groups", "values", "answer", "goals"}),
    read=_read,
    assess=assess,
    valid=(_VALID, {**_VALID, "unit": "€", "answer": _COUNTED, "goals": [{"zero": True}]}),
    invalid=(
        ({**_VALID, "file": "communes/exemple/absent.csv"}, "missing-file"),
        ({**_VALID, "question": ""}, "missing-key"),
        ({**_VALID, "groups": {}}, "missing-key"),
        ({**_VALID, "groups": ["JOUR"]}, "missing-key"),
        ({**_VALID, "groups": {"QUAND": "Jour"}}, "unknown-column"),
        ({**_VALID, "groups": {"JOUR": ""}}, "bad-value"),
        ({**_VALID, "values": {"JOUR": "Jour"}}, "not-a-number"),
        ({**_VALID, "answer": {"by": "MONTANT", "value": "MONTANT", "count": "sum"}}, "bad-answer"),
        ({**_VALID, "answer": {"by": "JOUR", "value": "MONTANT", "count": "rows"}}, "bad-answer"),
        ({**_VALID, "answer": {"by": "JOUR", "count": "sum"}}, "bad-answer"),
        ({**_VALID, "answer": {**_COUNTED, "find": "first"}}, "bad-answer"),
        ({**_VALID, "answer": {**_COUNTED, "top": 1}}, "unknown-key"),
        ({**_VALID, "answer": "JOUR"}, "bad-value"),
        ({**_VALID, "goals": []}, "missing-key"),
        ({**_VALID, "goals": [{"by": False}]}, "bad-goal"),
        ({**_VALID, "goals": [{"by": True}, {"by": True}]}, "bad-goal"),
        ({**_VALID, "goals": [{"marks": ["cloud"]}]}, "bad-goal"),
        ({**_VALID, "goals": [{"alternative": 5}]}, "bad-goal"),
        ({**_VALID, "goals": ["title"]}, "bad-goal"),
    ),
)
