"""The generator rewrites the files of Val-Ouvert byte for byte, and nobody real is in them."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from stdnum.fr import siret

from grader.settings import DEFAULT_ROOT

SANDBOX = DEFAULT_ROOT / "sandbox_data"
FOLDER = SANDBOX / "communes" / "val-ouvert"
#: All but the notice, which is written by hand.
FILES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*")
    if path.is_file() and path.suffix != ".md"
)


@pytest.fixture(scope="module", params=["0", "1"])
def rewritten(request, tmp_path_factory) -> Path:
    """Run the generator on a copy, under two seeds of Python's hash of texts."""
    copy = tmp_path_factory.mktemp("sandbox")
    for script in SANDBOX.glob("*.py"):
        shutil.copy(script, copy)
    target = copy / "communes" / "val-ouvert"
    target.mkdir(parents=True)
    subprocess.run(
        [sys.executable, copy / "generate.py"],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": request.param},
    )
    return target


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_rewritten_byte_for_byte(rewritten: Path, name):
    assert (rewritten / name).read_bytes() == (FOLDER / name).read_bytes()


def test_no_other_file_is_written(rewritten: Path):
    written = (path for path in rewritten.rglob("*") if path.is_file())
    assert sorted(path.relative_to(rewritten).as_posix() for path in written) == FILES
    # Four of the commune, three for each of seven workshops and of seven services, seventeen to
    # anonymise, one to draw, three that records of exercises start from, seven acts to redact.
    assert len(FILES) == 4 + 3 * 14 + 17 + 1 + 3 + 7 + 1


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_siret_has_its_key_and_a_form_that_nobody_real_has():
    """21 and 26 with department 99, which no commune or public body of France can have."""
    found = set(re.findall(r"\b\d{14}\b", (FOLDER / "subventions-exemple.csv").read_text("utf-8")))
    assert len(found) == 21
    for number in found:
        assert siret.is_valid(number)
        assert number[:4] in {"2199", "2699"}


def test_addresses_are_of_the_domain_kept_for_examples():
    for row in rows_of("deliberations.csv"):
        assert row["DELIB_URL"] == "" or row["DELIB_URL"].startswith(
            "https://www.val-ouvert.example/"
        )
        assert row["PREF_ID"] in {"", "PREF099"}


def test_deliberations_are_varied_and_plausible():
    rows = rows_of("deliberations.csv")
    assert len(rows) == len({row["DELIB_ID"] for row in rows}) == 200
    assert len({row["DELIB_OBJET"] for row in rows}) > 120
    assert len({row["DELIB_MATIERE_CODE"] for row in rows}) > 25
    assert len({row["DELIB_DATE"] for row in rows}) == 20
    votes = [row for row in rows if row["VOTE_REEL"]]
    assert 150 < len(votes) < 200
    assert all(row["VOTE_EFFECTIF"] == "27" for row in votes)
    assert sum(row["VOTE_CONTRE"] != "0" for row in votes) > 20


def test_a_matter_has_one_name():
    names: dict[str, str] = {}
    for row in rows_of("deliberations.csv"):
        assert (
            names.setdefault(row["DELIB_MATIERE_CODE"], row["DELIB_MATIERE_NOM"])
            == (row["DELIB_MATIERE_NOM"])
        )
        assert row["DELIB_MATIERE_CODE"] != "7.10", "a spreadsheet would make 7.1 of it"
