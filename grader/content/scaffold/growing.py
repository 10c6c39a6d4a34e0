"""Adding an entry to a list of a YAML text without touching the rest, comments included."""

from __future__ import annotations

import textwrap

import yaml

from grader.errors import ContentError


def with_entry(source: str, key: str, entry: str, where: str) -> str:
    """Add an entry at the end of a list.

    Args:
        source: the YAML text.
        key: name of the list, at the top level.
        entry: the entry as YAML, without its dash; may have several lines.
        where: name of the file, for the message.

    Returns:
        The text with the entry; what was there is the same to the byte.

    Raises:
        ContentError: the text is no YAML, or has no such list.
    """
    try:
        node = yaml.compose(source)
    except yaml.YAMLError as error:
        raise ContentError(
            where, "bad-yaml", "Ce fichier n'est pas du YAML.", "Corrigez-le : ouvroir check."
        ) from error
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    found = next((value for name, value in pairs if name.value == key), None)
    if not isinstance(found, yaml.SequenceNode):
        raise ContentError(
            where, "missing-key", f"La liste « {key} » manque.", f"Ajoutez « {key}: »."
        )
    if found.flow_style:
        return _in_brackets(source, found, entry)
    return _as_lines(source, found, entry)


def _in_brackets(source: str, found: yaml.SequenceNode, entry: str) -> str:
    """``[a, b]`` becomes ``[a, b, c]``; an entry of several lines makes it a list of lines."""
    start, end = found.start_mark.index, found.end_mark.index
    if "\n" not in entry.strip():
        comma = ", " if found.value else ""
        return source[: end - 1].rstrip() + comma + entry.strip() + source[end - 1 :]
    held = [source[v.start_mark.index : v.end_mark.index] for v in found.value]
    lines = "".join(_dashed(one, 2) for one in [*held, entry])
    return source[:start].rstrip() + "\n" + lines.rstrip("\n") + source[end:]


def _as_lines(source: str, found: yaml.SequenceNode, entry: str) -> str:
    """Put the entry after the last one, before whatever blank lines or comments follow."""
    indent = found.start_mark.column
    lines = source.splitlines(keepends=True)
    last = found.value[-1]
    end = last.end_mark.line if last.end_mark.column == 0 else last.end_mark.line + 1
    while end > last.start_mark.line + 1 and _is_void(lines[end - 1]):
        end -= 1
    before, after = "".join(lines[:end]), "".join(lines[end:])
    if not before.endswith("\n"):
        before += "\n"
    # Entries of several lines stand apart, as authors write them.
    gap = "\n" if "\n" in entry.strip() else ""
    return before + gap + _dashed(entry, indent) + after


def _is_void(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _dashed(entry: str, indent: int) -> str:
    body = textwrap.indent(entry.strip("\n"), " " * (indent + 2)).lstrip()
    return f"{' ' * indent}- {body}\n"
