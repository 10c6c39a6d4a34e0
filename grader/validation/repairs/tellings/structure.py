"""Tellings about labels, rows and columns."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

CAUSES: Mapping[str, CauseTelling] = {
    "blank-rows": CauseTelling(
        "Lignes vides",
        "Un tableur garde les lignes effacées. Un programme y lit des lignes sans rien.",
        "Retirer ces lignes.",
    ),
    "label-spelling": CauseTelling(
        "Nom de colonne proche de celui du schéma",
        "Un programme cherche les colonnes par leur nom exact : à une lettre près, la colonne "
        "manque.",
        "Écrire le nom du schéma, {column}.",
        "Vérifiez que cette colonne contient bien ce que le schéma attend sous ce nom.",
    ),
    "label-writing": CauseTelling(
        "Noms de colonnes écrits autrement",
        "Ce sont les noms du schéma, aux majuscules, espaces, accents ou signes près. Un programme "
        "les cherche lettre à lettre.",
        "Écrire les noms comme le schéma.",
    ),
    "missing-columns": CauseTelling(
        "Colonnes facultatives absentes",
        "Le schéma prévoit ces colonnes, même vides : ceux qui assemblent vos fichiers les "
        "attendent.",
        "Ajouter ces colonnes, vides.",
    ),
}
