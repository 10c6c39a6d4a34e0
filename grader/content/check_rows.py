"""What an exercise on rows asks of a course: the author and the engine agree on every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grader.content.load import Reading
from grader.content.model import Case, Module
from grader.content.problems import Problem, problem
from grader.errors import ContentError, OuvroirError
from grader.exercises.model import ROWS, Exercise
from grader.exercises.rows import drawn
from grader.exercises.rows_declared import LINES
from grader.exercises.rows_key import key_of, unknown_columns


def rows(reading: Reading, module: Module) -> Iterator[Problem]:
    """Each row is refused for the columns that its author declares, and for no other.

    Args:
        reading: the courses.
        module: whose exercises.
    """
    for exercise in module.exercises.values():
        if exercise.kind == ROWS:
            yield from _problems(reading.places[f"exercise {exercise.id}"], exercise)


def _problems(where: str, exercise: Exercise) -> Iterator[Problem]:
    unknown = unknown_columns(exercise)
    if unknown:
        yield problem(
            where,
            "unknown-column",
            f"Le schéma n'a pas de colonne « {unknown[0]} ».",
            "Corrigez « columns » ou « fixed » : les noms sont ceux du schéma, à la lettre près.",
        )
        return
    try:
        key = key_of(exercise)
    except OuvroirError as error:
        yield problem(where, error.code, error.message, error.hint)
        return
    for line in exercise.settings[LINES]:
        found = {told.column for told in key[line.id]}
        if found != set(line.refused):
            said = " ".join(told.message for told in key[line.id])
            yield problem(
                where,
                "row-disagrees",
                f"La ligne « {line.id} » déclare {_columns(line.refused)}, et le moteur refuse "
                f"{_columns(found)}.",
                f"Corrigez ses cellules, ou « refused ». {said}".strip(),
            )


def _columns(names: Any) -> str:
    return ", ".join(sorted(f"« {name} »" for name in names)) or "aucune colonne"


def rows_of_case(
    where: str, exercise: Exercise, case: Case, data: Mapping[str, Any]
) -> dict[str, Any]:
    """Make the answer of a case: of the rows that it names, those that its draw shows.

    Args:
        where: ``file:line`` of the case.
        exercise: the exercise of the case.
        case: for its name and its seed.
        data: ``ticked``, and ``draw`` where it is not the first.

    Raises:
        ContentError: the exercise is not on rows, or has no such row.
    """
    if exercise.kind != ROWS:
        raise ContentError(
            where,
            "bad-case",
            f"Le cas « {case.name} » coche des lignes, et cet exercice n'en montre pas.",
            "Gardez « kind: rows » pour un exercice « rows ».",
        )
    known = {line.id for line in exercise.settings[LINES]}
    for name in data["ticked"]:
        if name not in known:
            raise ContentError(
                where,
                "unknown-row",
                f"Le cas « {case.name} » coche la ligne « {name} », qui n'existe pas.",
                f"Lignes : {', '.join(sorted(known))}.",
            )
    number = int(data.get("draw", 1))
    shown = {row.id for row in drawn(exercise, case.seed, number).rows}
    return {"draw": number, "ticked": [name for name in data["ticked"] if name in shown]}
