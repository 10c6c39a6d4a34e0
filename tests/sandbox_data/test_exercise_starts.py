"""What the exercises of publication start from: used, made up, and as their notices tell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from grader.settings import DEFAULT_ROOT

SANDBOX = DEFAULT_ROOT / "sandbox_data"
STARTS = sorted((SANDBOX / "portal" / "exercices").glob("*.yml"))
FOLDER = SANDBOX / "communes" / "val-ouvert"
ADDRESS = re.compile(r"https?://([^/\s\"']+)")


def lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def test_each_start_is_that_of_an_exercise_of_the_house():
    declared = {
        exercise["start"]
        for path in (DEFAULT_ROOT / "courses").glob("*/exercises.yml")
        for exercise in yaml.safe_load(path.read_text(encoding="utf-8"))["exercises"]
        if "start" in exercise
    }
    assert declared == {path.relative_to(SANDBOX).as_posix() for path in STARTS} != set()


@pytest.mark.parametrize("path", STARTS, ids=lambda path: path.stem)
def test_a_start_leads_nowhere_real(path: Path):
    hosts = ADDRESS.findall(path.read_text(encoding="utf-8"))
    assert all(host.endswith(".example") for host in hosts)
    for record in yaml.safe_load(path.read_text(encoding="utf-8"))["datasets"]:
        assert record["organization"] == "val-ouvert"
        for resource in record["resources"]:
            assert "url" in resource or (SANDBOX / resource["file"]).is_file()


def test_the_former_version_is_the_beginning_of_the_one_that_replaces_it():
    former, present = lines("publier/deliberations-septembre-2025.csv"), lines("deliberations.csv")
    assert len(former) == 171
    assert len(present) == 201
    assert present[: len(former)] == former
    assert max(line.split(",")[3] for line in former[1:]) == "2025-09-25"


def test_the_aids_are_those_of_one_year_of_the_file_they_come_from():
    header, *rows = lines("publier/subventions-2025.csv")
    whole = lines("subventions-exemple.csv")
    assert header == whole[0]
    assert rows == [row for row in whole[1:] if row.split(",")[2].startswith("2025")]
    assert len(rows) == 20


def test_the_fountains_are_those_of_the_workshop():
    assert lines("publier/fontaines-eau-potable.csv") == lines("ateliers/reponses.csv")
