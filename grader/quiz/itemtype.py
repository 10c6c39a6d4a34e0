"""What a type of item has to say for itself; each type lives in its own file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.quiz.model import Answer


@dataclass(frozen=True)
class Fault:
    """What is wrong with a declaration: stable ``code``, French ``message`` and ``hint``."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True)
class ItemType:
    """One type of item.

    Attributes:
        name: value of ``type`` in ``quiz.yml``.
        rule: one French sentence, shown with the question: how to answer and how it counts.
        most: how many answers may be chosen at once; None when there is no limit.
        fault: called by ``parse_item`` on answers that are well formed one by one; gives what
            is wrong with them together, or None.
        share: called by ``score`` with answers already known to be of this item, distinct and
            at least one; gives the part of the points earned, 0 to 1.
        valid: declarations that must be accepted.
        invalid: declarations that must be refused, each with the code of the refusal.
    """

    name: str
    rule: str
    most: int | None
    fault: Callable[[tuple[Answer, ...]], Fault | None]
    share: Callable[[tuple[Answer, ...], frozenset[str]], float]
    valid: tuple[Mapping[str, Any], ...]
    invalid: tuple[tuple[Mapping[str, Any], str], ...]
