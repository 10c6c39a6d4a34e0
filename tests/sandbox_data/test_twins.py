"""Clean files are valid; each dirty twin has the faults that its notice lists, and no other."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from grader.settings import DEFAULT_ROOT
from grader.validation.model import Report, compare
from grader.validation.validate import validate

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
ACTS, AIDS = "scdl/deliberations@2.1.5", "scdl/subventions@2.1.1"
KEY = [{"name": "unique-values", "params": {"column": "DELIB_ID"}}]


def report_on(path: Path, schema: str) -> Report:
    return validate(path, schema, extra_checks=KEY if schema == ACTS else ())


def counted(report: Report) -> dict[str, int]:
    """Count causes, warnings included, as « group column »."""
    found = Counter(f"{one.group} {one.column}".strip() for one in report.findings)
    return dict(found) | {one.code: one.count for one in report.notices}


@pytest.mark.parametrize(
    ("name", "schema", "rows"),
    [("deliberations.csv", ACTS, 200), ("subventions-exemple.csv", AIDS, 40)],
)
def test_a_clean_file_has_nothing_to_say(name, schema, rows):
    report = report_on(FOLDER / name, schema)
    assert (report.valid, report.findings, report.notices, report.n_rows) == (True, (), (), rows)


def test_the_export_of_deliberations_has_every_fault_it_should():
    assert counted(report_on(FOLDER / "deliberations-export.csv", ACTS)) == {
        "encoding-not-utf8": 1,
        "delimiter-not-comma": 1,
        "title-lines": 2,
        "misspelt-label DELIB_DATE": 1,
        "misspelt-label DELIB_OBJET": 1,
        "misspelt-optional-label VOTE_EFFECTIF": 1,
        "misspelt-optional-label VOTE_ABSTENTION": 1,
        "label-case DELIB_URL": 1,
        "constraint-error/pattern COLL_SIRET": 201,
        "siret COLL_SIRET": 201,
        "type-error/date DELIB_DATE": 201,
        "type-error/date PREF_DATE": 197,
        "constraint-error/pattern DELIB_MATIERE_CODE": 201,
        "type-error/integer VOTE_POUR": 15,
        "cohesive-columns-value VOTE_EFFECTIF": 15,
        "sum-columns-value VOTE_REEL": 3,
        "compare-columns-value/VOTE_POUR VOTE_REEL": 1,
        "blank-row": 1,
        "duplicate-key DELIB_ID": 1,
    }


def test_the_export_of_aids_has_every_fault_it_should():
    assert counted(report_on(FOLDER / "subventions-export.csv", AIDS)) == {
        "delimiter-not-comma": 1,
        "title-lines": 3,
        "mojibake": 2,
        "orphan-quote": 1,
        "missing-label nomAttribuant": 1,
        "missing-label idAttribuant": 1,
        "misspelt-label dateConvention": 1,
        "misspelt-label conditionsVersement": 1,
        "label-case referenceDecision": 1,
        "extra-label Observations": 1,
        "type-error/date dateConvention": 40,
        "siret idBeneficiaire": 9,
        "one-of-required idBeneficiaire": 3,
        "type-error/number montant": 41,
        "constraint-error/enum nature": 13,
        "constraint-error/pattern datesPeriodeVersement": 21,
        "type-error/boolean notificationUE": 40,
        "constraint-error/maximum pourcentageSubvention": 4,
        "type-error/number pourcentageSubvention": 2,
        **{
            f"constraint-error/required {column}": 1
            for column in (
                "dateConvention", "nomBeneficiaire", "nature", "conditionsVersement",
                "datesPeriodeVersement", "notificationUE", "pourcentageSubvention",
            )
        },
    }  # fmt: skip


# --- mending the export of deliberations by hand -------------------------------------------------

Rows = list[list[str]]
with (FOLDER / "deliberations.csv").open(encoding="utf-8", newline="") as stream:
    CLEAN: Rows = list(csv.reader(stream))
COLUMN = {name: index for index, name in enumerate(CLEAN[0])}
RIGHT = {row[COLUMN["DELIB_ID"]]: row for row in CLEAN}


def exported() -> Rows:
    text = (FOLDER / "deliberations-export.csv").read_bytes().decode("cp1252")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def by_cell(column: str, mend):
    """Make a gesture that mends each cell of a column from the cell and its row alone."""

    def gesture(rows: Rows) -> None:
        for row in rows:
            if len(row) == len(CLEAN[0]) and row[0] == "Commune de Val-Ouvert":
                row[COLUMN[column]] = mend(row[COLUMN[column]], row)

    return gesture


def iso(cell: str, row: list[str]) -> str:
    day = row[COLUMN["DELIB_ID"]]
    if cell == "30/02/2025":
        return f"{day[:4]}-{day[5:7]}-{day[7:9]}"
    return "-".join(reversed(cell.split("/")))


def vote(cell: str, row: list[str]) -> str:
    real, against, abstained = (
        row[COLUMN[name]] for name in ("VOTE_REEL", "VOTE_CONTRE", "VOTE_ABSTENTION")
    )
    return cell and str(int(real) - int(against) - int(abstained))


def label(wrong: str, right: str):
    def gesture(rows: Rows) -> None:
        (header,) = [row for row in rows if "COLL_NOM" in row]
        header[header.index(wrong)] = right

    return gesture


def drop_repeated(rows: Rows) -> None:
    seen = [row for index, row in enumerate(rows) if row not in rows[:index]]
    rows[:] = seen


GESTURES = {
    "titles": lambda rows: rows.__delitem__(slice(0, 2)),
    "DATE_DELIB": label("DATE_DELIB", "DELIB_DATE"),
    "DELIB_OBJT": label("DELIB_OBJT", "DELIB_OBJET"),
    "VOTE_EFFFECTIF": label("VOTE_EFFFECTIF", "VOTE_EFFECTIF"),
    "VOTE_ABST": label("VOTE_ABST", "VOTE_ABSTENTION"),
    "Delib_Url": label("Delib_Url", "DELIB_URL"),
    "siret": by_cell("COLL_SIRET", lambda *_: "21990042000015"),
    "DELIB_DATE": by_cell("DELIB_DATE", iso),
    "PREF_DATE": by_cell("PREF_DATE", iso),
    "code": by_cell("DELIB_MATIERE_CODE", lambda cell, _: cell.replace(",", ".")),
    "votes": by_cell("VOTE_POUR", vote),
    "blank row": lambda rows: rows.remove([""] * len(CLEAN[0])),
    "repeated row": drop_repeated,
}


def saved(folder: Path, rows: Rows) -> Path:
    path = folder / "corrige.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    return path


@pytest.mark.parametrize("gesture", GESTURES)
def test_a_gesture_solves_something_and_brings_nothing_new(tmp_path: Path, gesture):
    rows = exported()
    before = report_on(saved(tmp_path, rows), ACTS).verdict()
    GESTURES[gesture](rows)
    change = compare(before, report_on(saved(tmp_path, rows), ACTS).verdict())
    assert change.new == {}
    warned = {"Delib_Url", "VOTE_EFFFECTIF", "VOTE_ABST"}
    assert bool(change.solved) == (gesture not in warned), "a warning is no cause in a verdict"


def test_all_gestures_in_turn_give_the_clean_twin_and_nothing_new_on_the_way(tmp_path: Path):
    rows = exported()
    verdict = report_on(saved(tmp_path, rows), ACTS).verdict()
    for gesture in GESTURES.values():
        gesture(rows)
        after = report_on(saved(tmp_path, rows), ACTS).verdict()
        assert compare(verdict, after).new == {}
        verdict = after
    assert verdict.valid
    assert rows == CLEAN


def test_every_row_of_the_export_is_one_of_the_clean_twin():
    ids = [row[COLUMN["DELIB_ID"]] for row in exported()[3:]]
    assert Counter(ids) == Counter([*list(RIGHT)[1:], "", "2025-0619-01"])
