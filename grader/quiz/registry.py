"""The types of items that exist, by the name that ``quiz.yml`` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from grader.quiz import multiple_choice, single_choice
from grader.quiz.itemtype import ItemType

TYPES: Mapping[str, ItemType] = MappingProxyType(
    {kind.name: kind for kind in (single_choice.TYPE, multiple_choice.TYPE)}
)
