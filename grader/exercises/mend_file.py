"""``mend_file``: a faulty file is given; points by share of its causes of trouble that are gone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.exercises import twins
from grader.exercises.fields import rules, sandbox_file, schema_name
from grader.exercises.kind import Kind, Surroundings, outcome
from grader.exercises.model import (
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.exercises.present import after_solution, dropped, present_file, with_more
from grader.exercises.scoring import MISSING_COLUMN, gain
from grader.exercises.verdicts import file_verdict
from grader.exercises.wording import tell
from grader.quiz.fields import text, texts
from grader.quiz.model import Item
from grader.settings import Bounds
from grader.validation.model import Report, Verdict

_baselines: dict[tuple[Any, ...], tuple[Report, Verdict]] = {}


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Compare the last file that counts with the given one."""
    files = dropped(response)
    said = after_solution(response)
    if not files:
        return outcome(exercise, NOT_ATTEMPTED, 0, *said)
    _, present, passed_over = present_file(exercise, response, files)
    said = (*passed_over, *said)
    if isinstance(present, Outcome):
        return with_more(present, said)
    report, before = baseline(exercise)
    unread = frozenset(f.column for f in report.findings if f.code in MISSING_COLUMN)
    made = gain(before, present, exercise.points, unread=unread, rows=_rows_to_keep(exercise))
    feedback = [*tell(made), *said]
    if not made.complete and not made.solved and not made.new and not made.revealed:
        unchanged = "Ce fichier a encore toutes les anomalies du fichier donné."
        feedback.insert(0, Feedback("reason", unchanged))
    if made.complete:
        return outcome(exercise, PASSED, exercise.points, *feedback)
    return outcome(exercise, PARTIAL if made.points else FAILED, made.points, *feedback)


def baseline(exercise: Exercise) -> tuple[Report, Verdict]:
    """Give report and verdict on the given file; kept in the process while files stay the same.

    Args:
        exercise: a ``mend_file`` exercise.

    Raises:
        UnusableFileError: the given file cannot be read: its author is to mend it.
    """
    settings = exercise.settings
    files = (_state(settings[name]) for name in ("file", "reference"))
    chosen = (*(settings[name] for name in ("schema", "key", "also")), repr(settings["checks"]))
    state = (exercise.id, *chosen, *files)
    if state not in _baselines:
        _baselines[state] = file_verdict(exercise, settings["file"], Bounds())
    return _baselines[state]


def _rows_to_keep(exercise: Exercise) -> int:
    from grader.validation.schemas import load_schema

    schema = load_schema(exercise.settings["schema"], exercise.settings["schemas_folder"])
    return twins.rows_to_keep(*twins.given_and_twin(exercise, schema))


def _state(path: Path) -> tuple[Path, int, int]:
    status = path.stat()
    return path, status.st_mtime_ns, status.st_size


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    return (), {
        "schema": schema_name(text(raw, "schema", where), where, around.sandbox),
        "schemas_folder": (around.sandbox / "schemas").resolve(),
        "key": _key(raw, where),
        "file": sandbox_file(raw, "file", where, around.sandbox),
        "reference": sandbox_file(raw, "reference", where, around.sandbox),
        "compare": texts(raw, "compare", where),
        "also": texts(raw, "also", where),
        "checks": rules(raw, "checks", where),
    }


def _key(raw: Mapping[str, Any], where: str) -> tuple[str, ...]:
    """Take the columns that identify a row: a name, or several where no column does alone."""
    if isinstance(raw.get("key"), list):
        return texts(raw, "key", where, least=1)
    return (text(raw, "key", where),)


_VALID: dict[str, Any] = {
    "id": "registre",
    "kind": "mend_file",
    "title": "Corriger un export",
    "points": 10,
    "statement": "Téléchargez le fichier, corrigez-le, déposez-le.",
    "file": "communes/exemple/registre-export.csv",
    "reference": "communes/exemple/registre.csv",
    "schema": "exemple/registre@1.0.0",
    "key": "ID",
}

KIND = Kind(
    name="mend_file",
    keys=frozenset({"file", "reference", "schema", "key", "compare", "also", "checks"}),
    read=_read,
    assess=assess,
    valid=(
        _VALID,
        {**_VALID, "compare": ["JOUR"], "also": ["title-lines"], "hints": ["Relisez."]},
        {**_VALID, "checks": [{"name": "siret", "params": {"column": "ID"}}]},
        {**_VALID, "key": ["ID", "JOUR"]},
    ),
    invalid=(
        ({**_VALID, "file": "communes/exemple/absent.csv"}, "missing-file"),
        ({**_VALID, "reference": "../../etc/passwd"}, "missing-file"),
        ({**_VALID, "schema": "exemple/registre"}, "unknown-schema"),
        ({**_VALID, "schema": "exemple/absent@1.0.0"}, "unknown-schema"),
        ({**_VALID, "key": ""}, "missing-key"),
        ({**_VALID, "key": []}, "missing-key"),
        ({**_VALID, "key": ["ID", 2]}, "bad-value"),
        ({**_VALID, "compare": "JOUR"}, "bad-value"),
        ({**_VALID, "checks": ["siret"]}, "bad-value"),
        ({**_VALID, "statement": "  "}, "missing-key"),
        ({**_VALID, "points": 101}, "bad-points"),
    ),
)
