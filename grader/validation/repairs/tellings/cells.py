"""Tellings about any cell."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

CAUSES: Mapping[str, CauseTelling] = {
    "by-hand": CauseTelling(
        "Correction de votre main",
        "Vous avez écrit cette valeur vous-même.",
        "Écrire la valeur que vous avez donnée.",
    ),
    "stray-spaces": CauseTelling(
        "Espaces en trop",
        "Une espace avant ou après la valeur ne se voit pas. Un programme la lit, et n'y reconnaît "
        "plus la valeur.",
        "Retirer ces espaces.",
    ),
}
