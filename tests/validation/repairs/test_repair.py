"""``grader.repair``: read, mend, compare, write."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

import grader
from grader.errors import RefusedError, UnknownSchemaError, UnusableFileError
from grader.settings import DEFAULT_ROOT, Bounds
from grader.tables.read import read_table
from grader.validation.repairs.script import pandas_script
from tests.validation.repairs.replays import run_script, write
from tests.validation.tables import schema_of

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
ACTS, AIDS = "scdl/deliberations@2.1.5", "scdl/subventions@2.1.1"


@pytest.fixture
def schema(tmp_path):
    return schema_of(
        tmp_path,
        {"name": "jour", "type": "date", "constraints": {"required": True}},
        {"name": "nombre", "type": "integer"},
        "note",
    )


@pytest.fixture
def path(tmp_path):
    return write(
        tmp_path,
        "Export du service;;",
        "nombre;jour;note",
        "1;15/10/2017;é",
        "2;16/10/2017;",
        "x;2017-11-02;",
        encoding="cp1252",
    )


def ordinary(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_sure_repairs_are_applied_compared_and_written(path, schema, tmp_path):
    raw = path.read_bytes()
    made = grader.repair(path, schema)
    assert ordinary(made.sentence) == "2 erreurs sur 3 corrigées, aucune nouvelle."
    assert (made.before.n_errors, made.after.n_errors) == (3, 1)
    assert made.comparison.solved[("type-error/date", "jour")] == 2
    assert made.comparison.solved[("encoding-not-utf8", "")] == 1
    assert not made.comparison.new
    assert "Dates écrites jour/mois/année, colonne jour : 2 cellules corrigées" in [
        ordinary(step) for step in made.steps
    ]
    out = tmp_path / "corrigé.csv"
    made.write(out)
    assert out.read_text(encoding="utf-8") == (
        "jour,nombre,note\n2017-10-15,1,é\n2017-10-16,2,\n2017-11-02,x,\n"
    )
    assert path.read_bytes() == raw
    assert grader.validate(out, schema).n_errors == made.after.n_errors


def test_without_sure_nothing_is_done_and_what_could_be_is_told(path, schema):
    made = grader.repair(path, schema, sure=False)
    assert made.steps == ()
    assert "date-day-first|jour" in [one.key for one in made.left.repairs if one.sure]
    assert made.sentence == ordinary("0 erreur sur 3 corrigée, aucune nouvelle.")


def test_what_is_confirmed_is_named_by_its_key(tmp_path, schema):
    path = write(tmp_path, "jour,nombre,note", "03/04/2024,1,a", "05/06/2024,2,b")
    key = "date-ambiguous|jour"
    assert [one.key for one in grader.repair(path, schema).left.repairs] == [key]
    made = grader.repair(path, schema, repairs=[key, key])
    assert made.mended.draft.cells["0"].to_list() == ["2024-04-03", "2024-06-05"]
    assert (len(made.steps), made.after.n_errors) == (1, 0)
    with pytest.raises(RefusedError, match="n'est plus à faire"):
        grader.repair(path, schema, repairs=["date-ambiguous|note"])


def test_a_repair_that_the_sure_ones_make_possible_can_be_confirmed(tmp_path, schema):
    path = write(tmp_path, "Jour,nombre,note", "03/04/2024,1,a", "15/06/2024,2,b")
    made = grader.repair(path, schema, repairs=["date-ambiguous|jour"])
    assert made.mended.draft.header[0] == "jour"
    assert made.after.n_errors == 0


@pytest.mark.parametrize("name", ["write", "write_journal", "write_script"])
def test_the_file_and_the_schema_are_never_written_over(path, schema, name):
    made = grader.repair(path, schema)
    for kept in (path, schema.path):
        before = kept.read_bytes()
        with pytest.raises(RefusedError, match="serait remplacé"):
            getattr(made, name)(kept)
        assert kept.read_bytes() == before


def test_the_journal_and_the_script_are_written(path, schema, tmp_path):
    made = grader.repair(path, schema)
    made.write_journal(tmp_path / "journal.csv")
    with (tmp_path / "journal.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream, delimiter=";"))
    assert ["jour", "15/10/2017", "2017-10-15"] in [line[4:] for line in lines]
    made.write(tmp_path / "nouveau.csv")
    made.write_script(tmp_path / "mars.py")
    script = (tmp_path / "mars.py").read_text(encoding="utf-8")
    assert "python mars.py FICHIER_REÇU" in script
    assert run_script(script, path) == (tmp_path / "nouveau.csv").read_bytes()


@pytest.mark.parametrize(
    ("name", "schema"), [("deliberations-export.csv", ACTS), ("subventions-export.csv", AIDS)]
)
def test_the_exports_of_the_commune_and_all_that_can_be_confirmed(tmp_path, name, schema):
    path = tmp_path / name
    path.write_bytes((FOLDER / name).read_bytes())
    found = grader.repair(path, schema)
    keys = [one.key for one in found.left.repairs]
    made = grader.repair(path, schema, repairs=keys)
    assert made.after.n_errors <= found.after.n_errors < found.before.n_errors
    made.write(tmp_path / "ours.csv")
    ours = (tmp_path / "ours.csv").read_bytes()
    assert run_script(pandas_script(made.mended, made.schema), path) == ours
    read = read_table(tmp_path / "ours.csv", Bounds(), expected=made.schema.labels)
    assert read.rows == tuple(
        tuple(cell or "" for cell in row) for row in made.mended.draft.table().cells.select(
            [str(made.mended.draft.header.index(label)) for label in read.header]
        ).rows()
    )  # fmt: skip
    again = grader.repair(tmp_path / "ours.csv", schema)
    assert (again.steps, again.after.n_errors) == ((), made.after.n_errors)


def test_a_valid_file_has_nothing_to_mend(tmp_path):
    made = grader.repair(FOLDER / "deliberations.csv", ACTS)
    assert (made.steps, made.left.repairs) == ((), ())
    assert made.sentence == "Aucune erreur, ni avant ni maintenant."
    assert made.name(date(2026, 11, 22)) == "20261122_219900420_deliberations.csv"


def test_what_cannot_be_used_is_refused(tmp_path):
    with pytest.raises(UnusableFileError):
        grader.repair(tmp_path / "absent.csv", ACTS)
    with pytest.raises(UnknownSchemaError):
        grader.repair(FOLDER / "deliberations.csv", "scdl/absent")
    with pytest.raises(UnusableFileError, match="la limite est de"):
        grader.repair(Path(FOLDER / "deliberations.csv"), ACTS, max_bytes=10)
