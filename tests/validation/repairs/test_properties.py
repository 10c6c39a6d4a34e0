"""Mending changes no valid cell, does nothing twice, and never adds a finding.

Over the spoilt files of the fuzz campaign, over files made as they were published, over drawn
tables of real schemas, and over drawn schemas.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from grader.errors import UnusableFileError
from grader.settings import Bounds
from grader.tables.read import read_table
from grader.validation.repairs import diagnose as diagnosing
from grader.validation.repairs.changes import CellsChanged
from grader.validation.repairs.model import Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.tellings.registry import CAUSES
from grader.validation.schemas import load_schema
from tests.fuzz.cases import make_case
from tests.support.old_excel import Formula, xls
from tests.validation.oracle.cases import Case, cases
from tests.validation.oracle.direct import schema_of
from tests.validation.repairs import odd
from tests.validation.repairs.dirty import Dirty, dirty_rows, schema_named
from tests.validation.repairs.held import Tally, hold
from tests.validation.repairs.real.published import SCHEMAS, column_of, known, row_of
from tests.validation.repairs.real.test_real import CASES
from tests.validation.tables import table_of

AIDS = "scdl/subventions@2.1.1"
LONG = bool(os.environ.get("OUVROIR_LONG"))
#: What the long campaign looks at, or a few that are unlike each other: texts and workbooks, with
#: cells lost, moved, doubled and damaged, and some on which mending was once wrong.
NUMBERS = (
    range(2_000) if LONG else (2, 9, 11, 15, 18, 22, 29, 32, 37, 42, 373, 375, 383, 785, 1543, 1698)
)
#: Files that are only longer show nothing more.
MOST_ROWS = 20_000 if LONG else 2_000


@pytest.fixture(scope="module")
def tally() -> Tally:
    """What all campaigns of this file have met."""
    return Tally()


def test_spoilt_files(tmp_path: Path, tally: Tally):
    path, read, failures = tmp_path / "fichier", 0, []
    for number in NUMBERS:
        case = make_case(number)
        path.write_bytes(case.data)
        schema = load_schema(case.schema, SCHEMAS)
        try:
            table = read_table(path, Bounds(), expected=schema.labels)
        except UnusableFileError:
            continue
        if table.n_rows > MOST_ROWS:
            continue
        read += 1
        try:
            hold(table, schema, tally, tmp_path / "corrige.csv")
        except AssertionError as broken:
            failures.append(f"{case}: {str(broken)[:300]}")
    assert not failures, f"{len(failures)} cases:\n" + "\n".join(failures)
    assert read > len(NUMBERS) / 3, "files that are all refused prove nothing"


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_published_files(case, tmp_path: Path, tally: Tally):
    path = tmp_path / "publie.csv"
    path.write_bytes(case.data)
    schema = known(case.schema)
    table = read_table(path, Bounds(), expected=schema.labels)
    hold(table, schema, tally, tmp_path / "corrige.csv")


def test_dirty_tables_of_real_schemas(tmp_path: Path, tally: Tally):
    @settings(max_examples=300 if LONG else 12, suppress_health_check=list(HealthCheck))
    @given(made=dirty_rows())
    def campaign(made: Dirty):
        hold(made.table(), schema_named(made.schema), tally, tmp_path / "corrige.csv")

    campaign()


@pytest.mark.parametrize("name", odd.COLUMNS)
def test_each_habit(name: str, tmp_path: Path, tally: Tally):
    """Nothing is left to chance: every wrong cell is met, under two that are right."""
    column = odd.COLUMNS[name]
    right = {label: one.right for label, one in odd.COLUMNS.items()}
    rows = [
        list({**right, name: cell}.values()) for cell in (column.right, column.right, *column.wrong)
    ]
    made = Dirty(odd.NAME, 1, list(right), rows)
    hold(made.table(), odd.schema(), tally, tmp_path / "corrige.csv")


def test_a_workbook_with_calculated_cells(tmp_path: Path, tally: Tally):
    schema = known(AIDS)
    rows = [list(row_of(AIDS, montant=amount).values()) for amount in ("1.5", "2.5")]
    rows[0][schema.labels.index("montant")] = Formula(1.5)
    path = tmp_path / "classeur.xls"
    path.write_bytes(xls([list(schema.labels), *rows]))
    table = read_table(path, Bounds(), expected=schema.labels)
    hold(table, schema, tally, tmp_path / "corrige.csv")
    assert {"formulas", "workbook"} <= tally.repairs.keys()


@pytest.mark.filterwarnings("ignore:Possible:FutureWarning")
def test_drawn_tables_of_drawn_schemas(tmp_path: Path, tally: Tally):
    @settings(max_examples=300 if LONG else 12, suppress_health_check=list(HealthCheck))
    @given(case=cases())
    def campaign(case: Case):
        descriptor, rows = case
        # Two plain columns more, by which the header of the written file is found.
        descriptor["fields"] += [{"name": "nom"}, {"name": "prenom"}]
        schema = schema_of(tmp_path, descriptor)
        wide = [[*row, "n", "p"] if len(row) >= len(schema.labels) - 2 else row for row in rows]
        hold(table_of(schema.labels, *wide), schema, tally, tmp_path / "corrige.csv")

    campaign()


def _spoils_a_right_cell(sight: Sight) -> Iterator[Repair]:
    yield _one_cell(sight, "nomBeneficiaire", "Autre")


def _does_not_settle(sight: Sight) -> Iterator[Repair]:
    text = sight.text_of("montant")[0]
    yield _one_cell(sight, "montant", f"{text},")


def _brings_a_fault(sight: Sight) -> Iterator[Repair]:
    yield _one_cell(sight, "montant", "", sure=False)


def _one_cell(sight: Sight, name: str, after: str, *, sure: bool = True) -> Repair:
    index = sight.columns[name]
    before = sight.draft.cells.to_series(index)[:1]
    rows = pl.Series([0], dtype=pl.UInt32)
    change = CellsChanged(index, name, rows, before, pl.Series([after]))
    return Repair("stray-spaces", name, sure, change)


@pytest.mark.parametrize(
    ("finder", "told"),
    [
        (_spoils_a_right_cell, "nothing is wrong at line 2"),
        (_does_not_settle, "becomes"),
        (_brings_a_fault, "adds"),
    ],
)
def test_the_campaign_would_see_a_fault(finder, told, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(diagnosing, "FINDERS", (finder,))
    monkeypatch.setattr(diagnosing, "RECOGNISERS", ())
    monkeypatch.setattr(diagnosing, "guarded", lambda _sight, repairs: repairs)
    path = tmp_path / "fichier.csv"
    path.write_bytes(column_of(AIDS, "montant", "1,5", "2.5"))
    table = read_table(path, Bounds(), expected=known(AIDS).labels)
    with pytest.raises(AssertionError, match=told):
        hold(table, known(AIDS), Tally(), path)


def test_every_cause_was_met(tally: Tally):
    """Run after the others: what no campaign meets, no campaign proves."""
    met = tally.repairs + tally.refusals
    if LONG:
        print(f"\n{tally}")
    assert met, "run with the rest of this file"
    never = set(CAUSES) - set(met) - {"by-hand"}
    assert len(never) < len(CAUSES) / 3, sorted(never)
    assert not (LONG and never), sorted(never)
