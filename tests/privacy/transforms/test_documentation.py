"""``docs/transformer.md``: every recipe that it writes is accepted, every value is what it says."""

from __future__ import annotations

import json
import re

import pytest

from grader.privacy.aids import read_aids
from grader.privacy.hierarchies.registry import hierarchy
from grader.privacy.plan import ACTIONS, KEEP
from grader.privacy.recipe import apply, check_recipe
from grader.privacy.records import records_of
from grader.settings import DEFAULT_ROOT, Bounds
from grader.tables.read import read_table
from tests.privacy.transforms.test_recipe import of
from tests.privacy.transforms.test_script import EXAMPLE

TEXT = (DEFAULT_ROOT / "docs" / "transformer.md").read_text(encoding="utf-8")
STEPS = [json.loads(one) for one in re.findall(r"^\| `(\{.*?\})` \|", TEXT, re.MULTILINE)]
#: What a row of the ladders leaves to the text below them.
PARAMS = {
    "place avec la table": {"streets": True},
    "amount": {"bounds": [100, 200, 300]},
    "prefix": {"starts": [7, 2]},
}


def table_below(heading: str) -> list[list[str]]:
    """The first table after a line, without its rule."""
    below = TEXT.split(heading, 1)[1]
    lines = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE).group().splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:1] + lines[2:]]


@pytest.fixture(scope="module")
def example():
    return records_of(read_table(EXAMPLE / "aides.csv", Bounds())), read_aids(EXAMPLE / "voies.csv")


def test_each_step_is_there_once_and_can_be_done(example):
    records, aids = example
    done = {step["do"] for step in STEPS}
    assert done == {*ACTIONS, "suppress", "count"} - {KEEP}
    for step in STEPS:
        recipe = check_recipe([step], records.columns)
        after = apply(records, recipe, b"k", aids)
        assert 0 < after.height <= records.height
        assert not after.equals(records), step


def test_each_value_becomes_what_is_written(example):
    _, aids = example
    head, *rows = table_below("## Les échelles de regroupement")
    assert head[0] == "Échelle"
    seen = set()
    for name, value, *levels in rows:
        key = name.replace("`", "")
        ladder = hierarchy(key.split()[0], PARAMS.get(key), aids)
        seen.add(ladder.name)
        for level, wanted in enumerate(levels, 1):
            if wanted:
                assert ladder.value(value, level) == wanted, (key, level)
        # A shorter row stops at « tout confondu ».
        if "" in levels:
            assert levels.index("") == len(ladder.levels), key
    assert seen == {"age", "birth", "date", "place", "postcode", "job", "amount", "prefix"}
    for key, params in PARAMS.items():
        if key != "place avec la table":
            assert json.dumps(params).strip("{}") in TEXT


def test_the_example_of_counts_is_what_it_says(example):
    _, aids = example
    raw = json.loads(TEXT.split("```json\n", 1)[1].split("```", 1)[0])
    addresses = ["1 rue des Lilas"] * 6 + ["2 rue du Pont"] * 2 + ["3 rue de la Pierre"] * 4
    table = apply(of(ADRESSE=addresses), check_recipe(raw, ["ADRESSE"]), b"", aids)
    head, *rows = table_below("Une seconde case est donc cachée.")
    assert table.columns == head
    assert [list(row) for row in table.rows()] == rows


def test_the_pages_that_it_sends_to_exist():
    for name in re.findall(r"\]\(([\w-]+\.md)\)", TEXT):
        assert (DEFAULT_ROOT / "docs" / name).is_file()
