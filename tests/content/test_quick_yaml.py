"""Declarations are read by libyaml, and give what PyYAML's own parser gives, faults included."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from grader.content import declarations
from grader.content.declarations import _composed, _Loader, _QuickLoader, parse_document, yaml_node
from grader.errors import ContentError
from grader.settings import DEFAULT_ROOT
from tests.fixtures.course_paths import FIXTURES

DECLARED = sorted(
    path for root in (DEFAULT_ROOT / "courses", FIXTURES) for path in root.rglob("*.yml")
)
#: Ways to spoil a declaration; libyaml tells another line than PyYAML for some of them.
FAULTY = {
    "a list that is left open": "a: é\n😀b: [",
    "a tabulation": "a:\tb\n\tc: d\n",
    "a key in a folded text": "a: b\n c: d: e\n",
    "a line separator": "a: b\u2028c: d: e\n",
    "a quote that is left open": "a: 'b\nc: d\n",
    "a null character": "a: \x00\n",
    "half a character": "a: \ud800\n",
    "two documents": "a: b\n---\nc: d\n",
    "an unknown anchor": "a: *b\n",
    "lists in lists": "[" * 50_000 + "]" * 50_000,
    "rows in rows": "- " * 50_000 + "x",
}


def places(node: yaml.Node):
    """A tree as plain values: kinds, texts and where each begins and ends."""
    marks = [(mark.line, mark.column) for mark in (node.start_mark, node.end_mark)]
    if isinstance(node, yaml.MappingNode):
        return node.tag, marks, [(places(key), places(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, marks, [places(value) for value in node.value]
    return node.tag, marks, node.value


def told(source: str):
    """What an author is told of a text: where, which fault; or what it holds."""
    try:
        document = parse_document(source, "cours.yml")
    except ContentError as error:
        return error.where, error.code
    return document.data, document.lines


@pytest.mark.parametrize("path", DECLARED, ids=lambda path: path.relative_to(path.parents[2]))
def test_a_declaration_is_the_same_tree(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    loader, quick = _composed(source)
    assert isinstance(loader, _QuickLoader)
    careful = _Loader(source)
    slow = careful.get_single_node()
    assert (quick and places(quick)) == (slow and places(slow))
    assert quick is None or loader.construct_document(quick) == careful.construct_document(slow)


@pytest.mark.parametrize("source", FAULTY.values(), ids=FAULTY)
def test_a_fault_is_told_as_without_libyaml(source, monkeypatch):
    quick, tree = told(source), yaml_node(source)
    assert quick[1] == "bad-yaml"
    assert tree is None
    monkeypatch.setattr(declarations, "_QuickLoader", _Loader)
    assert told(source) == quick
