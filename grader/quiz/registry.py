"""The types of items that exist, by the name that ``quiz.yml`` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.quiz.itemtype import ItemType
from grader.quiz.types import multiple_choice, ordering, single_choice

TYPES: Mapping[str, ItemType[Any]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            single_choice.TYPE,
            multiple_choice.TYPE,
            ordering.TYPE,
        )
    }
)
