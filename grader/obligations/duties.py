"""What a rule says of one authority."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from grader.obligations.conditions import Check
from grader.obligations.rule import Rule

__all__ = ["Check", "Duty", "Status"]


class Status(enum.StrEnum):
    """How a rule bears on an authority."""

    REQUIRED = "required"
    ADVISED = "advised"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Duty:
    """A rule, and what it asks of one authority.

    Attributes:
        rule: the rule.
        status: due, only advised, or without object here.
        because: why, in a few short French sentences that name the figures of the profile.
        checks: the conditions that decided, met or not.
    """

    rule: Rule
    status: Status
    because: str
    checks: tuple[Check, ...]
