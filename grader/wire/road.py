"""Public view of the road of a file, as the page of a module tells it in a line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RoadStep:
    """A stage: its title, its state (``done``, ``ongoing`` or ``todo``) and the word for it."""

    title: str
    state: str
    word: str


@dataclass(frozen=True)
class RoadLine:
    """Where a file stands.

    Attributes:
        name: of the file, as she named it: hostile text.
        sentence: « 2 étapes faites sur 5 ».
        url: of « La route de mon fichier », for this file.
        steps: the stages, in order.
    """

    name: str
    sentence: str
    url: str
    steps: tuple[RoadStep, ...]
