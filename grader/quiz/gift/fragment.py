"""Writing adopted questions as YAML, in the dialect that ``grader.content`` reads."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import yaml

from grader.quiz.gift.adopt import Adopted
from grader.typography import plural

_WIDTH = 98


class _Dumper(yaml.SafeDumper):
    """Lists are set in under their key, as the courses have them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - the signature of PyYAML
        """Never write a list at the level of its key."""
        super().increase_indent(flow, False)


def _without_exponent(dumper: yaml.SafeDumper, value: float) -> yaml.ScalarNode:
    text = format(Decimal(repr(value)), "f")
    return dumper.represent_scalar("tag:yaml.org,2002:float", text if "." in text else f"{text}.0")


def _in_lines(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _in_lines)
_Dumper.add_representer(float, _without_exponent)


def write_fragment(adopted: Iterable[Adopted], name: str) -> str:
    """Write a ``quiz.yml`` of these questions; what is missing stands in comments above each.

    Args:
        adopted: the questions.
        name: of the file that they come from.
    """
    parts = [f"# Questions lues dans {_line(name)}. Un identifiant ne change jamais.\n\nitems:"]
    for one in adopted:
        lines = [f"# Ligne {one.line}{_title(one)}"]
        if one.missing:
            count = plural(len(one.missing), "point")
            lines.append(f"# Reste à compléter ({count}) :")
            lines += [
                line
                for m in one.missing
                for line in textwrap.wrap(
                    _line(f"{m.message} {m.hint}"),
                    _WIDTH - 2,
                    initial_indent="# - ",
                    subsequent_indent="#   ",
                )
            ]
        parts.append(textwrap.indent("\n".join(lines), "  "))
        parts.append(textwrap.indent(_dumped(one.raw), "  "))
    return "\n".join(parts)


def _dumped(raw: Any) -> str:
    text: str = yaml.dump([raw], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text


def _title(one: Adopted) -> str:
    title = _line(one.title)
    return f" : {title}" if title and title != one.raw["id"] else ""


def _line(text: str) -> str:
    """Keep a comment on its line, whatever the file holds."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
