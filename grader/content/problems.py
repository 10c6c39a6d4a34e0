"""Something to mend in the courses, told with its place."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from grader.typography import french


@dataclass(frozen=True)
class Problem:
    """Something to mend in the courses.

    Attributes:
        where: ``file:line``, relative to the courses folder.
        code: stable kebab-case identifier.
        message: what is wrong, in French.
        hint: how to mend it, in French.
    """

    where: str
    code: str
    message: str
    hint: str

    def to_dict(self) -> dict[str, str]:
        """Give the problem as JSON types."""
        return asdict(self)


def problem(where: str, code: str, message: str, hint: str) -> Problem:
    """Make a problem whose sentences, typed with ordinary spaces, are set in French typography."""
    return Problem(where, code, french(message), french(hint))


def in_order(problems: set[Problem]) -> list[Problem]:
    """Give problems in the order of files and lines."""
    return sorted(problems, key=_rank)


def _rank(found: Problem) -> tuple[str, int, str, str]:
    name, _, line = found.where.partition(":")
    return name, int(line or 0), found.code, found.message
