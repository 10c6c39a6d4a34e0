"""The texts of a declaration that learners read, with the very lines where they stand."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace

import yaml

from grader.content.declarations import yaml_node
from grader.content.marks import Marks, marks_in
from grader.content.passages import Passage, markdown_passages

#: Keys whose values are names, or choices of the machine.
NOT_READ = frozenset(
    {
        "accepted", "also", "answer", "audiences", "cells", "checks", "column", "columns",
        "compare", "count", "door", "draw", "duties", "earlier", "exercise", "expected", "file",
        "fixed", "goals", "hand_in_until", "hand_ins", "hide", "id", "item", "keep", "kind",
        "lesson", "lessons", "level", "match", "minutes", "modules", "objective", "page", "person",
        "places", "profile", "public", "reason", "reference", "refused", "roles", "schema",
        "schemas", "seed", "services", "source", "texts", "then", "ticked", "tone", "truth", "type",
        "types", "unit", "units", "value",
    }
)  # fmt: skip
#: What an author notes for herself, and types well all the same.
NOTED = frozenset({"misconception"})
_TEXT = "tag:yaml.org,2002:str"


def declared_passages(source: str, file: str, first_line: int = 1) -> Iterator[Passage]:
    """Cut the texts of a declaration; nothing is given of one that is no YAML.

    A mapping that has a ``source``, or whose ``question`` bears a mark, is covered whole: the
    answers and remarks of a question speak of the same thing.

    Args:
        source: the text of the file, or the front matter of a lesson.
        file: name for places.
        first_line: 1-based line of the text in its file.
    """
    node = yaml_node(source)
    if node is not None:
        yield from _Walk(source, file, first_line).passages(node, Marks(), frozenset())


@dataclass(frozen=True)
class _Walk:
    """A declaration whose texts are being given."""

    source: str
    file: str
    first_line: int

    def passages(self, node: yaml.Node, around: Marks, above: frozenset[int]) -> Iterator[Passage]:
        if id(node) in above:
            # It holds itself: that is refused where it is read.
            return
        above |= {id(node)}
        if isinstance(node, yaml.MappingNode):
            around |= _covering(node)
            for key, value in node.value:
                if key.value in NOT_READ or _is_name(key, value) or _is_list_of_ids(key, value):
                    continue
                for found in self.passages(value, around, above):
                    yield replace(found, noted=True) if key.value in NOTED else found
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from self.passages(value, around, above)
        elif isinstance(node, yaml.ScalarNode) and node.tag == _TEXT:
            text, line = _as_typed(node, self.source)
            yield from markdown_passages(text, self.file, self.first_line + line, around)


def _is_name(key: yaml.Node, value: yaml.Node) -> bool:
    """Tell the key of a table, which is a column, from that of an act, which says why."""
    return key.value == "key" and isinstance(value, yaml.ScalarNode)


def _is_list_of_ids(key: yaml.Node, value: yaml.Node) -> bool:
    """Tell the items of a quiz, which are ids, from the items of a bank, which are declared."""
    return (
        key.value == "items"
        and isinstance(value, yaml.SequenceNode)
        and all(isinstance(one, yaml.ScalarNode) for one in value.value)
    )


def _covering(node: yaml.MappingNode) -> Marks:
    found = Marks()
    for key, value in node.value:
        if not isinstance(value, yaml.ScalarNode):
            continue
        if key.value == "source" and value.value.strip():
            found |= Marks(sources=(value.value.strip(),))
        elif key.value == "question":
            asked = marks_in(value.value)
            found |= Marks(asked.sources, asked.not_legal)
    return found


def _as_typed(node: yaml.ScalarNode, source: str) -> tuple[str, int]:
    """Give a text line for line as its file has it, and its first line from 0."""
    typed = source[node.start_mark.index : node.end_mark.index]
    line = int(node.start_mark.line)
    if node.style in ("|", ">"):
        _, _, body = typed.partition("\n")
        return textwrap.dedent(body), line + 1
    if node.style in ("'", '"'):
        quote = node.style * 2 if node.style == "'" else f"\\{node.style}"
        typed = typed[1:-1].replace(quote, node.style)
    return "\n".join(part.strip() for part in typed.split("\n")), line
