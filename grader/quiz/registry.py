"""The types of items that exist, by the name that ``quiz.yml`` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.quiz.itemtype import ItemType
from grader.quiz.types import (
    classification,
    matching,
    multiple_choice,
    numeric,
    odd_one_out,
    open_text,
    ordering,
    short_text,
    single_choice,
    span_marking,
    true_false,
)

TYPES: Mapping[str, ItemType[Any]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            single_choice.TYPE,
            multiple_choice.TYPE,
            true_false.TYPE,
            ordering.TYPE,
            matching.TYPE,
            classification.TYPE,
            numeric.TYPE,
            short_text.TYPE,
            odd_one_out.TYPE,
            span_marking.TYPE,
            open_text.TYPE,
        )
    }
)
