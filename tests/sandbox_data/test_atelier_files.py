"""Files of sandbox notebooks: rewritten byte for byte, real codes, numbers that are nobody's."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from frformat import CodeCommuneInsee, Millesime
from stdnum.fr import siren, siret

from grader.settings import DEFAULT_ROOT

SANDBOX = DEFAULT_ROOT / "sandbox_data"
NAMES = ["aides-export.csv", "communes.csv", "etablissements.csv"]


def rows_of(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (SANDBOX / "atelier" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory) -> Path:
    """Run the generator on a copy."""
    copy = tmp_path_factory.mktemp("atelier")
    for script in SANDBOX.glob("*.py"):
        shutil.copy(script, copy)
    (copy / "communes" / "val-ouvert").mkdir(parents=True)
    subprocess.run([sys.executable, copy / "generate.py"], check=True)
    return copy / "atelier"


def test_the_files_are_rewritten_byte_for_byte(rewritten):
    assert sorted(path.name for path in rewritten.iterdir()) == NAMES
    for name in NAMES:
        assert (rewritten / name).read_bytes() == (SANDBOX / "atelier" / name).read_bytes()


def test_codes_of_communes_are_real_and_parents_are_communes():
    rows = rows_of("communes.csv")
    known = CodeCommuneInsee(Millesime.LATEST)
    communes = [row["COM"] for row in rows if row["TYPECOM"] == "COM"]

    assert all(known.is_valid(row["COM"]) for row in rows)
    assert len(communes) == len(set(communes))
    parents = {row["COMPARENT"] for row in rows if row["TYPECOM"] != "COM"}
    assert parents <= set(communes)


def test_bodies_are_nobody_s():
    rows = rows_of("etablissements.csv")

    assert all(siren.is_valid(row["siren"]) and siret.is_valid(row["siret"]) for row in rows)
    assert all(row["siren"].startswith("2699") for row in rows)
    assert all(row["siret"].startswith(row["siren"]) for row in rows)
    of_the_commune = (SANDBOX / "communes" / "val-ouvert" / "subventions-exemple.csv").read_text()
    assert not [row for row in rows if row["siren"] in of_the_commune]


def test_each_fault_that_the_notebook_shows_is_there():
    aids, bodies = rows_of("aides-export.csv", ";"), rows_of("etablissements.csv")
    codes = {row["code_commune"] for row in aids}

    assert {"1053", "2A004", "74093", "50602", "75111"} <= codes
    assert not [code for code in codes if code.startswith("0")]
    assert {row["siret"] for row in aids} <= {row["siret"] for row in bodies}
    assert max(Counter(row["siren"] for row in bodies).values()) > 1
    names = Counter(row["LIBELLE"] for row in rows_of("communes.csv") if row["TYPECOM"] == "COM")
    assert [name for name, count in names.items() if count > 1] == ["Saint-Denis"]
