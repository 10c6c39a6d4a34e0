"""What a rule says of one authority."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from grader.obligations.rule import Rule


class Status(enum.StrEnum):
    """How a rule bears on an authority."""

    REQUIRED = "required"
    ADVISED = "advised"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Check:
    """One condition of a rule, looked at for one authority.

    Attributes:
        sentence: what was looked at and found, in French: « 3 499 habitants : moins de 3 500. »
        met: whether it holds.
    """

    sentence: str
    met: bool


@dataclass(frozen=True)
class Duty:
    """A rule, and what it asks of one authority.

    Attributes:
        rule: the rule.
        status: due, only advised, or without object here.
        because: why, in one or two French sentences that name the figures of the profile.
        checks: the conditions that decided, met or not.
    """

    rule: Rule
    status: Status
    because: str
    checks: tuple[Check, ...]
