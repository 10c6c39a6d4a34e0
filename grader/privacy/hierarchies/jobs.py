"""Our own table of jobs and their families."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from grader.privacy.transforms.scripted.textes import simplifier

_TABLE = Path(__file__).with_name("metiers.yml")


@cache
def families() -> Mapping[str, str]:
    """Give the family of each known expression, by its simplified words."""
    import yaml  # only who groups jobs waits for it

    declared: dict[str, list[str]] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return {
        simplifier(expression): family
        for family, lines in declared.items()
        for line in lines
        for expression in line.split(",")
    }
