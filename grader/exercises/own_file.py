"""``own_file``: a file of the learner's own; points by what improved since her first drop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.exercises.fields import schema_name
from grader.exercises.kind import Kind, Surroundings, outcome
from grader.exercises.model import (
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    UNCHECKABLE,
    Drop,
    Event,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.exercises.present import after_solution, dropped, present_file, verdict_of, with_more
from grader.exercises.scoring import LOST_ROW, code_of, gain
from grader.exercises.wording import tell
from grader.quiz.fields import texts
from grader.quiz.model import Item
from grader.typography import plural
from grader.validation.model import Verdict

#: Faults that are rightly mended by removing a row.
_REMOVED_ROWS = frozenset({"blank-row", "duplicate-key", "unique-error", "primary-key"})


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Compare the last file with the first one dropped for the same schema."""
    files = dropped(response)
    said = after_solution(response)
    if not files:
        return outcome(exercise, NOT_ATTEMPTED, 0, *said)
    if _schema(files[-1]) not in exercise.settings["schemas"]:
        reason = "Le schéma choisi pour ce fichier ne fait pas partie de cet exercice."
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", reason), *said)
    last, present, passed_over = present_file(exercise, response, files)
    schema, said = _schema(last), (*passed_over, *said)
    if isinstance(present, Outcome):
        return with_more(present, said)
    if present.n_rows == 0:
        reason = "Ce fichier n'a que son en-tête : il n'y a aucune ligne à vérifier."
        return outcome(exercise, FAILED, 0, Feedback("reason", reason), *said)
    first = _first(exercise, response, [e for e in files if _schema(e) == schema], present)
    return with_more(_compared(exercise, first, present), said)


def _compared(exercise: Exercise, first: Verdict, present: Verdict) -> Outcome:
    lost = lost_rows(first, present)
    if lost:
        present = Verdict(
            present.schema, present.valid, present.n_rows, {**present.counts, (LOST_ROW, ""): lost}
        )
    made = gain(first, present, exercise.points)
    if made.complete:
        rows = plural(present.n_rows, "ligne")
        word = "valide" if present.n_rows < 2 else "valides"
        good = Feedback("good", f"Votre fichier suit le schéma : {rows} {word}.")
        more = tell(made) if made.solved else []
        return outcome(exercise, PASSED, exercise.points, good, *more)
    feedback = tell(made)
    if lost:
        reason = (
            "Votre fichier a moins de lignes que le premier, sans que des lignes vides ou en "
            "double l'expliquent. Si c'est un autre fichier, choisissez « Prendre un autre "
            "fichier »."
        )
        feedback.append(Feedback("reason", reason))
    return outcome(exercise, PARTIAL if made.points else FAILED, made.points, *feedback)


def lost_rows(first: Verdict, present: Verdict) -> int:
    """Count rows gone that neither blank nor repeated rows explain.

    Args:
        first: verdict on the first file.
        present: verdict on the present one.
    """
    explained = sum(
        max(0, count - present.counts.get(cause, 0))
        for cause, count in first.counts.items()
        if code_of(cause) in _REMOVED_ROWS
    )
    return max(0, first.n_rows - present.n_rows - explained)


def _first(exercise: Exercise, response: Response, files: list[Event], present: Verdict) -> Verdict:
    """Give the verdict on the first file that could be read; the present one at the latest."""
    for event in files[:-1]:
        found = verdict_of(exercise, response, event)
        if isinstance(found, Verdict):
            return found
    return present


def _schema(event: Event) -> str:
    return Drop.of(event).schema


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    names = texts(raw, "schemas", where, least=1)
    return (), {
        "schemas": tuple(schema_name(name, where, around.sandbox) for name in names),
        "schemas_folder": (around.sandbox / "schemas").resolve(),
    }


_VALID: dict[str, Any] = {
    "id": "mon-fichier",
    "kind": "own_file",
    "title": "Votre fichier",
    "points": 4,
    "statement": "Déposez un fichier de votre collectivité.",
    "schemas": ["exemple/registre@1.0.0"],
}

KIND = Kind(
    name="own_file",
    keys=frozenset({"schemas"}),
    read=_read,
    assess=assess,
    valid=(_VALID, {**_VALID, "hints": ["Enregistrez en CSV."]}),
    invalid=(
        ({**_VALID, "schemas": []}, "missing-key"),
        ({**_VALID, "schemas": ["exemple/registre"]}, "unknown-schema"),
        ({**_VALID, "key": "ID"}, "unknown-key"),
    ),
)
