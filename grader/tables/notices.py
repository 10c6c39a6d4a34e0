"""« Constats de lecture »: what is told about the file itself, in French, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.tables.model import Notice
from grader.typography import french, plural


@dataclass(frozen=True)
class Telling:
    """How a notice is told; braces are filled by ``notice``.

    Attributes:
        severity: ``error`` or ``warning`` (see ``Notice``).
        message: what was seen.
        why: why it matters to those who reuse the file.
        fix: how to mend it.
        unit: what is counted (with its verb where there is one), singular and plural, for
            ``{counted}``.
    """

    severity: str
    message: str
    why: str
    fix: str
    unit: tuple[str, str] = ("fois", "fois")


_SAVE_AS_UTF8 = (
    "À l'enregistrement, choisissez « CSV UTF-8 » dans Excel, ou le jeu de caractères "
    "« Unicode (UTF-8) » dans LibreOffice."
)

NOTICES: Mapping[str, Telling] = {
    "encoding-not-utf8": Telling(
        "error",
        "Le fichier est écrit en {encoding}, et non en UTF-8.",
        "L'encodage est la façon d'écrire les lettres accentuées. Un logiciel qui attend de "
        "l'UTF-8, comme la plupart de ceux des réutilisateurs, affichera des signes illisibles à "
        "leur place.",
        _SAVE_AS_UTF8,
    ),
    "encoding-mixed": Telling(
        "error",
        "Le fichier est écrit en {encoding}, sauf en {counted}.",
        "Un lecteur strict refusera le fichier entier ; un autre remplacera ces lettres par « � ».",
        "Le fichier a sans doute été assemblé à partir de deux sources. Exportez-les à nouveau, "
        "toutes deux en UTF-8, avant de les réunir.",
        ("endroit", "endroits"),
    ),
    "lost-characters": Telling(
        "error",
        "Des lettres ont été perdues : {counted} le signe « � ».",
        "Ce signe prend la place d'une lettre qu'un logiciel n'a pas su lire : on ne peut plus la "
        "retrouver dans ce fichier.",
        "Repartez de l'export d'origine et enregistrez-le directement en UTF-8.",
        ("cellule contient", "cellules contiennent"),
    ),
    "mojibake": Telling(
        "error",
        "Des lettres accentuées sont abîmées : {counted} des suites comme « Ã© » au lieu de « é ».",
        "Les textes deviennent illisibles, et une recherche sur le bon mot ne les trouve plus.",
        "Le fichier a été lu dans un mauvais encodage, puis enregistré. Rouvrez l'export d'origine "
        "en indiquant son encodage, ou remplacez chaque suite abîmée par la bonne lettre.",
        ("cellule contient", "cellules contiennent"),
    ),
    "delimiter-not-comma": Telling(
        "warning",
        "Les colonnes sont séparées par {delimiter}, et non par une virgule.",
        "La virgule est le séparateur conseillé pour les données publiques. Les bons lecteurs "
        "acceptent aussi celui-ci, mais d'autres rangeront toute la ligne dans une seule colonne.",
        "Si votre tableur le permet, enregistrez avec la virgule ; sinon, indiquez le séparateur "
        "dans la description du jeu de données.",
    ),
    "title-lines": Telling(
        "error",
        "{counted} au-dessus de la ligne d'en-tête.",
        "Un logiciel lit les noms de colonnes sur la première ligne : il prendra ce titre pour eux "
        "et ne reconnaîtra plus aucune colonne.",
        "Supprimez ce qui se trouve au-dessus de l'en-tête ; le titre a sa place dans la "
        "description du jeu de données.",
        ("ligne se trouve", "lignes se trouvent"),
    ),
    "orphan-quote": Telling(
        "error",
        "Des guillemets sont mal placés dans {counted} : ils ne sont pas refermés, ou ils coupent "
        "un texte.",
        "Dans un CSV, les guillemets entourent une cellule entière. Un guillemet isolé peut faire "
        "avaler toute la suite du fichier par une seule cellule.",
        "Retirez ces guillemets, ou doublez-les (\"\") à l'intérieur d'un texte lui-même entouré "
        "de guillemets.",
        ("ligne", "lignes"),
    ),
    "nul-bytes": Telling(
        "error",
        "Pour lire le fichier, il a fallu écarter {counted}.",
        "De tels caractères, invisibles à l'écran, font échouer beaucoup de logiciels de lecture.",
        "Refaites l'export ; s'ils reviennent, signalez-le à l'éditeur de votre logiciel.",
        ("caractère nul", "caractères nuls"),
    ),
    "formula-cells": Telling(
        "warning",
        "Des formules sont restées : {counted} par le signe « = ».",
        "Un tableur peut exécuter ce texte à l'ouverture du fichier ; les autres logiciels "
        "liront la formule et non son résultat.",
        "Copiez ces cellules, puis collez seulement les valeurs avant d'enregistrer.",
        ("cellule commence", "cellules commencent"),
    ),
    "spreadsheet-errors": Telling(
        "warning",
        "Des calculs ont échoué : {counted} une erreur de tableur, comme « #REF! » ou « #N/A ».",
        "Le réutilisateur ne peut pas savoir quelle valeur était attendue.",
        "Corrigez la formule dans le tableur d'origine, ou laissez la cellule vide.",
        ("cellule contient", "cellules contiennent"),
    ),
}


def notice(code: str, count: int = 1, line: int | None = None, **words: str) -> Notice:
    """Build the notice of that code.

    Args:
        code: a key of ``NOTICES``.
        count: how many lines or cells are concerned.
        line: first line concerned, or None for the file as a whole.
        words: what fills the other braces; never a cell value.
    """
    telling = NOTICES[code]
    counted = plural(count, *telling.unit)
    message, why, fix = (
        french(text).format(counted=counted, **words)
        for text in (telling.message, telling.why, telling.fix)
    )
    return Notice(code, telling.severity, message, why, fix, count, line)
