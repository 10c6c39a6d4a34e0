"""The guide for authors of rules: what it shows is read as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from grader.obligations.declare import Vocabulary, read_condition
from grader.obligations.profile import AuthorityKind
from grader.obligations.questions import questions
from grader.obligations.reading import parse_rules
from grader.obligations.rules import read_rules, sources

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "obligations.md").read_text("utf-8")
WORDS = Vocabulary(
    questions(), {"open-data": read_condition("always", "x", Vocabulary(questions()))}
)


def test_the_rule_of_the_guide_is_a_rule_with_every_field():
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    (rule,) = read_rules(parse_rules(example, "guide"), "sectors", WORDS, sources())
    assert all(getattr(rule, name) for name in rule.__dataclass_fields__)


def test_every_condition_of_the_guide_is_one():
    rows = re.findall(r"^\| `([^`]+)`( puis une liste)? \|", GUIDE, re.MULTILINE)
    shown = [text for text, several in rows if not several and not text.endswith(".yml")]
    assert len(shown) >= 9
    for text in shown:
        read_condition(yaml.safe_load(text), "guide", WORDS)


def test_the_guide_names_every_kind_of_authority():
    assert all(f"`{kind.value}`" in GUIDE for kind in AuthorityKind)
