"""What a format cannot say of an item: told to the author, never dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Loss:
    """One thing of one item that does not travel.

    Attributes:
        field: key of ``quiz.yml`` (``hints``), or « texte » for the writing itself.
        why: one French sentence: what the format does instead.
        item: id of the item.
    """

    field: str
    why: str
    item: str


@dataclass
class Lost:
    """What one item loses, noted along the way; the same thing twice is one."""

    item: str
    losses: list[Loss] = field(default_factory=list)

    def add(self, key: str, why: str) -> None:
        """Note that this key does not travel, and why, in one French sentence."""
        loss = Loss(key, why, self.item)
        if loss not in self.losses:
            self.losses.append(loss)
