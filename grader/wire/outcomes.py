"""How an outcome is told to a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OutcomeView:
    """An outcome as told: ``label`` is the word for ``status`` (« Réussi », « En partie »…)."""

    status: str
    label: str
    points: float
    max_points: float
    points_label: str
    feedback: tuple[dict[str, str], ...] = ()
