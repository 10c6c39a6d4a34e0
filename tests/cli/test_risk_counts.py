"""``ouvroir risk --count``: small cells and dominance of the table that would be published."""

from __future__ import annotations

import json
from functools import partial

import pytest

#: By commune: Aubry has four beneficiaries, one of whom takes nearly all; Brel has two.
FILE = (
    "commune;beneficiaire;montant\r\n"
    "Aubry;A;9 500,00 €\r\nAubry;B;100\r\nAubry;C;100\r\nAubry;D;100\r\n"
    "Brel;E;50\r\nBrel;F;60\r\nBrel;F;70\r\n"
)


@pytest.fixture
def run(command, tmp_path):
    path = tmp_path / "subventions.csv"
    path.write_bytes(FILE.encode("cp1252"))
    return partial(command, "risk", str(path), "--quasi", "commune")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"total": 2, "small": 0, "dominated": 0, "unread": 0}),
        (["--unit", "beneficiaire"], {"total": 2, "small": 1, "dominated": 0, "unread": 0}),
        (["--amount", "Montant"], {"total": 2, "small": 0, "dominated": 1, "unread": 0}),
        (
            ["--amount", "montant", "--unit", "bénéficiaire"],
            {"total": 2, "small": 1, "dominated": 1, "unread": 0},
        ),
    ],
)
def test_cells_are_counted_and_what_they_reveal_exits_1(run, options, expected):
    code, out, err = run("--threshold", "3", "--count", "commune", *options, "--format", "json")
    assert (json.loads(out)["cells"], err) == (expected, "")
    assert code == (1 if expected["small"] or expected["dominated"] else 0)


def test_sentences_name_the_rule_and_no_cell(run):
    code, out, _ = run("--count", "commune", "--amount", "montant", "--unit", "beneficiaire")
    assert code == 1
    told = " ".join(out.split())
    assert "Le tableau compté par commune" in told
    assert "moins de 3 unités" in told
    assert "plus de 85 % du montant" in told
    assert "Aubry" not in told
    assert "Brel" not in told


@pytest.mark.parametrize("options", [["--amount", "montant"], ["--unit", "beneficiaire"]])
def test_an_amount_without_a_table_is_refused(run, options):
    code, out, err = run(*options)
    assert (code, out) == (2, "")
    assert "--count" in err


def test_an_unknown_column_is_refused(run):
    code, _, err = run("--count", "comune")
    assert code == 2
    assert "commune" in err
