"""Tellings about addresses."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

CAUSES: Mapping[str, CauseTelling] = {
    "address-key": CauseTelling(
        "Clés d'adresse au numéro trop court",
        "Dans une clé d'adresse, le numéro s'écrit toujours avec cinq chiffres. Sans ses zéros, la "
        "clé ne désigne plus l'adresse dans les autres fichiers.",
        "Écrire le numéro avec cinq chiffres : 99042_0120_00004 pour le 4.",
    ),
}
