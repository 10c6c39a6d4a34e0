"""What matching and classification share: each entry gets one of the targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.quiz.itemtype import Given, Marked, known_pairs
from grader.quiz.model import RIGHT, WRONG, Entry, Face, Remark


@dataclass(frozen=True)
class Placed:
    """One entry and the number of the target where it goes.

    Attributes:
        id: letter in the source.
        text: what it says.
        target: number of the right target.
        feedback: told once it is well placed.
        if_wrong: by number of target, why it does not go there; key "" for all others.
    """

    id: str
    text: str
    target: str
    feedback: str
    if_wrong: Mapping[str, str] = field(hash=False)

    def told(self, target: str) -> Remark:
        """Tell of this entry where the learner put it."""
        if target == self.target:
            return Remark(self.id, RIGHT, self.feedback)
        return Remark(self.id, WRONG, self.if_wrong.get(target) or self.if_wrong[""])


@dataclass(frozen=True)
class Pairing:
    """Two entries or more, and the targets, numbered from 1 in the order of the source."""

    placed: tuple[Placed, ...]
    targets: tuple[str, ...]


def face(body: Pairing) -> Face:
    """Show entries and targets, both to be shuffled."""
    return Face(
        entries=tuple(Entry(p.id, p.text) for p in body.placed),
        targets=tuple(Entry(str(place), t) for place, t in enumerate(body.targets, start=1)),
    )


def accept(body: Pairing, given: Given) -> Given:
    """Take every entry once, each with a target; a target left empty is an entry to place.

    Args:
        body: entries and targets.
        given: ``entry=target`` strings.

    Raises:
        RefusedError: see ``itemtype.known_pairs``.
    """
    letters = tuple(entry.id for entry in body.placed)
    filled = tuple(one for one in given if one not in {f"{letter}=" for letter in letters})
    pairs = known_pairs(filled, letters, numbers(len(body.targets)))
    return tuple(f"{letter}={pairs[letter]}" for letter in letters)


def numbers(targets: int) -> frozenset[str]:
    """Give the numbers of targets, which begin at ``1``."""
    return frozenset(str(number) for number in range(1, targets + 1))


def mark(body: Pairing, given: Given) -> Marked:
    """Count the entries that are well placed."""
    where = dict(one.split("=") for one in given)
    remarks = tuple(entry.told(where[entry.id]) for entry in body.placed)
    right = sum(remark.verdict == RIGHT for remark in remarks)
    return Marked(right / len(body.placed), remarks)


def expected(body: Pairing) -> Given:
    """Give each entry with its right target."""
    return tuple(f"{entry.id}={entry.target}" for entry in body.placed)


def told(body: Pairing) -> tuple[str, ...]:
    """Give what the author wrote of each entry."""
    return tuple(t for p in body.placed for t in (p.text, p.feedback, *p.if_wrong.values()))


def first_twice(values: Sequence[str]) -> str | None:
    """Find the first text that comes again, or None."""
    return next((value for place, value in enumerate(values) if value in values[:place]), None)
