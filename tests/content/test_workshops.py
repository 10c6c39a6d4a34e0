"""The workshops of « Préparer » are done on the page: its own repairs lead to the points."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from grader.content.load import load_course
from grader.exercises.assess import assess
from grader.exercises.mock import drop, make_response
from grader.exercises.model import Exercise, Outcome
from grader.settings import DEFAULT_ROOT, Bounds
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.repairs.written import csv_bytes
from grader.validation.schemas import TableSchema, load_schema

SANDBOX = DEFAULT_ROOT / "sandbox_data"
MODULE = "preparer"
Decisions = list[dict[str, Any]]
SURE = {"do": "sure"}


def _apply(repair: str, *lines: int) -> dict[str, Any]:
    return {"do": "apply", "repair": repair, **({"lines": list(lines)} if lines else {})}


def _edit(column: str, cells: dict[int, str]) -> Decisions:
    return [
        {"do": "edit", "line": line, "column": column, "value": value}
        for line, value in cells.items()
    ]


#: What is decided after all that is sure, by somebody who looks.
LOOKING: dict[str, Decisions] = {
    "dates": [
        _apply("date-serial|PREF_DATE"),
        *_edit("PREF_DATE", {6: "2024-03-04", 14: "2024-05-06"}),
        _apply("date-ambiguous|PREF_DATE"),
        *_edit("DELIB_DATE", {13: "2024-04-25"}),
    ],
    "nombres": [
        _apply("share|pourcentageSubvention"),
        *_edit("montant", {12: "200", 19: "2600", 20: "2600"}),
    ],
    "reponses": [
        _apply("enum-spelling|type_fontaine"),
        *_edit("accessible_pmr", dict.fromkeys((3, 6, 8, 12), "false")),
    ],
    "identifiants": _edit(
        "idBeneficiaire",
        {
            7: "26990006400016",
            10: "26990009800014",
            16: "26990003100015",
            18: "26990005600012",
            21: "26990008000012",
        },
    ),
    "structure": [
        _apply("label-spelling|DELIB_OBJET"),
        _apply("label-spelling|VOTE_EFFECTIF"),
        _apply("shifted-rows|"),
        {"do": "remove", "line": 10},
    ],
    "encodages": _edit(
        "nomBeneficiaire",
        {6: "Comité des fêtes de Val-Ouvert", 18: "Atelier théâtre de la Halle"},
    ),
    "coordonnees": [
        _apply("point-form-swapped|geopoint"),
        _apply("inverted-coordinates|geopoint"),
        *_edit("geopoint", {8: "2.437,46.610"}),
    ],
}
#: The repair that must not be confirmed blindly.
TRAPS = {
    "dates": "date-ambiguous|PREF_DATE",
    "nombres": "number-ambiguous|montant",
    "reponses": "boolean-sign|accessible_pmr",
    "coordonnees": "point-form-abroad|geopoint",
}


@pytest.fixture(scope="module")
def exercises() -> dict[str, Exercise]:
    return load_course(DEFAULT_ROOT / "courses", SANDBOX).modules[MODULE].exercises


def given(exercise: Exercise) -> tuple[Table, TableSchema]:
    schema = load_schema(exercise.settings["schema"], SANDBOX / "schemas")
    return read_table(exercise.settings["file"], Bounds(), expected=schema.labels), schema


def worth(exercise: Exercise, decisions: Decisions, folder: Path) -> Outcome:
    """Assess the file that the decisions leave, dropped after the given one."""
    table, schema = given(exercise)
    path = folder / "corrige.csv"
    path.write_bytes(csv_bytes(mend(table, schema, decisions).draft, schema))
    drops = [drop(exercise.settings["file"]), drop(path)]
    return assess(exercise, make_response(exercise.id, drops))


def exercise_of(exercises: dict[str, Exercise], name: str) -> Exercise:
    return next(one for key, one in exercises.items() if key.endswith(f"atelier-{name}"))


@pytest.mark.parametrize("name", LOOKING)
def test_looking_first_leads_to_all_points(name, exercises, tmp_path: Path):
    outcome = worth(exercise_of(exercises, name), [SURE, *LOOKING[name]], tmp_path)
    assert (outcome.status, outcome.points) == ("passed", outcome.max_points), outcome.feedback


@pytest.mark.parametrize("name", LOOKING)
def test_what_is_sure_is_worth_something_and_not_all(name, exercises, tmp_path: Path):
    exercise = exercise_of(exercises, name)
    nothing, sure = (worth(exercise, some, tmp_path) for some in ([], [SURE]))
    assert nothing.points < sure.points < sure.max_points
    assert not [one.message for one in sure.feedback if "Nouveau" in one.message]


@pytest.mark.parametrize(("name", "trap"), TRAPS.items())
def test_confirming_blindly_loses_points(name, trap, exercises, tmp_path: Path):
    """All else is done with care: the only difference is what was confirmed without looking."""
    exercise = exercise_of(exercises, name)
    column = trap.partition("|")[2]
    others = [
        one for one in LOOKING[name]
        if not (one["do"] == "edit" and one["column"] == column) and one != _apply(trap)
    ]  # fmt: skip
    blind = worth(exercise, [SURE, *others, _apply(trap), *_by_hand(name)], tmp_path)
    assert blind.points < exercise.points
    assert any("Nouveau" in one.message for one in blind.feedback)


def _by_hand(name: str) -> Decisions:
    return _edit("montant", {12: "200"}) if name == "nombres" else []


def test_each_workshop_shows_its_family(exercises):
    """What waits for a person, and what is lost, is there to be met."""
    met: Counter[str] = Counter()
    for name in LOOKING:
        table, schema = given(exercise_of(exercises, name))
        found = diagnose(Draft.of(table), schema)
        assert any(one.sure for one in found.repairs), name
        assert any(not one.sure for one in found.repairs) or found.refusals, name
        met.update({one.cause for one in (*found.repairs, *found.refusals)})
    assert {
        "date-day-first", "date-ambiguous", "date-serial", "date-spelled", "date-impossible",
        "decimal-comma", "number-ornaments", "number-ambiguous", "words-for-number", "share",
        "boolean-spelling", "boolean-sign", "enum-writing", "enum-spelling",
        "identifier-spaces", "identifier-decimal", "scientific", "siren-for-siret", "zeroed-end",
        "title-lines", "blank-rows", "label-writing", "label-spelling", "shifted-rows",
        "mojibake", "lost-characters", "point-form", "point-form-swapped", "inverted-coordinates",
    } <= met.keys()  # fmt: skip
