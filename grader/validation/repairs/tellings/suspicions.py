"""Tellings about cells that break nothing, and are most likely wrong."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

_ACT = "Retrouvez la date dans l'acte d'origine."

CAUSES: Mapping[str, CauseTelling] = {
    "spreadsheet-year": CauseTelling(
        "Années devenues des jours de 1905",
        "Un tableur compte les jours depuis 1900 : une année seule, affichée comme une date, "
        "tombe en 1905. Ici, l'année était {years} ; le jour et le mois n'ont jamais été là.",
        _ACT,
    ),
    "spreadsheet-reference": CauseTelling(
        "Références devenues des dates",
        "D'autres références de la colonne s'écrivent comme « {sibling} ». Un tableur prend "
        "« 2.7 » pour le 2 juillet, et l'écrit comme une date : la référence est changée sans que "
        "rien ne le signale.",
        "Retrouvez la référence dans l'acte d'origine, et donnez le format « Texte » à la colonne "
        "avant de l'écrire.",
    ),
    "future-date": CauseTelling(
        "Dates trop lointaines",
        "Ces dates tombent bien après toutes celles que l'on attend ici : c'est presque toujours "
        "une faute de frappe dans l'année.",
        _ACT,
    ),
    "old-date": CauseTelling(
        "Dates bien plus anciennes que les autres",
        "Plus de quinze ans séparent ces dates de toutes les autres de la colonne : c'est souvent "
        "une faute de frappe dans l'année, ou un reste d'un modèle de fichier.",
        "Comparez avec l'acte d'origine ; si la date est juste, gardez-la.",
    ),
    "short-year": CauseTelling(
        "Dates d'avant l'an mille",
        "Un chiffre manque sans doute à l'année : « 0205 » pour « 2025 ».",
        _ACT,
    ),
    "zero-date": CauseTelling(
        "Dates qui ne veulent rien dire",
        "Les tableurs et les programmes comptent les jours à partir du début de 1900, de 1904 ou "
        "de 1970 : c'est ce jour-là qu'ils écrivent quand la date manque.",
        "Retrouvez la date dans l'acte d'origine ; si elle n'est pas connue et que la colonne est "
        "facultative, laissez la cellule vide.",
    ),
    "example-value": CauseTelling(
        "Exemple du schéma laissé dans les données",
        "Cette valeur est celle que la documentation du schéma donne en exemple. Publiée, elle "
        "désigne un lieu ou un dossier qui n'existe pas.",
        "Remplacez-la par la vraie valeur, ou retirez la ligne si elle ne servait que de modèle.",
    ),
    "local-file": CauseTelling(
        "Liens vers un fichier de votre ordinateur",
        "Une adresse comme « D:\\Actes\\d.pdf » a la forme d'un lien, mais ne s'ouvre que sur "
        "le poste où se trouve le fichier.",
        "Publiez le document sur votre site, et écrivez son adresse, qui commence par https://.",
    ),
}
