"""Every example of the author's page is executed, and is worth what the page says."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest

from grader.content.declarations import conforms, parse_document
from grader.errors import RefusedError
from grader.quiz.declare import COMMON_KEYS, parse_item
from grader.quiz.registry import TYPES
from grader.quiz.score import expected, score
from grader.settings import DEFAULT_ROOT

PAGE = (DEFAULT_ROOT / "docs" / "ecrire-des-questions.md").read_text(encoding="utf-8")
#: Each block of YAML with the text that follows it, up to the next block.
PARTS = re.findall(r"```yaml\n(.*?)```\n(.*?)(?=```yaml|\Z)", PAGE, re.DOTALL)
ROW = re.compile(r"^\| `(\[.*\])` \| ([^|]+) \|$", re.MULTILINE)


def declared(block):
    document = parse_document(f"items:\n{block}", "ecrire-des-questions.md")
    faults = []
    assert conforms(document, "quiz", faults.append), faults
    (raw,) = document.data["items"]
    return raw


BLOCKS = [declared(block) for block, _ in PARTS]
ROWS = [
    (raw, answer, worth.strip())
    for raw, (_, after) in zip(BLOCKS, PARTS, strict=True)
    for answer, worth in ROW.findall(after)
]


def test_every_type_has_an_example_under_its_title():
    assert {raw["type"] for raw in BLOCKS} == set(TYPES)
    for name in TYPES:
        assert re.search(rf"^## .* : `{name}`$", PAGE, re.MULTILINE)
    assert len({raw["id"] for raw in BLOCKS}) == len(BLOCKS)
    assert len({raw["misconception"] for raw in BLOCKS}) == len(BLOCKS)


def test_every_key_is_told():
    keys = COMMON_KEYS | {key for kind in TYPES.values() for key in kind.keys}
    missing = {key for key in keys if f"`{key}`" not in PAGE and f"  {key}:" not in PAGE}
    assert not missing


@pytest.mark.parametrize("raw", BLOCKS, ids=lambda raw: raw["id"])
def test_example_is_accepted_and_its_page_shows_what_it_is_worth(raw):
    item = parse_item(raw, "ecrire-des-questions.md:1")
    worth = [worth for other, _, worth in ROWS if other is raw]
    if TYPES[item.type].review is None:
        assert score(item, expected(item)).share == 1
        assert {"1", "0"} <= set(worth)
    else:
        assert set(worth) == {"à relire", "refusée"}


@pytest.mark.parametrize(
    ("raw", "answer", "worth"), ROWS, ids=[f"{raw['id']} {answer}" for raw, answer, _ in ROWS]
)
def test_answer_is_worth_what_the_page_says(raw, answer, worth):
    item, chosen = parse_item(raw, "ecrire-des-questions.md:1"), json.loads(answer)
    if worth == "refusée":
        with pytest.raises(RefusedError):
            score(item, chosen)
    elif worth == "à relire":
        assert score(item, chosen).waits
    else:
        assert score(item, chosen).share == Fraction(worth)


def test_the_review_that_the_page_shows_gives_what_it_says():
    marks = re.search(r"marks: \[(.*?)\]\}`, soit ici deux tiers", PAGE)
    assert marks is not None
    item = parse_item(BLOCKS[-1], "ecrire-des-questions.md:1")
    review = TYPES[item.type].review
    assert review is not None
    assert review(item.body, tuple(marks[1].split(", "))).share == 2 / 3
