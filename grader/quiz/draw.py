"""The seeded draw: two learners differ, a reload does not.

What is drawn is ranked by a hash of seed and names: no random generator, so the order is the
same in every process and version of Python.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from grader.quiz.itemtype import Given
from grader.quiz.model import Entry, Face, Item
from grader.quiz.registry import TYPES


def drawn_order(names: Iterable[str], seed: int, about: str) -> tuple[str, ...]:
    """Give names in the order drawn for a seed.

    Args:
        names: what to order.
        seed: the learner's seed.
        about: what the draw is for; two draws with other words are independent.
    """

    def rank(name: str) -> bytes:
        return hashlib.sha256(f"{seed}:{about}:{name}".encode()).digest()

    return tuple(sorted(names, key=rank))


@dataclass(frozen=True)
class Cover:
    """The face of an item as one learner sees it, under letters that tell nothing.

    An author writes steps in their right order and pairs side by side, so the letters of the
    source are a key. A learner sees the first entry drawn as ``a``, the next as ``b``.

    Attributes:
        face: entries and targets in the order drawn, renamed by their place.
        entries: letter of the source to letter shown.
        targets: number of the source to number shown.
    """

    face: Face
    entries: Mapping[str, str]
    targets: Mapping[str, str]

    def shown(self, given: Given) -> Given:
        """Translate an answer from the letters of the source to those shown."""
        return tuple(_translated(one, self.entries, self.targets) for one in given)

    def source(self, given: Given) -> Given:
        """Translate an answer from the letters shown to those of the source."""
        entries = {shown: own for own, shown in self.entries.items()}
        targets = {shown: own for own, shown in self.targets.items()}
        return tuple(_translated(one, entries, targets) for one in given)


def cover(item: Item, seed: int) -> Cover:
    """Draw what one learner sees of an item; the same at each reload.

    Args:
        item: the item.
        seed: the learner's seed.
    """
    face = TYPES[item.type].face(item.body)
    entries = _drawn(face.entries, seed, item.id)
    if face.starts_wrong and entries == face.entries:
        entries = (*entries[1:], entries[0])
    targets = face.targets if face.targets_stay else _drawn(face.targets, seed, f"{item.id}=")
    letters = dict(zip((e.id for e in entries), string.ascii_lowercase, strict=False))
    numbers = {target.id: str(place) for place, target in enumerate(targets, start=1)}
    shown = replace(
        face,
        entries=tuple(replace(e, id=letters[e.id]) for e in entries),
        targets=tuple(replace(t, id=numbers[t.id]) for t in targets),
    )
    return Cover(shown, letters, numbers)


def _drawn(entries: tuple[Entry, ...], seed: int, about: str) -> tuple[Entry, ...]:
    by_id = {entry.id: entry for entry in entries}
    return tuple(by_id[name] for name in drawn_order(by_id, seed, about))


def _translated(one: str, entries: Mapping[str, str], targets: Mapping[str, str]) -> str:
    """Translate ``b`` or ``b=2``; what was typed, and what is not known, stays as it is."""
    entry, mark, target = one.partition("=")
    if entry not in entries:
        return one
    return entries[entry] + mark + targets.get(target, target)
