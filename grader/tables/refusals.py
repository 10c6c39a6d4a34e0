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
        "Refaites l'export depuis votre logiciel, puis vérifiez que le fichier pèse plus de "
        "0 octet.",
    ),
    "file-too-big": Refusal(
        "Le fichier pèse {size} ; la limite est de {limit}.",
        "Découpez-le, par exemple par année, ou retirez les colonnes que le schéma ne demande pas.",
    ),
    "spreadsheet-file": Refusal(
        "Ce fichier est un classeur de tableur ({kind}), pas un fichier CSV.",
        _SAVE_AS_CSV + " Changer seulement la fin de son nom ne suffit pas.",
    ),
    "binary-file": Refusal(
        "Ce fichier n'est pas un tableau : c'est {kind}.",
        "Choisissez le fichier CSV exporté par votre logiciel. Renommer un autre fichier en "
        "« .csv » n'en fait pas un tableau.",
    ),
    "web-page": Refusal(
        "Ce fichier est une page web, pas un tableau.",
        "Le téléchargement a peut-être enregistré une page de connexion à la place du fichier : "
        "téléchargez-le de nouveau après vous être identifié.",
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
        "Vérifiez le séparateur de colonnes, et que le tableau n'a pas été enregistré de travers "
        "(lignes et colonnes inversées).",
    ),
    "cell-too-long": Refusal(
        "Une cellule de la ligne {line} dépasse {limit} caractères, plus que n'en admet un "
        "tableur.",
        "Un guillemet ouvert et jamais refermé avale souvent la suite du fichier : vérifiez les "
        "guillemets de cette ligne.",
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


def refuse(code: str, **words: str) -> UnusableFileError:
    """Build the refusal of that code.

    Args:
        code: a key of ``REFUSALS``.
        words: what fills the braces of its message; never a cell value.
    """
    message, hint = (french(text).format(**words) for text in REFUSALS[code])
    return UnusableFileError(code, message, hint)
