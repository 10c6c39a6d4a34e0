"""Every way in which a file is refused, told in French: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from grader.errors import UnusableFileError
from grader.typography import french


class Refusal(NamedTuple):
    """What happened, and what to do."""

    message: str
    hint: str


_SAVE_AS_CSV = (
    "Ouvrez-le dans votre tableur, choisissez « Enregistrer sous », puis le format « CSV UTF-8 » "
    "(dans LibreOffice : « Texte CSV » et le jeu de caractères « Unicode (UTF-8) »)."
)

#: By code; the words in braces are filled by ``refuse``.
REFUSALS: Mapping[str, Refusal] = {
    "file-not-found": Refusal(
        "Le fichier est introuvable.",
        "Vérifiez son nom et le dossier où il se trouve.",
    ),
    "not-a-file": Refusal(
        "Ce chemin mène à un dossier, pas à un fichier.",
        "Indiquez le fichier lui-même.",
    ),
    "file-unreadable": Refusal(
        "Le fichier existe, mais le système refuse de l'ouvrir.",
        "Vérifiez que vous avez le droit de le lire et qu'un autre logiciel ne le tient pas "
        "ouvert.",
    ),
    "empty-file": Refusal(
        "Le fichier est vide : il ne contient aucune donnée.",
        "Refaites l'export depuis votre logiciel, puis ouvrez-le pour vérifier qu'il y a des "
        "lignes.",
    ),
    "file-too-big": Refusal(
        "Le fichier pèse {size} ; la limite est de {limit}.",
        "Découpez-le, par exemple par année, ou retirez les colonnes que le schéma ne demande pas.",
    ),
    "spreadsheet-file": Refusal(
        "Ce fichier est un classeur de tableur ({kind}) : ce format n'est pas lu ici.",
        _SAVE_AS_CSV + " Changer seulement la fin de son nom ne suffit pas.",
    ),
    "workbook-encrypted": Refusal(
        "Ce classeur est protégé par un mot de passe : il ne peut pas être lu.",
        "Ouvrez-le dans votre tableur avec son mot de passe, puis enregistrez-en une copie sans "
        "mot de passe. Un fichier à publier ne doit pas en avoir.",
    ),
    "workbook-damaged": Refusal(
        "Ce classeur est abîmé : son contenu ne peut pas être lu.",
        "Le téléchargement ou la copie s'est peut-être interrompu. Ouvrez l'original dans votre "
        "tableur, enregistrez-le de nouveau, puis recommencez ; s'il ne s'ouvre pas non plus, "
        "refaites l'export.",
    ),
    "workbook-too-big": Refusal(
        "Une fois décompressé, ce classeur occuperait plus de {limit} Mo, la limite admise.",
        "Enregistrez en CSV la seule feuille qui vous intéresse, ou découpez le tableau, par "
        "exemple par année.",
    ),
    "workbook-too-many-parts": Refusal(
        "Ce classeur réunit plus de {limit} feuilles ou images : il est trop morcelé pour être lu.",
        "Enregistrez en CSV la seule feuille qui vous intéresse.",
    ),
    "workbook-empty": Refusal(
        "Ce classeur est vide : aucune de ses feuilles ne contient de donnée.",
        "Refaites l'export depuis votre logiciel, puis ouvrez le classeur pour vérifier ce qu'il "
        "contient.",
    ),
    "several-sheets": Refusal(
        "Ce classeur contient {count} feuilles remplies : il faut dire laquelle lire.",
        "Choisissez parmi : {names}.",
    ),
    "sheet-unknown": Refusal(
        "Aucune feuille remplie de ce classeur ne porte le nom demandé.",
        "Choisissez parmi : {names}.",
    ),
    "too-many-cells": Refusal(
        "Le tableau compte plus de {limit} cellules.",
        "Découpez-le, par exemple par année, ou retirez les colonnes que le schéma ne demande pas.",
    ),
    "binary-file": Refusal(
        "Ce fichier n'est pas un tableau : c'est {kind}.",
        "Choisissez le fichier CSV ou le classeur exporté par votre logiciel. Renommer un autre "
        "fichier en « .csv » n'en fait pas un tableau.",
    ),
    "web-page": Refusal(
        "Ce fichier est une page web, pas un tableau.",
        "Le téléchargement a peut-être enregistré une page de connexion à la place du fichier : "
        "téléchargez-le de nouveau après vous être identifié.",
    ),
    "web-table": Refusal(
        "Ce fichier est une page web qui contient un tableau, même si son nom est celui d'un "
        "classeur.",
        "Beaucoup de logiciels métier exportent ainsi. Ouvrez-le dans votre tableur (s'il vous "
        "avertit que le format et le nom ne correspondent pas, répondez « Oui »), choisissez "
        "« Enregistrer sous », puis « CSV UTF-8 ».",
    ),
    "google-shortcut": Refusal(
        "Ce fichier n'est qu'un raccourci vers un tableau en ligne de Google : il n'en contient "
        "pas les données.",
        "Ouvrez ce tableau, puis choisissez « Fichier », « Télécharger », « Valeurs séparées par "
        "des virgules (.csv) ».",
    ),
    "structured-file": Refusal(
        "Ce fichier est écrit en {kind}, pas en CSV.",
        "Demandez à votre logiciel un export au format CSV.",
    ),
    "too-many-rows": Refusal(
        "Le tableau compte plus de {limit} lignes.",
        "Découpez-le, par exemple par année.",
    ),
    "too-many-columns": Refusal(
        "La ligne {line} compte plus de {limit} colonnes.",
        "Vérifiez le séparateur de colonnes si c'est un CSV, et que le tableau n'a pas été "
        "enregistré de travers (lignes et colonnes inversées).",
    ),
    "cell-too-long": Refusal(
        "Une cellule de la ligne {line} dépasse {limit} caractères, plus que n'en admet un "
        "tableur.",
        "Raccourcissez ce texte. Dans un CSV, un guillemet ouvert et jamais refermé avale souvent "
        "la suite du fichier : vérifiez les guillemets de cette ligne.",
    ),
    "broken-quotes": Refusal(
        "Plus de {limit} guillemets sont ouverts et jamais refermés ; le premier est à la ligne "
        "{line}.",
        "Refaites l'export : chaque guillemet ouvrant doit être refermé, et un guillemet placé "
        "dans un texte doit être doublé.",
    ),
    "no-header": Refusal(
        "Aucune ligne d'en-tête n'a été reconnue : les colonnes n'ont pas de nom.",
        "Écrivez le nom de chaque colonne sur une ligne, juste au-dessus des données.",
    ),
}


def refuse(code: str, choices: tuple[str, ...] = (), **words: str) -> UnusableFileError:
    """Build the refusal of that code.

    Args:
        code: a key of ``REFUSALS``.
        choices: what the person may choose from to go on.
        words: what fills the braces of its message; never a cell value.
    """
    message, hint = (french(text).format(**words) for text in REFUSALS[code])
    return UnusableFileError(code, message, hint, choices)
