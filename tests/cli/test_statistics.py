"""``ouvroir statistics``: the bad questions first, the same figures in three forms."""

from __future__ import annotations

import csv
import io
import json
from functools import partial

import pytest

from grader.services.workshop import Workshop
from grader.settings import Settings
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.item_crowd import FEW, crowd
from tests.support.training_course import write_course


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder, a build and courses where the crowd answered, and all their names."""
    folder = tmp_path_factory.mktemp("crowd")
    write_course(folder / "courses")
    settings = Settings(
        data=folder / "data",
        build=folder / "build",
        courses=folder / "courses",
        sandbox=SMALL_SANDBOX,
        workers=1,
    )
    workshop = Workshop.open(settings)
    crowd(workshop)
    names = workshop.learners.pseudonyms()
    workshop.close()
    return folder, (*names, *names.values())


@pytest.fixture
def run(command, folder, monkeypatch):
    where, _ = folder
    for name in ("data", "build", "courses"):
        monkeypatch.setenv(f"OUVROIR_{name.upper()}", str(where / name))
    monkeypatch.setenv("OUVROIR_SANDBOX", str(SMALL_SANDBOX))
    return partial(command, "statistics")


def test_the_bad_ones_come_first_with_what_to_do(run):
    code, out, err = run()

    assert (code, err) == (1, "")
    assert out.startswith("8 questions à revoir sur 13.")
    assert "rien n'en est montré" in " ".join(out.split())
    assert out.index("ou-r04 (Ouvrir ses données)") < out.index("ou-r02 (") < out.index("ou-r01 :")
    assert "que la réponse notée juste l'est" in " ".join(out.split())
    assert FEW not in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_module_alone(run):
    code, out, _ = run("--module", "publier")
    assert code == 1
    assert out.startswith("1 question à revoir sur 3.")


def test_no_answer_is_well(run, monkeypatch, tmp_path):
    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path / "data"))
    code, out, _ = run()
    assert code == 0
    assert out.startswith("Aucune question n'a encore 20 réponses")


def test_json_and_csv_say_the_same(run):
    code, out, _ = run("--format", "json")
    told = {one["item"]: one for one in json.loads(out)["questions"]}
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv")[1][1:]), delimiter=";"))

    assert code == 1
    assert set(told) == {row["Question"] for row in rows}
    assert told["ou-r04"]["faults"][0] == "upside-down"
    assert told["ou-r04"]["figures"]["right"] == ["b"]
    assert told[FEW] == {
        "module": "publier", "item": FEW, "figures": None, "faults": [], "reasons": [],
    }  # fmt: skip
    for row in rows:
        figures = told[row["Question"]]["figures"]
        shown = float(row["Réussite"].replace(",", ".")) if row["Réussite"] else None
        assert shown == (figures and pytest.approx(figures["difficulty"], abs=0.006))


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_nothing_says_who_answered(run, folder, form):
    _, names = folder
    _, out, _ = run("--format", form)
    assert len(names) == 80
    assert not [one for one in names if one in out]


def test_a_module_that_does_not_exist_is_refused(run):
    code, _, err = run("--module", "rien")
    assert code == 2
    assert "Modules : ouvrir, publier." in err
