"""Tellings about any cell, and about answers by yes or no."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

_EXACT = "Un logiciel compare lettre à lettre : pour lui, « VRAI » et « true » sont deux réponses."

CAUSES: Mapping[str, CauseTelling] = {
    "absent-mark": CauseTelling(
        "Mots ou signes qui disent que la valeur manque",
        "« néant », « N/A » ou un tiret se comprend, mais un logiciel y lit une valeur. Une "
        "cellule vide, elle, se reconnaît.",
        "Vider ces cellules : {column} peut rester vide.",
        "Vérifiez qu'il n'y a vraiment rien à écrire.{zero}",
    ),
    "absent-required": CauseTelling(
        "Valeurs qui manquent dans une colonne obligatoire",
        "Un mot, un tiret ou une espace ne remplace pas la valeur, et le schéma ne permet pas de "
        "laisser {column} vide.",
        "Retrouvez la valeur dans le document d'origine, ou demandez-la au service qui la connaît.",
    ),
    "boolean-sign": CauseTelling(
        "Lettres, croix ou coches à la place de oui et non",
        "Une croix veut presque toujours dire oui, mais elle peut aussi barrer ; un « O » seul "
        "peut être un zéro. " + _EXACT,
        "Écrire « {true} » pour oui et « {false} » pour non, comme le demande le schéma.",
        "Vérifiez le sens de ces signes. Si le signe dit oui, une cellule vide voulait peut-être "
        "dire non.",
    ),
    "boolean-spelling": CauseTelling(
        "Oui et non écrits autrement que dans le schéma",
        "Chaque logiciel a ses mots : « VRAI » dans un tableur français, « TRUE » en anglais, "
        "« 1 » dans une base de données. " + _EXACT,
        "Écrire « {true} » pour oui et « {false} » pour non, comme le demande le schéma.",
    ),
    "by-hand": CauseTelling(
        "Correction de votre main",
        "Vous avez écrit cette valeur vous-même.",
        "Écrire la valeur que vous avez donnée.",
    ),
    "narrow-column": CauseTelling(
        "Valeurs cachées par une colonne trop étroite",
        "Le tableur montre « ######## » quand la colonne est trop étroite, et c'est ce qu'il a "
        "mis dans le fichier. La valeur n'y est plus.",
        "Ouvrez le classeur d'origine, élargissez la colonne, puis refaites l'export.",
    ),
    "stray-spaces": CauseTelling(
        "Espaces en trop",
        "Une espace avant ou après la valeur ne se voit pas. Un programme la lit, et n'y reconnaît "
        "plus la valeur.",
        "Retirer ces espaces.",
    ),
}
